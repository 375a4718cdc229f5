//! The subject of a verb that has none of its own: who spoke before in the sentence, or the subject of that.

use super::{
    document::{EntityMention, QuotedDocument},
    phrase,
    subject::{self, Subject},
    verbs,
};
use crate::text::Span;
use std::ops::Range;

/// The most tokens of a role before a name: "mayor of the port".
const TITLES: usize = 8;

/// The person whose role a body is a part of: Brook in "Vienna mayor Ada Brook".
fn holder<'a>(document: &'a QuotedDocument, body: &EntityMention) -> Option<&'a EntityMention> {
    let near = body.end..body.end + TITLES;
    let person = document.mentions(near).iter().find(|mention| mention.is_person())?;
    let spans = &document.tokens.spans;
    let between =
        Span::new(spans[body.end].start, spans[person.first].start).of(document.text).trim();
    let role = &document.entities[person.entity].role;
    let titled = !between.is_empty() && role.to_lowercase().contains(&between.to_lowercase());
    (titled && !body.is_person()).then_some(person)
}

/// Who said something before in the sentence, up to a token.
pub(super) fn of_verb_before(
    document: &QuotedDocument,
    floor: usize,
    end: usize,
) -> Option<Subject> {
    let verb = (floor..end)
        .rev()
        .find(|&at| document.is_saying(at) && !document.cues.is_gerund(document.token(at)))?;
    subject::before(document, floor, verbs::first_of_chain(document, verb))
}

/// Who is named right before a participle that tells what they do: "with Ada Brook saying".
pub(super) fn of_participle(
    document: &QuotedDocument,
    floor: usize,
    verb: usize,
) -> Option<Subject> {
    let person = document.mention_before(verb).filter(|mention| mention.is_person())?;
    let titled = || {
        let before =
            person.first.checked_sub(1).and_then(|before| document.token(before).chars().next());
        let role = &document.entities[person.entity].role;
        before.is_some_and(char::is_lowercase) && !role.is_empty()
    };
    let fits = phrase::is_object(document, floor, person) || titled();
    (fits && person.first >= floor).then(|| Subject::mention(person.first..person.end, person))
}

/// The subject of the sentence whose first tokens these are, as far as it is known: its first name that is
/// no object, its first pronoun, or the noun phrase that opens it.
pub(super) fn of_sentence(document: &QuotedDocument, tokens: Range<usize>) -> Option<Subject> {
    let words = document.cues.words;
    let first = tokens.clone().find(|&at| !document.is_quoted(at) && document.is_word(at))?;
    let owned = |mention: &EntityMention| document.is(mention.end, words.possessive_endings);
    let fits = |mention: &&EntityMention| {
        mention.may_speak()
            && !phrase::is_object(document, tokens.start, mention)
            && !owned(mention)
    };
    let named = document.unquoted_mentions(tokens.clone()).find(fits);
    let named = named.map(|named| holder(document, named).unwrap_or(named));
    let pronoun = tokens.clone().find(|&at| {
        document.is_pronoun(at) && !document.is_quoted(at) && !document.is_determiner(at)
    });
    match (named, pronoun) {
        (named, Some(at)) if named.is_none_or(|named| at < named.first) => {
            Some(Subject::pronoun(document, at))
        }
        (Some(named), _) => Some(Subject::mention(named.first..named.end, named)),
        _ if document.is_determiner(first) => {
            let end = (first + 1..tokens.end.min(first + phrase::NOUN_PHRASE))
                .find(|&at| {
                    document.is_break(at) || document.cues.is_speaking_noun(document.token(at))
                })
                .filter(|&at| !document.is_break(at));
            end.map(|end| Subject::noun(document, first..end + 1))
        }
        _ => None,
    }
}
