//! Languages: the one that a text is in, and the words of those that stages read.
//!
//! A language is a value, [`Language`], that a stage is given. To add one, add a folder beside
//! [`english`] and register models for it in [`crate::engine::Registry`].

mod cleaning;
pub mod english;
mod gender;
mod identify;
mod names;
mod pattern;
mod quotes;
mod sentences;
mod tone;
pub mod values;

pub use cleaning::{
    AppealPatterns, BylineWords, CleaningWords, CuedPattern, FurnitureRule, NarrationPatterns,
    WordGroup,
};
pub use english::ENGLISH;
pub use gender::GenderWords;
pub use identify::{SAMPLE_BYTES, UNDETERMINED, identify, is_foreign, is_known, primary_subtag};
pub use names::{LinkWords, NameForms, NameLists, NameWords, PlaceWords, PluralEnding, RoleWords};
pub use pattern::{Alternative, Pattern, alternative};
pub use quotes::{QuoteWords, SpeechVerbs};
pub use sentences::SentenceWords;
pub use tone::ToneWords;
pub use values::ValueWords;

/// A language as the methods of stages know it: all the words that they look for.
pub struct Language {
    /// Its primary subtag in BCP-47.
    pub code: &'static str,
    /// The words around the ends of sentences.
    pub sentences: SentenceWords,
    /// The words that tell an article from the furniture of its page.
    pub cleaning: CleaningWords,
    /// The words around names.
    pub names: NameWords,
    /// The words that attribute quotations.
    pub quotes: QuoteWords,
    /// The words that tell the gender of a person.
    pub gender: GenderWords,
    /// The words of times, money, numbers and units.
    pub values: ValueWords,
    /// The words that turn a tone.
    pub tone: ToneWords,
}
