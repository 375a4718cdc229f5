//! Words that tell running text from furniture, by what they are about.

use crate::{
    language::{CleaningWords, WordGroup},
    text::word::hash,
};
use rustc_hash::FxHashMap;

/// The words that a language has for the groups.
pub(crate) struct Lexicon {
    /// By the hash of a word its groups: a bit for each.
    groups: FxHashMap<u64, u32>,
    past_ending: &'static str,
}

impl Lexicon {
    /// Prepares the words of a language.
    pub fn new(words: &CleaningWords) -> Self {
        let mut groups: FxHashMap<u64, u32> = FxHashMap::default();
        for (group, list) in words.lexicon {
            for word in list.split_whitespace() {
                *groups.entry(hash(word)).or_default() |= group.bit();
            }
        }
        Self { groups, past_ending: words.past_ending }
    }

    /// The groups of a word, given by its hash: a bit for each.
    pub fn groups(&self, word: u64) -> u32 {
        self.groups.get(&word).copied().unwrap_or_default()
    }

    /// True if a word is a function word.
    pub fn is_function_word(&self, word: &str) -> bool {
        self.groups(hash(word)) & WordGroup::Function.bit() != 0
    }

    /// True if a word ends as most verbs in the past do.
    pub fn ends_in_past(&self, word: &str) -> bool {
        word.ends_with(self.past_ending)
    }
}
