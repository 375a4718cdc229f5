//! Decides which place of its name an entity is.

use super::{
    Places,
    evidence::{Evidence, MENTIONS},
    neighbours::{Neighbours, is_in},
    surroundings,
};
use crate::document::{Entity, EntityType, Place, PlaceKind};

/// The population from which a city is meant wherever the rest of the document is.
const WORLD_CITY: u64 = 1_000_000;
/// The population from which a city is named before a region elsewhere in its country.
const KNOWN_CITY: u64 = 500_000;
/// The population up to which a city is only known near by.
const TOWN: u64 = 50_000;
/// How much more a country is named than a city of as many people, and a state of the United States
/// more than other regions.
const COUNTRY: f32 = 1.5;
const AMERICAN_STATE: f32 = 1.0;
/// How much less a region is named than a city of its country with the same name.
const REGION_OF_CITY: f32 = 2.0;
/// The smallest share of the people of a region that its city needs to be named before it.
const SHARE: u64 = 20;
/// What words like "state" around a name say.
const SAID: f32 = 3.0;
/// What a region or country says that stands after a comma.
const INSIDE: f32 = 6.0;
/// What it says of a state that another state of its country stands beside it.
const PARALLEL: f32 = 1.5;
/// The country in which the document appeared.
const HOME: f32 = 0.8;
/// How much the likeliest place must be ahead of one elsewhere: where the document says something for
/// it, where nothing does, and where nothing does and one of the two is a region or a country.
const MARGIN: f32 = 0.45;
const ALONE: f32 = 0.7;
const REGION_ALONE: f32 = 2.0;
/// How much more the document must say for a place than for the one usually meant.
const DECISIVE: f32 = 1.2;
/// The places of a name that are weighed; others are too small to be meant.
const READINGS: usize = 24;
/// How sure a place can be; how sure the usual one is where the document speaks as much for another;
/// and how sure the biggest of several in the right country is.
const SUREST: f32 = 0.99;
const USUAL: f32 = 0.7;
const AT_HOME: f32 = 0.5;
/// The greatest likelihood of a region, however many people live there.
const BIG_REGION: f32 = 6.0;
/// How much more a great capital is meant than other places, and any capital where its country is
/// named.
const CAPITAL: f32 = 1.0;
const NAMED_CAPITAL: f32 = 0.7;

/// A place that an entity may be.
struct Reading<'a> {
    place: &'a Place,
    /// How likely it is meant, as a logarithm to the base of ten.
    score: f32,
    /// What of it the document says.
    support: f32,
}

impl Places {
    /// Finds which places of the world the entities of a document are. What the text says right
    /// beside a name comes first, then the countries and regions that the document names, then the
    /// size of the place. Where two places are about as likely none is answered. `home` is the
    /// country in which the document appeared.
    pub fn locate(&self, text: &str, home: Option<&str>, entities: &mut [Entity]) {
        let readings: Vec<Vec<&Place>> =
            entities.iter().map(|entity| self.readings(entity)).collect();
        let sure: Vec<Option<Place>> = readings.iter().map(|found| sure(found)).collect();
        let evidence = Evidence::of(self, entities, &sure);
        let neighbours = self.neighbours(text, entities, &readings);
        for at in 0..entities.len() {
            let entity = &entities[at];
            let mut weighed: Vec<Reading> = readings[at]
                .iter()
                .map(|place| {
                    let support = self.support(text, entity, &neighbours[at], place)
                        + evidence.for_country(place, at, entity)
                        + f32::from(home == Some(place.country)) * HOME
                        + evidence.for_region(place, at, entity);
                    let capital = place.capital && support > 0.0;
                    let support = support + f32::from(capital) * NAMED_CAPITAL;
                    Reading { place, score: prior(place, &readings[at]) + support, support }
                })
                .collect();
            if neighbours[at].excludes_all(&readings[at]) {
                weighed.clear();
            }
            let found = decide(&weighed, sure[at].as_ref());
            entities[at].place = found.map(|(place, _)| place);
            entities[at].place_confidence = found.map_or(0.0, |(_, confidence)| confidence);
        }
    }

    /// The places that an entity of its type and name may be.
    fn readings(&self, entity: &Entity) -> Vec<&Place> {
        let fits = |place: &&Place| {
            if entity.kind == EntityType::Geopolitical {
                place.kind != PlaceKind::Continent
            } else {
                matches!(place.kind, PlaceKind::Continent | PlaceKind::State)
            }
        };
        if !matches!(entity.kind, EntityType::Geopolitical | EntityType::Location) {
            return Vec::new();
        }
        let mut found: Vec<&Place> = self.named(&entity.name).filter(fits).take(READINGS).collect();
        let country = found.iter().find(|place| place.kind == PlaceKind::Country).copied();
        if let Some(country) = country {
            // Nobody means the state of Mexico by "Mexico".
            found.retain(|place| place.geonames == country.geonames || !is_in(place, country));
        }
        if !found.is_empty() {
            return found;
        }
        // "Helmand Province" is in the list without its noun.
        let region = entity
            .name
            .rsplit_once(' ')
            .filter(|(_, noun)| self.words.region_nouns.contains(&noun.to_lowercase().as_str()));
        let state = |place: &&Place| place.kind == PlaceKind::State;
        region.map(|(name, _)| self.named(name).filter(state).collect()).unwrap_or_default()
    }

    /// What the words right beside the names of an entity say for a place.
    fn support(&self, text: &str, entity: &Entity, beside: &Neighbours, place: &Place) -> f32 {
        let kinds = entity.mentions.iter().take(MENTIONS);
        let mut said = kinds.filter_map(|found| surroundings::kind(self.words, text, found.span));
        let mut support =
            said.next_back().map_or(0.0, |kind| if kind == place.kind { SAID } else { -SAID });
        let described = place.kind == PlaceKind::State
            && entity.mentions.iter().take(MENTIONS).any(|found| {
                surroundings::described(self.words, text, found.span)
                    .any(|people| self.of_people(people) == Some(place.country))
            });
        if described {
            support += SAID;
        }
        if beside.pairs.iter().any(|(inner, _)| *inner == place.geonames) {
            support += INSIDE;
        }
        if place.kind == PlaceKind::State && beside.parallel.contains(&place.country) {
            support += PARALLEL;
        }
        support
    }
}

/// How likely a place is meant by its name where nothing else is known.
fn prior(place: &Place, readings: &[&Place]) -> f32 {
    let size = (place.population.max(1_000) as f32).log10();
    match place.kind {
        PlaceKind::Continent | PlaceKind::Country => size + COUNTRY,
        PlaceKind::State => {
            let of_city = readings.iter().any(|other| {
                other.kind == PlaceKind::City
                    && other.country == place.country
                    && if other.region == place.region {
                        other.population * SHARE >= place.population
                    } else {
                        other.population >= KNOWN_CITY
                    }
            });
            let american = if place.country == "US" { AMERICAN_STATE } else { 0.0 };
            size.min(BIG_REGION) + american - if of_city { REGION_OF_CITY } else { 0.0 }
        }
        PlaceKind::City if place.capital && place.population >= WORLD_CITY => size + CAPITAL,
        PlaceKind::City => size,
    }
}

/// The place that needs no evidence, if there is one.
fn sure(readings: &[&Place]) -> Option<Place> {
    let alone =
        readings.iter().map(|place| Reading { place, score: prior(place, readings), support: 0.0 });
    decide(&alone.collect::<Vec<_>>(), None).map(|(place, _)| place)
}

/// The likeliest place and the probability that it is meant, if none elsewhere is about as likely;
/// else the one that is `usual`.
fn decide(readings: &[Reading], usual: Option<&Place>) -> Option<(Place, f32)> {
    let best = readings.iter().max_by(|one, other| one.score.total_cmp(&other.score))?;
    let city = |reading: &Reading| reading.place.kind == PlaceKind::City;
    let rivals = || {
        readings
            .iter()
            .filter(|other| other.place.geonames != best.place.geonames)
            // A city and the region around it are told apart, but not doubted.
            .filter(|other| !(is_in(other.place, best.place) || is_in(best.place, other.place)))
    };
    // Nobody writes for the world of a town without saying where it is.
    let small = best.place.population < TOWN && !best.place.capital;
    if small && city(best) && best.support <= 0.0 {
        return None;
    }
    let Some(rival) = rivals().max_by(|one, other| one.score.total_cmp(&other.score)) else {
        return Some((*best.place, SUREST));
    };
    let ahead = best.score - rival.score;
    let confidence = (1.0 - 0.5 * (-2.0 * ahead).exp()).min(SUREST);
    let abroad = |rival: &Reading| rival.place.country != best.place.country;
    let needed = if best.support > rival.support {
        MARGIN
    } else if abroad(rival) && !(city(best) && city(rival)) {
        REGION_ALONE
    } else {
        ALONE
    };
    // What is usually meant stays so, unless the document speaks clearly for another.
    let of_usual =
        readings.iter().find(|one| Some(one.place.geonames) == usual.map(|it| it.geonames));
    let unusual = of_usual.is_some_and(|one| best.support - one.support >= DECISIVE);
    if ahead >= needed || unusual {
        return Some((*best.place, confidence));
    }
    if let Some(usual) = usual {
        return Some((*usual, USUAL));
    }
    // The country at least is sure: of its cities of that name the biggest.
    let near = |rival: &&Reading| best.score - rival.score < MARGIN;
    let at_home = best.support > 0.0 && !rivals().filter(near).any(abroad);
    (at_home && city(best)).then_some((*best.place, AT_HOME))
}
