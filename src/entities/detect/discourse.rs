//! One sense per discourse (Gale, Church and Yarowsky 1992): a document's clear cases decide its
//! doubtful ones.

use crate::{
    document::{EntityType, Mention},
    text::Tokens,
};
use rustc_hash::FxHashMap;

/// The least confidence of a mention that speaks for others.
const CLEAR: f32 = 0.8;
/// The confidence of a part of a person's name: less than that of a city that everybody knows.
const INTRODUCED: f32 = 0.97;
/// The factor of confidence for a mention that follows the example of others.
const BY_EXAMPLE: f32 = 0.9;

/// Names, each with the type that the document uses it for, and the confidence in that.
type Examples<'text> = FxHashMap<&'text str, (EntityType, f32)>;

/// Relabels doubtful mentions, and finds missed ones, after the clear mentions of the same name.
pub(crate) fn agree(text: &str, tokens: &Tokens, mentions: &mut Vec<Mention>) {
    let examples = examples(text, mentions);
    for mention in mentions.iter_mut() {
        match examples.get(mention.span.of(text)) {
            Some(&(kind, sure)) if sure > mention.confidence && kind != mention.kind => {
                mention.kind = kind;
                mention.confidence = sure * BY_EXAMPLE;
            }
            Some(_) | None => {}
        }
    }
    add_missed(text, tokens, &examples, mentions);
}

/// The clear mentions of the document, each name with its surest type. The first and the last word
/// of a person's name are examples too: either may be the family's, and a person introduced by a
/// full name is meant by a part of it, so they outweigh what the part alone looks like.
fn examples<'text>(text: &'text str, mentions: &[Mention]) -> Examples<'text> {
    let mut examples = Examples::default();
    let mut add = |name: &'text str, kind: EntityType, sure: f32| {
        let entry = examples.entry(name).or_insert((kind, sure));
        if sure > entry.1 {
            *entry = (kind, sure);
        }
    };
    for mention in mentions.iter().filter(|mention| mention.confidence >= CLEAR) {
        let name = mention.span.of(text);
        add(name, mention.kind, mention.confidence);
        if mention.kind == EntityType::Person {
            let parts = [
                name.split_once(' ').map(|parts| parts.0),
                name.rsplit_once(' ').map(|parts| parts.1),
            ];
            for part in parts.into_iter().flatten().filter(|part| !part.ends_with('.')) {
                add(part, mention.kind, mention.confidence.max(INTRODUCED));
            }
        }
    }
    examples
}

/// Adds mentions of known names at tokens that no mention covers.
fn add_missed(text: &str, tokens: &Tokens, examples: &Examples<'_>, mentions: &mut Vec<Mention>) {
    let mut missed = Vec::new();
    let mut found = mentions.iter().peekable();
    for (sentence, range) in tokens.sentences.iter().enumerate() {
        for &span in &tokens.spans[range.clone()] {
            while found.next_if(|mention| mention.span.end <= span.start).is_some() {}
            if found.peek().is_some_and(|mention| mention.span.overlaps(span)) {
                continue;
            }
            let name = span.of(text);
            if name.chars().count() > 1
                && name.starts_with(char::is_uppercase)
                && let Some(&(kind, sure)) = examples.get(name)
            {
                missed.push(Mention {
                    span,
                    kind,
                    confidence: sure * BY_EXAMPLE,
                    sentence,
                    known: None,
                });
            }
        }
    }
    mentions.extend(missed);
    mentions.sort_by_key(|mention| mention.span);
}
