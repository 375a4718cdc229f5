//! The words around names.

use crate::language::NameWords;

pub(super) const WORDS: NameWords = NameWords {};
