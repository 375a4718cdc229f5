//! Quotations in small texts.

use crate::{
    clean::{Cleaner, SiteRules},
    document::{Document, Quote, QuoteKind, Raw, Stage, Wanted},
    entities::Tagger,
    language::ENGLISH,
};
use std::sync::LazyLock;

/// Loading the models takes longer than a test.
static STAGES: LazyLock<(Cleaner, Tagger)> = LazyLock::new(|| {
    (Cleaner::embedded(&ENGLISH, SiteRules::default()), Tagger::embedded(&ENGLISH))
});

/// The quotations of a text: kind, content, name of the speaker.
fn quotes(content: &str) -> Vec<(QuoteKind, String, String)> {
    let document = Document { language: Some("en".to_owned()), ..content.into() };
    let (cleaner, tagger) = &*STAGES;
    let (cleaned, _) = cleaner.run(Raw::new(document, Wanted::everything()));
    let (tagged, _) = tagger.run(cleaned);
    let text = &tagged.cleaned.article.text;
    let found = tagged.entities.unwrap_or_default();
    let read = |quote: &Quote| {
        let content: Vec<&str> = quote.content.iter().map(|span| span.of(text)).collect();
        let speaker = quote.speaker.map(|at| found.entities[at].name.clone());
        (quote.kind, content.join(" … "), speaker.unwrap_or_default())
    };
    found.quotes.iter().flatten().map(read).collect()
}

#[track_caller]
fn direct(text: &str, expected: &[(&str, &str)]) {
    let found = quotes(text);
    let found: Vec<(&str, &str)> = found
        .iter()
        .filter(|(kind, ..)| *kind == QuoteKind::Direct)
        .map(|(_, content, speaker)| (content.as_str(), speaker.as_str()))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn before_after_and_inverted() {
    direct(
        "Ada Brook, the mayor of Vienna, said: “We will rebuild the bridge.” It fell in May.",
        &[("We will rebuild the bridge.", "Ada Brook")],
    );
    direct(
        "“We will rebuild the bridge,” said Ada Brook, the mayor of Vienna.",
        &[("We will rebuild the bridge,", "Ada Brook")],
    );
    direct(
        "“Nobody was hurt that night,” the mayor of Vienna, Ada Brook, told reporters on Monday.",
        &[("Nobody was hurt that night,", "Ada Brook")],
    );
    direct(
        "“It was a long night for us,” according to John Stone of the World Bank.",
        &[("It was a long night for us,", "John Stone")],
    );
}

#[test]
fn split_continued_and_carried_on() {
    direct(
        "“We will rebuild,” Ada Brook said on Monday, “as soon as the river lets us.”",
        &[("We will rebuild, … as soon as the river lets us.", "Ada Brook")],
    );
    direct(
        "“We will rebuild the bridge,” Ada Brook said. “Nobody should doubt it for a moment.”",
        &[
            ("We will rebuild the bridge,", "Ada Brook"),
            ("Nobody should doubt it for a moment.", "Ada Brook"),
        ],
    );
    direct(
        "Ada Brook visited the bridge on Monday. “We will rebuild it,” she said.",
        &[("We will rebuild it,", "Ada Brook")],
    );
}

#[test]
fn institutions_speak_too() {
    direct(
        "The World Bank has lent Austria money. “The terms are good for both sides,” the bank said.",
        &[("The terms are good for both sides,", "World Bank")],
    );
}

#[test]
fn titles_and_scare_quotes_are_no_direct_speech() {
    let found =
        quotes("The singer's new album, “Songs of the Harbour”, is a “masterpiece” for many.");
    assert_eq!(found, []);
    let found = quotes("Ada Brook called the new bridge a “disaster” on Monday.");
    let fragment = (QuoteKind::Fragment, "disaster".to_owned(), "Ada Brook".to_owned());
    assert_eq!(found, [fragment]);
}

#[test]
fn what_is_said_without_marks() {
    let found = quotes("Ada Brook said on Monday that the bridge would be open again in May.");
    let content = "the bridge would be open again in May".to_owned();
    assert_eq!(found, [(QuoteKind::Indirect, content, "Ada Brook".to_owned())]);
}

#[test]
fn who_is_not_named_stays_unnamed() {
    direct(
        "“It was a long night for us,” said a fisherman who watched the fire from his boat.",
        &[("It was a long night for us,", "")],
    );
}
