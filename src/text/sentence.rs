//! The sentences of a text.

use super::Span;
use sentencex::get_sentence_boundaries;

/// A sentence of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its span, without the white space around it.
    pub span: Span,
    /// The index of the block that it lies in.
    pub block: usize,
}

/// Splits blocks of text into sentences.
#[derive(Clone, Copy, Debug)]
pub struct SentenceSplitter {
    language: &'static str,
}

/// The time of the library grows with the square of what it is given: longer blocks, which no
/// article has, are cut.
const MAX_SPLIT_BYTES: usize = 8 << 10;

impl SentenceSplitter {
    /// A splitter for a language, given by its primary subtag in BCP-47.
    pub const fn new(language: &'static str) -> Self {
        Self { language }
    }

    /// The sentences of the blocks of a text, in text order; none crosses a block.
    pub fn split(&self, text: &str, blocks: impl IntoIterator<Item = Span>) -> Vec<Sentence> {
        let mut sentences = Vec::new();
        for (index, block) in blocks.into_iter().enumerate() {
            let pieces = pieces(text, block);
            let spans = pieces.into_iter().flat_map(|piece| self.split_piece(text, piece));
            sentences.extend(spans.map(|span| Sentence { span, block: index }));
        }
        sentences
    }

    /// The sentences of a piece of text, without the white space around them.
    fn split_piece(&self, text: &str, piece: Span) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        let mut inside_word = false;
        for boundary in get_sentence_boundaries(self.language, piece.of(text)) {
            let found = Span::new(boundary.start_byte, boundary.end_byte).shifted(piece.start);
            let span = found.trimmed(text);
            match spans.last_mut() {
                // The library knows "U.S.", but not "China-U.S.".
                Some(last) if inside_word => last.end = span.end,
                _ if span.is_empty() => {}
                _ => spans.push(span),
            }
            let after = text.get(found.end..piece.end).unwrap_or_default();
            let runs_on = after.starts_with(|c: char| !c.is_whitespace());
            inside_word = runs_on && !span.is_empty() && span.end == found.end;
        }
        spans
    }
}

/// A block in pieces that end at a sentence's end if there is one, or between words.
fn pieces(text: &str, block: Span) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut rest = block;
    while rest.len() > MAX_SPLIT_BYTES {
        let most = text.floor_char_boundary(rest.start + MAX_SPLIT_BYTES) - rest.start;
        let head = rest.split(most).0.of(text);
        let end = head.rfind(". ").or_else(|| head.rfind(' ')).map_or(most, |at| at + 1);
        let (piece, after) = rest.split(end);
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_stay_inside_their_block() {
        let text = "A headline\n\nMr. J. Smith of Acme Inc. spoke. The China-U.S. talks ended. He left at 5 p.m. on Jan. 5.";
        let blocks = [Span::new(0, 10), Span::new(12, text.len())];
        let found = SentenceSplitter::new("en").split(text, blocks);
        let found: Vec<_> = found.iter().map(|s| (s.block, s.span.of(text))).collect();
        assert_eq!(
            found,
            [
                (0, "A headline"),
                (1, "Mr. J. Smith of Acme Inc. spoke."),
                (1, "The China-U.S. talks ended."),
                (1, "He left at 5 p.m. on Jan. 5."),
            ]
        );
    }
}
