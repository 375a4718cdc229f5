//! Features: all that the model sees of a token, each a template and its values, hashed.
//!
//! [`context`] reads through a document once; [`token`] makes the features of each token of it.

mod context;
mod extractor;
mod template;
mod token;

pub use extractor::Extractor;
pub use template::Feature;
