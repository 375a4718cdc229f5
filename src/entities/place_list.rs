//! The lists of the places of the world, as a language names them.

use crate::{
    document::{Place, PlaceKind},
    language::NameLists,
};

/// The places of the list of countries and cities and their names, parted by "|"; bigger places first.
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
        let (names, region) = (cells.next()?, cells.next().unwrap_or_default());
        let capital = cells.nth(1).is_some();
        Some((Place { kind, country, region, geonames, population, capital }, names))
    })
}

/// Names that cities share with their region, each with the number of the city in GeoNames.
pub(super) fn regions_names(lists: &NameLists) -> impl Iterator<Item = (u32, &'static str)> {
    lists.places.lines().filter_map(|line| {
        let mut cells = line.split('\t');
        let (geonames, names) = (cells.nth(2)?.parse().ok()?, cells.nth(3)?);
        (!names.is_empty()).then_some((geonames, names))
    })
}

/// The regions of the first level of all countries and their names, parted by "|"; bigger ones first.
pub(super) fn regions(lists: &NameLists) -> impl Iterator<Item = (Place, &'static str)> {
    lists.regions.lines().filter_map(|line| {
        let mut cells = line.split('\t');
        let (country, region) = cells.next()?.split_once('-')?;
        let (geonames, population) = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
        let (kind, capital) = (PlaceKind::State, false);
        Some((Place { kind, country, region, geonames, population, capital }, cells.next()?))
    })
}
