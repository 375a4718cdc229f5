//! Words as numbers that are the same for all spellings of a word in capitals and small letters.
//!
//! The features of `models/entities.bin` are made of these hashes, so a change to them takes a new
//! training of that model.

use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// Hashes a word character by character, without regard to case and to the kind of its quotation
/// marks.
#[derive(Clone, Default)]
pub struct WordHasher(FxHasher);

impl WordHasher {
    /// Adds the next character of the word.
    #[inline]
    pub fn push(&mut self, c: char) {
        lowercase(c, |c| straight_quote(c).hash(&mut self.0));
    }

    /// The hash of the characters so far.
    #[inline]
    pub fn finish(&self) -> u64 {
        self.0.finish()
    }
}

/// The hash of a word, without regard to case and to the kind of its quotation marks.
pub fn hash(word: &str) -> u64 {
    let mut hasher = WordHasher::default();
    word.chars().for_each(|c| hasher.push(c));
    hasher.finish()
}

/// The hash of several words in their order, given the [`hash`] of each.
pub fn phrase_hash(words: impl IntoIterator<Item = u64>) -> u64 {
    let mut hasher = FxHasher::default();
    words.into_iter().for_each(|word| word.hash(&mut hasher));
    hasher.finish()
}

/// Hands the small letter of a character to `then`, or its small letters: "İ" has two.
#[inline]
pub(crate) fn lowercase(c: char, mut then: impl FnMut(char)) {
    // Most characters are ASCII, which needs no look into the tables of Unicode.
    if c.is_ascii() {
        then(c.to_ascii_lowercase());
    } else {
        c.to_lowercase().for_each(then);
    }
}

/// One quotation mark for all that mean the same: which of them is written is the typesetter's
/// choice.
#[inline]
pub(crate) const fn straight_quote(c: char) -> char {
    match c {
        '’' | '‘' | '`' => '\'',
        '“' | '”' | '«' | '»' | '„' => '"',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_kind_of_quotation_mark_do_not_count() {
        assert_eq!(hash("Don’t"), hash("DON'T"));
        assert_eq!(hash("ÉTÉ"), hash("été"));
        assert_ne!(hash("ab"), hash("ba"));
    }

    #[test]
    fn hashes_are_those_that_the_models_were_trained_with() {
        assert_eq!(hash("said"), 0xc8d9_5b94_56f5_c700);
    }
}
