//! The cleaning stage on small pages.

mod metadata;
mod warnings;
mod whole;

use super::*;
use crate::{
    document::{Format, Reason, Wanted, Warning},
    language::{
        Alternative, CleaningWords, ENGLISH, FurnitureRule, Language, Pattern, alternative,
        english::LANGUAGE,
    },
};
use proptest::prelude::*;
use std::sync::LazyLock;

fn clean(content: &str) -> Cleaned {
    report(content).0
}

/// The clean document, and how the stage went.
fn report(content: &str) -> (Cleaned, Report) {
    Cleaner::embedded(&ENGLISH, SiteRules::default())
        .run(Raw::new(content.into(), Wanted::everything()))
}

fn kinds(cleaned: &Cleaned) -> Vec<(BlockKind, &str)> {
    let article = &cleaned.article;
    let blocks = article.blocks.iter();
    blocks.map(|block| (block.kind, block.span.of(&article.text))).collect()
}

const PAGE: &str = "\
Home | News | Sport | Business

Harbour ferry returns after long winter repair

Harbour ferry returns after long winter repair
The ferry at its berth on Monday. REUTERS/Jane Doe

PORT ELSE, March 3 (Coastal News) - The ferry came back to the harbour on Monday, four months after a storm broke its ramp.

The captain, Ada Brook, said that the crew had waited for this day since November.

What comes next

Tickets go on sale on Friday, the port said in a statement to the town.

(Reporting by Jo Field and Port newsroom; Editing by Max Hill)

12 Comments

I love this ferry and I will take it every single day of the week.
";

#[test]
fn finds_the_parts_of_an_article() {
    let cleaned = clean(PAGE);
    let kinds = kinds(&cleaned);
    let expected = [
        (BlockKind::Headline, "Harbour ferry returns"),
        (BlockKind::Dateline, "PORT ELSE, March 3 (Coastal News) -"),
        (BlockKind::Body, "The ferry came back"),
        (BlockKind::Body, "The captain"),
        (BlockKind::Subheading, "What comes next"),
        (BlockKind::Body, "Tickets go on sale"),
        (BlockKind::Credits, "(Reporting by"),
    ];
    assert_eq!(kinds.len(), expected.len(), "{kinds:#?}");
    for ((kind, text), (expected_kind, start)) in kinds.iter().zip(expected) {
        assert_eq!(*kind, expected_kind, "{text}");
        assert!(text.starts_with(start), "{text}");
    }
    let removed = cleaned.article.removed.iter().map(|r| r.removal.reason);
    assert_eq!(
        removed.collect::<Vec<_>>(),
        [
            Reason::Navigation,
            Reason::Duplicate,
            Reason::Caption,
            Reason::Comments,
            Reason::Comments,
        ]
    );
}

#[test]
fn reads_the_metadata() {
    let metadata = clean(PAGE).article.metadata;
    assert_eq!(metadata.title, "Harbour ferry returns after long winter repair");
    assert_eq!(metadata.dateline_place, "PORT ELSE");
    assert_eq!(metadata.dateline_date, "March 3");
    assert_eq!(metadata.agency, "Coastal News");
    assert_eq!(metadata.authors, ["Jo Field"]);
    assert_eq!(metadata.editors, ["Max Hill"]);
    assert_eq!(metadata.photo_credits, ["Jane Doe"]);
}

#[test]
fn keeps_something_of_everything() {
    for content in ["Fed lifts rates", "Subscribe to our newsletter", "Share"] {
        let (cleaned, report) = report(content);
        assert_eq!(cleaned.article.text, content);
        let doubts = [Warning::NoArticleFound, Warning::ArticleShort];
        assert!(report.warnings.iter().any(|warning| doubts.contains(warning)), "{content}");
    }
}

#[test]
fn takes_html_apart() {
    let page = "<html><body><nav>Home</nav><h1>Ferry returns to the harbour</h1>\
        <p>The ferry came back to the <b>harbour</b> on Monday, four months after a storm.</p>\
        <footer>&copy; 2024 Port</footer></body></html>";
    let cleaned = clean(page);
    assert_eq!(
        kinds(&cleaned)[1].1,
        "The ferry came back to the harbour on Monday, four months after a storm."
    );
    assert_eq!(kinds(&cleaned).len(), 2);
}

/// Runs and removals must tile the content, and verbatim runs must be equal text.
fn check_tiling(content: &str, article: &Article) {
    let runs = article.alignment.runs();
    let mut tiles: Vec<Span> = runs.iter().map(|run| run.raw).collect();
    tiles.extend(article.removed.iter().map(|removed| removed.raw));
    tiles.retain(|tile| !tile.is_empty());
    tiles.sort();
    let mut cursor = 0;
    for tile in &tiles {
        assert_eq!(tile.start, cursor, "a gap or an overlap in {content:?}");
        cursor = tile.end;
    }
    assert_eq!(cursor, content.len());
    let mut clean = 0;
    for run in runs {
        assert_eq!(run.clean.start, clean);
        clean = run.clean.end;
        if run.verbatim {
            assert_eq!(run.clean.of(&article.text), run.raw.of(content));
        }
    }
    assert_eq!(clean, article.text.len());
}

proptest! {
    #[test]
    fn every_character_is_accounted_for(
        content in "([A-Z][a-z]{1,9}( [a-z]{1,8}){0,14}[.?]?|é|e\u{301}|😀|👩\u{200d}🚀|\r\n|\n\n|\0|\u{a0}|\u{200b}|שלום|\\\\ud83d|<p>|</p>|&amp;|<b>|Share|- ){0,40}"
    ) {
        static CLEANER: LazyLock<Cleaner> = LazyLock::new(|| Cleaner::embedded(&ENGLISH, SiteRules::default()));
        for format in [Format::PlainText, Format::Html] {
            let document = Document { format: Some(format), ..content.as_str().into() };
            let (cleaned, _) = CLEANER.run(Raw::new(document, Wanted::everything()));
            check_tiling(&content, &cleaned.article);
        }
    }
}

#[test]
fn the_operators_rules_come_first() {
    let rules =
        "[[rule]]\nname = 'tickets'\nreason = 'ADVERTISEMENT'\nphrase = 'tickets go on sale'";
    let cleaner =
        Cleaner::embedded(&ENGLISH, SiteRules::parse(rules).expect("the rules are right"));
    let raw = |content: &str| Raw::new(content.into(), Wanted::everything());
    let article = cleaner.run(raw(PAGE)).0.article;
    assert!(!article.text.contains("Tickets") && article.text.contains("Ada Brook"));
    let removed = article.removed.iter().find(|removed| removed.removal.rule == "tickets");
    let removed = removed.expect("the paragraph is accounted for");
    assert_eq!(removed.removal.reason, Reason::Advertisement);
    assert!(removed.raw.of(PAGE).starts_with("Tickets go on sale on Friday"));

    let (nothing_left, report) = cleaner.run(raw("Tickets go on sale on Friday, the port said."));
    assert!(nothing_left.article.text.is_empty());
    assert_eq!(report.warnings, [Warning::NoArticleFound]);
}

/// Trees see rules by their reasons and confidences: one more needs no training, wherever it stands.
#[test]
fn a_new_rule_of_a_language_takes_effect_with_the_trees_as_they_are() {
    const BERTHS: &[Alternative] =
        &[alternative("berths (free|taken):", "Berths free: 12", "Berths are free at noon.")];
    let berths = FurnitureRule {
        name: "berths",
        reason: Reason::Other,
        confidence: 0.9,
        max_words: 20,
        cues: &["berth"],
        pattern: Pattern { before: "^", alternatives: BERTHS, after: "" },
    };
    let rules: Vec<_> =
        [berths].into_iter().chain(ENGLISH.cleaning.rules.iter().copied()).collect();
    let cleaning = CleaningWords { rules: rules.leak(), ..ENGLISH.cleaning };
    let harbour: &'static Language = Box::leak(Box::new(Language { cleaning, ..LANGUAGE }));
    let none = SiteRules::default;
    let (old, new) = (Cleaner::embedded(&ENGLISH, none()), Cleaner::embedded(harbour, none()));
    let raw = |content: &str| Raw::new(content.into(), Wanted::everything());
    assert_eq!(old.sample(&PAGE.into()).rows, new.sample(&PAGE.into()).rows);
    let (before, after) = (old.run(raw(PAGE)).0.article, new.run(raw(PAGE)).0.article);
    assert_eq!((before.blocks, before.removed), (after.blocks, after.removed));

    let page = PAGE.replace("What comes next", "Berths free: 12, berths taken: 30.");
    assert!(old.run(raw(&page)).0.article.text.contains("Berths free"));
    let removed = new.run(raw(&page)).0.article.removed;
    assert!(removed.iter().any(|removed| removed.removal.rule == "berths"));
}

#[test]
fn text_read_in_the_wrong_encoding_is_repaired_and_says_so() {
    let content = "The port didnâ€™t open on Monday, the captain said, and it wonâ€™t in May.";
    let article = clean(content).article;
    assert_eq!(article.text, content.replace("â€™", "’"));
    let runs = article.alignment.runs().iter().filter(|run| !run.verbatim);
    let transformed: Vec<_> = runs.map(|run| run.raw.of(content)).collect();
    assert_eq!(transformed, ["â€™", "â€™"]);
}

/// Words of furniture in an article are words of the article.
#[test]
fn keeps_what_only_sounds_like_furniture() {
    let paragraphs = [
        "The bakery on the harbour opened its doors on Monday, and hundreds of people waited in \
         the rain for it, the owner said.",
        "Bake the cookies for ten minutes, until they are golden, then let the cookies cool on a \
         rack before you fill them with jam.",
        "Ada Brook was the first photographer to show the harbour in winter, and her pictures hang \
         in the town hall to this day.",
        "The island is the largest producer of salt in the region, and wants to become a member of \
         the union of ports.",
        "The market goes on until Sunday, the town said in a statement, and entry is free for \
         children.",
    ];
    let content = format!("Best cookies for the winter market\n\n{}", paragraphs.join("\n\n"));
    let cleaned = clean(&content);
    assert_eq!(cleaned.article.text.split("\n\n").skip(1).collect::<Vec<_>>(), paragraphs);
}

/// What is clean already loses nothing.
#[test]
fn keeps_every_paragraph_where_there_are_only_paragraphs() {
    let paragraphs = [
        "Bridge minister under fire as costs rise in Vienna",
        "“We are ready,” the minister, Anna Moore, told Reuters on Monday in Vienna.",
        "“Time is short,” she said. “We need money, people and luck.”",
        "According to John Stone, “the bridge will open in May”. The engineer has worked on it for \
         nine years.",
        "Police said two workers were hurt on Tuesday.",
    ];
    let content = paragraphs.join("\n\n");
    assert_eq!(clean(&content).article.text, content);
}
