//! The subject of a verb of saying: the noun phrase before it, or behind it where it is inverted.

use super::{
    anaphora,
    attribution::{Attribution, NAMED, NOMINAL},
    document::{EntityMention, QuotedDocument},
    phrase,
};
use crate::{document::EntityType, text::Span};
use std::ops::Range;

/// The most tokens before the name of a speaker: "The former mayor of Vienna".
const TITLES: usize = 8;

/// The most parts between commas that describe a speaker.
const APPOSITIONS: usize = 8;

/// The most tokens before a relative pronoun whose antecedent they are.
const RELATIVES: usize = 3;

/// Who says something, and the words that tell.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    /// Its tokens, with what describes it.
    pub tokens: Range<usize>,
    pub found: Attribution,
}

impl Subject {
    pub fn mention(tokens: Range<usize>, mention: &EntityMention) -> Self {
        let confidence = if mention.is_person() { NAMED } else { NOMINAL };
        Self { tokens, found: Attribution::to(mention, confidence) }
    }

    pub fn noun(document: &QuotedDocument, tokens: Range<usize>) -> Self {
        Self { found: anaphora::noun(document, tokens.clone()), tokens }
    }

    pub fn pronoun(document: &QuotedDocument, at: usize) -> Self {
        Self { tokens: at..at + 1, found: anaphora::pronoun(document, at) }
    }
}

/// The subject whose last token is before `end`, and its first not before `floor`: "Ada Brook, the
/// mayor," said.
pub(super) fn before(document: &QuotedDocument, floor: usize, end: usize) -> Option<Subject> {
    let words = document.cues.words;
    let mut end = end;
    // "Brook (D-Wis.) on Monday said", "Brook, who said".
    for _ in 0..RELATIVES {
        end = phrase::without_brackets(document, floor, phrase::without_time(document, floor, end));
        let relative = end > floor + 1 && document.is(end - 1, words.relative_pronouns);
        if !relative {
            break;
        }
        end -= 1;
        if document.is_comma(end - 1) {
            end -= 1;
        }
    }
    let last = end.checked_sub(1).filter(|&last| last >= floor)?;
    let relative = document.is(last + 1, words.relative_pronouns).then_some(last + 1);
    let found = if document.is_comma(last) || document.is_dash(last) {
        described(document, floor, last)
    } else {
        plain(document, floor, end)
    };
    let found = found.or_else(|| relative.map(|at| Subject::pronoun(document, at)));
    found.map(|subject| Subject { tokens: subject.tokens.start..end, ..subject })
}

/// Tells whether the clause from `floor` to a verb is only a subject and what describes it: "Ada Brook, the
/// mayor,".
pub(super) fn is_described(document: &QuotedDocument, floor: usize, verb: usize) -> bool {
    let parts = |at: usize| document.is_comma(at) || document.is_dash(at);
    let Some(first) = (floor..verb).find(|&at| parts(at)) else { return false };
    let end = phrase::without_brackets(document, floor, first);
    let named = document.mention_before(end).filter(|mention| mention.first >= floor);
    let object = |mention: &EntityMention| {
        (floor..mention.first).any(|at| {
            document.is(at, document.cues.words.object_prepositions) || document.is_quoted(at)
        })
    };
    let speaks = |mention: &EntityMention| {
        mention.may_speak() && mention.first <= floor + TITLES && !object(mention)
    };
    first + 1 < verb && named.is_some_and(speaks)
}

/// The subject before the comma or dash at `right` that ends what describes it: "Ada Brook, a friend of Bob
/// Stone,".
fn described(document: &QuotedDocument, floor: usize, right: usize) -> Option<Subject> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut end = right;
    while parts.len() < APPOSITIONS {
        let stops = |&at: &usize| document.is_break(at) && !matches!(document.token(at), "(" | ")");
        let start = (floor..end).rev().find(stops).map_or(floor, |at| at + 1);
        if start < end {
            parts.push(start..end);
        }
        let parted = start > floor && (document.is_comma(start - 1) || document.is_dash(start - 1));
        if !parted {
            break;
        }
        end = start - 1;
    }
    let words = document.cues.words;
    let whole = |part: &Range<usize>| {
        let end = phrase::without_brackets(document, part.start, part.end);
        let mention = document.mention_before(end)?;
        let object =
            mention.first > part.start && document.is(mention.first - 1, words.object_prepositions);
        (mention.first >= part.start && !object).then_some(mention)
    };
    let gerund = |part: &Range<usize>| {
        document.token(part.start).starts_with(char::is_lowercase)
            && document.cues.is_gerund(document.token(part.start))
    };
    for part in &parts {
        let whole = whole(part).filter(|_| !gerund(part));
        if let Some(person) = whole.filter(|mention| mention.is_person()) {
            return Some(Subject::mention(person.first..part.end, person));
        }
        if document.is_pronoun(part.end - 1) && part.len() <= 2 {
            return Some(Subject::pronoun(document, part.end - 1));
        }
    }
    let describes = |part: &Range<usize>| {
        let token = document.token(part.start);
        document.is(part.start, words.relative_pronouns)
            || document.is(part.start, words.object_prepositions)
            || document.is(part.start, words.indefinite_articles) && part.start > floor
            || !document.is_determiner(part.start)
                && !document.cues.is_speaking_noun(token)
                && !token.starts_with(char::is_uppercase)
    };
    let base = parts.iter().find(|part| !describes(part))?;
    plain(document, floor, base.end)
}

/// The subject that ends right before `end`.
fn plain(document: &QuotedDocument, floor: usize, end: usize) -> Option<Subject> {
    let words = document.cues.words;
    let start = phrase::clause_start(document, floor, end);
    let last = end.checked_sub(1).filter(|&last| last >= start)?;
    let pronoun = document.is_pronoun(last);
    if pronoun && !(document.is(last, words.unnamed_pronouns) && last > start + 1) {
        return Some(Subject::pronoun(document, last));
    }
    let inside = |mention: &&EntityMention| mention.first >= start && mention.may_speak();
    if let Some(mention) = document.mention_before(end).filter(inside) {
        let object =
            mention.first > start + 1 && document.is(mention.first - 1, words.object_prepositions);
        if let Some(subject) = several(document, start, mention) {
            return Some(subject);
        }
        if !object {
            return Some(Subject::mention(with_titles(document, start, mention), mention));
        }
    }
    // "Brook of the World Bank", "Port spokesmen".
    let mentions = document.unquoted_mentions(start..end);
    let heads = mentions.rev().find(|mention| {
        let object =
            mention.first > start && document.is(mention.first - 1, words.object_prepositions);
        inside(mention) && !object && mention.end < end
    });
    if let Some(mention) = heads {
        let next = mention.end;
        let complement = document.is(next, words.object_prepositions);
        let speaks =
            if mention.is_person() { complement } else { speaks_itself(document, mention, end) };
        if speaks {
            return Some(Subject::mention(mention.first..end, mention));
        }
    }
    phrase::phrase_before(document, start, end).map(|tokens| Subject::noun(document, tokens))
}

/// The tokens of a mention with the titles before it: "Finance minister Grace Mwale".
fn with_titles(document: &QuotedDocument, start: usize, mention: &EntityMention) -> Range<usize> {
    let prepositions = document.cues.words.object_prepositions;
    let opens = (start..mention.first).find(|&at| document.is_determiner(at));
    let first = if document.is(start, prepositions) { mention.first } else { start };
    opens.unwrap_or(first)..mention.end
}

/// Several speakers: "Ada Brook and John Stone". The last stands for them.
fn several(document: &QuotedDocument, start: usize, last: &EntityMention) -> Option<Subject> {
    let coordinators = document.cues.words.coordinators;
    let near = last.first.saturating_sub(phrase::TITLE)..last.first;
    let joint = { near }.rev().find(|&at| at > start && document.is(at, coordinators))?;
    let first = document.mention_before(joint).filter(|first| first.may_speak())?;
    let tokens = first.first.max(start)..last.end;
    let spans = &document.tokens.spans;
    let span = Span::new(spans[tokens.start].start, spans[last.end - 1].end);
    let found = Attribution { span: Some(span), ..Attribution::to(first, NOMINAL) };
    Some(Subject { tokens, found })
}

/// Tells whether a body is what says something, and not somebody who is only described by it: "the
/// port said", "Port spokesmen said", but not "a Port official said" or "in Vienna the mayor said".
fn speaks_itself(document: &QuotedDocument, body: &EntityMention, verb: usize) -> bool {
    let words = document.cues.words;
    let between = body.end..verb;
    let determined = between.clone().any(|at| document.is_determiner(at));
    let described = between.clone().any(|at| document.token(at) != ",");
    let prepositional = document.is(body.end, words.object_prepositions);
    let before = body.first.checked_sub(1);
    let unnamed = before.is_some_and(|at| document.is(at, words.indefinite_articles));
    let body_only = body.kind == EntityType::Organization;
    prepositional && body_only || !determined && !(described && (unnamed || !body_only))
}

/// Tells whether a subject is several.
pub(super) fn is_plural(document: &QuotedDocument, subject: &Subject) -> bool {
    let words = document.cues.words;
    let head = phrase::head(document, &subject.tokens);
    let head = head.unwrap_or(subject.tokens.start);
    let coordinated = subject.tokens.clone().any(|at| document.is(at, words.coordinators));
    let person = subject
        .found
        .speaker
        .is_some_and(|speaker| document.entities[speaker].kind == EntityType::Person);
    let several = || {
        subject.tokens.clone().any(|at| {
            document.cues.is_plural(document.token(at)) || document.is(at, words.determiners)
        })
    };
    coordinated
        || !person && !document.is_person_pronoun(head) && (several() || document.is_pronoun(head))
}
