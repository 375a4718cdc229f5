//! The block model: what the readers of text and of HTML make of the content, before anything is
//! known about it.

use super::hints::Hints;
use crate::text::Span;

/// A block of the content: a line of text, or the text between two tags that break the line.
#[derive(Clone, Debug, Default)]
pub(crate) struct RawBlock {
    /// Its pieces in the content, in order; what lies between them is markup.
    pub fragments: Vec<Fragment>,
    /// Its text as a reader sees it.
    pub text: String,
    /// True if a blank line stands before it; never in HTML.
    pub after_blank: bool,
    /// The markup around it.
    pub hints: Hints,
}

impl RawBlock {
    /// A block of these pieces of `content`, without markup around it.
    pub fn of(content: &str, fragments: Vec<Fragment>) -> Self {
        let texts = fragments
            .iter()
            .map(|piece| piece.decoded.as_deref().unwrap_or_else(|| piece.raw.of(content)));
        Self { text: texts.collect(), fragments, ..Self::default() }
    }

    /// Its range in the content, from its first piece to its last.
    pub fn raw(&self) -> Span {
        let start = self.fragments.first().map_or(0, |first| first.raw.start);
        let end = self.fragments.last().map_or(start, |last| last.raw.end);
        Span::new(start, end)
    }

    /// Its text cut where elements begin and end; white space is one space.
    pub fn pieces(&self, content: &str) -> Vec<String> {
        let mut pieces: Vec<String> = Vec::new();
        let mut end = None;
        for fragment in &self.fragments {
            let text = fragment.decoded.as_deref().unwrap_or_else(|| fragment.raw.of(content));
            match pieces.last_mut() {
                Some(piece) if end == Some(fragment.raw.start) => piece.push_str(text),
                _ => pieces.push(text.to_owned()),
            }
            end = Some(fragment.raw.end);
        }
        pieces.iter().map(|piece| one_space(piece)).collect()
    }
}

/// A piece of text in the content.
#[derive(Clone, Debug)]
pub(crate) struct Fragment {
    /// Its place in the content.
    pub raw: Span,
    /// The text that it stands for, where that differs from the content: "&" for "&amp;".
    pub decoded: Option<String>,
}

/// A text with one space for all white space in a row, at its ends too.
fn one_space(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if !c.is_whitespace() => spaced.push(c),
            _ if spaced.ends_with(' ') => {}
            _ => spaced.push(' '),
        }
    }
    spaced
}
