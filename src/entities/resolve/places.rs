//! The places of the world that have a number: GeoNames and ISO 3166-1.

use super::name;
use crate::document::Place;
use crate::document::PlaceKind;
use crate::document::{Entity, EntityType};
use crate::text::word::{hash, phrase_hash};

static PLACES: &str = include_str!("../../../models/places.tsv");

/// The places, by their names.
pub struct Places {
    places: Vec<Place>,
    /// The hash of each name and the index of a place; of equal names the bigger place first.
    names: Vec<(u64, u32)>,
}

impl Places {
    /// From the list inside the binary; its format is described in `training/entities/places.py`.
    pub fn embedded() -> Self {
        let (mut places, mut names) = (Vec::new(), Vec::new());
        for (place, known_as) in lines() {
            names.extend(known_as.split('|').map(|name| (name_hash(name), places.len() as u32)));
            places.push(place);
        }
        names.sort_unstable();
        Self { places, names }
    }

    /// The places of this name, the likeliest first.
    pub fn named(&self, name: &str) -> impl Iterator<Item = &Place> {
        let hash = name_hash(name);
        let start = self.names.partition_point(|(other, _)| *other < hash);
        let equal = self.names[start..].iter().take_while(move |(other, _)| *other == hash);
        equal.map(|&(_, at)| &self.places[at as usize])
    }
}

/// The places of the list and their names, parted by "|"; bigger places first.
pub(crate) fn lines() -> impl Iterator<Item = (Place, &'static str)> {
    PLACES.lines().filter_map(|line| {
        let mut cells = line.split('\t');
        let kind = match cells.next()? {
            "continent" => PlaceKind::Continent,
            "country" => PlaceKind::Country,
            "state" => PlaceKind::State,
            _ => PlaceKind::City,
        };
        let (country, geonames) = (cells.next()?, cells.next()?.parse().ok()?);
        let population = cells.next()?.parse().ok()?;
        Some((Place { kind, country, geonames, population }, cells.next()?))
    })
}

/// A hash of the words of a name, however they are written.
fn name_hash(name: &str) -> u64 {
    phrase_hash(name::words(name).iter().map(|word| hash(word)))
}

/// Finds which places of the world the entities of a document are. Of cities of one name the one in a
/// country that the document names is meant, else the biggest.
pub(crate) fn locate(places: &Places, entities: &mut [Entity]) {
    let countries = |entity: &Entity| {
        let first = places.named(&entity.name).next()?;
        matches!(first.kind, PlaceKind::Country | PlaceKind::State).then_some(first.country)
    };
    let geopolitical = |entity: &Entity| entity.kind == EntityType::Geopolitical;
    let named: Vec<&str> =
        entities.iter().filter(|entity| geopolitical(entity)).filter_map(countries).collect();
    for entity in entities {
        let mut candidates = places.named(&entity.name).filter(|place| {
            let continent = place.kind == PlaceKind::Continent;
            entity.kind == if continent { EntityType::Location } else { EntityType::Geopolitical }
        });
        let first = candidates.next();
        let near = |place: &&Place| named.contains(&place.country);
        let small = first.is_some_and(|first| first.population < WORLD_CITY && !near(&first));
        let found = if small { candidates.find(near).or(first) } else { first };
        entity.place = found.copied();
    }
}

/// A city of so many people is meant wherever the rest of the document is.
const WORLD_CITY: u64 = 1_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_places_by_any_of_their_names() {
        let places = Places::embedded();
        let first = |name| places.named(name).next().map(|place| (place.kind, place.country));
        assert_eq!(first("Côte d'Ivoire"), first("Ivory Coast"));
        assert_eq!(first("U.S."), Some((PlaceKind::Country, "US")));
        assert_eq!(first("SAO PAULO"), Some((PlaceKind::City, "BR")));
        assert_eq!(first("Paris"), Some((PlaceKind::City, "FR")));
        assert!(places.named("Paris").any(|place| place.country == "US"));
        assert_eq!(first("Nowhere at All"), None);
    }
}
