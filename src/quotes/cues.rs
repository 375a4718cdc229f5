//! The words that attribute quotations, ready to be looked up.

use crate::language::QuoteWords;
use rustc_hash::FxHashSet;

/// The words that attribute quotations in one language.
pub(super) struct Cues {
    /// The lists that are short enough to be searched as they are.
    pub words: &'static QuoteWords,
    saying: FxHashSet<&'static str>,
    reporting: FxHashSet<&'static str>,
}

impl Cues {
    /// The cues of these words.
    pub fn new(words: &'static QuoteWords) -> Self {
        let saying = words.saying.split_ascii_whitespace().collect();
        let reporting = words.reporting.split_ascii_whitespace().collect();
        Self { words, saying, reporting }
    }

    /// Tells whether a word is a form of a verb that stands beside quotations.
    pub fn is_saying(&self, word: &str) -> bool {
        self.saying.contains(word.to_lowercase().as_str())
    }

    /// Tells whether a word is a form of a verb that reports what is said without quotation marks.
    pub fn is_reporting(&self, word: &str) -> bool {
        self.reporting.contains(word.to_lowercase().as_str())
    }
}
