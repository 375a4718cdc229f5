//! The names of a document, each with its mentions.

use crate::{
    document::{EntityType, Mention, PlaceKind},
    entities::resolve::{name::NameMatcher, places::Places},
};
use rustc_hash::FxHashMap;

/// The names of a document.
pub(super) struct DocumentNames {
    /// In the order of their first mentions.
    pub names: Vec<Name>,
    /// For each mention the index of its name.
    pub of_mention: Vec<usize>,
}

/// A name of a document.
pub(super) struct Name {
    pub kind: EntityType,
    /// Its words without those that do not tell it from others; empty for the caller's own entities
    /// and for countries, which nothing is short for.
    pub words: Vec<String>,
    /// The indices of its mentions, in text order.
    pub mentions: Vec<usize>,
    /// The names that it may be short for: none, the one, or several between which each mention
    /// decides.
    pub long_forms: Vec<usize>,
}

/// Types between which a name may waver within a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Family {
    Place,
    One(EntityType),
}

/// The properties that all mentions of one name share.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    /// The index of the caller's own entity.
    Known(usize),
    /// An ISO 3166-1 code.
    Country(&'static str),
    Name(Family, Vec<String>),
}

impl DocumentNames {
    /// Gathers the names of these mentions.
    pub fn new(matcher: NameMatcher, places: &Places, text: &str, mentions: &[Mention]) -> Self {
        let mut names: Vec<Name> = Vec::new();
        let mut of_mention = Vec::with_capacity(mentions.len());
        let mut by_key: FxHashMap<Key, usize> = FxHashMap::default();
        for (at, mention) in mentions.iter().enumerate() {
            let key = Key::of(matcher, places, mention.span.of(text), mention);
            let name = *by_key.entry(key.clone()).or_insert(names.len());
            if name == names.len() {
                let words = if let Key::Name(_, words) = key { words } else { Vec::new() };
                let (mentions, long_forms) = (Vec::new(), Vec::new());
                names.push(Name { kind: mention.kind, words, mentions, long_forms });
            }
            names[name].mentions.push(at);
            of_mention.push(name);
        }
        Self { names, of_mention }
    }
}

impl Name {
    /// The first letter of the name.
    pub fn initial(&self) -> Option<char> {
        self.words.first().and_then(|word| word.chars().next())
    }

    /// The types between which it may waver.
    pub fn family(&self) -> Family {
        Family::of(self.kind)
    }
}

impl Family {
    const fn of(kind: EntityType) -> Self {
        if matches!(kind, EntityType::Geopolitical | EntityType::Location) {
            Self::Place
        } else {
            Self::One(kind)
        }
    }
}

impl Key {
    fn of(matcher: NameMatcher, places: &Places, name: &str, mention: &Mention) -> Self {
        if let Some(index) = mention.known {
            return Self::Known(index);
        }
        if mention.kind == EntityType::Geopolitical
            && let Some(place) = places.named(name).next()
            && place.kind == PlaceKind::Country
        {
            return Self::Country(place.country);
        }
        Self::Name(Family::of(mention.kind), matcher.key(name, mention.kind))
    }
}
