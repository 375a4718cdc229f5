//! Joins the mentions of a document into entities, by name.
//!
//! Names that differ only in how they are written are one name. A short name ("Blinken", "Ford",
//! "EU") joins the longer one that it is short for; where the document has several of those, each
//! of its mentions joins the one named just before, else the one named most so far, and is less
//! sure. Countries, their adjectives and capitals are different things.

mod document_names;
mod long_forms;
#[cfg(test)]
mod tests;

use super::{links::Linker, name::NameMatcher, places::Places};
use crate::document::{Entity, KnownEntity, Mention};
use document_names::{DocumentNames, Name};
use rustc_hash::FxHashMap;

/// The factor of confidence for a mention whose name is short for several others of the document.
const AMBIGUOUS: f32 = 0.7;
/// The longest chain of names each of which is short for the next.
const MAX_STEPS: usize = 8;

/// Joins mentions of one language.
pub(crate) struct Coreference<'a> {
    pub matcher: NameMatcher,
    pub places: &'a Places,
    pub linker: &'a Linker,
}

impl Coreference<'_> {
    /// Joins mentions, given in text order, into entities in the order of their first mentions.
    pub fn join(&self, text: &str, mentions: &mut [Mention], known: &[KnownEntity]) -> Vec<Entity> {
        let mut names = DocumentNames::new(self.matcher, self.places, text, mentions);
        long_forms::find(self.matcher, self.linker, text, mentions, &mut names);
        let owners = owners(&names, mentions);
        let mut entities: Vec<Entity> = Vec::new();
        let mut entity_of: FxHashMap<usize, usize> = FxHashMap::default();
        for (mention, owner) in mentions.iter().zip(owners) {
            let at = *entity_of.entry(owner).or_insert(entities.len());
            if at == entities.len() {
                entities.push(Entity {
                    name: String::new(),
                    kind: names.names[owner].kind,
                    salience: 0.0,
                    confidence: 0.0,
                    role: String::new(),
                    mentions: Vec::new(),
                    known: mention.known.map(|index| known[index].id.clone()),
                    place: None,
                    place_confidence: 0.0,
                    links: Vec::new(),
                });
            }
            entities[at].mentions.push(mention.clone());
        }
        entities.iter_mut().for_each(|entity| settle(text, entity));
        entities
    }
}

/// The use of a name up to some mention.
#[derive(Clone, Copy, Default)]
struct Usage {
    mentions: usize,
    last_sentence: usize,
}

/// For each mention the name of the entity that it belongs to; makes those mentions less sure that
/// could belong to several.
fn owners(found: &DocumentNames, mentions: &mut [Mention]) -> Vec<usize> {
    let mut usage = vec![Usage::default(); found.names.len()];
    let mut owners = Vec::with_capacity(mentions.len());
    for (mention, &name) in mentions.iter_mut().zip(&found.of_mention) {
        let mut owner = name;
        let mut sure = true;
        for _ in 0..MAX_STEPS {
            let name = &found.names[owner];
            sure &= name.long_forms.len() < 2;
            let Some(next) = likeliest(name, &found.names, &usage, mention.sentence) else { break };
            owner = next;
        }
        mention.confidence *= if sure { 1.0 } else { AMBIGUOUS };
        let mentions = usage[owner].mentions + 1;
        usage[owner] = Usage { mentions, last_sentence: mention.sentence };
        owners.push(owner);
    }
    owners
}

/// The long form that a short name in a sentence stands for: the one named last, in this sentence
/// or the one before; else the one named most; else the one that the document names first.
fn likeliest(short: &Name, names: &[Name], usage: &[Usage], sentence: usize) -> Option<usize> {
    let rank = |&long: &usize| {
        let used = usage[long];
        let near = used.mentions > 0 && used.last_sentence + 1 >= sentence;
        let first = names[long].mentions[0];
        (near.then_some(used.last_sentence), used.mentions, usize::MAX - first)
    };
    short.long_forms.iter().copied().max_by_key(rank)
}

/// Gives an entity the fullest of its names and the type of its surest mention.
fn settle(text: &str, entity: &mut Entity) {
    let names = entity.mentions.iter().map(|mention| mention.span.of(text));
    // Of the longest names the first that is not all in capitals, as names in datelines are.
    let shouts = |name: &str| !name.chars().any(char::is_lowercase);
    let longest = names.rev().max_by_key(|name| (name.chars().count(), !shouts(name)));
    entity.name = longest.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    for mention in &entity.mentions {
        if mention.confidence > entity.confidence {
            entity.confidence = mention.confidence;
            entity.kind = mention.kind;
        }
    }
}
