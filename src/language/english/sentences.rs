//! What ends a sentence, and what only looks like it.

use crate::language::SentenceWords;

pub(super) const WORDS: SentenceWords = SentenceWords { rules: "en" };
