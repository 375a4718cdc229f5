//! Joins the mentions of a document into entities, by name.
//!
//! A person's single name ("Blinken", "Xi") joins the first fuller name that holds it as a word;
//! abbreviations join the organisation whose initials they are; everything else joins its equal.

use super::{Entity, EntityType, KnownEntity, Mention};
use rustc_hash::{FxHashMap, FxHashSet};

/// Mentions are of one entity if they agree on this.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Known(usize),
    Name(Family, String),
}

/// Types between which a name may waver within a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Family {
    Place,
    One(EntityType),
}

fn family(kind: EntityType) -> Family {
    if matches!(kind, EntityType::Geopolitical | EntityType::Location) {
        Family::Place
    } else {
        Family::One(kind)
    }
}

/// Joins mentions, given in text order, into entities in the order of their first mentions.
pub(super) fn join(text: &str, mentions: &[Mention], known: &[KnownEntity]) -> Vec<Entity> {
    let full = full_names(text, mentions);
    let mut entities: Vec<Entity> = Vec::new();
    let mut places: FxHashMap<Key, usize> = FxHashMap::default();
    for mention in mentions {
        let key = match mention.known {
            Some(index) => Key::Known(index),
            None => full.key(mention.span.of(text), mention.kind),
        };
        let at = *places.entry(key).or_insert(entities.len());
        if at == entities.len() {
            entities.push(Entity {
                name: String::new(),
                kind: mention.kind,
                salience: 0.0,
                confidence: 0.0,
                mentions: Vec::new(),
                known: mention.known.map(|index| known[index].id.clone()),
            });
        }
        entities[at].mentions.push(mention.clone());
    }
    for entity in &mut entities {
        settle(text, entity);
    }
    entities
}

/// Gives an entity the fullest of its names and the type of its surest mention.
fn settle(text: &str, entity: &mut Entity) {
    let names = entity.mentions.iter().map(|mention| mention.span.of(text));
    // Of the longest names the first that does not shout, as datelines do.
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

/// The names of a document that shorter ones may stand for.
#[derive(Default)]
struct FullNames {
    /// The words of each person's name of two or more words, in text order.
    persons: Vec<Vec<String>>,
    /// For each word the names that hold it.
    by_word: FxHashMap<String, Vec<usize>>,
    /// The initials of organisations, and their names.
    initials: FxHashMap<String, String>,
}

fn full_names(text: &str, mentions: &[Mention]) -> FullNames {
    let mut full = FullNames::default();
    let mut seen = FxHashSet::default();
    for mention in mentions {
        let name = mention.span.of(text);
        let words = words(name);
        if words.len() < 2 {
            continue;
        }
        if mention.kind == EntityType::Person && seen.insert(words.clone()) {
            for word in &words {
                full.by_word.entry(word.clone()).or_default().push(full.persons.len());
            }
            full.persons.push(words);
        } else if mention.kind == EntityType::Organization {
            let letters = name.split([' ', '-']).filter_map(|word| word.chars().next());
            let letters: String = letters.filter(|c| c.is_uppercase()).collect();
            full.initials.entry(letters.to_lowercase()).or_insert_with(|| words.join(" "));
        }
    }
    full
}

impl FullNames {
    fn key(&self, name: &str, kind: EntityType) -> Key {
        let words = words(name);
        let full = match kind {
            EntityType::Person => self.person(words),
            EntityType::Organization => {
                let joined = words.join(" ");
                self.initials.get(&joined).cloned().unwrap_or(joined)
            }
            EntityType::Geopolitical | EntityType::Location => alias(words.join(" ")),
            EntityType::Facility
            | EntityType::Group
            | EntityType::Event
            | EntityType::Product
            | EntityType::Work
            | EntityType::Law
            | EntityType::Other => words.join(" "),
        };
        Key::Name(family(kind), full)
    }

    /// The fullest name of a person: "Bush" is "George Bush", who is "George W. Bush".
    fn person(&self, mut words: Vec<String>) -> String {
        while let Some(longer) = self.longer(&words) {
            words.clone_from(longer);
        }
        words.join(" ")
    }

    /// The first longer name that holds all of the words.
    fn longer(&self, words: &[String]) -> Option<&Vec<String>> {
        let holders =
            words.iter().map(|word| self.by_word.get(word).map_or(&[][..], Vec::as_slice));
        let rarest = holders.min_by_key(|holders| holders.len())?;
        let names = rarest.iter().map(|&at| &self.persons[at]);
        let mut longer = names.filter(|name| name.len() > words.len());
        longer.find(|name| words.iter().all(|word| name.contains(word)))
    }
}

/// The words of a name, small, without dots and possessives.
fn words(name: &str) -> Vec<String> {
    let words = name.split_whitespace();
    let bare = words.map(|word| {
        let word = word.trim_end_matches("'s").trim_end_matches("’s");
        word.replace(['.', ',', '\'', '’'], "").to_lowercase()
    });
    bare.filter(|word| !word.is_empty()).collect()
}

/// The states that newspapers abbreviate.
fn alias(place: String) -> String {
    let full = match place.as_str() {
        "us" | "usa" | "america" | "united states of america" => "united states",
        "uk" | "britain" | "great britain" => "united kingdom",
        "uae" => "united arab emirates",
        "prc" | "peoples republic of china" => "china",
        _ => return place,
    };
    full.to_owned()
}

/// Orders entities by salience: mentions count more the nearer they stand to the start.
pub(super) fn rank(text_length: usize, entities: &mut [Entity]) {
    let length = text_length.max(1) as f32;
    let weight = |mention: &Mention| 1.0 - 0.5 * mention.span.start as f32 / length;
    let mut total = 0.0;
    for entity in entities.iter_mut() {
        let prominence = if entity.mentions[0].span.start < 200 { 1.0 } else { 0.0 };
        entity.salience = prominence + entity.mentions.iter().map(weight).sum::<f32>();
        total += entity.salience;
    }
    for entity in entities.iter_mut() {
        entity.salience /= total;
    }
    entities.sort_by(|a, b| {
        let earlier = || a.mentions[0].span.cmp(&b.mentions[0].span);
        b.salience.total_cmp(&a.salience).then_with(earlier)
    });
}
