//! Sentences and tokens of the clean text.

use super::Span;
use crate::document::Block;
use sentencex::get_sentence_boundaries;

/// A sentence of the clean text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it is, without the white space around it.
    pub span: Span,
    /// The index of the block that it lies in.
    pub block: usize,
}

/// The splitter's time grows with the square of what it is given: longer blocks, which no article
/// has, are cut.
const MAX_SPLIT_BYTES: usize = 8 << 10;

/// Splits the blocks of a clean text into sentences; none crosses a block.
pub fn sentences(text: &str, blocks: &[Block]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let pieces = pieces(text, block.span);
        let spans = pieces.into_iter().flat_map(|piece| split(text, piece));
        sentences.extend(spans.map(|span| Sentence { span, block: index }));
    }
    sentences
}

/// The block, in pieces that end at a sentence's end if there is one, or between words.
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

/// The sentences of a piece of text, without the white space around them.
fn split(text: &str, piece: Span) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut inside_word = false;
    for boundary in get_sentence_boundaries("en", piece.of(text)) {
        let found = Span::new(boundary.start_byte, boundary.end_byte).shifted(piece.start);
        let span = found.trimmed(text);
        match spans.last_mut() {
            // The splitter knows "U.S.", but not "China-U.S.".
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

/// Splits `sentence` into words, numbers and single signs.
///
/// Hyphens and slashes separate ("U.S.-led" is three tokens), a possessive 's is a token of its
/// own, abbreviations of single letters keep their dots ("U.S."), and a web address is one token.
pub fn tokens(text: &str, sentence: Span) -> impl Iterator<Item = Span> {
    let mut rest = sentence;
    std::iter::from_fn(move || {
        loop {
            let first = rest.of(text).chars().next()?;
            let length = match first {
                c if c.is_whitespace() => {
                    rest.start += c.len_utf8();
                    continue;
                }
                'h' | 'w' if let Some(length) = address_length(rest.of(text)) => length,
                c if c.is_alphanumeric() => word_length(rest.of(text)),
                '\'' | '’' => possessive_length(rest.of(text)).unwrap_or(first.len_utf8()),
                c => c.len_utf8(),
            };
            let token = Span::new(rest.start, rest.start + length);
            rest.start = token.end;
            return Some(token);
        }
    })
}

/// The length of the word or number at the start of `text`.
fn word_length(text: &str) -> usize {
    let plain = plain_word_length(text);
    if plain > 0 {
        return plain;
    }
    if let Some(length) = abbreviation_length(text) {
        return length;
    }
    let mut length = 0;
    let mut characters = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = characters.next() {
        let next = characters.peek().map_or(' ', |&(_, next)| next);
        let inside = match c {
            '\'' | '’' => {
                next.is_alphabetic() && text.get(at..).and_then(possessive_length).is_none()
            }
            '.' | ',' => before.is_ascii_digit() && next.is_ascii_digit(),
            '&' => before.is_uppercase() && next.is_uppercase(),
            _ => c.is_alphanumeric() || is_mark(c),
        };
        if !inside {
            break;
        }
        length = at + c.len_utf8();
        before = c;
    }
    length
}

/// The length of the word at the start of `text` if it needs no closer look, as most do not: ASCII
/// letters up to a space or a sign that ends every word.
fn plain_word_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let length = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let ends = match bytes.get(length) {
        Some(b' ' | b'\n' | b'-' | b'/' | b';' | b':' | b'!' | b'?' | b'(' | b')' | b'"')
        | None => true,
        // One letter and a dot may be an abbreviation.
        Some(b'.' | b',') => length > 1,
        Some(_) => false,
    };
    if ends { length } else { 0 }
}

/// The length of a web address at the start of `text`.
fn address_length(text: &str) -> Option<usize> {
    let begins = ["http://", "https://", "www."].into_iter().any(|start| text.starts_with(start));
    let end = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '”' | '(' | ')');
    let address = text.split(end).next().filter(|_| begins)?;
    // What ends a sentence does not belong to the address that ends it.
    Some(address.trim_end_matches(['.', ',', ';', ':', '!', '?', '’', '\'']).len())
}

/// The length of an abbreviation such as "U.S." or "J." at the start of `text`.
fn abbreviation_length(text: &str) -> Option<usize> {
    let mut characters = text.chars();
    let mut length = 0;
    loop {
        let mut ahead = characters.clone();
        match (ahead.next(), ahead.next()) {
            (Some(letter), Some('.')) if letter.is_alphabetic() => {
                length += letter.len_utf8() + 1;
                characters = ahead;
            }
            (Some(next), _) if next.is_alphanumeric() => return None,
            _ => return (length > 0).then_some(length),
        }
    }
}

/// The length of a possessive ending at the start of `text`.
fn possessive_length(text: &str) -> Option<usize> {
    let mut characters = text.chars();
    let apostrophe = characters.next()?;
    let s = characters.next().filter(|c| matches!(c, 's' | 'S'))?;
    let ends = !characters.next().is_some_and(char::is_alphanumeric);
    ends.then_some(apostrophe.len_utf8() + s.len_utf8())
}

/// Marks that belong to the letter before them (scripts whose marks do not compose).
fn is_mark(c: char) -> bool {
    !c.is_ascii()
        && (unicode_normalization::char::is_combining_mark(c)
            || matches!(c, '\u{200c}' | '\u{200d}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::BlockKind;

    fn split(text: &str) -> Vec<&str> {
        tokens(text, Span::new(0, text.len())).map(|span| span.of(text)).collect()
    }

    #[test]
    fn splits_words_from_signs() {
        let cases: [(&str, &[&str]); 8] = [
            ("U.S.-led talks.", &["U.S.", "-", "led", "talks", "."]),
            ("China’s aid", &["China", "’s", "aid"]),
            ("O'Brien didn't.", &["O'Brien", "didn't", "."]),
            ("$8.5 billion", &["$", "8.5", "billion"]),
            ("AT&T in D.C., 1,000", &["AT&T", "in", "D.C.", ",", "1,000"]),
            ("(J. Smith)", &["(", "J.", "Smith", ")"]),
            ("the students' end.", &["the", "students", "'", "end", "."]),
            ("Zoë😀", &["Zoë", "😀"]),
        ];
        for (text, expected) in cases {
            assert_eq!(split(text), expected, "{text}");
        }
    }

    #[test]
    fn sentences_stay_inside_their_block() {
        let text = "A headline\n\nMr. J. Smith of Acme Inc. spoke. The China-U.S. talks ended. He left at 5 p.m. on Jan. 5.";
        let blocks = [Span::new(0, 10), Span::new(12, text.len())]
            .map(|span| Block { kind: BlockKind::Body, span });
        let found = sentences(text, &blocks);
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
