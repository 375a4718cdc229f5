//! The words around the ends of sentences.

use crate::language::SentenceWords;

pub(super) const WORDS: SentenceWords = SentenceWords { rules: "en" };
