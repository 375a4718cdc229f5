//! Direct speech: what is quoted in quotation marks, and its speakers.

use super::{
    attribution::{Attribution, CARRIED, UNKNOWN},
    beside,
    document::QuotedDocument,
    marks::QuotedRegion,
};
use crate::{
    document::{EntityType, Quote, QuoteKind},
    text::{Span, punctuation::is_full_stop},
};
use std::ops::Range;

/// The least words of direct speech: fewer are a fragment.
const DIRECT_WORDS: usize = 3;
/// The longest word in lowercase that may stand in a title, in bytes.
const TITLE_SMALL_WORD: usize = 3;
/// The number of tokens that may interrupt a quotation: `," Brook said on Monday, "`.
const INTERRUPTION: std::ops::RangeInclusive<usize> = 2..=20;

/// Makes quotations of what stands in quotation marks, and finds their speakers.
pub(super) fn find(document: &QuotedDocument, regions: &[QuotedRegion]) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    let mut last_end = 0;
    for region in regions {
        let Some(kind) = kind(document, region) else { continue };
        let tokens = document.tokens.range(region.outer);
        let between = last_end..tokens.start;
        last_end = tokens.end;
        let mut found = beside::find(document, tokens.clone(), region);
        if let Some(found) = found.as_mut().filter(|found| found.speaker.is_none()) {
            found.speaker = still_speaking(document, quotes.last(), found);
        }
        if let Some(last) = quotes.last_mut()
            && continues(document, last, &between)
        {
            last.content.extend(&region.content);
            last.kind = if last.kind == QuoteKind::Direct { last.kind } else { kind };
            continue;
        }
        let found = match found {
            Some(found) => found,
            // Words in the middle of the author's sentence are whose that sentence says.
            None if kind == QuoteKind::Fragment
                || !opens_sentence(document, tokens.start, region) =>
            {
                Attribution::default()
            }
            None => carried(document, quotes.last(), between.start, tokens),
        };
        let confidence = if found.speaker.is_some() { found.confidence } else { UNKNOWN };
        quotes.push(Attribution { confidence, ..found }.into_quote(kind, region.content.clone()));
    }
    // One or two words that nobody is said to have said are not a quotation.
    quotes.retain(|quote| quote.kind != QuoteKind::Fragment || quote.cue.is_some());
    quotes
}

/// The kind of quotation that a region in quotation marks is; `None`: a title.
fn kind(document: &QuotedDocument, region: &QuotedRegion) -> Option<QuoteKind> {
    let words: Vec<&str> = document.words(region).collect();
    let lowercase =
        |word: &&str| word.starts_with(char::is_lowercase) && word.len() > TITLE_SMALL_WORD;
    let ends = |c: char| c == ',' || is_full_stop(c);
    let sentence = region.text(document.text).trim_end().ends_with(ends);
    let title = words.len() > 1 && !sentence && !words.iter().any(lowercase);
    match words.len() {
        0 => None,
        _ if title => None,
        count if count < DIRECT_WORDS => Some(QuoteKind::Fragment),
        _ => Some(QuoteKind::Direct),
    }
}

/// The person who spoke last, if a pronoun stands for a person that is named too far above.
fn still_speaking(
    document: &QuotedDocument,
    last: Option<&Quote>,
    found: &Attribution,
) -> Option<usize> {
    let named_by = found.span?.of(document.text);
    let speaker = last?.speaker?;
    let mut pronouns = document.cues.words.person_pronouns.iter();
    let pronoun = pronouns.any(|pronoun| pronoun.eq_ignore_ascii_case(named_by));
    (pronoun && document.entities[speaker].kind == EntityType::Person).then_some(speaker)
}

/// Tells whether a quotation goes on after these tokens: "he said,".
fn continues(document: &QuotedDocument, last: &Quote, between: &Range<usize>) -> bool {
    let Some(before) = last.content.last().map(|span| span.of(document.text)) else { return false };
    let last_between = between.end.saturating_sub(1);
    let interrupted = before.trim_end().ends_with([',', '—', '-']);
    let comma = between.end > 0 && document.is(last_between, &[",", "—"]);
    let says = between.clone().any(|at| document.is_saying(at));
    let same_sentence = document.sentence(between.start) == document.sentence(last_between);
    last.kind == QuoteKind::Direct
        && interrupted
        && INTERRUPTION.contains(&between.len())
        && comma
        && says
        && same_sentence
}

/// Tells whether a quotation is a sentence, or begins one.
fn opens_sentence(document: &QuotedDocument, start: usize, region: &QuotedRegion) -> bool {
    let capital = |span: &Span| span.of(document.text).starts_with(char::is_uppercase);
    beside::left(document, start).is_empty() || region.content.first().is_some_and(capital)
}

/// The speaker of a quotation without an attribution: that of the quotation before it, which ends
/// at `last_end`, if that is near; else whoever the sentence before it is about, or the one after
/// it.
fn carried(
    document: &QuotedDocument,
    last: Option<&Quote>,
    last_end: usize,
    quotation: Range<usize>,
) -> Attribution {
    let sentence = document.sentence(quotation.start);
    let near = sentence <= document.sentence(last_end.saturating_sub(1)) + 1;
    let previous = last.filter(|_| near).and_then(|last| last.speaker);
    let about = |sentence: usize| {
        let tokens = document.sentence_tokens(sentence)?;
        let person = document.unquoted_mentions(tokens).find(|mention| mention.is_person())?;
        Some(person.entity)
    };
    let before = || sentence.checked_sub(1).and_then(about);
    let after = || about(document.sentence(quotation.end.saturating_sub(1)) + 1);
    Attribution {
        speaker: previous.or_else(before).or_else(after),
        confidence: CARRIED,
        ..Attribution::default()
    }
}
