//! Bylines, dates and names on single lines.

use super::Bylines;
use crate::language::ENGLISH;

fn bylines() -> Bylines {
    Bylines::new(&ENGLISH.cleaning.bylines)
}

#[test]
fn tells_bylines_from_paragraphs() {
    let bylines = bylines();
    for line in [
        "By Jane Doe in Port Else",
        "BY JO FIELD, Business editor",
        "Published: 3 March 2024",
        "Last updated at 9:45",
        "Monday, March 3, 2024 at noon",
        "3 March 2024",
    ] {
        assert!(bylines.is_byline(line), "{line}");
    }
    for line in ["By the time the ferry came, it was dark.", "Published books fell by a tenth."] {
        assert!(!bylines.is_byline(line), "{line}");
    }
}

#[test]
fn tells_dates_and_ages() {
    let bylines = bylines();
    for line in [
        "March 3rd, 2024",
        "3 March 2024",
        "03/03/2024",
        "2024-03-03",
        "Port Else, 9:45 GMT",
        "4 min read",
        "2 hours ago",
    ] {
        assert!(bylines.is_dated(line), "{line}");
    }
    for line in ["The ferry returns in March", "4 minutes of silence"] {
        assert!(!bylines.is_dated(line), "{line}");
    }
}

#[test]
fn tells_closing_credits() {
    let bylines = bylines();
    for line in [
        "(Reporting by Jo Field; Editing by Max Hill)",
        "Additional reporting by Jane Doe",
        "Writing and editing by Max Hill",
    ] {
        assert!(bylines.is_credits(line), "{line}");
    }
    assert!(!bylines.is_credits("Reporting by the council was late."));
}

#[test]
fn reads_names_and_no_more() {
    let bylines = bylines();
    for (list, names) in [
        ("By Jane Doe and Jo Field, Port Else", vec!["Jane Doe", "Jo Field", "Port Else"]),
        ("ByJane Doe | Max Hill", vec!["Jane Doe", "Max Hill"]),
        ("by: Jane Doe Staff Writer", vec!["Jane Doe"]),
        ("April Brook Published 3 March", vec!["April Brook"]),
        ("Byron Bay", vec!["Byron Bay"]),
        ("newsroom", vec![]),
    ] {
        assert_eq!(bylines.names.names(list), names, "{list}");
    }
    assert!(bylines.names.is_name("Jane Doe") && !bylines.names.is_name("Jane Doe in Port Else"));
}
