//! The words around the ends of sentences.

use crate::text::{Abbreviation, SentenceSplitter};

/// The words around the ends of sentences.
pub struct SentenceWords {
    /// The abbreviations of each kind, with the sign at their end.
    pub abbreviations: &'static [(Abbreviation, &'static [&'static str])],
    /// Words that, with a capital behind an abbreviation, more often start a sentence than go on
    /// with one, such as "The".
    pub starters: &'static [&'static str],
}

impl SentenceWords {
    /// The splitter of texts in this language.
    pub fn splitter(&self) -> SentenceSplitter {
        SentenceSplitter::new(self.abbreviations, self.starters)
    }
}
