//! The words that turn a tone.

/// The words that turn a tone.
pub struct ToneWords {
    /// Words that negate what follows, in small letters.
    pub negations: &'static [&'static str],
    /// Endings of words that negate what follows, in small letters, with a straight apostrophe.
    pub negative_endings: &'static [&'static str],
}
