//! Text without meaning: where things are in it, its sentences, its tokens, and how it was made.

pub mod alignment;
pub mod punctuation;
pub(crate) mod segment;
mod span;
mod token;
mod trie;
pub(crate) mod weights;
pub mod word;

pub use alignment::Alignment;
pub use segment::{Sentence, sentences, tokens};
pub use span::{Encoding, Offsets, Span};
pub use token::Tokens;
pub use trie::PhraseTrie;
