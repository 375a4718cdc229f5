//! A text in its smallest parts.

use super::{Sentence, SentenceSplitter, Span, Tokens};

/// The sentences of a text and their tokens.
#[derive(Clone, Debug, Default)]
pub struct Segmentation {
    /// The sentences, in text order.
    pub sentences: Vec<Sentence>,
    /// The tokens of the sentences.
    pub tokens: Tokens,
}

impl Segmentation {
    /// Of a text without a sentence.
    pub const fn none() -> Self {
        Self { sentences: Vec::new(), tokens: Tokens::none() }
    }

    /// Splits the blocks of a text, given by their spans.
    pub fn new(
        text: &str,
        blocks: impl IntoIterator<Item = Span>,
        splitter: &SentenceSplitter,
    ) -> Self {
        let sentences = splitter.split(text, blocks);
        let tokens = Tokens::new(text, &sentences);
        Self { sentences, tokens }
    }
}
