//! The forms in which words are handed over.

/// Words of which any may stand in a place.
pub type Words = &'static [&'static str];

/// Phrases of which any may stand in a place, each word by word; the first that fits is read.
pub type Phrases = &'static [Words];

/// A word that is counted, and what it means.
#[derive(Clone, Copy, Debug)]
pub struct Noun<T> {
    /// Its meaning.
    pub meaning: T,
    /// Its spellings in the singular.
    pub singular: Words,
    /// Its spellings in the plural.
    pub plural: Words,
}
