//! The words that attribute quotations.

use crate::language::QuoteWords;

pub(super) const WORDS: QuoteWords = QuoteWords {};
