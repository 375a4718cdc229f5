//! What ends a sentence, and what only looks like it.

/// What ends a sentence, and what only looks like it.
pub struct SentenceWords {}
