//! Hashes of words, by which texts are compared.

use crate::text::word::hash;

/// The hash of the words so far and one more.
pub(super) const fn add_word(hash: u64, word: u64) -> u64 {
    hash.rotate_left(9) ^ word
}

/// A hash of the words of a text, without regard to case, space and signs; 0 for no words.
pub(crate) fn fingerprint(text: &str) -> u64 {
    words(text).map(hash).fold(0, add_word)
}

/// The hashes of three words in a row.
pub(super) fn trigrams(text: &str) -> impl Iterator<Item = u64> {
    let mut last = [0u64; 2];
    let hashes = words(text).map(hash).map(move |word| {
        let three = last[0].rotate_left(20) ^ last[1].rotate_left(10) ^ word;
        last = [last[1], word];
        three
    });
    hashes.skip(2)
}

/// True if one text begins with all words of the other, which are no fewer than `least`.
pub(crate) fn begin_alike(one: &str, other: &str, least: usize) -> bool {
    let (mut one, mut other) = (words(one).map(hash), words(other).map(hash));
    let mut alike = 0;
    loop {
        match (one.next(), other.next()) {
            (Some(one), Some(other)) if one == other => alike += 1,
            (Some(_), Some(_)) => return false,
            (None, _) | (_, None) => return alike >= least,
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}
