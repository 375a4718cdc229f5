//! What tells an article from the furniture of its page.

/// What tells an article from the furniture of its page.
pub struct CleaningWords {}
