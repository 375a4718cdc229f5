//! What is known of a document when its entities are linked.

use jiff::Timestamp;

/// A document whose entities are linked.
pub(crate) struct Setting<'a> {
    pub text: &'a str,
    /// The country that it is about.
    pub country: Option<&'a str>,
    /// When it was published, where that is known.
    pub published: Option<Timestamp>,
}
