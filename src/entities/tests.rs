//! The entity stage on small texts.

use super::*;
use crate::{
    clean::{Cleaner, SiteRules},
    document::{Document, Entity, KnownEntities, KnownEntity, Raw, Wanted},
    language::ENGLISH,
};
use std::sync::LazyLock;

/// Loading the model takes longer than a test.
static STAGES: LazyLock<(Cleaner, Tagger)> = LazyLock::new(|| {
    (Cleaner::embedded(&ENGLISH, SiteRules::default()), Tagger::embedded(&ENGLISH))
});

fn tag(content: &str, wanted: Wanted) -> Tagged {
    let document = Document { language: Some("en".to_owned()), ..content.into() };
    let (cleaner, tagger) = &*STAGES;
    tagger.run(cleaner.run(Raw::new(document, wanted)).0).0
}

fn entities(content: &str) -> Vec<Entity> {
    tag(content, Wanted::everything()).entities.unwrap_or_default().entities
}

const TEXT: &str = "Ada Brook, the mayor of Vienna, met officials of the World Bank on Monday. \
    Brook said that Austria would host the talks. Later Ada Brook left for Paris, France.";

#[test]
fn finds_and_joins_names() {
    let found = entities(TEXT);
    let brook = found.iter().find(|entity| entity.name == "Ada Brook").expect("a person");
    assert_eq!(brook.kind, EntityType::Person);
    assert_eq!(brook.mentions.len(), 3, "{found:#?}");
    for (name, kind) in [
        ("Vienna", EntityType::Geopolitical),
        ("World Bank", EntityType::Organization),
        ("Austria", EntityType::Geopolitical),
    ] {
        assert!(found.iter().any(|e| e.name == name && e.kind == kind), "{name}: {found:#?}");
    }
}

#[test]
fn salience_sums_to_one_and_orders() {
    let found = entities(TEXT);
    let sum: f32 = found.iter().map(|entity| entity.salience).sum();
    assert!((sum - 1.0).abs() < 1e-5);
    assert!(found.windows(2).all(|pair| pair[0].salience >= pair[1].salience));
    assert_eq!(found[0].name, "Ada Brook");
}

#[test]
fn the_callers_names_come_first() {
    let mut wanted = Wanted::everything();
    let known = KnownEntity {
        id: "ferry-7".to_owned(),
        kind: EntityType::Product,
        names: ["Old Vienna", "the Vienna", "the Vienna a"].map(str::to_owned).to_vec(),
    };
    wanted.entities.get_or_insert_default().known = KnownEntities::new(vec![known]);
    let text = "The crew of the Vienna and of the Old Vienna met in Viennas.";
    let found = tag(text, wanted).entities.unwrap_or_default().entities;
    let ferry = found.iter().find(|e| e.known.is_some()).expect("the known entity");
    assert_eq!(ferry.known.as_deref(), Some("ferry-7"));
    assert_eq!(ferry.mentions.len(), 2);
}

#[test]
fn the_callers_names_are_found_however_their_letters_are_composed() {
    let mut wanted = Wanted::everything();
    let known = KnownEntity {
        id: "cafe".to_owned(),
        kind: EntityType::Organization,
        names: vec!["Cafe\u{301} Nord".to_owned()],
    };
    wanted.entities.get_or_insert_default().known = KnownEntities::new(vec![known]);
    let found = tag("They met at Café Nord.", wanted).entities.unwrap_or_default().entities;
    assert!(found.iter().any(|entity| entity.known.as_deref() == Some("cafe")), "{found:#?}");
}

#[test]
fn types_and_confidence_filter() {
    let mut wanted = Wanted::everything();
    let entities = wanted.entities.get_or_insert_default();
    entities.types = vec![EntityType::Person];
    entities.min_confidence = 0.2;
    let found = tag(TEXT, wanted).entities.unwrap_or_default().entities;
    assert!(!found.is_empty());
    assert!(found.iter().all(|entity| entity.kind == EntityType::Person));
}
