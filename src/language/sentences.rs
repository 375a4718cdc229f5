//! The words around the ends of sentences.

use crate::text::SentenceSplitter;

/// The words around the ends of sentences.
pub struct SentenceWords {
    /// The language's name in the rules of the splitter.
    pub rules: &'static str,
}

impl SentenceWords {
    /// The splitter of texts in this language.
    pub const fn splitter(&self) -> SentenceSplitter {
        SentenceSplitter::new(self.rules)
    }
}
