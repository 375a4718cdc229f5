//! The tokens of a text: its words, numbers and signs.

use super::{Sentence, Span};
use std::ops::Range;

/// The tokens of a document.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    /// Their spans in the text, in text order.
    pub spans: Vec<Span>,
    /// For each sentence the indices of its tokens.
    pub sentences: Vec<Range<usize>>,
}

/// Bytes of text to a token, with the space before it; most texts have more.
const SHORT_TOKEN: usize = 4;

impl Tokens {
    /// No tokens.
    pub const fn none() -> Self {
        Self { spans: Vec::new(), sentences: Vec::new() }
    }

    /// The tokens of the sentences of a text.
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

    /// The indices of the tokens that lie in a part of the text, or over its ends.
    pub(crate) fn range(&self, part: Span) -> Range<usize> {
        let start = self.spans.partition_point(|token| token.end <= part.start);
        start..self.spans.partition_point(|token| token.start < part.end)
    }
}

/// The pieces in which a sentence of these tokens is read that may be endless: each but the last has `most`
/// tokens. A sentence without a token is a piece.
pub(crate) fn pieces(sentence: &Range<usize>, most: usize) -> impl Iterator<Item = Range<usize>> {
    let Range { start, end } = *sentence;
    (start..end.max(start + 1)).step_by(most).map(move |at| at..end.min(at + most))
}

/// The words, numbers and single signs of a sentence.
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

    #[test]
    fn endless_sentences_have_pieces() {
        let of = |sentence: Range<usize>| pieces(&sentence, 3).collect::<Vec<_>>();
        assert_eq!(of(2..9), [2..5, 5..8, 8..9]);
        assert_eq!(of(2..6), [2..5, 5..6]);
        assert_eq!((of(2..5).len(), of(2..2).len()), (1, 1));
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
            let found: Vec<_> =
                tokens(text, Span::new(0, text.len())).map(|span| span.of(text)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
