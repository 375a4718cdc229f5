//! Words that are next to never a part of a name.

use rustc_hash::FxHashSet;

/// Words that are no part of a name where they are written in lowercase, such as most verbs. They
/// need no look at their features, which is most of the time that a text takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrdinaryWords(FxHashSet<u32>);

impl OrdinaryWords {
    /// Tells whether a word is one of them, given its [hash](crate::text::word::hash).
    pub(super) fn contains(&self, hash: u64) -> bool {
        self.0.contains(&upper_half(hash))
    }

    /// The kept halves of their hashes, in ascending order.
    pub(super) fn kept(&self) -> Vec<u32> {
        let mut all: Vec<u32> = self.0.iter().copied().collect();
        all.sort_unstable();
        all
    }

    /// The words of these halves of hashes.
    pub(super) fn from_kept(kept: impl IntoIterator<Item = u32>) -> Self {
        Self(kept.into_iter().collect())
    }
}

impl FromIterator<u64> for OrdinaryWords {
    /// Of the [hashes](crate::text::word::hash) of the words.
    fn from_iter<T: IntoIterator<Item = u64>>(hashes: T) -> Self {
        Self(hashes.into_iter().map(upper_half).collect())
    }
}

const fn upper_half(hash: u64) -> u32 {
    (hash >> 32) as u32
}
