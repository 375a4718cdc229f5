//! A text that is written in the content in another way: a string of JSON, markup in character references.
//!
//! It is read like any content; its blocks are then traced back to where they are in the content.

use super::{Fragment, RawBlock};
use crate::text::Span;

/// A text, and where in the content each piece of it is written.
#[derive(Default)]
pub(crate) struct Transcript {
    text: String,
    pieces: Vec<Piece>,
}

/// A piece of the text.
struct Piece {
    /// In the text.
    at: Span,
    /// In the content.
    raw: Span,
    /// True if both are the same.
    verbatim: bool,
}

impl Transcript {
    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Adds what stands in the content as it is.
    pub fn keep(&mut self, content: &str, raw: Span) {
        self.push(raw, raw.of(content), true);
    }

    /// Adds a text that the content writes in another way.
    pub fn put(&mut self, raw: Span, text: &str) {
        self.push(raw, text, false);
    }

    fn push(&mut self, raw: Span, text: &str, verbatim: bool) {
        if text.is_empty() {
            return;
        }
        let at = Span::new(self.text.len(), self.text.len() + text.len());
        self.text.push_str(text);
        self.pieces.push(Piece { at, raw, verbatim });
    }

    /// The blocks of the text as blocks of the content.
    pub fn traced(&self, mut blocks: Vec<RawBlock>) -> Vec<RawBlock> {
        for block in &mut blocks {
            let fragments = std::mem::take(&mut block.fragments);
            block.fragments =
                fragments.into_iter().flat_map(|fragment| self.trace(fragment)).collect();
        }
        blocks.retain(|block| !block.fragments.is_empty());
        blocks
    }

    fn trace(&self, fragment: Fragment) -> Vec<Fragment> {
        let first = self.pieces.partition_point(|piece| piece.at.end <= fragment.raw.start);
        if fragment.raw.is_empty() {
            // Put in by the reader, it is written nowhere.
            let piece = self.pieces.get(first);
            let at = piece.map(|piece| self.part(piece, fragment.raw).raw.start);
            return at
                .map(|at| Fragment { raw: Span::new(at, at), ..fragment })
                .into_iter()
                .collect();
        }
        let pieces = self.pieces[first..].iter();
        let pieces = pieces.take_while(|piece| piece.at.start < fragment.raw.end);
        let parts: Vec<_> = pieces.map(|piece| self.part(piece, fragment.raw)).collect();
        match (fragment.decoded, parts.as_slice()) {
            (Some(text), [first, .., last]) => {
                let raw = Span::new(first.raw.start, last.raw.end);
                vec![Fragment { raw, decoded: Some(text) }]
            }
            (Some(text), [only]) => vec![Fragment { raw: only.raw, decoded: Some(text) }],
            (_, _) => parts,
        }
    }

    /// The part of a piece under a span of the text. What was written in one cannot be cut: its raw text
    /// belongs to where it starts.
    fn part(&self, piece: &Piece, span: Span) -> Fragment {
        let cut = Span::new(span.start.max(piece.at.start), span.end.min(piece.at.end));
        if piece.verbatim {
            let start = piece.raw.start + (cut.start - piece.at.start);
            return Fragment { raw: Span::new(start, start + cut.len()), decoded: None };
        }
        let starts = cut.start == piece.at.start;
        let raw = if starts { piece.raw } else { Span::new(piece.raw.end, piece.raw.end) };
        Fragment { raw, decoded: Some(cut.of(&self.text).to_owned()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traces_a_text_to_where_it_is_written() {
        let content = r"one\ntwo &amp;lt; three";
        let mut transcript = Transcript::default();
        transcript.keep(content, Span::new(0, 3));
        transcript.put(Span::new(3, 5), "\n");
        transcript.keep(content, Span::new(5, 9));
        transcript.put(Span::new(9, 14), "&");
        transcript.keep(content, Span::new(14, content.len()));
        assert_eq!(transcript.text(), "one\ntwo &lt; three");
        let fragments = vec![
            Fragment { raw: Span::new(4, 8), decoded: None },
            Fragment { raw: Span::new(8, 12), decoded: Some("<".to_owned()) },
            Fragment { raw: Span::new(12, 18), decoded: None },
        ];
        let block = RawBlock { fragments, ..RawBlock::default() };
        let blocks = transcript.traced(vec![block]);
        let raw: Vec<_> = blocks[0].fragments.iter().map(|piece| piece.raw.of(content)).collect();
        assert_eq!(raw, ["two ", "&amp;lt;", " three"]);
    }
}
