//! Anaphora, words that stand for somebody who was named before: pronouns ("she") and nouns ("the
//! ministry").

use super::{
    attribution::{Attribution, DOUBTFUL_PRONOUN, NOMINAL, PRONOUN, UNKNOWN, UNNAMED},
    document::{Antecedent, EntityMention, QuotedDocument},
    phrase::head,
};
use crate::{document::EntityType, text::Span};
use std::ops::Range;

/// The number of tokens before it in which a body is what "it" stands for.
const BODY_TOKENS: usize = 120;

/// The number of mentions before it among which a noun has its antecedent.
const NOUN_MENTIONS: usize = 200;

/// The speaker that a pronoun stands for.
pub(super) fn pronoun(document: &QuotedDocument, at: usize) -> Attribution {
    let words = document.cues.words;
    let span = document.tokens.spans.get(at).copied();
    if document.is_person_pronoun(at) {
        let found = document.antecedent(at);
        let confidence = match found {
            Some(Antecedent { sure: true, .. }) => PRONOUN,
            Some(_) => DOUBTFUL_PRONOUN,
            None => UNNAMED,
        };
        return Attribution {
            speaker: found.map(|found| found.entity),
            span,
            cue: None,
            confidence,
        };
    }
    let several = document.is(at, words.plural_pronouns);
    // "One who said that" is named by the words before, if at all.
    let unnamed =
        document.is(at, words.unnamed_pronouns) || document.is(at, words.relative_pronouns);
    let body = (!unnamed).then(|| body_before(document, at, several)).flatten();
    let confidence = if body.is_some() { DOUBTFUL_PRONOUN } else { UNNAMED };
    Attribution { speaker: body.map(|body| body.entity), span, cue: None, confidence }
}

/// The body that "it" or, for `several`, "they" stands for.
fn body_before<'a>(
    document: &'a QuotedDocument,
    at: usize,
    several: bool,
) -> Option<&'a EntityMention> {
    let sentence = document.sentence(at);
    let fits = |mention: &&EntityMention| {
        if several {
            matches!(mention.kind, EntityType::Organization | EntityType::Group)
        } else {
            mention.is_body()
        }
    };
    let start = document.sentence_tokens(sentence).map_or(0, |tokens| tokens.start);
    let own = document.unquoted_mentions(start..at).find(fits);
    let earlier = || {
        let least = document.sentence(at.saturating_sub(BODY_TOKENS));
        let sentences = (least..sentence).rev();
        let tokens = sentences.filter_map(|sentence| document.sentence_tokens(sentence));
        // The first of a sentence is mostly its subject; "they" are one only where that is several.
        if several {
            let tokens = { tokens }.next()?;
            return document.unquoted_mentions(tokens).next().filter(fits);
        }
        { tokens }.find_map(|tokens| document.unquoted_mentions(tokens).find(fits))
    };
    own.or_else(earlier)
}

/// The speaker that a noun phrase without a name stands for: with a definite article a person of that
/// role, a body by a part of its name, or any body by a noun for all; else somebody who is not named.
pub(super) fn noun(document: &QuotedDocument, phrase: Range<usize>) -> Attribution {
    let words = document.cues.words;
    let spans = &document.tokens.spans;
    let Some(last) = phrase.end.checked_sub(1).filter(|&last| last >= phrase.start) else {
        return Attribution { confidence: UNKNOWN, ..Attribution::default() };
    };
    let span = Some(Span::new(spans[phrase.start].start, spans[last].end));
    let speaker = if let Some(issuer) = issuer(document, &phrase) {
        Some(issuer)
    } else if document.is(phrase.start, words.definite_articles) {
        definite(document, &phrase)
    } else {
        None
    };
    let confidence = if speaker.is_some() { NOMINAL } else { UNNAMED };
    Attribution { speaker, span, cue: None, confidence }
}

/// Who issued what speaks for them: "a statement from the Harbour Bank".
fn issuer(document: &QuotedDocument, phrase: &Range<usize>) -> Option<usize> {
    let words = document.cues.words;
    let head = head(document, phrase)?;
    let from =
        document.is(head, words.issued_nouns) && document.is(head + 1, words.issuing_prepositions);
    let issuer = document.mentions(head + 2..phrase.end).first().filter(|one| one.may_speak());
    issuer.filter(|_| from).map(|issuer| issuer.entity)
}

/// The entity that a definite noun phrase stands for.
fn definite(document: &QuotedDocument, phrase: &Range<usize>) -> Option<usize> {
    let words = document.cues.words;
    let head = head(document, phrase)?;
    let gender = document.cues.genders.noun(document.token(head));
    let head = document.token(head).to_lowercase();
    let any_body = words.body_nouns.contains(&head.as_str());
    let called = |name: &str| name.to_lowercase().split([' ', '-']).any(|word| word == head);
    // "The bank" is the World Bank, and no other organisation.
    let fits = |mention: &&EntityMention| {
        let entity = &document.entities[mention.entity];
        if mention.is_person() {
            let known = document.gender(mention.entity);
            let contradicts = gender.is_some() && known.is_some() && gender != known;
            return called(&entity.role) && !contradicts;
        }
        mention.kind == EntityType::Organization && (any_body || called(&entity.name))
    };
    let mut before = document.mentions(0..phrase.start).iter().rev().take(NOUN_MENTIONS);
    before.find(fits).map(|mention| mention.entity)
}
