//! The rules on single texts.

use super::{
    Rules,
    matcher::{CuedText, ascii_boundaries},
};
use crate::{
    clean::line::VETO,
    document::Reason,
    language::{Alternative, CleaningWords, ENGLISH, FurnitureRule, Pattern, alternative},
};
use regex::RegexBuilder;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::new(&ENGLISH.cleaning));

fn cued<'a>(rules: &'a Rules, text: &'a str) -> CuedText<'a> {
    rules.find_cues(text, text.split_whitespace().count())
}

fn rule(text: &str) -> Option<&'static str> {
    cued(&RULES, text).furniture().map(|removal| removal.rule)
}

/// What is wrong with the alternatives of a pattern: each has to find its example by itself, and the
/// rule, given as a test, has to find the example and not the counterexample.
fn faults(pattern: &Pattern, any_case: bool, finds: impl Fn(&str) -> bool) -> Vec<String> {
    let mut faults = Vec::new();
    for Alternative { pattern: text, example, counterexample } in pattern.alternatives {
        let alone = ascii_boundaries(&format!("{}{text}{}", pattern.before, pattern.after));
        let alone = RegexBuilder::new(&alone).case_insensitive(any_case).build();
        let alone = alone.expect("the alternative is a regular expression");
        let mut refuse = |wrong: bool, fault: &str| {
            faults.extend(wrong.then(|| format!("{text}: {fault}")));
        };
        refuse(!alone.is_match(example), "does not find its example");
        refuse(!finds(example), "the example is not found");
        refuse(finds(counterexample), "the counterexample is found");
    }
    faults
}

/// Counterexamples that any rule finds, and the rule.
fn found_news(pattern: &Pattern) -> Vec<(&'static str, &'static str)> {
    let news = pattern.alternatives.iter().map(|alternative| alternative.counterexample);
    news.filter_map(|news| Some((news, rule(news)?))).collect()
}

#[test]
fn every_alternative_of_a_rule_finds_its_example_and_no_news() {
    for row in ENGLISH.cleaning.rules {
        assert_eq!(faults(&row.pattern, true, |text| rule(text) == Some(row.name)), [""; 0]);
        assert_eq!(found_news(&row.pattern), []);
    }
}

#[test]
fn every_alternative_of_an_appeal_finds_its_example_and_no_news() {
    let appeals = &ENGLISH.cleaning.appeals;
    for pattern in [&appeals.asks, &appeals.reader, &appeals.us, &appeals.support] {
        assert_eq!(faults(pattern, true, |text| rule(text) == Some("appeal")), [""; 0]);
        assert_eq!(found_news(pattern), []);
    }
}

#[test]
fn every_credit_of_an_agency_finds_its_example_and_no_news() {
    let captions = &ENGLISH.cleaning.captions.pattern;
    assert_eq!(faults(captions, false, |text| cued(&RULES, text).is_caption()), [""; 0]);
}

#[test]
fn names_of_rules_are_unique_and_limits_sound() {
    let mut names = FxHashSet::default();
    for row in ENGLISH.cleaning.rules {
        assert!(names.insert(row.name), "{} stands twice", row.name);
        assert!((0.0..=1.0).contains(&row.confidence) && row.max_words <= 250, "{}", row.name);
    }
}

#[test]
fn finds_furniture_of_several_parts() {
    for (text, name) in [
        ("Comments - sign in to have your say.", "comment_form"),
        ("Share on Facebook | Twitter | WhatsApp", "share_buttons"),
        ("© 2024 The Harbour Times. All rights reserved.", "copyright"),
        ("No part of this article may be republished without written consent.", "copyright"),
        ("Already a subscriber? Log in", "newsletter"),
    ] {
        assert_eq!(rule(text), Some(name), "{text}");
    }
}

#[test]
fn leaves_news_alone() {
    for text in [
        "The council voted to share the costs of the bridge with the port.",
        "“We ask our members and you, our readers, to donate,” the charity said.",
        "Printers were hit by the strike.",
        "“Please consider supporting independent journalism in the islands,” the editor told the \
         court on Friday.",
        "The bakery gave each child a cookie.",
        "Ada Brook was the first photographer to show the harbour in winter.",
        "The island is the world's largest producer of salt.",
    ] {
        assert_eq!(rule(text), None, "{text}");
    }
}

#[test]
fn leaves_to_the_trees_who_somebody_is() {
    let text = "Ada Brook is a writer and actor from the harbour.";
    let removal = cued(&RULES, text).furniture().expect("it reads like a note");
    assert!(removal.rule == "author_note" && removal.confidence < VETO);
}

#[test]
fn patterns_of_narration_find_their_examples() {
    let narration = &ENGLISH.cleaning.narration;
    for pattern in [&narration.reports, &narration.attributes, &narration.addresses] {
        let whole = ascii_boundaries(&pattern.joined());
        let whole = RegexBuilder::new(&whole).case_insensitive(true).build().expect("it is valid");
        assert_eq!(faults(pattern, true, |text| whole.is_match(text)), [""; 0]);
    }
}

#[test]
fn sentences_of_a_report_are_no_furniture_whatever_words_they_have() {
    for text in [
        "Getty Images said its photographer, Ada Brook, was in good health on Monday.",
        "Read more books, the minister told pupils at a school in Windhoek on Monday.",
        "An AP/NORC survey found that most adults have never written a cheque.",
        "The names of the children may not be published, the court ruled on Monday.",
        "Subscribe to nothing before you have read it twice, warned the charity's head.",
        "“We use cookies to pay our journalists,” said the head of the regional papers.",
    ] {
        let text = cued(&RULES, text);
        assert!(text.furniture().is_none() && !text.is_caption());
    }
    let offer = "Subscribe to our newsletter, which brings you all that happened in the harbour.";
    assert!(cued(&RULES, offer).furniture().is_some());
}

/// Rules beyond the thirtieth once took the numbers of appeals and captions.
#[test]
fn any_number_of_rules_is_told_apart() {
    let names = (0..100).map(|number| &*format!("pier {number:03}").leak());
    let more = names.map(|name: &'static str| FurnitureRule {
        name,
        reason: Reason::Other,
        confidence: 1.0,
        max_words: 10,
        cues: vec![name].leak(),
        pattern: Pattern {
            before: "^",
            alternatives: vec![alternative(name, name, "")].leak(),
            after: "$",
        },
    });
    let rules: Vec<_> = more.chain(ENGLISH.cleaning.rules.iter().copied()).collect();
    let words = Box::leak(Box::new(CleaningWords { rules: rules.leak(), ..ENGLISH.cleaning }));
    let rules = Rules::new(words);
    let rule = |text: &str| cued(&rules, text).furniture().map(|removal| removal.rule);
    for row in words.rules {
        assert_eq!(rule(row.pattern.alternatives[0].example), Some(row.name));
    }
    assert_eq!(rule("Please consider supporting our small team."), Some("appeal"));
    assert_eq!(rule("The port opens at noon, reporters say."), None);
    assert!(cued(&rules, "The old bridge at dusk. REUTERS/Jane Doe").is_caption());
    assert!(!cued(&rules, "pier 031").is_caption());
}
