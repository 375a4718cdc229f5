use super::*;
use crate::language::ENGLISH;

#[test]
fn finds_places_by_any_of_their_names() {
    let places = Places::new(&ENGLISH.names);
    let first = |name| places.named(name).next().map(|place| (place.kind, place.country));
    assert_eq!(first("Côte d'Ivoire"), first("Ivory Coast"));
    assert_eq!(first("U.S."), Some((PlaceKind::Country, "US")));
    assert_eq!(first("SAO PAULO"), Some((PlaceKind::State, "BR")));
    assert_eq!(first("Paris"), Some((PlaceKind::City, "FR")));
    assert!(places.named("Paris").any(|place| place.country == "US"));
    assert_eq!(first("Nowhere at All"), None);
}
