//! Coreference on small texts.

use super::*;
use crate::{document::EntityType, language::ENGLISH, text::Span};

/// The mentions of each entity of a text, given the names in it and their types.
fn joined(text: &str, names: &[(&str, EntityType)]) -> Vec<Vec<String>> {
    let mut mentions = Vec::new();
    for &(name, kind) in names {
        let hits = text.match_indices(name).map(|(at, _)| Span::new(at, at + name.len()));
        mentions.extend(hits.filter(|span| span.is_whole_word(text)).map(|span| Mention {
            span,
            kind,
            confidence: 1.0,
            sentence: text.get(..span.start).unwrap_or_default().matches(". ").count(),
            known: None,
        }));
    }
    mentions.sort_by_key(|mention| (mention.span.start, usize::MAX - mention.span.end));
    let mut end = 0;
    mentions.retain(|mention| {
        let free = mention.span.start >= end;
        end = end.max(mention.span.end);
        free
    });
    let matcher = NameMatcher::new(&ENGLISH.names);
    let places = Places::new(&ENGLISH.names);
    let linker = Linker::new(&ENGLISH.names);
    let coreference = Coreference { matcher, places: &places, linker: &linker };
    let entities = coreference.join(text, &mut mentions, &[]);
    let names = |entity: &Entity| {
        entity.mentions.iter().map(|mention| mention.span.of(text).to_owned()).collect()
    };
    entities.iter().map(names).collect()
}

#[test]
fn two_persons_of_one_surname_stay_apart() {
    use EntityType::Person;
    let names = [("Ada Brook", Person), ("Ben Brook", Person), ("Brook", Person), ("Ada", Person)];
    let text = "Ada Brook spoke first. Brook was brief. Brook then left. It rained. Ben Brook \
        came. Brook sang. It rained. The sun set. Brook was gone.";
    assert_eq!(
        joined(text, &names),
        [vec!["Ada Brook", "Brook", "Brook", "Brook"], vec!["Ben Brook", "Brook"],]
    );
}

#[test]
fn organisations_by_short_form_and_abbreviation() {
    use EntityType::Organization;
    let names = [
        ("Harbour Motor Company", Organization),
        ("Harbour", Organization),
        ("Nordic Airlines", Organization),
        ("NAL", Organization),
        ("Union of Free Ports", Organization),
        ("UFP", Organization),
    ];
    let text = "Harbour Motor Company and Nordic Airlines (NAL) joined the Union of Free Ports. \
        UFP and Harbour agreed. NAL did not.";
    assert_eq!(
        joined(text, &names),
        [
            vec!["Harbour Motor Company", "Harbour"],
            vec!["Nordic Airlines", "NAL", "NAL"],
            vec!["Union of Free Ports", "UFP"],
        ]
    );
}

#[test]
fn countries_their_people_and_their_capitals_are_three() {
    use EntityType::{Geopolitical, Group};
    let names = [
        ("People's Republic of China", Geopolitical),
        ("China", Geopolitical),
        ("Chinese", Group),
        ("Beijing", Geopolitical),
    ];
    let text = "China is the People's Republic of China. The Chinese live in Beijing.";
    assert_eq!(
        joined(text, &names),
        [vec!["China", "People's Republic of China"], vec!["Chinese"], vec!["Beijing"],]
    );
}
