//! The countries and regions that a document names.

use super::Places;
use crate::{
    document::{Entity, EntityType, Place, PlaceKind},
    text::word::hash,
};
use rustc_hash::FxHashMap;

/// The mentions of an entity that count.
pub(super) const MENTIONS: usize = 6;
/// Evidence in the sentence of a name, and in one beside it.
const SAME_SENTENCE: f32 = 1.5;
const NEXT_SENTENCE: f32 = 1.1;
/// Evidence anywhere, per doubling of its mentions, and at most.
const ANYWHERE: f32 = 0.5;
const MOST_ANYWHERE: f32 = 1.2;

/// The country that is named everywhere, and what that says of its places.
const UBIQUITOUS: &str = "US";
const UBIQUITY: f32 = 0.5;

/// Where a document names a country or region without doubt.
#[derive(Default)]
pub(super) struct Evidence {
    /// By the hash of the country, or of country and region: sentences and entities, in the order of
    /// the sentences.
    mentions: FxHashMap<u64, Vec<(usize, usize)>>,
}

impl Evidence {
    /// Gathers the evidence of a document, of which `sure` are the places that need none.
    pub fn of(places: &Places, entities: &[Entity], sure: &[Option<Place>]) -> Self {
        let mut evidence = Self::default();
        for (at, (entity, place)) in entities.iter().zip(sure).enumerate() {
            if let Some(place) = place {
                evidence.add(country(place.country), at, entity);
                if !place.region.is_empty() {
                    evidence.add(region(place, place.kind), at, entity);
                }
                continue;
            }
            let people = if entity.kind == EntityType::Group {
                places.of_people(&entity.name)
            } else if entity.kind == EntityType::Organization {
                entity.name.split_once(' ').and_then(|(first, _)| places.of_people(first))
            } else {
                None
            };
            if let Some(people) = people {
                evidence.add(country(people), at, entity);
            }
        }
        evidence.mentions.values_mut().for_each(|mentions| mentions.sort_unstable());
        evidence
    }

    fn add(&mut self, key: u64, at: usize, entity: &Entity) {
        let sentences = entity.mentions.iter().take(MENTIONS).map(|found| (found.sentence, at));
        self.mentions.entry(key).or_default().extend(sentences);
    }

    /// How much speaks for the country of a place, but for what the entity itself says.
    pub fn for_country(&self, place: &Place, at: usize, entity: &Entity) -> f32 {
        let support = self.support(country(place.country), at, entity);
        // News of anywhere names the United States.
        if place.country == UBIQUITOUS { support * UBIQUITY } else { support }
    }

    /// How much speaks for a region: the cities in it that are named; or for a city: that its region
    /// is.
    pub fn for_region(&self, place: &Place, at: usize, entity: &Entity) -> f32 {
        if place.region.is_empty() {
            return 0.0;
        }
        let state = place.kind == PlaceKind::State;
        let of_kind = if state { PlaceKind::City } else { PlaceKind::State };
        self.support(region(place, of_kind), at, entity)
    }

    fn support(&self, key: u64, at: usize, entity: &Entity) -> f32 {
        let Some(mentions) = self.mentions.get(&key) else { return 0.0 };
        let others = |from: usize, to: usize| {
            let start = mentions.partition_point(|(sentence, _)| *sentence < from);
            let inside = mentions[start..].iter().take_while(|(sentence, _)| *sentence <= to);
            inside.clone().any(|(_, other)| *other != at)
        };
        let sentences = || entity.mentions.iter().take(MENTIONS).map(|found| found.sentence);
        let near = if sentences().any(|sentence| others(sentence, sentence)) {
            SAME_SENTENCE
        } else if sentences().any(|sentence| others(sentence.saturating_sub(1), sentence + 1)) {
            NEXT_SENTENCE
        } else {
            0.0
        };
        let own = mentions.iter().filter(|(_, other)| *other == at).count();
        let rest = (mentions.len() - own) as f32;
        near + (ANYWHERE * (1.0 + rest).log2()).min(MOST_ANYWHERE)
    }
}

fn country(code: &str) -> u64 {
    hash(code)
}

/// The key of the region that a place of this kind speaks for.
fn region(place: &Place, of_kind: PlaceKind) -> u64 {
    let turns = if of_kind == PlaceKind::State { 1 } else { 2 };
    hash(place.country).rotate_left(turns) ^ hash(place.region)
}
