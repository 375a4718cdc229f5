//! The words that turn a tone.

use crate::language::ToneWords;

pub(super) const WORDS: ToneWords = ToneWords {};
