//! The lexicon: the classes of words, and those that are names of persons and places.

use crate::{
    document::{Place, PlaceKind},
    entities::place_list,
    language::NameWords,
    text::word::{hash, phrase_hash},
};
use rustc_hash::FxHashMap;

/// A given name of a person.
const GIVEN_NAME: u8 = 1;
/// A surname.
const SURNAME: u8 = 1 << 1;
/// A country or continent.
const COUNTRY: u8 = 1 << 2;
/// A state of a federation.
const STATE: u8 = 1 << 3;
/// A city of [`BIG_CITY`] people or more.
const CITY: u8 = 1 << 4;
/// A smaller one.
const TOWN: u8 = 1 << 5;
/// The beginning of a place's name of several words.
pub(super) const BEGINS_PLACE: u8 = 1 << 6;

const BIG_CITY: u64 = 200_000;
/// The most words of a name that is looked for.
const MAX_WORDS: usize = 4;

/// The classes and names that a word has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Entry {
    /// The path of its class from the root of the tree of classes: a one, then a bit for each
    /// turn. 0: in no class.
    path: u16,
    /// The kinds of names that it is: [`GIVEN_NAME`] and so on.
    pub flags: u8,
}

impl Entry {
    /// The first `turns` of the path of its class.
    pub fn class(self, turns: u32) -> u16 {
        let length = self.path.checked_ilog2().unwrap_or_default();
        self.path >> length.saturating_sub(turns)
    }
}

/// Words with their classes and names.
pub struct Lexicon {
    connectives: &'static [&'static str],
    words: FxHashMap<u64, Entry>,
    /// The hashes of names of several words, and the kinds of place that bear them.
    phrases: FxHashMap<u64, u8>,
}

impl Lexicon {
    /// Reads the lists of a language.
    pub fn new(names: &NameWords) -> Self {
        let NameWords { lists, connectives, .. } = names;
        let (words, phrases) = (FxHashMap::default(), FxHashMap::default());
        let mut lexicon = Self { connectives, words, phrases };
        for line in lists.word_classes.lines() {
            let mut words = line.split(' ');
            let path = words.next().unwrap_or_default();
            let path = path.bytes().fold(1, |path, turn| path << 1 | u16::from(turn == b'1'));
            for word in words {
                lexicon.words.entry(hash(word)).or_default().path = path;
            }
        }
        for (names, flag) in [(lists.given_names, GIVEN_NAME), (lists.surnames, SURNAME)] {
            for name in names.lines() {
                lexicon.words.entry(hash(name)).or_default().flags |= flag;
            }
        }
        for (place, names) in place_list::places(lists) {
            names.split('|').for_each(|name| lexicon.add_place(&place, name));
        }
        lexicon
    }

    fn add_place(&mut self, place: &Place, name: &str) {
        let flag = match place.kind {
            PlaceKind::Continent | PlaceKind::Country => COUNTRY,
            PlaceKind::State => STATE,
            PlaceKind::City if place.population >= BIG_CITY => CITY,
            PlaceKind::City => TOWN,
        };
        let words: Vec<u64> = name.split([' ', '-']).map(hash).collect();
        match *words.as_slice() {
            [word] => self.words.entry(word).or_default().flags |= flag,
            [first, ..] if words.len() <= MAX_WORDS => {
                self.words.entry(first).or_default().flags |= BEGINS_PLACE;
                *self.phrases.entry(phrase_hash(words)).or_default() |= flag;
            }
            _ => {}
        }
    }

    /// Tells whether a token may stand between the words of a name.
    pub(super) fn is_connective(&self, token: &str) -> bool {
        self.connectives.contains(&token)
    }

    /// The entry of a word, by its [`hash`]; an empty one for an unknown word.
    pub(super) fn word(&self, hash: u64) -> Entry {
        self.words.get(&hash).copied().unwrap_or_default()
    }

    /// The longest place's name that begins these words: its length, and the kinds of place that
    /// bear it.
    pub(super) fn place(&self, words: impl Iterator<Item = u64> + Clone) -> Option<(usize, u8)> {
        let lengths = (2..=MAX_WORDS).rev();
        lengths.into_iter().find_map(|length| {
            let flags = self.phrases.get(&phrase_hash(words.clone().take(length)))?;
            Some((length, *flags))
        })
    }
}
