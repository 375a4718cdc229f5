//! Text without meaning: spans, sentences, tokens, words as hashes, phrases, and the alignment of a
//! text with the one that it was made from.

pub mod alignment;
mod phrases;
pub mod punctuation;
mod segmentation;
mod sentence;
mod span;
mod token;
mod trie;
pub(crate) mod weights;
pub mod word;

pub use alignment::Alignment;
pub use phrases::{Occurrences, PhraseSet};
pub use segmentation::Segmentation;
pub use sentence::{Abbreviation, Sentence, SentenceSplitter};
pub use span::{Encoding, Offsets, Span, lines};
pub(crate) use token::pieces;
pub use token::{Tokens, tokens};
pub use trie::PhraseTrie;
