//! Who the subject of a verb of saying is.

use super::context::{Named, Scene};
use crate::{
    document::EntityType,
    text::{Span, punctuation::is_full_stop},
};
use std::ops::Range;

/// A person that was named before.
pub const HE: [&str; 2] = ["he", "she"];
/// A body that was named before.
const THEY: [&str; 3] = ["it", "they", "we"];
/// Nouns that stand for whatever body was named before.
const BODIES: &str = "company firm group organization organisation agency carmaker automaker maker \
    manufacturer retailer lender operator charity club team";

/// A clause that attributes has no more tokens before or after its verb.
pub const REACH: usize = 40;
/// So many sentences back a pronoun looks for its person.
const PRONOUN_SENTENCES: usize = 8;

/// How sure a speaker is.
pub const NAMED: f32 = 0.95;
pub const PRONOUN: f32 = 0.8;
pub const NOMINAL: f32 = 0.7;
pub const CARRIED: f32 = 0.6;
pub const UNKNOWN: f32 = 0.5;

/// Who says something, as far as the words around it tell.
#[derive(Clone, Copy, Default)]
pub struct Attribution {
    pub speaker: Option<usize>,
    /// What names the speaker.
    pub span: Option<Span>,
    /// The words that attribute.
    pub cue: Option<Span>,
    pub confidence: f32,
}

/// "according to Brook".
pub fn according(scene: &Scene, clause: &Range<usize>) -> Option<Attribution> {
    let at =
        clause.clone().find(|&at| scene.is(at, &["according"]) && scene.is(at + 1, &["to"]))?;
    let end = (at + 2..at + 2 + REACH)
        .find(|&at| ends_sentence(scene, at) || at >= scene.tokens.spans.len());
    let mut found = subject_after(scene, at + 2..end.unwrap_or(at + 2 + REACH));
    found.cue = Some(Span::new(scene.tokens.spans[at].start, scene.tokens.spans[at + 1].end));
    Some(found)
}

/// The subject of a verb that follows it; `limit` is where the quotation begins.
pub fn subject_before(scene: &Scene, start: usize, verb: usize, limit: usize) -> Attribution {
    let cue = Some(scene.tokens.spans[verb]);
    // "the paper quoted Brook as saying".
    if scene.is(verb, &["quoted", "quotes"]) && !scene.is(verb.saturating_sub(1), &["was", "were"])
    {
        return Attribution { cue, ..subject_after(scene, verb + 1..verb + 6) };
    }
    // "was praised by Brook as".
    if let Some(by) = (verb + 1..limit.min(verb + 3)).find(|&at| scene.is(at, &["by"])) {
        return Attribution { cue, ..subject_after(scene, by + 1..limit) };
    }
    let named: Vec<Named> = scene
        .named(start..verb)
        .iter()
        .copied()
        .filter(|named| !scene.is_quoted(named.first))
        .collect();
    let pronoun = (start..verb).rev().find(|&at| is_pronoun(scene, at));
    let is_object = |named: &Named| {
        named.first > start
            && scene.is(
                named.first - 1,
                &["of", "for", "at", "in", "from", "with", "by", "to", "against"],
            )
    };
    let persons = || named.iter().filter(|named| named.is_person());
    // "Brook, a friend of Bob Stone, said": the first; "After Stone left, Brook said": the last.
    let apposition = verb > start && scene.is(verb - 1, &[","]);
    let person = if apposition {
        persons().find(|named| scene.is(named.end, &[","])).or_else(|| persons().next())
    } else {
        persons().rfind(|named| !is_object(named)).or_else(|| persons().next_back())
    };
    let person = person.filter(|named| pronoun.is_none_or(|at| at < named.first || apposition));
    if let Some(person) = person {
        return Attribution { cue, ..known(person, NAMED) };
    }
    if let Some(at) = pronoun {
        return Attribution { cue, ..resolve(scene, at) };
    }
    let body = named.iter().rev().find(|named| named.speaks() && !is_object(named));
    match body.filter(|named| speaks_itself(scene, named, verb)) {
        Some(body) => Attribution { cue, ..known(body, NOMINAL) },
        None => Attribution { cue, ..nominal(scene, start..verb) },
    }
}

/// Whether a body is what says something, and not somebody who is only described by it: "the port
/// said", "Port spokesmen said", but not "a Port official said" or "in Vienna the mayor said".
fn speaks_itself(scene: &Scene, named: &Named, verb: usize) -> bool {
    let between = named.end..verb;
    let determined = between.clone().any(|at| scene.is(at, &["the", "a", "an", "his", "her"]));
    let described = between.clone().any(|at| !scene.is(at, &AUXILIARIES));
    let unnamed = named.first.checked_sub(1).is_some_and(|at| scene.is(at, &["a", "an"]));
    let place = named.kind == EntityType::Geopolitical;
    !determined && !(described && (unnamed || place))
}

/// What stands between a subject and its verb.
const AUXILIARIES: [&str; 14] = [
    "also",
    "has",
    "had",
    "have",
    "later",
    "then",
    "which",
    ",",
    "reportedly",
    "itself",
    "again",
    "further",
    "is",
    "was",
];

/// The subject of a verb that it follows: "said Ada Brook, the mayor".
pub fn subject_after(scene: &Scene, clause: Range<usize>) -> Attribution {
    let clause = clause.start..clause.end.min(clause.start + REACH);
    let named = scene.named(clause.clone());
    let outside = |named: &&Named| !scene.is_quoted(named.first);
    if let Some(person) = named.iter().filter(outside).find(|named| named.is_person()) {
        return known(person, NAMED);
    }
    // "said a Vienna fisher".
    let unnamed = scene.is(clause.start, &["a", "an", "one"]);
    match named.iter().filter(outside).find(|named| named.speaks() && !unnamed) {
        Some(body) => known(body, NOMINAL),
        None => nominal(scene, clause),
    }
}

pub fn known(named: &Named, confidence: f32) -> Attribution {
    Attribution { speaker: Some(named.entity), span: Some(named.span), cue: None, confidence }
}

/// Whether a token stands for somebody or something that was named before.
pub fn is_pronoun(scene: &Scene, at: usize) -> bool {
    scene.is(at, &HE) || scene.is(at, &THEY)
}

/// Who a pronoun is.
pub fn resolve(scene: &Scene, at: usize) -> Attribution {
    let person = scene.is(at, &HE);
    let fits = |named: &&Named| {
        let body = named.kind == EntityType::Organization || named.kind == EntityType::Geopolitical;
        (if person { named.is_person() } else { body }) && !scene.is_quoted(named.first)
    };
    let sentence = scene.sentence(at);
    let start = scene.tokens.sentences.get(sentence).map_or(0, |range| range.start);
    // Before the pronoun in its own sentence the nearest, in those before the first: the subject.
    let own = scene.named(start..at).iter().rfind(fits);
    let earlier = || {
        let sentences = (sentence.saturating_sub(PRONOUN_SENTENCES)..sentence).rev();
        sentences.into_iter().find_map(|sentence| {
            scene.named(scene.tokens.sentences[sentence].clone()).iter().find(fits)
        })
    };
    let found = own.or_else(earlier);
    Attribution {
        speaker: found.map(|named| named.entity),
        span: scene.tokens.spans.get(at).copied(),
        cue: None,
        confidence: PRONOUN,
    }
}

/// "the ministry", "the president": a body or a person that was named before.
fn nominal(scene: &Scene, clause: Range<usize>) -> Attribution {
    let Some(start) = clause.clone().rfind(|&at| scene.is(at, &["the"])) else {
        return Attribution { confidence: UNKNOWN, ..Attribution::default() };
    };
    let stop = |at: &usize| !scene.word(*at).starts_with(char::is_alphabetic);
    let end =
        (start + 1..clause.end.min(start + 5)).find(stop).unwrap_or(clause.end.min(start + 5));
    let head = scene.word(end.saturating_sub(1)).to_lowercase();
    let before = scene.named(0..start).iter().rev().take(200);
    let any = BODIES.split_ascii_whitespace().any(|body| body == head);
    // "The bank" is the World Bank, and no other organisation.
    let fits = |named: &&Named| {
        let entity = &scene.entities[named.entity];
        let called = |name: &str| name.to_lowercase().split([' ', '-']).any(|word| word == head);
        if named.is_person() {
            return called(&entity.role);
        }
        named.kind == EntityType::Organization && (any || called(&entity.name))
    };
    let span = Span::new(scene.tokens.spans[start].start, scene.tokens.spans[end - 1].end);
    let found = { before }.find(fits);
    Attribution {
        speaker: found.map(|named| named.entity),
        span: Some(span),
        cue: None,
        confidence: NOMINAL,
    }
}

/// Whether the author's sentence ends at a token.
pub fn ends_sentence(scene: &Scene, at: usize) -> bool {
    !scene.is_quoted(at) && scene.word(at).starts_with(is_full_stop)
}
