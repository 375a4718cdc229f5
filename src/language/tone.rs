//! The words that turn a tone.

/// The words that turn a tone.
pub struct ToneWords {}
