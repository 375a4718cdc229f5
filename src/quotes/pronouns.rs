//! Whom the pronouns of a document stand for.

use super::{
    document::{Antecedent, QuotedDocument},
    gender::Gender,
};
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
    for tokens in &document.sentences {
        let written = tokens.clone().any(|at| !document.is_quoted(at) && document.is_word(at));
        count += usize::from(written);
        let mut first = true;
        for at in tokens.clone().filter(|&at| !document.is_quoted(at)) {
            let named = document.mention_at(at).filter(|mention| mention.first == at);
            let entity = if let Some(person) = named.filter(|mention| mention.is_person()) {
                Some((person.entity, person.end))
            } else {
                let gender = document.cues.genders.pronoun(document.token(at));
                let found =
                    gender.and_then(|gender| antecedent(document, &references, count, gender));
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
        || before
            .is_some_and(|at| document.is_saying(at) && !document.is(at, words.verbs.addressing));
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
