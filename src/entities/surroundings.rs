//! What the names of a text tell of its values: where they are from, and which words are none.

use crate::{
    document::{Article, BlockKind, Entity, EntityType, Mention},
    values::setting::NamedSpan,
};
use std::collections::BTreeMap;

/// A place in the dateline says as much of the article's country as so many elsewhere.
const DATELINE_WEIGHT: usize = 8;

/// The country of a text, and the names in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Surroundings {
    /// ISO 3166-1; empty: not known.
    pub country: &'static str,
    /// In text order, without overlap.
    pub names: Vec<NamedSpan>,
}

impl Surroundings {
    /// What these entities of an article tell.
    pub fn of(article: &Article, entities: &[Entity]) -> Self {
        let all = entities
            .iter()
            .flat_map(|entity| entity.mentions.iter().map(move |mention| (entity, mention)));
        let named = all.filter(|(entity, mention)| is_name(article, entity, mention));
        let mut names: Vec<_> = named
            .map(|(entity, mention)| NamedSpan {
                span: mention.span,
                person: entity.kind == EntityType::Person,
                certain: !is_alone(article, entity, mention),
            })
            .collect();
        names.sort_unstable_by_key(|name| (name.span.end, name.span.start));
        names.dedup_by_key(|name| name.span.end);
        Self { country: country(article, entities), names }
    }
}

/// Tells whether a mention is of a kind whose names may hold the name of a day or a number.
fn is_name(article: &Article, entity: &Entity, mention: &Mention) -> bool {
    match mention.kind {
        EntityType::Person => true,
        EntityType::Organization
        | EntityType::Facility
        | EntityType::Product
        | EntityType::Work => !is_alone(article, entity, mention),
        EntityType::Geopolitical
        | EntityType::Location
        | EntityType::Group
        | EntityType::Event
        | EntityType::Law
        | EntityType::Other => false,
    }
}

/// Tells whether a name is a single word that is short for nothing: it may be a day or a month.
fn is_alone(article: &Article, entity: &Entity, mention: &Mention) -> bool {
    let single = |words: &str| !words.trim().contains(char::is_whitespace);
    single(&entity.name) && single(mention.span.of(&article.text))
}

/// The country in which most of the places lie that are named, that of the dateline before others.
fn country(article: &Article, entities: &[Entity]) -> &'static str {
    let dateline = article.blocks.iter().find(|block| block.kind == BlockKind::Dateline);
    let mut weights: BTreeMap<&'static str, usize> = BTreeMap::new();
    for entity in entities {
        let Some(place) = entity.place.filter(|place| !place.country.is_empty()) else { continue };
        let weight = |mention: &Mention| {
            let leads = dateline.is_some_and(|block| {
                block.span.start <= mention.span.start && mention.span.end <= block.span.end
            });
            let named = article.metadata.dateline_place.eq_ignore_ascii_case(&entity.name);
            if leads || named { DATELINE_WEIGHT } else { 1 }
        };
        *weights.entry(place.country).or_default() +=
            entity.mentions.iter().map(weight).sum::<usize>();
    }
    let best = weights.iter().max_by_key(|(_, weight)| **weight);
    best.map_or("", |(country, _)| country)
}
