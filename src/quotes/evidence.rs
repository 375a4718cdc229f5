//! The gender of persons, as a text tells it: by titles and nouns beside their names, by given names,
//! and by the pronouns that stand for them.

use super::{
    document::{EntityMention, QuotedDocument},
    gender::Gender,
};
use crate::document::EntityType;
use rustc_hash::{FxHashMap, FxHashSet};

/// How much a title or noun beside a name tells.
const NOUN: i32 = 4;

/// How much a pronoun tells that can stand for nobody else.
const PRONOUN: i32 = 1;

/// The most mentions of a person that are looked at.
const MENTIONS: usize = 24;

/// The number of tokens behind a name in which a noun describes it: ", a mother of four".
const DESCRIPTION: usize = 6;

/// The evidence for the gender of an entity: positive for a woman.
#[derive(Clone, Copy, Default)]
struct Evidence {
    female: i32,
    male: i32,
}

impl Evidence {
    fn add(&mut self, gender: Gender, weight: i32) {
        match gender {
            Gender::Female => self.female += weight,
            Gender::Male => self.male += weight,
        }
    }

    /// The gender that the evidence tells.
    fn gender(self) -> Option<Gender> {
        if self.female > self.male {
            Some(Gender::Female)
        } else if self.male > self.female {
            Some(Gender::Male)
        } else {
            None
        }
    }
}

/// The genders of the entities of a document; `None` where it is not told, or not a person.
pub(super) fn of_entities(document: &QuotedDocument) -> Vec<Option<Gender>> {
    let mut evidence = vec![Evidence::default(); document.entities.len()];
    let mut seen: FxHashMap<usize, usize> = FxHashMap::default();
    let everywhere = 0..document.tokens.spans.len();
    for mention in document.mentions(everywhere).iter().filter(|mention| mention.is_person()) {
        let count = seen.entry(mention.entity).or_default();
        *count += 1;
        if *count <= MENTIONS
            && let Some(gender) = described(document, mention)
        {
            evidence[mention.entity].add(gender, NOUN);
        }
    }
    for (entity, evidence) in document.entities.iter().zip(&mut evidence) {
        if entity.kind == EntityType::Person
            && let Some((gender, weight)) = document.cues.genders.name(&entity.name)
        {
            evidence.add(gender, weight);
        }
    }
    for sentence in 0..document.sentences.len() {
        if let Some((entity, gender)) = told_by_pronoun(document, sentence) {
            evidence[entity].add(gender, PRONOUN);
        }
    }
    evidence.into_iter().map(Evidence::gender).collect()
}

/// The gender that a title or noun beside a mention tells: "Mrs Brook", "the actress Ada Brook", "her
/// husband, John Stone", "Ada Brook, a mother of four".
fn described(document: &QuotedDocument, mention: &EntityMention) -> Option<Gender> {
    let genders = &document.cues.genders;
    let before = (1..=2).filter_map(|back| mention.first.checked_sub(back));
    let sign = |at: usize| document.is(at, &[".", ","]);
    let before = before.take(if mention.first > 0 && sign(mention.first - 1) { 2 } else { 1 });
    let inside = mention.first..mention.first + 1;
    // A lone name is no title: "King said".
    let inside = inside.filter(|_| mention.end > mention.first + 1);
    let titles = before.chain(inside);
    if let Some(gender) = { titles }.find_map(|at| genders.noun(document.token(at))) {
        return Some(gender);
    }
    let words = document.cues.words;
    let opens = |at: usize| {
        document.is(at, words.indefinite_articles)
            || document.is(at, words.definite_articles)
            || document.is(at, words.possessives)
    };
    if !document.is(mention.end, &[","]) || !opens(mention.end + 1) {
        return None;
    }
    let start = mention.end + 2;
    // "A friend of his wife".
    let stops = |at: &usize| {
        document.is(*at, words.object_prepositions)
            || !document.token(*at).starts_with(char::is_alphanumeric)
    };
    let end = (start..start + DESCRIPTION).find(stops).unwrap_or(start + DESCRIPTION);
    (start..end).rev().find_map(|at| genders.noun(document.token(at)))
}

/// The person whose gender a pronoun in a sentence tells, since it can stand for nobody else: the only
/// one in this sentence and the one before it.
fn told_by_pronoun(document: &QuotedDocument, sentence: usize) -> Option<(usize, Gender)> {
    let tokens = document.sentence_tokens(sentence)?;
    let before = sentence.checked_sub(1).and_then(|before| document.sentence_tokens(before));
    let start = before.map_or(tokens.start, |before| before.start);
    let persons = document.mentions(start..tokens.end).iter().filter(|one| one.is_person());
    let persons: FxHashSet<usize> = persons.map(|person| person.entity).collect();
    let entity = persons.iter().next().copied().filter(|_| persons.len() == 1)?;
    let first = document.mentions(start..tokens.end).iter().find(|one| one.entity == entity)?;
    let pronoun = (first.end.max(tokens.start)..tokens.end)
        .filter(|&at| !document.is_quoted(at))
        .find_map(|at| document.cues.genders.pronoun(document.token(at)))?;
    Some((entity, pronoun))
}
