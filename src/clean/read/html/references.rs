//! The text of a page: its character references and its white space.

use crate::{clean::read::Fragment, text::Span};
use html5gum::{Token, Tokenizer};

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

/// The length of the character reference that `text` starts with: "&", a name, ";".
pub(crate) fn reference_length(text: &str) -> usize {
    let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '&' | '#');
    let end = text.char_indices().skip(1).find(|&(_, c)| c == '&' || !name(c));
    end.map_or(text.len(), |(at, c)| at + usize::from(c == ';'))
}

/// A text of a page without its tags and with its character references decoded.
pub(crate) fn decode_all(text: &str) -> String {
    if text.contains(['&', '<']) { decode(text) } else { text.to_owned() }
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
