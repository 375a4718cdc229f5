//! The words of times, money, numbers and units.

use crate::language::ValueWords;

pub(super) const WORDS: ValueWords = ValueWords {};
