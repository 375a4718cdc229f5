//! Writes what the entity stage found.

use super::pen::Pen;
use crate::{
    document::{
        Entity, KnowledgeBase, Link, Mention, Money, Place, PlaceKind, Quantity, Quote, Time,
        Value, ValueKind,
    },
    server::{
        copydesk_v1::{names, pb},
        links,
    },
};

/// The knowledge base of the caller's own entities.
const KNOWN_ENTITIES: &str = "known_entities";

impl Pen<'_> {
    pub(super) fn entity(&self, number: usize, entity: &Entity) -> pb::Entity {
        let known = entity.known.iter().map(|id| known_link(id));
        let place =
            entity.place.iter().flat_map(|place| place_links(place, entity.place_confidence));
        pb::Entity {
            id: entity_id(number),
            name: entity.name.clone(),
            r#type: names::entity_type(entity.kind).into(),
            salience: entity.salience,
            confidence: entity.confidence,
            role: entity.role.clone(),
            mentions: entity.mentions.iter().map(|mention| self.mention(mention)).collect(),
            links: known.chain(place).chain(entity.links.iter().map(other_link)).collect(),
        }
    }

    pub(super) fn mention(&self, mention: &Mention) -> pb::Mention {
        pb::Mention {
            span: Some(self.text_span(mention.span)),
            kind: pb::MentionKind::Name.into(),
            confidence: mention.confidence,
            sentence: u32::try_from(mention.sentence).unwrap_or(u32::MAX),
        }
    }

    pub(super) fn value(&self, value: &Value) -> pb::Value {
        let kind = match &value.kind {
            ValueKind::Time(found) => pb::value::Kind::Time(time(found)),
            ValueKind::Money(found) => pb::value::Kind::Money(money(found)),
            ValueKind::Percent(found) => pb::value::Kind::Percent(quantity(found)),
            ValueKind::Quantity(found) => pb::value::Kind::Quantity(quantity(found)),
        };
        pb::Value { span: Some(self.text_span(value.span)), kind: Some(kind) }
    }

    pub(super) fn quote(&self, number: usize, quote: &Quote) -> pb::Quote {
        let speaker = quote.speaker.map(|index| entity_id(index + 1));
        pb::Quote {
            id: format!("q{number}"),
            kind: names::quote_kind(quote.kind).into(),
            content: quote.content.iter().map(|span| self.text_span(*span)).collect(),
            speaker_entity_id: speaker.unwrap_or_default(),
            speaker: quote.speaker_span.map(|span| self.text_span(span)),
            cue: quote.cue.map(|span| self.text_span(span)),
            confidence: quote.confidence,
        }
    }
}

fn known_link(id: &str) -> pb::EntityLink {
    let knowledge_base = KNOWN_ENTITIES.to_owned();
    pb::EntityLink { knowledge_base, id: id.to_owned(), confidence: 1.0, ..Default::default() }
}

/// The code of a country or region, and GeoNames.
fn place_links(place: &Place, confidence: f32) -> impl Iterator<Item = pb::EntityLink> {
    let Place { kind, country, region, geonames, .. } = *place;
    let code = match kind {
        PlaceKind::Country => Some(country.to_owned()),
        PlaceKind::State if !region.is_empty() => Some(format!("{country}-{region}")),
        PlaceKind::Continent | PlaceKind::State | PlaceKind::City => None,
    };
    let link = move |knowledge_base: &str, id: String, uri: String| pb::EntityLink {
        knowledge_base: knowledge_base.to_owned(),
        id,
        uri,
        confidence,
        country_code: country.to_owned(),
        ..Default::default()
    };
    let code = code.map(|code| {
        let uri = format!("https://www.iso.org/obp/ui/#iso:code:3166:{code}");
        link("iso3166", code, uri)
    });
    let number = link("geonames", geonames.to_string(), links::of_place(place));
    code.into_iter().chain([number])
}

fn other_link(link: &Link) -> pb::EntityLink {
    let knowledge_base = match link.base {
        KnowledgeBase::Wikidata => "wikidata",
        KnowledgeBase::Wikipedia => "wikipedia",
        KnowledgeBase::Isin => "isin",
        KnowledgeBase::MicTicker => "mic-ticker",
    };
    pb::EntityLink {
        knowledge_base: knowledge_base.to_owned(),
        id: link.id.clone(),
        uri: links::of_entry(link).unwrap_or_default(),
        name: link.name.clone(),
        confidence: link.confidence,
        ..Default::default()
    }
}

/// The id of the entity of this number, from 1.
pub(super) fn entity_id(number: usize) -> String {
    format!("e{number}")
}

fn time(found: &Time) -> pb::TimeValue {
    pb::TimeValue {
        timex: found.timex.clone(),
        start: found.start.clone().unwrap_or_default(),
        end: found.end.clone().unwrap_or_default(),
        anchored: found.anchored,
        written: found.written.clone(),
    }
}

fn money(found: &Money) -> pb::MoneyValue {
    pb::MoneyValue {
        currency_code: found.currency.clone(),
        amount: found.amount.clone(),
        amount_max: found.amount_max.clone(),
        currency_inferred: found.inferred,
    }
}

fn quantity(found: &Quantity) -> pb::QuantityValue {
    pb::QuantityValue {
        amount: found.amount.clone(),
        amount_max: found.amount_max.clone(),
        unit: found.unit.clone(),
        ordinal: found.ordinal,
    }
}
