//! What tells an article from the furniture of its page.

use crate::language::CleaningWords;

pub(super) const WORDS: CleaningWords = CleaningWords {};
