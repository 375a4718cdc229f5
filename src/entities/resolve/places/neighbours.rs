//! Places named side by side: a city and its country, or the items of a list.

use super::{Places, surroundings};
use crate::document::{Entity, Place, PlaceKind};

/// The population from which a city is known without its country.
const WORLD_CITY: u64 = 1_000_000;

impl Places {
    /// What stands beside the names of each entity.
    pub(super) fn neighbours(
        &self,
        text: &str,
        entities: &[Entity],
        readings: &[Vec<&Place>],
    ) -> Vec<Neighbours> {
        let mut found: Vec<Neighbours> = entities.iter().map(|_| Neighbours::default()).collect();
        let mut places: Vec<_> = entities
            .iter()
            .enumerate()
            .filter(|(at, _)| !readings[*at].is_empty())
            .flat_map(|(at, entity)| entity.mentions.iter().map(move |one| (one.span, at)))
            .collect();
        places.sort_unstable_by_key(|(span, _)| span.start);
        for pair in places.windows(2) {
            let [(first, inner), (second, outer)] = *pair else { continue };
            let Some(tie) = surroundings::tie(self.words, text, first, second) else { continue };
            let (inside, around) = (&readings[inner], &readings[outer]);
            // "Venezuela, Cuba" are two countries, although Cuba has a Venezuela.
            let countries = inside.iter().any(|place| place.kind == PlaceKind::Country);
            let pairs: Vec<(u32, u32)> = inside
                .iter()
                .filter(|place| !countries || place.kind == PlaceKind::State)
                .flat_map(|one| around.iter().map(move |other| (one, other)))
                .filter(|(one, other)| is_in(one, other))
                .map(|(one, other)| (one.geonames, other.geonames))
                .collect();
            if pairs.is_empty() {
                let states = |all: &[&Place]| -> Vec<&'static str> {
                    let states = all.iter().filter(|place| place.kind == PlaceKind::State);
                    states.map(|place| place.country).collect()
                };
                let (ours, theirs) = (states(inside), states(around));
                if tie == 0 && ours.iter().any(|country| theirs.contains(country)) {
                    found[inner].parallel.extend(&theirs);
                    found[outer].parallel.extend(&ours);
                } else if !is_listed(inside, around, tie) {
                    found[inner].elsewhere = true;
                }
            }
            for (one, other) in pairs {
                found[inner].pairs.push((one, other));
                found[outer].pairs.push((other, one));
            }
        }
        found
    }
}

/// What stands beside the names of an entity.
#[derive(Default)]
pub(super) struct Neighbours {
    /// The numbers in GeoNames of readings of the entity that are in a neighbour, or hold one, and of
    /// that.
    pub pairs: Vec<(u32, u32)>,
    /// The countries whose states stand beside its name in a list.
    pub parallel: Vec<&'static str>,
    /// Whether the text says that it is somewhere where no place of its name is known.
    elsewhere: bool,
}

impl Neighbours {
    /// Tells whether the text says that it is none of these.
    pub fn excludes_all(&self, readings: &[&Place]) -> bool {
        self.elsewhere
            && self.pairs.is_empty()
            && readings.iter().all(|place| place.kind != PlaceKind::Country)
    }
}

/// Tells whether two places that stand side by side are items of a list, rather than one in the other:
/// the second may be a city, or the first is as big as what would hold it.
fn is_listed(inside: &[&Place], around: &[&Place], tie: usize) -> bool {
    let has = |all: &[&Place], kind: PlaceKind| all.iter().any(|place| place.kind == kind);
    let known = inside.first().is_some_and(|place| place.population >= WORLD_CITY);
    has(inside, PlaceKind::Country)
        || has(inside, PlaceKind::Continent)
        || !(has(around, PlaceKind::Country) || has(around, PlaceKind::State))
        || has(around, PlaceKind::City)
        || (tie > 0 && known)
}

/// Tells whether one place is in another.
pub(super) fn is_in(inner: &Place, outer: &Place) -> bool {
    inner.country == outer.country
        && match outer.kind {
            PlaceKind::Country => inner.kind != PlaceKind::Country,
            PlaceKind::State => {
                inner.kind == PlaceKind::City
                    && !inner.region.is_empty()
                    && inner.region == outer.region
            }
            PlaceKind::Continent | PlaceKind::City => false,
        }
}
