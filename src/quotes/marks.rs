//! Quotation marks, and the regions of text that they enclose.

use super::cues::Cues;
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
/// The number of words behind a single mark in which a verb of saying tells that it closes.
const CUE_WORDS: usize = 4;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
    /// A straight mark with space, or none, on both sides.
    Either,
}

/// A quotation mark: where it is, which side it is on, and whether it is a single one.
type Mark = (Span, Side, bool);

/// Finds the regions in quotation marks, in text order.
pub(super) fn find(text: &str, blocks: &[Block], cues: &Cues) -> Vec<QuotedRegion> {
    let single = !blocks.iter().any(|block| block.span.of(text).contains(['"', '“', '”', '«']));
    let mut found = Regions::default();
    for block in blocks {
        found.read_block(text, block.span, &marks(text, block.span, single, cues));
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
    /// What is open was opened by a single mark.
    single: bool,
}

impl Regions {
    fn read_block(&mut self, text: &str, block: Span, marks: &[Mark]) {
        let mut cursor = block.start;
        for &(mark, side, single) in marks {
            // Marks of the other kind are inside a quotation.
            if self.open.is_some() && single != self.single {
                continue;
            }
            self.single = single;
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

/// The quotation marks of a block; `single`: the document has no double ones.
fn marks(text: &str, block: Span, single: bool, cues: &Cues) -> Vec<Mark> {
    let block_text = block.of(text);
    let mut found: Vec<Mark> = Vec::new();
    let mut before = ' ';
    let mut closes = 0;
    let mut characters = block_text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let doubled = c == '\'' && characters.next_if(|&(_, next)| next == '\'').is_some();
        let after = characters.peek().map_or(' ', |&(_, next)| next);
        let spaced = |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–');
        let start = block.start + at;
        let length = if doubled { 2 * c.len_utf8() } else { c.len_utf8() };
        let mark = Span::new(start, start + length);
        let side = match c {
            '“' | '„' | '«' => Some(Side::Opens),
            '”' | '»' => Some(Side::Closes),
            '"' if spaced(before) == spaced(after) => Some(Side::Either),
            '"' if spaced(before) => Some(Side::Opens),
            '"' => Some(Side::Closes),
            '\'' if doubled && spaced(before) == spaced(after) => Some(Side::Either),
            '\'' if doubled && spaced(before) => Some(Side::Opens),
            '\'' if doubled => Some(Side::Closes),
            _ => None,
        };
        found.extend(side.map(|side| (mark, side, false)));
        if !doubled && matches!(c, '‘' | '\'') && at >= closes && spaced(before) {
            let rest = Span::new(start + length, block.end).of(text);
            if let Some(end) = single_end(rest, c, cues) {
                closes = at + length + end;
                found.push((mark, Side::Opens, true));
                let end = start + length + end;
                let length =
                    text.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                found.push((Span::new(end, end + length), Side::Closes, true));
            } else if single && c == '‘' {
                // It goes on in the next paragraph.
                found.push((mark, Side::Opens, true));
            }
        } else if !doubled
            && single
            && c == '’'
            && at > closes
            && (before == ',' || is_full_stop(before))
        {
            found.push((mark, Side::Closes, true));
        }
        before = c;
    }
    found.sort_by_key(|(mark, ..)| *mark);
    found
}

/// Where the single mark is that closes what a single mark before `rest` opens; `None`: it is an apostrophe
/// ("the riots of '85"), or not closed. What closes has a sign before or behind it, or a verb of saying
/// behind it; else it is the last that could.
fn single_end(rest: &str, opening: char, cues: &Cues) -> Option<usize> {
    let first = rest.chars().next()?;
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let elided = cues.words.elisions.iter().any(|one| one.eq_ignore_ascii_case(word));
    if !(first.is_alphabetic() || opening == '‘' || matches!(first, '“' | '"')) || elided {
        return None;
    }
    let closing = if opening == '‘' { '’' } else { '\'' };
    let mut weak = None;
    let mut before = ' ';
    for (at, c) in rest.char_indices() {
        let behind = rest.get(at + c.len_utf8()..).unwrap_or_default();
        let after = behind.chars().next().unwrap_or(' ');
        // Another opening mark: what was open is not closed.
        if c == opening && before.is_whitespace() && after.is_alphabetic() {
            break;
        }
        if c == closing && !before.is_whitespace() && !after.is_alphanumeric() {
            let signs = before == ','
                || before == '…'
                || is_full_stop(before)
                || matches!(before, '”' | '"');
            let closed = behind.trim().is_empty() || after.is_ascii_punctuation() || after == '—';
            let near = behind.split_whitespace().take(CUE_WORDS);
            let mut inside = near.take_while(|word| !word.contains(closing));
            let said = inside
                .any(|word| cues.is_saying(word.trim_matches(|c: char| !c.is_alphanumeric())));
            if signs || closed || said {
                return Some(at);
            }
            weak = Some(at);
        }
        before = c;
    }
    weak
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::BlockKind, language::ENGLISH};

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
        let regions = find(text, &blocks, &Cues::new(&ENGLISH));
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
        assert_eq!(quoted("''It is over,'' she said. ''So it is.''"), ["It is over,", "So it is."]);
    }

    #[test]
    fn single_marks_and_apostrophes() {
        assert_eq!(
            quoted("'We don't want the boys' money,' said Stone."),
            ["We don't want the boys' money,"]
        );
        assert_eq!(quoted("'We were left to drown', says skipper"), ["We were left to drown"]);
        assert_eq!(
            quoted("The boys' club burned in the riots of '85, or the miners' did."),
            [""; 0]
        );
        assert_eq!(quoted("It is rock 'n' roll, and 'twas the boys' own."), [""; 0]);
        assert_eq!(
            quoted("‘They called it “a small leak” and went home,’ she said. “So it is.”"),
            ["They called it “a small leak” and went home,", "So it is."]
        );
        assert_eq!(
            quoted("“He said, ‘I am home,’ and left,” she said."),
            ["He said, ‘I am home,’ and left,"]
        );
    }

    #[test]
    fn over_several_paragraphs() {
        let text = "“It is over.\n“Nobody won,” he said.\nThen \"they\nleft\" it.";
        assert_eq!(quoted(text), ["It is over. | Nobody won,", "they | left"]);
        assert_eq!(quoted("A lone “ mark.\nAnd “a word” after."), ["a word"]);
    }
}
