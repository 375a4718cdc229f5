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

/// A quotation that was found.
struct Found {
    kind: QuoteKind,
    content: String,
    /// The name of the speaker.
    speaker: String,
    /// The words that name the speaker.
    words: String,
}

/// The quotations of a text: kind, content, name of the speaker.
fn quotes(content: &str) -> Vec<(QuoteKind, String, String)> {
    let found = all_quotes(content).into_iter();
    found.map(|found| (found.kind, found.content, found.speaker)).collect()
}

fn all_quotes(content: &str) -> Vec<Found> {
    let document = Document { language: Some("en".to_owned()), ..content.into() };
    let (cleaner, tagger) = &*STAGES;
    let (cleaned, _) = cleaner.run(Raw::new(document, Wanted::everything()));
    let (tagged, _) = tagger.run(cleaned);
    let text = &tagged.cleaned.article.text;
    let found = tagged.entities.unwrap_or_default();
    let read = |quote: &Quote| {
        let content: Vec<&str> = quote.content.iter().map(|span| span.of(text)).collect();
        let speaker = quote.speaker.map(|at| found.entities[at].name.clone());
        let words = quote.speaker_span.map(|span| span.of(text).to_owned());
        Found {
            kind: quote.kind,
            content: content.join(" … "),
            speaker: speaker.unwrap_or_default(),
            words: words.unwrap_or_default(),
        }
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
    assert_eq!(found.last(), Some(&fragment));
    let found = quotes("The talks were shown live in CNN's “State of the Harbour.”");
    assert_eq!(found, []);
}

/// The indirect speech of a text: content, and the words that name the speaker.
#[track_caller]
fn indirect(text: &str, expected: &[(&str, &str)]) {
    let found = all_quotes(text);
    let found: Vec<(&str, &str)> = found
        .iter()
        .filter(|found| found.kind == QuoteKind::Indirect)
        .map(|found| (found.content.as_str(), found.words.as_str()))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn what_is_said_without_marks() {
    let content = "the bridge would be open again in May";
    indirect(&format!("Ada Brook said on Monday that {content}."), &[(content, "Ada Brook")]);
    indirect(&format!("Ada Brook told reporters {content}."), &[(content, "Ada Brook")]);
    indirect(&format!("Officials say that {content}."), &[(content, "Officials")]);
    indirect(
        "Ada Brook vowed to rebuild the old bridge.",
        &[("to rebuild the old bridge", "Ada Brook")],
    );
    indirect(
        "Ada Brook urged drivers to wait until May.",
        &[("drivers to wait until May", "Ada Brook")],
    );
}

#[test]
fn what_is_said_before_the_verb() {
    let content = "The bridge will be open again in May";
    indirect(
        &format!("{content}, said Ada Brook, the mayor of Vienna."),
        &[(content, "Ada Brook")],
    );
    indirect(
        &format!("{content}, Ada Brook, the mayor, said on Monday."),
        &[(content, "Ada Brook")],
    );
    indirect(&format!("{content}, police said."), &[(content, "police")]);
    indirect(&format!("{content}, according to Ada Brook."), &[(content, "Ada Brook")]);
    indirect(
        "The bridge, Ada Brook said, would be open again in May.",
        &[("The bridge … would be open again in May", "Ada Brook")],
    );
}

#[test]
fn who_is_described_is_not_what_is_said() {
    indirect(
        "Ada Brook, the mayor of Vienna, said the bridge would be open in May.",
        &[("the bridge would be open in May", "Ada Brook")],
    );
}

#[test]
fn several_speakers_in_a_sentence() {
    indirect(
        "Ada Brook said the bridge would be open in May, but John Stone said it was beyond repair.",
        &[("the bridge would be open in May", "Ada Brook"), ("it was beyond repair", "John Stone")],
    );
    indirect(
        "Ada Brook said the bridge would be open in May, adding that the old one was beyond repair.",
        &[
            ("the bridge would be open in May", "Ada Brook"),
            ("the old one was beyond repair", "Ada Brook"),
        ],
    );
}

#[test]
fn what_is_quoted_in_part_is_said_as_a_whole() {
    let text = "Ada Brook said the sentence against John Stone was “cruel and without any basis”.";
    indirect(
        text,
        &[("the sentence against John Stone was “cruel and without any basis”", "Ada Brook")],
    );
    let found = all_quotes(text);
    assert!(found.iter().any(|found| {
        found.kind == QuoteKind::Fragment
            && found.content == "cruel and without any basis"
            && found.speaker == "Ada Brook"
    }));
}

#[test]
fn what_nobody_says() {
    indirect("Ada Brook refused to say whether the bridge would be open in May.", &[]);
    indirect("The bridge is said to be the oldest in the valley.", &[]);
    indirect("John Stone reported from Vienna, where the bridge fell in May.", &[]);
    indirect("The repairs went according to plan, and the bridge was open in May.", &[]);
    indirect("The bridge had a delay that added two billion euros to its cost.", &[]);
    indirect("The United States closed the bridge in May of last year.", &[]);
}

#[test]
fn pronouns_stand_for_whom_their_gender_fits() {
    let speaker = |text: &str, expected: &str| {
        direct(text, &[("It was a long night for us,", expected)]);
    };
    speaker("Mary Stone met John Brook. “It was a long night for us,” he said.", "John Brook");
    speaker("Mary Stone met John Brook. “It was a long night for us,” she said.", "Mary Stone");
    speaker("John Brook left. “It was a long night for us,” she said.", "");
    // Nothing but what the text says tells the gender of Tendai.
    speaker(
        "Tendai Moyo, a mother of four, met Chidi Stone. “It was a long night for us,” she said.",
        "Tendai Moyo",
    );
}

#[test]
fn headlines_and_transcripts_with_a_colon() {
    direct(
        "Brook: We will rebuild the bridge\n\nVIENNA - Ada Brook, the mayor, was in the town hall.",
        &[("We will rebuild the bridge", "Ada Brook")],
    );
    direct("Floods in Vienna: how to help\n\nCharities need blankets and clean water.", &[]);
}

#[test]
fn single_marks() {
    direct(
        "'We don't want the council's money, and didn't ask,' said Ada Brook of the boys' club.",
        &[("We don't want the council's money, and didn't ask,", "Ada Brook")],
    );
}

#[test]
fn who_is_not_named_stays_unnamed() {
    direct(
        "“It was a long night for us,” said a fisherman who watched the fire from his boat.",
        &[("It was a long night for us,", "")],
    );
}

#[test]
fn in_an_endless_sentence_who_speaks_is_near() {
    let text =
        format!("{}Ada Brook said the port was closed.", "it was wet and cold and ".repeat(300));
    let found = quotes(&text);
    let last = found.last().expect("a quotation");
    assert_eq!(
        *last,
        (QuoteKind::Indirect, "the port was closed".to_owned(), "Ada Brook".to_owned())
    );
}
