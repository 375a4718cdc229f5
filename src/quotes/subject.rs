//! The subject of a verb of saying.

use super::{
    anaphora,
    attribution::{Attribution, NAMED, NOMINAL, REACH},
    document::{EntityMention, QuotedDocument},
};
use crate::{document::EntityType, text::Span};
use std::ops::Range;

/// The number of tokens after "quoted" in which the speaker is named.
const QUOTED_REACH: usize = 5;
/// The number of tokens after a verb in which "by" makes it passive.
const AGENT_REACH: usize = 2;

/// The source that a phrase names in a clause: "according to Brook".
pub(super) fn source(document: &QuotedDocument, clause: &Range<usize>) -> Option<Attribution> {
    let phrase_at = |at: usize| {
        let mut phrases = document.cues.words.source_phrases.iter();
        phrases.find(|phrase| (at..).zip(**phrase).all(|(at, word)| document.is(at, &[word])))
    };
    let (at, phrase) = clause.clone().find_map(|at| Some((at, phrase_at(at)?)))?;
    let start = at + phrase.len();
    let end = (start..start + REACH)
        .find(|&at| document.ends_sentence(at) || at >= document.tokens.spans.len());
    let mut found = following_subject(document, start..end.unwrap_or(start + REACH));
    let spans = &document.tokens.spans;
    found.cue = Some(Span::new(spans[at].start, spans[start - 1].end));
    Some(found)
}

/// The subject of the verb that ends `clause` and that follows it: "Ada Brook, the mayor, said".
/// The words that the verb reports end before the token `limit`.
pub(super) fn of_verb_at_end(
    document: &QuotedDocument,
    clause: Range<usize>,
    limit: usize,
) -> Attribution {
    let verb = clause.end;
    let found = logical_subject(document, verb, limit)
        .unwrap_or_else(|| preceding_subject(document, clause));
    Attribution { cue: Some(document.tokens.spans[verb]), ..found }
}

/// The speaker that is no grammatical subject: "the paper quoted Brook as saying", "was praised by
/// Brook as".
fn logical_subject(document: &QuotedDocument, verb: usize, limit: usize) -> Option<Attribution> {
    let words = document.cues.words;
    let passive = document.is(verb.saturating_sub(1), words.passive_auxiliaries);
    if document.is(verb, words.quoting) && !passive {
        return Some(following_subject(document, verb + 1..verb + 1 + QUOTED_REACH));
    }
    let mut near = verb + 1..limit.min(verb + 1 + AGENT_REACH);
    let by = near.find(|&at| document.is(at, words.agent_prepositions))?;
    Some(following_subject(document, by + 1..limit))
}

/// The subject before the verb that ends a clause.
fn preceding_subject(document: &QuotedDocument, clause: Range<usize>) -> Attribution {
    let verb = clause.end;
    let apposition = verb > clause.start && document.is(verb - 1, &[","]);
    let pronoun = clause.clone().rev().find(|&at| document.is_pronoun(at));
    let person = preceding_person(document, &clause, apposition);
    let person = person.filter(|person| pronoun.is_none_or(|at| at < person.first || apposition));
    if let Some(person) = person {
        return Attribution::to(person, NAMED);
    }
    if let Some(at) = pronoun {
        return anaphora::pronoun(document, at);
    }
    let mut mentions = document.unquoted_mentions(clause.clone());
    let subject = |mention: &&EntityMention| {
        mention.may_speak() && !is_object(document, clause.start, mention)
    };
    match mentions.rfind(subject).filter(|body| speaks_itself(document, body, verb)) {
        Some(body) => Attribution::to(body, NOMINAL),
        None => anaphora::noun(document, clause),
    }
}

/// The person that is the subject of the verb at the end of a clause, if any is; `apposition`:
/// there is a comma before the verb.
fn preceding_person<'a>(
    document: &'a QuotedDocument,
    clause: &Range<usize>,
    apposition: bool,
) -> Option<&'a EntityMention> {
    let persons =
        || document.unquoted_mentions(clause.clone()).filter(|mention| mention.is_person());
    // "Brook, a friend of Bob Stone, said": the first; "After Stone left, Brook said": the last.
    if apposition {
        persons().find(|person| document.is(person.end, &[","])).or_else(|| persons().next())
    } else {
        let subject = |person: &&EntityMention| !is_object(document, clause.start, person);
        persons().rfind(subject).or_else(|| persons().next_back())
    }
}

/// Tells whether a mention in a clause from `start` follows a preposition.
fn is_object(document: &QuotedDocument, start: usize, mention: &EntityMention) -> bool {
    let prepositions = document.cues.words.object_prepositions;
    mention.first > start && document.is(mention.first - 1, prepositions)
}

/// Tells whether a body is what says something, and not somebody who is only described by it: "the
/// port said", "Port spokesmen said", but not "a Port official said" or "in Vienna the mayor said".
fn speaks_itself(document: &QuotedDocument, body: &EntityMention, verb: usize) -> bool {
    let words = document.cues.words;
    let between = body.end..verb;
    let determined = between.clone().any(|at| {
        document.is(at, words.definite_articles)
            || document.is(at, words.indefinite_articles)
            || document.is(at, words.possessives)
    });
    let described = between
        .clone()
        .any(|at| !document.is(at, words.between_subject_and_verb) && document.token(at) != ",");
    let before = body.first.checked_sub(1);
    let unnamed = before.is_some_and(|at| document.is(at, words.indefinite_articles));
    let place = body.kind == EntityType::Geopolitical;
    !determined && !(described && (unnamed || place))
}

/// The subject in a clause after its verb: "said Ada Brook, the mayor".
pub(super) fn following_subject(document: &QuotedDocument, clause: Range<usize>) -> Attribution {
    let clause = clause.start..clause.end.min(clause.start + REACH);
    let mentions = || document.unquoted_mentions(clause.clone());
    if let Some(person) = mentions().find(|mention| mention.is_person()) {
        return Attribution::to(person, NAMED);
    }
    // "said a Vienna fisher".
    let unnamed = document.is_indefinite(clause.start);
    match mentions().find(|mention| mention.may_speak() && !unnamed) {
        Some(body) => Attribution::to(body, NOMINAL),
        None => anaphora::noun(document, clause),
    }
}
