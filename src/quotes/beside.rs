//! The attribution of a quotation in the sentence that it stands in.

use super::{
    anaphora,
    attribution::{Attribution, NOMINAL, REACH},
    document::QuotedDocument,
    marks::QuotedRegion,
    subject::{following_subject, of_verb_at_end, source},
};
use crate::text::punctuation::is_sentence_terminal;
use std::ops::Range;

/// The number of tokens after the end of a sentence in which its attribution has a verb.
const AFTERTHOUGHT_REACH: usize = 6;
/// The number of tokens after a quotation in which its attribution has a verb.
const CLOSING_REACH: usize = 14;
/// The number of tokens after a quotation in which its attribution names the speaker.
const SPEAKER_REACH: usize = 8;

/// Finds the attribution in the sentence of a quotation of these tokens.
pub(super) fn find(
    document: &QuotedDocument,
    quotation: Range<usize>,
    region: &QuotedRegion,
) -> Option<Attribution> {
    let Range { start, end } = quotation;
    let (left, right) = (left(document, start), right(document, end, region));
    if let Some(found) = right.clone().and_then(|right| closing(document, right)) {
        return Some(found);
    }
    if let Some(verb) = left.clone().rev().find(|&at| document.is_saying(at)) {
        return Some(of_verb_at_end(document, left.start..verb, start));
    }
    if document.is(start.saturating_sub(1), &[":"])
        && let Some(speaker) = document.mentions(left.clone()).iter().find(|one| one.may_speak())
    {
        return Some(Attribution::to(speaker, NOMINAL));
    }
    if let Some(found) = source(document, &left).or_else(|| source(document, &right.clone()?)) {
        return Some(found);
    }
    let verb = right?.find(|&at| document.is_saying(at))?;
    Some(of_verb_at_end(document, end..verb, verb))
}

/// The tokens of the sentence before a quotation that starts at a token.
pub(super) fn left(document: &QuotedDocument, start: usize) -> Range<usize> {
    let before = start.saturating_sub(1);
    let limit = start.saturating_sub(REACH);
    let sentence = document.sentence_tokens(document.sentence(before));
    let sentence = sentence.map_or(0, |tokens| tokens.start);
    let stop = (limit..start).rev().find(|&at| document.ends_sentence(at));
    // After a colon the quotation is a sentence of its own.
    let first = if document.is(before, &[":"]) { limit } else { limit.max(sentence) };
    stop.map_or(first, |at| at + 1).max(first)..start
}

/// The tokens of the sentence after a quotation; `None` where it ends with the quotation.
fn right(document: &QuotedDocument, end: usize, region: &QuotedRegion) -> Option<Range<usize>> {
    let tokens = &document.tokens.spans;
    let sentence_end = region.text(document.text).trim_end().ends_with(is_sentence_terminal);
    let next = document.token(end);
    // `"It is over." said Brook`: typesetters differ.
    let goes_on = next.starts_with(char::is_lowercase) || matches!(next, "," | "-" | "—");
    let names = !document.mentions(end..end + 1).is_empty();
    let attributes = names && (end..end + AFTERTHOUGHT_REACH).any(|at| document.is_saying(at));
    let same_line = tokens.get(end).is_some_and(|token| {
        let gap = document.text.get(region.outer.end..token.start);
        !gap.is_some_and(|gap| gap.contains('\n'))
    });
    if sentence_end && !goes_on && !(attributes && same_line) {
        return None;
    }
    let limit = tokens.len().min(end + REACH);
    let stop = (end..limit).find(|&at| document.ends_sentence(at) || document.is_quoted(at));
    Some(end..stop.unwrap_or(limit))
}

/// The attribution that follows a quotation: `," said Brook`, `" Brook said`, `" the mayor, Ada
/// Brook, said`.
fn closing(document: &QuotedDocument, right: Range<usize>) -> Option<Attribution> {
    let first = right.clone().find(|&at| !document.is(at, &[",", "-", "—"]))?;
    if document.is_saying(first) {
        let after = first + 1..right.end;
        let mut found = if document.is_pronoun(after.start) {
            anaphora::pronoun(document, after.start)
        } else {
            following_subject(document, after)
        };
        found.cue = Some(document.tokens.spans[first]);
        return Some(found);
    }
    let Some(verb) = right.clone().take(CLOSING_REACH).find(|&at| document.is_saying(at)) else {
        // `," Ada Brook, a fisher.`
        let named = document.mentions(first..first + 1).first();
        let person = named.filter(|mention| mention.is_person())?;
        let closed = document.is(person.end, &[",", "."]);
        return closed.then(|| Attribution::to(person, NOMINAL));
    };
    let words = document.cues.words;
    let subject = document.mentions(first..verb).first();
    let attributes = document.is(verb, words.quoting)
        || subject.is_some_and(|subject| subject.first <= first + SPEAKER_REACH)
        || document.is_pronoun(first)
        || document.is(first, words.definite_articles)
        || document.is_indefinite(first);
    attributes.then(|| of_verb_at_end(document, first..verb, verb))
}
