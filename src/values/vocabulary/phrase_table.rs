//! Names of one or more words, looked up as a whole.

use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// The words behind the first one of a name, and the meaning of the name.
type Rest<T> = (Vec<&'static str>, T);

/// Names and their meanings, by their first word.
pub(in crate::values) struct PhraseTable<T>(FxHashMap<&'static str, Vec<Rest<T>>>);

impl<T> PhraseTable<T> {
    /// The table of names, with a space between each two words; of names that are the same the
    /// first one stands.
    pub(super) fn new(names: impl Iterator<Item = (&'static str, T)>) -> Self {
        let mut table: FxHashMap<_, Vec<Rest<T>>> = FxHashMap::default();
        for (name, meaning) in names {
            let mut words = name.split(' ');
            let first = words.next().unwrap_or_default();
            table.entry(first).or_default().push((words.collect(), meaning));
        }
        for rests in table.values_mut() {
            rests.sort_by_key(|(words, _)| Reverse(words.len()));
        }
        Self(table)
    }

    /// The words that may follow `first` and the meanings of the names, the longest first.
    pub fn get(&self, first: &str) -> &[Rest<T>] {
        self.0.get(first).map_or(&[], Vec::as_slice)
    }
}
