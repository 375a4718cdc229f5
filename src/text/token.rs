//! tokens.

use super::{Sentence, Span, tokens};
use std::ops::Range;

/// The tokens of a document.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    /// Where they are, in the clean text.
    pub spans: Vec<Span>,
    /// Which of them each sentence holds.
    pub sentences: Vec<Range<usize>>,
}

/// Bytes of text to a token, with the space before it; most texts have more.
const SHORT_TOKEN: usize = 4;

impl Tokens {
    /// Those of these sentences.
    pub fn new(text: &str, sentences: &[Sentence]) -> Self {
        let mut all = Self::default();
        all.spans.reserve(text.len() / SHORT_TOKEN);
        all.sentences.reserve(sentences.len());
        for sentence in sentences {
            let start = all.spans.len();
            all.spans.extend(tokens(text, sentence.span));
            all.sentences.push(start..all.spans.len());
        }
        all
    }

    /// Those that lie in a part of the text, or over its ends.
    pub(crate) fn range(&self, part: Span) -> Range<usize> {
        let start = self.spans.partition_point(|token| token.end <= part.start);
        start..self.spans.partition_point(|token| token.start < part.end)
    }
}
