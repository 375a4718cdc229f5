//! What ends a sentence, and what only looks like it.

use crate::text::SentenceSplitter;

/// What ends a sentence, and what only looks like it.
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
