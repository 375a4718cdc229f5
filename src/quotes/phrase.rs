//! Noun phrases, as far as they are told without knowing the kinds of words.

use super::{
    attribution::REACH,
    document::{EntityMention, QuotedDocument},
};
use std::ops::Range;

/// The most tokens of a title: "and Mr. Stone".
pub(super) const TITLE: usize = 3;

/// The longest word whose ending does not tell that it stands for several, in bytes.
const PLURAL: usize = 4;

/// The most tokens of a noun phrase without a name.
pub(super) const NOUN_PHRASE: usize = 12;

/// The most tokens in brackets behind a name: "(D-Wis.)".
const BRACKETS: usize = 12;

/// The end without words for a time: "Brook on Monday".
pub(super) fn without_time(document: &QuotedDocument, floor: usize, end: usize) -> usize {
    let words = document.cues.words;
    let mut start = end;
    let time = |at: usize| document.is(at, words.time_words) && document.mention_at(at).is_none();
    while start > floor + 1 && time(start - 1) {
        start -= 1;
    }
    let before = |words: &[&str], start: usize| start > floor + 1 && document.is(start - 1, words);
    if start < end
        && (before(words.object_prepositions, start)
            || before(words.between_subject_and_verb, start))
    {
        start -= 1;
    }
    start
}

/// The end without what stands in brackets before it.
pub(super) fn without_brackets(document: &QuotedDocument, floor: usize, end: usize) -> usize {
    if end <= floor + 1 || document.token(end - 1) != ")" {
        return end;
    }
    let least = floor.max(end.saturating_sub(BRACKETS));
    (least + 1..end).rev().find(|&at| document.token(at) == "(").unwrap_or(end)
}

/// The start of the clause that ends at `end`.
pub(super) fn clause_start(document: &QuotedDocument, floor: usize, end: usize) -> usize {
    let words = document.cues.words;
    let least = floor.max(end.saturating_sub(REACH));
    let joins_names = |at: usize| {
        document.mention_before(at).is_some_and(|mention| mention.may_speak())
            && (at + 1..=at + 1 + TITLE)
                .find_map(|at| document.mention_at(at))
                .is_some_and(|mention| mention.may_speak())
    };
    let stops = |&at: &usize| {
        document.is_break(at)
            || document.mention_at(at).is_none()
                && (document.is(at, words.clause_openers) || document.is(at, words.coordinators))
                && !joins_names(at)
                && !document.is(at + 1, words.object_prepositions)
    };
    // "Brook (D-Wis.)".
    (least..end).rev().find(stops).map_or(least, |at| at + 1)
}

/// The noun phrase without a name that ends right before `end`: "a spokesman for the port", "officials".
pub(super) fn phrase_before(
    document: &QuotedDocument,
    start: usize,
    end: usize,
) -> Option<Range<usize>> {
    let words = document.cues.words;
    let last = end.checked_sub(1)?;
    let least = start.max(end.saturating_sub(NOUN_PHRASE));
    let object = |at: usize| at > least && document.is(at - 1, words.object_prepositions);
    let determined = (least..end).find(|&at| document.is_determiner(at) && !object(at));
    let bare = head(document, &(least..end)).is_some_and(|head| is_bare_head(document, head));
    let determined = determined.or_else(|| {
        let inside = (least..end).rev().find(|&at| document.is_determiner(at));
        inside.filter(|_| !bare)
    });
    if let Some(first) = determined.filter(|&first| first < last || is_pronominal(document, first))
    {
        return document.is_word(last).then_some(first..end);
    }
    // After "in Vienna" without a comma only the noun itself.
    let prepositional = document.is(least, words.object_prepositions);
    let first = if prepositional { last } else { least };
    let phrase = first..end;
    let head = head(document, &phrase)?;
    is_bare_head(document, head).then_some(phrase)
}

/// Tells whether a determiner can stand for a noun: "some", "others".
fn is_pronominal(document: &QuotedDocument, at: usize) -> bool {
    document.is(at, document.cues.words.unnamed_pronouns)
}

/// Tells whether a noun needs no article to stand for those who speak: "officials", "Democrats".
pub(super) fn is_bare_head(document: &QuotedDocument, head: usize) -> bool {
    let token = document.token(head);
    let named = document.mention_at(head).is_some_and(|mention| mention.may_speak());
    let several = document.cues.is_plural(token) && token.len() > PLURAL;
    named || document.cues.is_speaking_noun(token) || several
}

/// Tells whether a mention in a clause from `start` follows a preposition, or one and an article.
pub(super) fn is_object(document: &QuotedDocument, start: usize, mention: &EntityMention) -> bool {
    let prepositions = document.cues.words.object_prepositions;
    let mut first = mention.first;
    if first > start && document.is_determiner(first - 1) {
        first -= 1;
    }
    first > start && document.is(first - 1, prepositions)
}

/// The noun that a phrase is about: the last before a preposition.
pub(super) fn head(document: &QuotedDocument, phrase: &Range<usize>) -> Option<usize> {
    let words = document.cues.words;
    let inside = phrase.start + 1..phrase.end;
    let end = { inside }
        .find(|&at| document.is(at, words.object_prepositions) || !document.is_word(at))
        .unwrap_or(phrase.end);
    end.checked_sub(1).filter(|&head| head >= phrase.start)
}
