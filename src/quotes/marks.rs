//! Quotation marks, and the regions of text that they enclose.

use crate::{
    document::Block,
    text::{Span, punctuation::is_full_stop},
};

/// The text between an opening and a closing mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct QuotedRegion {
    /// Without the marks; one span for each block.
    pub content: Vec<Span>,
    /// With the marks, from the first to the last.
    pub outer: Span,
}

impl QuotedRegion {
    /// The last piece of its content.
    pub fn text<'text>(&self, text: &'text str) -> &'text str {
        self.content.last().map_or("", |span| span.of(text))
    }
}

/// The most blocks of a quotation: one that is not closed by then is a typing error.
const MAX_BLOCKS: usize = 8;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
    /// A straight mark with space, or none, on both sides.
    Either,
}

/// Finds the regions in quotation marks, in text order.
pub(super) fn find(text: &str, blocks: &[Block]) -> Vec<QuotedRegion> {
    let single = !blocks.iter().any(|block| block.span.of(text).contains(['"', '“', '”', '«']));
    let mut found = Regions::default();
    for block in blocks {
        found.read_block(text, block.span, single);
    }
    let mut regions = found.closed;
    for region in &mut regions {
        region.content.iter_mut().for_each(|span| *span = span.trimmed(text));
        region.content.retain(|span| !span.is_empty());
    }
    regions.retain(|region| !region.content.is_empty());
    regions
}

/// The regions up to a mark.
#[derive(Default)]
struct Regions {
    closed: Vec<QuotedRegion>,
    open: Option<QuotedRegion>,
}

impl Regions {
    fn read_block(&mut self, text: &str, block: Span, single: bool) {
        let mut cursor = block.start;
        for (mark, side) in marks(text, block, single) {
            // A paragraph inside a quotation opens with a mark again, and that does not close it.
            let repeated = mark.start == block.start && self.open.is_some() && side != Side::Closes;
            if !repeated {
                self.read_mark(text, cursor, (mark, side));
            }
            cursor = mark.end;
        }
        if let Some(region) = &mut self.open {
            region.content.push(Span::new(cursor, block.end));
            if region.content.len() > MAX_BLOCKS {
                self.open = None;
            }
        }
    }

    /// Opens or closes a region at a mark; `cursor` is where the text after the mark before it
    /// begins.
    fn read_mark(&mut self, text: &str, cursor: usize, (mark, side): (Span, Side)) {
        match &mut self.open {
            None if side == Side::Closes => {}
            Some(region) if side != Side::Opens || ends_early(text, cursor, mark) => {
                region.content.push(Span::new(cursor, mark.start));
                region.outer.end = mark.end;
                self.closed.extend(self.open.take());
            }
            // An opening mark inside what was opened: the first was never closed.
            None | Some(_) => {
                self.open = Some(QuotedRegion { content: Vec::new(), outer: mark });
            }
        }
    }
}

/// Tells whether a mark that looks as if it opened a quotation closes the one that began at
/// `start`, since a space was left before it by mistake (`"It is over, "said Brook`): it has a
/// comma before it, or a small letter after the end of a sentence.
fn ends_early(text: &str, start: usize, mark: Span) -> bool {
    let inside = text.get(start..mark.start).unwrap_or_default().trim_end();
    let after = text.get(mark.end..).unwrap_or_default();
    let sentence = inside.ends_with(is_full_stop) && after.starts_with(char::is_lowercase);
    mark.of(text) == "\"" && (inside.ends_with(',') || sentence)
}

/// The quotation marks of a block, and which side of a quotation they are on.
fn marks(text: &str, block: Span, single: bool) -> Vec<(Span, Side)> {
    let block_text = block.of(text);
    let mut found = Vec::new();
    let mut before = ' ';
    let mut characters = block_text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let after = characters.peek().map_or(' ', |&(_, next)| next);
        let spaced = |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–');
        let side = match c {
            '“' | '„' | '«' => Some(Side::Opens),
            '”' | '»' => Some(Side::Closes),
            '"' if spaced(before) == spaced(after) => Some(Side::Either),
            '"' if spaced(before) => Some(Side::Opens),
            '"' => Some(Side::Closes),
            '‘' if single && spaced(before) => Some(Side::Opens),
            // An apostrophe has a letter before it, what closes a quotation mostly a sign.
            '’' if single && (before == ',' || is_full_stop(before)) => Some(Side::Closes),
            _ => None,
        };
        if let Some(side) = side {
            let start = block.start + at;
            found.push((Span::new(start, start + c.len_utf8()), side));
        }
        before = c;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::BlockKind;

    fn quoted(text: &str) -> Vec<String> {
        let mut start = 0;
        let blocks: Vec<Block> = text
            .split_inclusive("\n")
            .map(|line| {
                let span = Span::new(start, start + line.trim_end().len());
                start += line.len();
                Block { kind: BlockKind::Body, span }
            })
            .collect();
        let regions = find(text, &blocks);
        let content =
            |region: &QuotedRegion| region.content.iter().map(|span| span.of(text)).collect();
        regions.iter().map(content).map(|pieces: Vec<&str>| pieces.join(" | ")).collect()
    }

    #[test]
    fn all_kinds_of_marks() {
        assert_eq!(quoted("“It is over,” she said. \"So it is.\""), ["It is over,", "So it is."]);
        assert_eq!(quoted("«Non», he said, and then \" no \" again."), ["Non", "no"]);
        assert_eq!(quoted("‘It is over,’ said the boys’ father."), ["It is over,"]);
        assert_eq!(
            quoted("\"It is over, \"she said. \"Is it? \"he said."),
            ["It is over,", "Is it?"]
        );
        assert_eq!(quoted("The boys’ father didn’t."), [""; 0]);
    }

    #[test]
    fn over_several_paragraphs() {
        let text = "“It is over.\n“Nobody won,” he said.\nThen \"they\nleft\" it.";
        assert_eq!(quoted(text), ["It is over. | Nobody won,", "they | left"]);
        assert_eq!(quoted("A lone “ mark.\nAnd “a word” after."), ["a word"]);
    }
}
