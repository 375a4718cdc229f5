//! Sentences that go on from one line to the next: where a page was turned into text with a line a
//! text node, links cut sentences.

use super::{lexicon::Lexicon, line::LineProfile};
use crate::clean::line::Line;

/// A line among the lines over which a sentence goes on.
#[derive(Clone, Copy, Default)]
pub(super) struct Continuation {
    /// The words of all these lines.
    pub words: f32,
    /// True if the last of them ends like a sentence.
    is_sentence: bool,
    /// The number of these lines.
    pub lines: usize,
    /// The number of them that come before this one.
    pub index: usize,
}

impl Continuation {
    /// The line's share in the words of all these lines, if they are prose: they read like a
    /// sentence, and no short one.
    pub fn prose(&self) -> f32 {
        if self.is_sentence && self.words >= 10.0 { self.words / self.lines as f32 } else { 0.0 }
    }
}

/// The continuation that each line is a part of; most are alone.
pub(super) fn continuations(
    lexicon: &Lexicon,
    lines: &[Line],
    profiles: &[LineProfile],
) -> Vec<Continuation> {
    let mut continuations = Vec::with_capacity(lines.len());
    while continuations.len() < lines.len() {
        let start = continuations.len();
        let rest = lines[start..].windows(2);
        let length = 1 + rest.take_while(|pair| goes_on(lexicon, &pair[0], &pair[1])).count();
        let whole = Continuation {
            words: profiles[start..start + length].iter().map(|line| line.words as f32).sum(),
            is_sentence: profiles[start + length - 1].is_sentence,
            lines: length,
            index: 0,
        };
        continuations.extend((0..length).map(|index| Continuation { index, ..whole }));
    }
    continuations
}

/// True if the sentence of a line goes on in the next one.
fn goes_on(lexicon: &Lexicon, line: &Line, next: &Line) -> bool {
    let (text, next) = (line.text(), next.text());
    if line.ends && !text.ends_with(',') {
        return false;
    }
    let open = [',', '(', '“', '‘', '"', '—', '–', '-', '$'];
    let last = text.rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
    next.starts_with(|c: char| c.is_lowercase())
        || next.starts_with([',', '.', ';', ')', '’', '\'', '”'])
        || text.ends_with(open)
        || lexicon.is_function_word(last)
}
