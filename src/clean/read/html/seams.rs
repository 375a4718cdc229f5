//! Seams between elements that stand side by side in a line without a space, as the name of an author and
//! a date do that a style sheet sets apart.

use super::{hash::hash, start_tag::StartTag};

/// Watches for seams.
#[derive(Default)]
pub(super) struct Seams {
    /// The length of the text at which an element ended.
    ended: Option<usize>,
    /// The length of the text at which the next element started.
    started: Option<usize>,
}

impl Seams {
    /// Takes a start tag. Only elements that a style sheet tells apart, links and times are seen as parts
    /// of their own: what else there is in a line may stand inside a word.
    pub fn start(&mut self, start: &StartTag, length: usize) {
        let apart = start.signature != hash(&start.name) || start.name == b"a";
        let time = start.name == b"time";
        self.started = (time || apart && self.ended == Some(length)).then_some(length);
    }

    /// Takes an end tag.
    pub fn end(&mut self, name: &[u8], length: usize) {
        self.ended = Some(length);
        if name == b"time" {
            self.started = Some(length);
        }
    }

    /// True if a seam, and no space, stands between the text before and the one that comes next: a new
    /// word starts with a capital or a digit behind a small letter, and after a year there are no more
    /// digits. The first letter of a paragraph, which is often an element of its own, is none.
    pub fn parts(&mut self, before: &str, next: &[u8]) -> bool {
        let seam = self.started.take() == Some(before.len());
        self.ended = None;
        let next = std::str::from_utf8(next).ok().and_then(|next| next.chars().next());
        let (Some(last), Some(next)) = (before.chars().next_back(), next) else {
            return false;
        };
        let ends =
            last.is_lowercase() || last.is_ascii_digit() || matches!(last, '.' | ')' | '!' | '?');
        let year = || {
            let word = before.rsplit(' ').next().unwrap_or_default();
            word.len() == 4 && word.len() < before.len() && word.bytes().all(|b| b.is_ascii_digit())
        };
        let starts =
            next.is_uppercase() || next.is_ascii_digit() && (last.is_lowercase() || year());
        seam && ends && starts
    }
}
