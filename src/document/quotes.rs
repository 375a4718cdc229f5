//! The quotations of a document.

use crate::text::Span;

/// A quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// The form in which the words are given.
    pub kind: QuoteKind,
    /// The words, without the quotation marks; several where "he said" or the end of a paragraph
    /// interrupts them.
    pub content: Vec<Span>,
    /// The index of the entity that says them.
    pub speaker: Option<usize>,
    /// The words that name the speaker in the attribution: "Blinken", "she", "the ministry".
    pub speaker_span: Option<Span>,
    /// The words that attribute: "said", "according to".
    pub cue: Option<Span>,
    /// The probability that content and speaker are right, 0 to 1.
    pub confidence: f32,
}

/// The form in which the words of a quotation are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteKind {
    /// In quotation marks.
    Direct,
    /// In the author's words.
    Indirect,
    /// One or two words in quotation marks, inside the author's sentence.
    Fragment,
}
