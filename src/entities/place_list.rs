//! The list of the places of the world, as a language names them.

use crate::{
    document::{Place, PlaceKind},
    language::NameLists,
};

/// The places of a list and their names, parted by "|"; bigger places first.
pub(super) fn places(lists: &NameLists) -> impl Iterator<Item = (Place, &'static str)> {
    lists.places.lines().filter_map(|line| {
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
