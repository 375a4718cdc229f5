//! A token as the features see it.

use super::lexicon::{Entry, Lexicon};
use crate::text::word::{hash, lowercase, straight_quote};
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// A token with what its features are made of.
#[derive(Clone, Copy)]
pub(super) struct Word {
    /// The [hash] of its letters in lowercase.
    pub hash: u64,
    pub shape: u64,
    pub entry: Entry,
    pub case: Case,
    pub place: InPlaceName,
    /// The index of the run of capitals that it is in.
    pub run: Option<u32>,
}

/// The capitalization of a token. The weights were trained with these numbers.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Case {
    Lowercase = 0,
    Capital = 1,
    AllCapitals = 2,
    /// A capital, but not the first letter: "iPhone".
    Mixed = 3,
    /// No letter first.
    Other = 4,
    /// A web address.
    Address = 5,
}

/// The part that a token has in a place's name of several words.
#[derive(Clone, Copy, Default)]
pub(super) struct InPlaceName {
    /// 1 for the first word, 2 for the others; 0: in no such name.
    pub position: u8,
    /// The kinds of place that bear the name, as in [`Entry`].
    pub flags: u8,
}

impl Word {
    /// A token whose neighbours are not known yet.
    pub fn new(lexicon: &Lexicon, token: &str) -> Self {
        let hash = hash(token);
        Self {
            hash,
            shape: shape(token),
            entry: lexicon.word(hash),
            case: Case::of(token),
            place: InPlaceName::default(),
            run: None,
        }
    }

    /// Tells whether it has a capital letter.
    pub fn is_capital(&self) -> bool {
        matches!(self.case, Case::Capital | Case::AllCapitals | Case::Mixed)
    }
}

impl Case {
    fn of(token: &str) -> Self {
        let mut letters = token.chars();
        match letters.next() {
            Some(first) if first.is_uppercase() => {
                let capitals = letters.all(|c| !c.is_lowercase()) && token.chars().nth(1).is_some();
                if capitals { Self::AllCapitals } else { Self::Capital }
            }
            Some(_) if token.contains("://") || token.starts_with("www.") => Self::Address,
            Some(first) if first.is_alphabetic() => {
                if letters.any(char::is_uppercase) {
                    Self::Mixed
                } else {
                    Self::Lowercase
                }
            }
            _ => Self::Other,
        }
    }
}

/// The hashes of the first one, three and four letters and the last two, three and four.
pub(super) fn affixes(token: &str) -> [u64; 6] {
    let affix = |length: usize, end: bool| {
        let mut hasher = FxHasher::default();
        let mut add = |c: char| lowercase(c, |c| c.hash(&mut hasher));
        if end {
            token.chars().rev().take(length).for_each(&mut add);
        } else {
            token.chars().take(length).for_each(&mut add);
        }
        hasher.finish()
    };
    [
        affix(1, false),
        affix(3, false),
        affix(4, false),
        affix(2, true),
        affix(3, true),
        affix(4, true),
    ]
}

/// The hash of the pattern of capitals, small letters, digits and signs, of which more than two in
/// a row count as two: "McCain" is "XxXxx".
fn shape(token: &str) -> u64 {
    let mut hasher = FxHasher::default();
    let mut last = ' ';
    let mut repeated = 0;
    for c in token.chars() {
        let class = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'x',
            c if c.is_numeric() => '9',
            c => straight_quote(c),
        };
        repeated = if class == last { repeated + 1 } else { 0 };
        last = class;
        if repeated < 2 {
            class.hash(&mut hasher);
        }
    }
    hasher.finish()
}
