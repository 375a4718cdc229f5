use super::*;
use crate::{document::Mention, language::ENGLISH, text::Span};

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

/// Where the places named in a text are, in the order of the names: country, or country and region.
fn located(text: &str, home: Option<&str>, names: &[(&str, EntityType)]) -> Vec<String> {
    let places = Places::new(&ENGLISH.names);
    let entity = |&(name, kind): &(&str, EntityType)| {
        let start = text.find(name).expect("the name is in the text");
        let sentence = text.get(..start).unwrap_or_default().matches(". ").count();
        let span = Span { start, end: start + name.len() };
        Entity {
            name: name.to_owned(),
            kind,
            salience: 0.0,
            confidence: 1.0,
            role: String::new(),
            mentions: vec![Mention { span, kind, confidence: 1.0, sentence, known: None }],
            known: None,
            place: None,
            place_confidence: 0.0,
            links: Vec::new(),
        }
    };
    let mut entities: Vec<Entity> = names.iter().map(entity).collect();
    places.locate(text, home, &mut entities);
    let code = |entity: &Entity| {
        let place = entity.place?;
        let region = place.kind == PlaceKind::State;
        Some(if region {
            format!("{}-{}", place.country, place.region)
        } else {
            place.country.into()
        })
    };
    entities.iter().map(|entity| code(entity).unwrap_or_default()).collect()
}

const PLACE: EntityType = EntityType::Geopolitical;

#[test]
fn what_stands_after_the_comma_wins() {
    let at = |text, names: &[&str]| {
        located(text, None, &names.iter().map(|name| (*name, PLACE)).collect::<Vec<_>>())
    };
    assert_eq!(at("A ship left Tripoli, Lebanon, today.", &["Tripoli", "Lebanon"]), ["LB", "LB"]);
    assert_eq!(at("A fire in Paris, Texas, spread.", &["Paris", "Texas"]), ["US", "US-TX"]);
    assert_eq!(at("He is from Macon, Georgia.", &["Macon", "Georgia"]), ["US", "US-GA"]);
    // No place of that name is known there.
    assert_eq!(at("A fire in Havana, India, spread.", &["Havana", "India"]), ["", "IN"]);
    assert_eq!(at("Sales fell in Chad, Peru and Oman.", &["Chad", "Peru"]), ["TD", "PE"]);
}

#[test]
fn cities_before_their_states_unless_the_text_says_so() {
    let one = |text, name| located(text, None, &[(name, PLACE)]).remove(0);
    assert_eq!(one("Rain fell on New York again.", "New York"), "US");
    assert_eq!(one("Rain fell in New York state again.", "New York"), "US-NY");
    assert_eq!(one("The state of Washington sued.", "Washington"), "US-WA");
    assert_eq!(one("Snow closed roads in Xinjiang.", "Xinjiang"), "CN-XJ");
}

#[test]
fn nothing_where_two_are_near_each_other() {
    let one = |text, name| located(text, None, &[(name, PLACE)]).remove(0);
    assert_eq!(one("She comes from Georgia.", "Georgia"), "");
    assert_eq!(one("She comes from Punjab.", "Punjab"), "");
    let indian = [("Indian", EntityType::Group), ("Punjab", PLACE)];
    assert_eq!(located("Indian farmers in Punjab struck.", None, &indian), ["", "IN-PB"]);
    assert_eq!(located("Farmers in Punjab struck.", Some("PK"), &[("Punjab", PLACE)]), ["PK-PB"]);
}
