//! Bylines, dates and names on single lines.

use super::{Bylines, DateLabel};
use crate::{document::Metadata, language::ENGLISH};

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
    for sentence in [
        "Reporting by the council was late.",
        "Edited by Marsh's mother, the town chronicle sells best.",
        "Reporting by Jane Cross of the Echo showed that the rent had risen.",
        "Compiled by Li Wei in Oslo over nine years, the list fills a book.",
    ] {
        assert!(!bylines.is_credits(sentence), "{sentence}");
    }
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

#[test]
fn reads_bylines_without_those_they_work_for() {
    let bylines = bylines();
    for (list, names) in [
        ("By Jane Doe and Jo Field, Port Else", vec!["Jane Doe", "Jo Field"]),
        (
            "By Jane Doe, Jo Field and Max Hill, Coastal News",
            vec!["Jane Doe", "Jo Field", "Max Hill"],
        ),
        ("Reuters", vec![]),
        ("By The Associated Press", vec![]),
        ("Jane Doe, Political Correspondent", vec!["Jane Doe"]),
        ("Jean de la Fontaine, Editorial Board", vec!["Jean de la Fontaine"]),
    ] {
        assert_eq!(bylines.names.byline(list), names, "{list}");
    }
    let pieces = |pieces: &[&str]| pieces.iter().map(|&piece| piece.to_owned()).collect::<Vec<_>>();
    for (line, names) in [
        (pieces(&["By ", "Jane Doe", " ", "Port Else"]), vec!["Jane Doe"]),
        (
            pieces(&["By ", "Jane Doe", " and ", "Jo Field", "3 March"]),
            vec!["Jane Doe", "Jo Field"],
        ),
        (pieces(&["By ", "Jane", " ", "Doe"]), vec!["Jane Doe"]),
    ] {
        assert_eq!(bylines.names.byline_of_pieces(&line), names, "{line:?}");
    }
}

#[test]
fn reads_names_behind_labels() {
    let read = |line: &str| {
        let mut metadata = Metadata::default();
        bylines().read_line(&[line.to_owned()], &mut metadata);
        (
            metadata.authors.join(", "),
            metadata.photo_credits.join(", "),
            metadata.editors.join(", "),
        )
    };
    let three =
        |one: &str, two: &str, three: &str| (one.to_owned(), two.to_owned(), three.to_owned());
    assert_eq!(read("Story by Jane Doe"), three("Jane Doe", "", ""));
    assert_eq!(read("Words: Jane Doe | Pictures: Jo Field"), three("Jane Doe", "Jo Field", ""));
    assert_eq!(read("Words and photographs by Jane Doe"), three("Jane Doe", "Jane Doe", ""));
    assert_eq!(read("Editor: Max Hill Video: Jo Field"), three("", "", "Max Hill"));
    assert_eq!(read("The story by the river"), three("", "", ""));
}

#[test]
fn reads_dates_however_they_are_written() {
    let dates = bylines().dates;
    for (text, time) in [
        ("2024-06-04", "2024-06-04T00:00:00Z"),
        ("2024-06-04T10:00:00+0200", "2024-06-04T08:00:00Z"),
        ("Tue, 04 Jun 2024 10:41:07 +0530", "2024-06-04T05:11:07Z"),
        ("1717509900", "2024-06-04T14:05:00Z"),
        ("1717509900000", "2024-06-04T14:05:00Z"),
        ("20240604", "2024-06-04T00:00:00Z"),
        ("2024/06/04", "2024-06-04T00:00:00Z"),
        ("04.06.2024", "2024-06-04T00:00:00Z"),
        ("25/06/2024", "2024-06-25T00:00:00Z"),
        ("June 4th, 2024 at 9:45 p.m. EDT", "2024-06-05T01:45:00Z"),
        ("4 June 2024 at 16:05 BST", "2024-06-04T15:05:00Z"),
        ("Jan. 4, 2024, 9 am ET", "2024-01-04T14:00:00Z"),
        ("16:05 GMT, Tuesday, 4 June 2024", "2024-06-04T16:05:00Z"),
        ("2024-06-04 10:30 IST", "2024-06-04T05:00:00Z"),
    ] {
        assert_eq!(dates.value(text), time.parse().ok(), "{text}");
    }
    for text in ["last Monday", "04/06/2024", "0001-01-01T00:00:00", "0", "12345", "31 June 2024"] {
        assert_eq!(dates.value(text), None, "{text}");
    }
}

#[test]
fn tells_what_dates_are_of() {
    let dates = bylines().dates;
    let labels = |text: &str| dates.stated(text).iter().map(|date| date.label).collect::<Vec<_>>();
    assert_eq!(
        labels("Published 4 June 2024, last updated 6 June 2024"),
        [DateLabel::Published, DateLabel::Updated]
    );
    assert_eq!(labels("By Jane Doe | June 4, 2024 | 4 min read"), [DateLabel::Bare]);
    assert_eq!(labels("Survivors of the flood of 4 June 1998"), []);
}

#[test]
fn reads_days_in_addresses() {
    let dates = bylines().dates;
    for address in [
        "https://a.example/2024/06/04/ferry",
        "https://a.example/news/2024/jun/04/ferry",
        "https://a.example/news-2024-06-04",
        "https://a.example/20240604/ferry",
    ] {
        assert_eq!(dates.address(address), "2024-06-04T00:00:00Z".parse().ok(), "{address}");
    }
    for address in ["https://a.example/2024/06/ferry", "https://a.example/1234567890", ""] {
        assert_eq!(dates.address(address), None, "{address}");
    }
}
