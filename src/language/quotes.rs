//! The words that attribute quotations.

/// The words that attribute quotations.
pub struct QuoteWords {}
