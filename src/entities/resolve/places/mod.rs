//! Toponym resolution: the places of the world, by their numbers in GeoNames, that entities are.

mod evidence;
mod locate;
mod neighbours;
mod surroundings;
#[cfg(test)]
mod tests;

use super::name::NameMatcher;
use crate::{
    document::{Entity, EntityType, Place, PlaceKind},
    entities::place_list,
    language::{NameWords, PlaceWords},
    text::word::{hash, phrase_hash},
};
use rustc_hash::FxHashMap;

/// How many times as often as any other the country that a document is about is named.
const DOMINANT: usize = 2;

/// The places of the world, by their names.
pub(crate) struct Places {
    matcher: NameMatcher,
    words: &'static PlaceWords,
    places: Vec<Place>,
    /// The hash of each name and the index of a place; of equal names the bigger place first, but
    /// continents and countries before regions, and those before cities.
    names: Vec<(u64, u32)>,
    /// The countries of peoples and of what is theirs.
    demonyms: FxHashMap<u64, &'static str>,
}

impl Places {
    /// Reads the lists of a language.
    pub fn new(words: &'static NameWords) -> Self {
        let matcher = NameMatcher::new(words);
        let (mut places, mut names) = (Vec::new(), Vec::new());
        let (cities, countries): (Vec<_>, Vec<_>) = place_list::places(&words.lists)
            // States are among the regions.
            .filter(|(place, _)| place.kind != PlaceKind::State)
            .partition(|(place, _)| place.kind == PlaceKind::City);
        let shared: FxHashMap<u32, &str> = place_list::regions_names(&words.lists).collect();
        let all = countries.into_iter().chain(place_list::regions(&words.lists)).chain(cities);
        for (place, known_as) in all {
            let index = places.len() as u32;
            let also = shared.get(&place.geonames).map(|names| names.split('|'));
            let known_as = known_as.split('|').chain(also.into_iter().flatten());
            names.extend(known_as.map(|name| (name_hash(matcher, name), index)));
            places.push(place);
        }
        names.sort_unstable();
        names.dedup();
        let mut demonyms = FxHashMap::default();
        for of_country in words.places.demonyms.split(';') {
            let mut words = of_country.split_whitespace();
            let country = words.next().unwrap_or_default();
            demonyms.extend(words.map(|word| (name_hash(matcher, word), country)));
        }
        Self { matcher, words: &words.places, places, names, demonyms }
    }

    /// The places of this name: countries, then regions, then cities, bigger ones first.
    pub fn named(&self, name: &str) -> impl Iterator<Item = &Place> {
        let words = self.matcher.words(name);
        let known = |words: &[String]| {
            let hash = phrase_hash(words.iter().map(|word| hash(word)));
            let at = self.names.partition_point(|(other, _)| *other < hash);
            (hash, self.names.get(at).is_some_and(|(other, _)| *other == hash))
        };
        // "The Gambia" is "Gambia", but "The Hague" is no "Hague".
        let (whole, found) = known(&words);
        let hash = if found { whole } else { known(self.matcher.without_article(&words)).0 };
        let start = self.names.partition_point(|(other, _)| *other < hash);
        let equal = self.names[start..].iter().take_while(move |(other, _)| *other == hash);
        equal.map(|&(_, at)| &self.places[at as usize])
    }

    /// The country that a word names, or a people of.
    pub fn country_of(&self, word: &str) -> Option<&'static str> {
        let country = |word: &str| {
            self.named(word)
                .find(|place| place.kind == PlaceKind::Country)
                .map(|found| found.country)
        };
        self.of_people(word).or_else(|| country(word))
    }

    /// The country that a document is about: the one that it names most by far, with its places and
    /// people.
    pub fn about(&self, entities: &[Entity]) -> Option<&'static str> {
        let mut named: FxHashMap<&'static str, usize> = FxHashMap::default();
        for entity in entities {
            let country = if entity.kind == EntityType::Group {
                self.of_people(&entity.name)
            } else {
                entity.place.map(|place| place.country).filter(|country| !country.is_empty())
            };
            if let Some(country) = country {
                *named.entry(country).or_default() += entity.mentions.len();
            }
        }
        let (country, most) = named.iter().max_by_key(|(country, count)| (**count, **country))?;
        let others = named.iter().filter(|(other, _)| *other != country).map(|(_, count)| *count);
        (DOMINANT * others.max().unwrap_or_default() <= *most).then_some(*country)
    }

    /// The country of a people or of what is theirs: "Lebanese".
    fn of_people(&self, name: &str) -> Option<&'static str> {
        self.demonyms.get(&name_hash(self.matcher, name)).copied()
    }
}

/// The hash of the words of a name, however they are written.
fn name_hash(matcher: NameMatcher, name: &str) -> u64 {
    phrase_hash(matcher.words(name).iter().map(|word| hash(word)))
}
