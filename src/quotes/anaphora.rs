//! Anaphora, words that stand for somebody who was named before: pronouns ("she") and nouns ("the
//! ministry").

use super::{
    attribution::{Attribution, DOUBTFUL_PRONOUN, NOMINAL, PRONOUN, UNKNOWN, UNNAMED},
    document::{EntityMention, QuotedDocument},
    gender::Gender,
};
use crate::{document::EntityType, text::Span};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The number of the author's sentences before its own in which a pronoun has its antecedent.
const SENTENCES: usize = 6;
/// How much less a reference counts for each sentence of the author since then.
const DECAY: f32 = 0.55;
/// How much more the first person of a sentence counts, who is mostly its subject.
const FIRST: f32 = 0.6;
/// How much more somebody counts who says something.
const SPEAKS: f32 = 0.4;
/// How much less somebody counts who is no subject: "for Brook", "Brook's".
const OBJECT: f32 = 0.5;
/// How much more somebody counts whose gender is known to be the pronoun's.
const GENDER: f32 = 0.25;
/// How much the person counts more that the document is about, at most.
const SALIENCE: f32 = 0.3;
/// The share of the best score that the second best may have for the best to be sure.
const RIVAL: f32 = 0.75;
/// The number of tokens before it in which a body is what "it" stands for.
const BODY_TOKENS: usize = 120;
/// The number of mentions before it among which a noun has its antecedent.
const NOUN_MENTIONS: usize = 200;

/// Whom a pronoun stands for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Antecedent {
    /// The index of the entity.
    pub entity: usize,
    /// Nobody else comes near.
    pub sure: bool,
}

/// A place where a person is meant, by name or by a pronoun.
struct Reference {
    entity: usize,
    /// The number of the author's sentences up to its own.
    sentence: usize,
    weight: f32,
}

/// Resolves the author's pronouns for single persons, one after the other: each is a reference for those
/// behind it.
pub(super) fn resolve(document: &QuotedDocument) -> FxHashMap<usize, Antecedent> {
    let mut resolved = FxHashMap::default();
    let mut references: Vec<Reference> = Vec::new();
    let mut count = 0;
    for tokens in &document.tokens.sentences {
        let written = tokens.clone().any(|at| !document.is_quoted(at) && document.is_word(at));
        count += usize::from(written);
        let mut first = true;
        for at in tokens.clone().filter(|&at| !document.is_quoted(at)) {
            let named = document.mention_at(at).filter(|mention| mention.first == at);
            let entity = if let Some(person) = named.filter(|mention| mention.is_person()) {
                Some((person.entity, person.end))
            } else {
                let gender = document.cues.genders.pronoun(document.token(at));
                let found = gender.and_then(|gender| antecedent(document, &references, count, gender));
                if let Some(found) = found {
                    resolved.insert(at, found);
                }
                found.map(|found| (found.entity, at + 1))
            };
            let Some((entity, end)) = entity else { continue };
            let weight = weight(document, at..end, first);
            references.push(Reference { entity, sentence: count, weight });
            first = false;
        }
    }
    resolved
}

/// How much a reference of these tokens counts, the first of its sentence or another.
fn weight(document: &QuotedDocument, tokens: Range<usize>, first: bool) -> f32 {
    let words = document.cues.words;
    let before = tokens.start.checked_sub(1);
    let owned = document.is(tokens.end, words.possessive_endings);
    let object = owned || before.is_some_and(|at| document.is(at, words.object_prepositions));
    let speaks = document.is_saying(tokens.end)
        || before.is_some_and(|at| document.is_saying(at) && !document.is(at, words.verbs.addressing));
    let mut weight = 1.0;
    if first {
        weight += FIRST;
    }
    if speaks {
        weight += SPEAKS;
    }
    if object {
        weight -= OBJECT;
    }
    weight
}

/// The person of this gender that a pronoun behind these references stands for.
fn antecedent(
    document: &QuotedDocument,
    references: &[Reference],
    sentence: usize,
    gender: Gender,
) -> Option<Antecedent> {
    let near = references.iter().rev().take_while(|one| one.sentence + SENTENCES >= sentence);
    let mut scores: FxHashMap<usize, f32> = FxHashMap::default();
    for reference in near {
        let known = document.gender(reference.entity);
        if known.is_some_and(|known| known != gender) {
            continue;
        }
        let age = i32::try_from(sentence - reference.sentence).unwrap_or(i32::MAX);
        let mut score = reference.weight * DECAY.powi(age);
        let entity = &document.entities[reference.entity];
        score += (entity.salience * SALIENCE).min(SALIENCE) * DECAY.powi(age);
        if known.is_some() {
            score += GENDER * DECAY.powi(age);
        }
        let best = scores.entry(reference.entity).or_default();
        *best = best.max(score);
    }
    let mut ranked: Vec<(usize, f32)> = scores.into_iter().collect();
    ranked.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
    let &(entity, best) = ranked.first()?;
    let rival = ranked.get(1).map_or(0.0, |&(_, score)| score);
    Some(Antecedent { entity, sure: rival < RIVAL * best })
}

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
        return Attribution { speaker: found.map(|found| found.entity), span, cue: None, confidence };
    }
    let several = document.is(at, words.plural_pronouns);
    let unnamed = document.is(at, words.unnamed_pronouns);
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
    let from = document.is(head, words.issued_nouns)
        && document.is(head + 1, words.issuing_prepositions);
    let issuer = document.mentions(head + 2..phrase.end).first().filter(|one| one.may_speak());
    issuer.filter(|_| from).map(|issuer| issuer.entity)
}

/// The entity that a definite noun phrase stands for.
fn definite(document: &QuotedDocument, phrase: &Range<usize>) -> Option<usize> {
    let words = document.cues.words;
    let head = head(document, phrase)?;
    let gender = document.cues.genders.of_noun(document.token(head));
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

/// The noun that a phrase is about: the last before a preposition.
pub(super) fn head(document: &QuotedDocument, phrase: &Range<usize>) -> Option<usize> {
    let words = document.cues.words;
    let inside = phrase.start + 1..phrase.end;
    let end = { inside }
        .find(|&at| document.is(at, words.object_prepositions) || !document.is_word(at))
        .unwrap_or(phrase.end);
    end.checked_sub(1).filter(|&head| head >= phrase.start)
}
