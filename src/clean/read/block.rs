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
}

/// A piece of text in the content.
#[derive(Clone, Debug)]
pub(crate) struct Fragment {
    /// Its place in the content.
    pub raw: Span,
    /// The text that it stands for, where that differs from the content: "&" for "&amp;".
    pub decoded: Option<String>,
}
