//! Reads plain text: a block is a line, or a paragraph whose lines were broken to a width.

use super::{Fragment, RawBlock, html::pieces, wrapped};
use crate::text::{Span, alignment::is_blank, punctuation::ends_sentence};

/// The characters that end a line (Unicode Standard, section 5.8).
const LINE_ENDS: [char; 7] = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

/// Splits `content` into blocks.
pub(crate) fn blocks(content: &str) -> Vec<RawBlock> {
    let paragraphs = paragraphs(content);
    if let Some(blocks) = wrapped::blocks(content, &paragraphs) {
        return blocks;
    }
    let mut blocks = Vec::new();
    for paragraph in paragraphs {
        let first = blocks.len();
        if is_wrapped(content, &paragraph) {
            let start = paragraph[0].start;
            let end = paragraph[paragraph.len() - 1].end;
            blocks.push(block(content, Span::new(start, end)));
        } else {
            blocks.extend(paragraph.into_iter().map(|line| block(content, line)));
        }
        blocks[first].after_blank = true;
    }
    blocks
}

fn block(content: &str, raw: Span) -> RawBlock {
    let fragments = if raw.of(content).contains('&') {
        pieces(content, raw)
    } else {
        vec![Fragment { raw, decoded: None }]
    };
    RawBlock::of(content, fragments)
}

/// The lines that hold text, in groups that a blank line separates.
fn paragraphs(content: &str) -> Vec<Vec<Span>> {
    let mut paragraphs: Vec<Vec<Span>> = Vec::new();
    let mut start = 0;
    let mut after_blank = true;
    for piece in content.split_inclusive(LINE_ENDS) {
        let line = Span::new(start, start + piece.len()).trimmed(content);
        start += piece.len();
        if is_blank(line.of(content)) {
            // The second half of CR LF is no blank line.
            let whole = content.get(..start).unwrap_or_default();
            after_blank |= piece != "\n" || !whole.ends_with("\r\n");
            continue;
        }
        match paragraphs.last_mut() {
            Some(last) if !after_blank => last.push(line),
            _ => paragraphs.push(vec![line]),
        }
        after_blank = false;
    }
    paragraphs
}

/// True if the lines are one paragraph broken to a width: all but the last are about as long as a
/// terminal or a mail is wide, and sentences run on from line to line.
fn is_wrapped(content: &str, lines: &[Span]) -> bool {
    let Some((_, full)) = lines.split_last() else {
        return false;
    };
    let runs_on = |pair: &[Span]| {
        let line = pair[0].of(content);
        let ends = ends_sentence(line) || line.ends_with([':', '”', '"']);
        let starts_low = pair[1].of(content).starts_with(char::is_lowercase);
        !ends && starts_low
    };
    !full.is_empty()
        && full.iter().all(|line| (45..=100).contains(&line.len()))
        && lines.windows(2).any(runs_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(content: &str) -> Vec<String> {
        blocks(content).into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn a_line_is_a_block_however_it_ends() {
        assert_eq!(texts("one\r\ntwo\rthree\n\n\n four \u{2028}"), ["one", "two", "three", "four"]);
    }

    #[test]
    fn crlf_is_one_line_end() {
        assert_eq!(paragraphs("one\r\ntwo\r\n\r\nthree").len(), 2);
    }

    #[test]
    fn joins_lines_broken_to_a_width() {
        let content = "The council voted on Monday night to close the old bridge to\n\
                       lorries, after engineers found cracks in two of its pillars and\n\
                       warned of worse.";
        assert_eq!(texts(content), [content]);
    }
}
