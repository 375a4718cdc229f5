//! The text of a page: its character references and its white space.

use crate::{clean::read::Fragment, text::Span};
use html5gum::{Token, Tokenizer};

/// The most bytes of the name of a character that is written twice encoded.
const LONGEST_NAME: usize = 12;

/// Takes the white space off both ends of a block.
pub(crate) fn trim_ends(fragments: &mut Vec<Fragment>, content: &str) {
    let blank = |fragment: &Fragment| {
        let text = fragment.decoded.as_deref();
        text.unwrap_or_else(|| fragment.raw.of(content)).trim().is_empty()
    };
    while fragments.pop_if(|last| blank(last)).is_some() {}
    let leading = fragments.iter().take_while(|first| blank(first)).count();
    fragments.drain(..leading);
    if let Some(first) = fragments.first_mut().filter(|first| first.decoded.is_none()) {
        first.raw = Span::new(first.raw.trimmed(content).start, first.raw.end);
    }
    if let Some(last) = fragments.last_mut().filter(|last| last.decoded.is_none()) {
        last.raw = Span::new(last.raw.start, last.raw.trimmed(content).end);
    }
}

/// A part of the content in pieces: each character reference is one, decoded.
pub(crate) fn pieces(content: &str, raw: Span) -> Vec<Fragment> {
    let mut pieces = Vec::new();
    let mut rest = raw;
    while let Some(at) = rest.of(content).find('&') {
        let (before, after) = rest.split(at);
        let (length, text) = reference(after.of(content));
        let (reference, after) = after.split(length);
        pieces.push(Fragment { raw: before, decoded: None });
        pieces.push(Fragment { raw: reference, decoded: Some(text) });
        rest = after;
    }
    pieces.push(Fragment { raw: rest, decoded: None });
    pieces.retain(|piece| !piece.raw.is_empty());
    pieces
}

/// The length of the character reference that `text` starts with, and what it stands for. One whose "&" was
/// written as a reference itself was encoded twice.
fn reference(text: &str) -> (usize, String) {
    let length = reference_length(text);
    let (written, rest) = text.split_at(length);
    let decoded = decode(written);
    if decoded == "&" && written.len() > 1 {
        let inner = rest.bytes().take(LONGEST_NAME).position(|byte| byte == b';');
        let inner = inner.map(|end| rest.split_at(end + 1).0);
        let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '#' | ';');
        if let Some(inner) = inner.filter(|inner| inner.chars().all(named)) {
            let twice = decode(&format!("&{inner}"));
            if !twice.starts_with('&') || inner == "amp;" {
                return (length + inner.len(), twice);
            }
        }
    }
    (length, decoded)
}

/// The length of the character reference that `text` starts with: "&", a name, ";".
fn reference_length(text: &str) -> usize {
    let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '&' | '#');
    let end = text.char_indices().skip(1).find(|&(_, c)| c == '&' || !name(c));
    end.map_or(text.len(), |(at, c)| at + usize::from(c == ';'))
}

/// A text of a page without its tags and with its character references decoded, even those encoded twice.
pub(crate) fn decode_all(text: &str) -> String {
    if !text.contains(['&', '<']) {
        return text.to_owned();
    }
    let once = if text.contains('<') { decode(text) } else { decoded(text) };
    if once.contains(';') && once.contains('&') { decoded(&once) } else { once }
}

fn decoded(text: &str) -> String {
    let pieces = pieces(text, Span::new(0, text.len())).into_iter();
    pieces.map(|piece| piece.decoded.unwrap_or_else(|| piece.raw.of(text).to_owned())).collect()
}

/// The text that a character reference stands for; itself where it is none.
pub(crate) fn decode(reference: &str) -> String {
    let mut text = String::new();
    for token in Tokenizer::new(reference) {
        let Ok(token) = token;
        if let Token::String(value) = token {
            text.push_str(&String::from_utf8_lossy(&value));
        }
    }
    text
}
