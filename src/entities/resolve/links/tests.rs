use super::*;
use crate::{document::Mention, language::ENGLISH, text::Span};
use jiff::Timestamp;

/// The links of the entity of this type and name in a text, by base and identifier.
fn linked(kind: EntityType, name: &str, text: &str, year: Option<i64>) -> Vec<String> {
    let (places, linker) = (Places::new(&ENGLISH.names), Linker::new(&ENGLISH.names));
    let start = text.find(name).expect("the name is in the text");
    let span = Span { start, end: start + name.len() };
    let mention = Mention { span, kind, confidence: 1.0, sentence: 0, known: None };
    let mut entities = [Entity {
        name: name.to_owned(),
        kind,
        salience: 0.0,
        confidence: 1.0,
        role: String::new(),
        mentions: vec![mention],
        known: None,
        place: None,
        place_confidence: 0.0,
        links: Vec::new(),
    }];
    let published = year
        .map(|year| Timestamp::from_second((year - 1970) * 31_557_600 + 86_400).expect("a time"));
    let country = places.about(&entities);
    linker.link(&places, &Setting { text, country, published }, &mut entities);
    entities[0].links.iter().map(|link| format!("{:?} {}", link.base, link.id)).collect()
}

fn organization(name: &str, text: &str) -> Vec<String> {
    linked(EntityType::Organization, name, text, None)
}

#[test]
fn organizations_by_names_that_nobody_else_has() {
    let fund = organization("International Monetary Fund", "The International Monetary Fund met.");
    assert!(fund.contains(&"Wikidata Q7804".to_owned()), "{fund:?}");
    assert_eq!(organization("I.M.F.", "The I.M.F. met."), fund);
    assert!(organization("Harbour Pilots Guild", "The Harbour Pilots Guild met.").is_empty());
}

#[test]
fn shared_names_need_words() {
    let court = "The ICC heard the prosecutor.";
    let cricket = "The ICC fined a bowler.";
    assert!(organization("ICC", court).contains(&"Wikidata Q47488".to_owned()));
    assert!(
        organization("ICC", cricket)
            .contains(&"Wikipedia International Cricket Council".to_owned())
    );
    assert!(organization("ICC", "The ICC met on Monday.").is_empty());
    assert!(organization("Target", "Target met on Monday.").is_empty());
}

#[test]
fn tickers_link_by_themselves() {
    for (text, expected) in [
        ("Barclays (LON: BARC) fell.", "MicTicker XLON:BARC"),
        ("Barclays (BARC.L) fell.", "MicTicker XLON:BARC"),
        ("Barclays (NYSE:BCS) fell.", "MicTicker XNYS:BCS"),
    ] {
        let found = organization("Barclays", text);
        assert!(found.contains(&expected.to_owned()), "{text}: {found:?}");
    }
    assert!(
        tickers::after(&ENGLISH.names.links, "Barclays (a bank)", Span { start: 0, end: 8 })
            .is_none()
    );
}

#[test]
fn officials_in_their_time_only() {
    let person = |text, year| linked(EntityType::Person, "Amy Klobuchar", text, year);
    let text = "Senator Amy Klobuchar spoke.";
    assert_eq!(person(text, Some(2020)), ["Wikidata Q22237"]);
    assert_eq!(person(text, Some(1990)), [""; 0]);
    assert_eq!(person("Amy Klobuchar, a baker, spoke.", Some(2020)), [""; 0]);
}
