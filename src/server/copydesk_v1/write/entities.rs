//! Writes what the entity stage found.

use super::pen::Pen;
use crate::{
    document::{Entity, Mention, Money, Place, PlaceKind, Quantity, Quote, Time, Value, ValueKind},
    server::copydesk_v1::{names, pb},
};

/// The knowledge base of the caller's own entities.
const KNOWN_ENTITIES: &str = "known_entities";

impl Pen<'_> {
    pub(super) fn entity(&self, number: usize, entity: &Entity) -> pb::Entity {
        let known = entity.known.iter().map(|id| link(KNOWN_ENTITIES, id.clone(), String::new()));
        pb::Entity {
            id: entity_id(number),
            name: entity.name.clone(),
            r#type: names::entity_type(entity.kind).into(),
            salience: entity.salience,
            confidence: entity.confidence,
            role: entity.role.clone(),
            mentions: entity.mentions.iter().map(|mention| self.mention(mention)).collect(),
            links: known.chain(entity.place.iter().flat_map(place_links)).collect(),
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

fn link(knowledge_base: &str, id: String, uri: String) -> pb::EntityLink {
    pb::EntityLink { knowledge_base: knowledge_base.to_owned(), id, uri }
}

/// The country's code, if it is a country, and GeoNames.
fn place_links(place: &Place) -> impl Iterator<Item = pb::EntityLink> {
    let code = place.country;
    let country = (place.kind == PlaceKind::Country).then(|| {
        let uri = format!("https://www.iso.org/obp/ui/#iso:code:3166:{code}");
        link("ISO 3166-1", code.to_owned(), uri)
    });
    let number = place.geonames;
    let geonames =
        link("GeoNames", number.to_string(), format!("https://sws.geonames.org/{number}/"));
    country.into_iter().chain([geonames])
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
