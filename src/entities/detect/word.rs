//! A token as the features see it.

use super::lexicon::{Entry, Lexicon};
use crate::text::word::{hash, lowercase, straight_quote};
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// A token with what its features are made of.
#[derive(Clone, Copy)]
pub(crate) struct Word {
    pub lower: u64,
    pub shape: u64,
    pub entry: Entry,
    pub case: Case,
    /// Where it stands in a place's name of several words, and what kind of place that is.
    pub place: (u8, u8),
    /// The index of its run.
    pub run: Option<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Case {
    Small,
    Capital,
    Capitals,
    /// Not the first letter, but another: "iPhone".
    Mixed,
    /// No letter first.
    Other,
    /// A web address.
    Address,
}

impl Word {
    pub fn is_capital(&self) -> bool {
        matches!(self.case, Case::Capital | Case::Capitals | Case::Mixed)
    }

    /// Of a token whose neighbours are not known yet.
    pub fn new(lexicon: &Lexicon, token: &str) -> Self {
        let lower = hash(token);
        let mut letters = token.chars();
        let case = match letters.next() {
            Some(first) if first.is_uppercase() => {
                let capitals = letters.all(|c| !c.is_lowercase()) && token.chars().nth(1).is_some();
                if capitals { Case::Capitals } else { Case::Capital }
            }
            Some(_) if token.contains("://") || token.starts_with("www.") => Case::Address,
            Some(first) if first.is_alphabetic() => {
                if letters.any(char::is_uppercase) {
                    Case::Mixed
                } else {
                    Case::Small
                }
            }
            _ => Case::Other,
        };
        Self {
            lower,
            shape: shape(token),
            entry: lexicon.word(lower),
            case,
            place: (0, 0),
            run: None,
        }
    }
}

/// The hashes of the first one, three and four letters and the last two, three and four.
pub(crate) fn affixes(token: &str) -> [u64; 6] {
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

/// The pattern of capitals, small letters, digits and signs, runs folded: "McCain" is "XxXx".
fn shape(token: &str) -> u64 {
    let mut hasher = FxHasher::default();
    let mut last = ' ';
    let mut run = 0;
    for c in token.chars() {
        let class = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'x',
            c if c.is_numeric() => '9',
            c => straight_quote(c),
        };
        run = if class == last { run + 1 } else { 0 };
        last = class;
        // One letter is not as two or more are.
        if run < 2 {
            class.hash(&mut hasher);
        }
    }
    hasher.finish()
}
