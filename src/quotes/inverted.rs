//! The subject that stands behind its verb, or behind a phrase that names a source.

use super::{
    attribution::REACH,
    document::{EntityMention, QuotedDocument},
    phrase,
    subject::Subject,
};
use crate::{document::EntityType, text::Span};

/// The subject that begins at `start`, behind its verb, and ends before `limit`: said "Ada Brook, the
/// mayor".
pub(super) fn after(document: &QuotedDocument, start: usize, limit: usize) -> Option<Subject> {
    let words = document.cues.words;
    let limit = limit.min(start + REACH).min(document.tokens.spans.len());
    if start >= limit || document.is_break(start) {
        return None;
    }
    let alone =
        !document.is_determiner(start) || document.is_break(start + 1) || start + 1 >= limit;
    if document.is_pronoun(start) && alone {
        return Some(Subject::pronoun(document, start));
    }
    let stops = |&at: &usize| document.is_break(at) && document.token(at) != "(";
    let end = (start..limit).find(stops).unwrap_or(limit);
    let narrow = |&at: &usize| {
        document.mention_at(at).is_none()
            && (document.is(at, words.object_prepositions)
                || document.is(at, words.clause_openers)
                || document.is(at, words.coordinators)
                || document.token(at) == "("
                || document.is(at, words.time_words)
                    && document.token(at).starts_with(char::is_uppercase))
    };
    let narrow_end = (start..end).find(narrow).unwrap_or(end);
    let owned = |mention: &EntityMention| document.is(mention.end, words.possessive_endings);
    let speakers = || {
        let mentions = document.unquoted_mentions(start..narrow_end);
        mentions.filter(|mention| mention.may_speak() && !owned(mention))
    };
    let words_of = start..narrow_end;
    if let Some(person) = speakers().rfind(|mention| mention.is_person()) {
        let described = person.end < narrow_end
            && document.token(person.end).starts_with(char::is_lowercase)
            && !document.is_saying(person.end)
            && !document.is(person.end, words.between_subject_and_verb)
            && document.cues.is_speaking_noun(document.token(narrow_end - 1));
        if !described {
            return Some(Subject::mention(start..person.end, person));
        }
    }
    // "the minister of health, Nabil Toubia".
    let apposition = (document.is_comma(end)).then(|| document.mention_at(end + 1)).flatten();
    let closed =
        |mention: &&EntityMention| mention.first == end + 1 && document.is_break(mention.end);
    if let Some(person) = apposition.filter(|one| one.is_person()).filter(closed)
        && document.is_determiner(start)
    {
        return Some(Subject::mention(start..person.end, person));
    }
    // "the chairman of the Harbour Bank Ada Brook".
    let last = document.mention_before(end).filter(|one| one.is_person() && one.first > start);
    if let Some(person) = last.filter(|person| !phrase::is_object(document, start, person))
        && document.is_determiner(start)
        && (start..person.first)
            .all(|at| !document.is(at, words.clause_openers) || document.is(at, words.coordinators))
    {
        return Some(Subject::mention(start..person.end, person));
    }
    let unnamed = document.is_indefinite(start);
    let body = speakers().find(|mention| mention.first <= start + 1 && !unnamed);
    if let Some(body) = body {
        let alone = body.end == narrow_end;
        if alone || body.kind == EntityType::Organization && !document.is_determiner(start) {
            return Some(Subject::mention(start..narrow_end, body));
        }
    }
    // Without an article only who can speak: "said officials", not "said yes".
    let head = phrase::head(document, &words_of)?;
    let named = document.mention_at(start).is_some_and(|mention| mention.first == start);
    let speaks = document.is_determiner(start) || phrase::is_bare_head(document, head) || named;
    let end = wide_end(document, start, narrow_end, end);
    speaks.then(|| Subject::noun(document, start..end))
}

/// The end of a noun phrase with what belongs to it: "a spokesman for the port".
fn wide_end(document: &QuotedDocument, start: usize, narrow: usize, end: usize) -> usize {
    let words = document.cues.words;
    let mut wide = narrow;
    while wide + 1 < end
        && document.is(wide, words.object_prepositions)
        && !document.is(wide + 1, words.time_words)
    {
        let stops = |&at: &usize| {
            document.is(at, words.clause_openers)
                || document.is(at, words.time_words)
                || document.is(at, words.object_prepositions)
        };
        let next = (wide + 1..end).find(stops).unwrap_or(end);
        if next - start > phrase::NOUN_PHRASE {
            break;
        }
        wide = next;
    }
    wide
}

/// The source that a phrase names at a token, and the phrase: "according to Brook".
pub(super) fn source(document: &QuotedDocument, at: usize, limit: usize) -> Option<Subject> {
    let mut phrases = document.cues.words.source_phrases.iter();
    let matches =
        |phrase: &&&[&str]| (at..).zip(**phrase).all(|(at, word)| document.is(at, &[*word]));
    let found = phrases.find(matches)?;
    if document.is_quoted(at) {
        return None;
    }
    let start = at + found.len();
    if document.is(start, document.cues.words.no_sources) {
        return None;
    }
    let mut subject =
        after(document, start, limit).or_else(|| any_phrase(document, start, limit))?;
    let spans = &document.tokens.spans;
    subject.found.cue = Some(Span::new(spans[at].start, spans[start - 1].end));
    subject.tokens.start = at;
    Some(subject)
}

/// Whatever stands behind a preposition before a source.
fn any_phrase(document: &QuotedDocument, start: usize, limit: usize) -> Option<Subject> {
    let end = (start..limit.min(start + phrase::NOUN_PHRASE)).find(|&at| document.is_break(at));
    let end = end.unwrap_or(limit.min(start + phrase::NOUN_PHRASE));
    (start < end).then(|| Subject::noun(document, start..end))
}
