//! Toponym resolution: the places of the world, by their numbers in GeoNames, that entities are.

use super::name::NameMatcher;
use crate::{
    document::{Entity, EntityType, Place, PlaceKind},
    entities::place_list,
    language::NameWords,
    text::word::{hash, phrase_hash},
};

/// The population from which a city is meant wherever the rest of the document is.
const WORLD_CITY: u64 = 1_000_000;

/// The places of the world, by their names.
pub(crate) struct Places {
    matcher: NameMatcher,
    places: Vec<Place>,
    /// The hash of each name and the index of a place; of equal names the bigger place first.
    names: Vec<(u64, u32)>,
}

impl Places {
    /// Reads the list of a language.
    pub fn new(words: &'static NameWords) -> Self {
        let matcher = NameMatcher::new(words);
        let (mut places, mut names) = (Vec::new(), Vec::new());
        for (place, known_as) in place_list::places(&words.lists) {
            let index = places.len() as u32;
            names.extend(known_as.split('|').map(|name| (name_hash(matcher, name), index)));
            places.push(place);
        }
        names.sort_unstable();
        Self { matcher, places, names }
    }

    /// The places of this name, the likeliest first.
    pub fn named(&self, name: &str) -> impl Iterator<Item = &Place> {
        let hash = name_hash(self.matcher, name);
        let start = self.names.partition_point(|(other, _)| *other < hash);
        let equal = self.names[start..].iter().take_while(move |(other, _)| *other == hash);
        equal.map(|&(_, at)| &self.places[at as usize])
    }

    /// Finds which places of the world the entities of a document are. Of cities of one name the
    /// one in a country that the document names is meant, else the biggest.
    pub fn locate(&self, entities: &mut [Entity]) {
        let country = |entity: &Entity| {
            let first = self.named(&entity.name).next()?;
            matches!(first.kind, PlaceKind::Country | PlaceKind::State).then_some(first.country)
        };
        let geopolitical = |entity: &&Entity| entity.kind == EntityType::Geopolitical;
        let countries: Vec<&str> =
            entities.iter().filter(geopolitical).filter_map(country).collect();
        for entity in entities {
            let mut candidates = self.named(&entity.name).filter(|place| {
                let continent = place.kind == PlaceKind::Continent;
                let kind = if continent { EntityType::Location } else { EntityType::Geopolitical };
                entity.kind == kind
            });
            let first = candidates.next();
            let near = |place: &&Place| countries.contains(&place.country);
            let small = first.is_some_and(|first| first.population < WORLD_CITY && !near(&first));
            let found = if small { candidates.find(near).or(first) } else { first };
            entity.place = found.copied();
        }
    }
}

/// The hash of the words of a name, however they are written.
fn name_hash(matcher: NameMatcher, name: &str) -> u64 {
    phrase_hash(matcher.words(name).iter().map(|word| hash(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::ENGLISH;

    #[test]
    fn finds_places_by_any_of_their_names() {
        let places = Places::new(&ENGLISH.names);
        let first = |name| places.named(name).next().map(|place| (place.kind, place.country));
        assert_eq!(first("Côte d'Ivoire"), first("Ivory Coast"));
        assert_eq!(first("U.S."), Some((PlaceKind::Country, "US")));
        assert_eq!(first("SAO PAULO"), Some((PlaceKind::City, "BR")));
        assert_eq!(first("Paris"), Some((PlaceKind::City, "FR")));
        assert!(places.named("Paris").any(|place| place.country == "US"));
        assert_eq!(first("Nowhere at All"), None);
    }
}
