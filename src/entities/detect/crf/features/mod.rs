//! What the model sees of a token: features, each a template and the values that fill it, as a hash.
//!
//! [`context`] reads through a document once; [`token`] makes the features of each token of it.

mod context;
mod extractor;
mod template;
mod token;

pub use extractor::Extractor;
pub use template::Feature;
