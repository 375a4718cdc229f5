//! Anaphora, words that stand for somebody who was named before: pronouns ("she") and nouns ("the
//! ministry").

use super::{
    attribution::{Attribution, NOMINAL, PRONOUN, UNKNOWN},
    document::{EntityMention, QuotedDocument},
};
use crate::{document::EntityType, text::Span};
use std::ops::Range;

/// The number of sentences before its own in which a pronoun has its antecedent.
const PRONOUN_SENTENCES: usize = 8;
/// The most tokens of a definite noun phrase.
const NOUN_PHRASE: usize = 5;
/// The number of mentions before it among which a noun has its antecedent.
const NOUN_MENTIONS: usize = 200;

/// Resolves a pronoun.
pub(super) fn pronoun(document: &QuotedDocument, at: usize) -> Attribution {
    let person = document.is_person_pronoun(at);
    let fits =
        |mention: &&EntityMention| if person { mention.is_person() } else { mention.is_body() };
    let sentence = document.sentence(at);
    let start = document.sentence_tokens(sentence).map_or(0, |tokens| tokens.start);
    // Before the pronoun in its own sentence the nearest, in those before the first: the subject.
    let own = document.unquoted_mentions(start..at).rfind(fits);
    let earlier = || {
        let sentences = (sentence.saturating_sub(PRONOUN_SENTENCES)..sentence).rev();
        let tokens = sentences.filter_map(|sentence| document.sentence_tokens(sentence));
        { tokens }.find_map(|tokens| document.unquoted_mentions(tokens).find(fits))
    };
    Attribution {
        speaker: own.or_else(earlier).map(|mention| mention.entity),
        span: document.tokens.spans.get(at).copied(),
        cue: None,
        confidence: PRONOUN,
    }
}

/// Resolves the last definite noun phrase of a clause: to a person by their role, to a body by a
/// part of its name or by a noun for any body.
pub(super) fn noun(document: &QuotedDocument, clause: Range<usize>) -> Attribution {
    let words = document.cues.words;
    let Some(start) = clause.clone().rfind(|&at| document.is(at, words.definite_articles)) else {
        return Attribution { confidence: UNKNOWN, ..Attribution::default() };
    };
    let limit = clause.end.min(start + NOUN_PHRASE);
    let stop = |at: &usize| !document.token(*at).starts_with(char::is_alphabetic);
    let end = (start + 1..limit).find(stop).unwrap_or(limit);
    let head = document.token(end.saturating_sub(1)).to_lowercase();
    let any_body = words.body_nouns.contains(&head.as_str());
    let called = |name: &str| name.to_lowercase().split([' ', '-']).any(|word| word == head);
    // "The bank" is the World Bank, and no other organisation.
    let fits = |mention: &&EntityMention| {
        let entity = &document.entities[mention.entity];
        if mention.is_person() {
            return called(&entity.role);
        }
        mention.kind == EntityType::Organization && (any_body || called(&entity.name))
    };
    let mut before = document.mentions(0..start).iter().rev().take(NOUN_MENTIONS);
    let spans = &document.tokens.spans;
    Attribution {
        speaker: before.find(fits).map(|mention| mention.entity),
        span: Some(Span::new(spans[start].start, spans[end - 1].end)),
        cue: None,
        confidence: NOMINAL,
    }
}
