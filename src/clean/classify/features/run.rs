//! Lines that go on from one to the next: where a page was turned into text with a line a text
//! node, links cut sentences.

use super::Numbers;
use crate::{
    clean::classify::{
        Line,
        lexicon::{self, Lexicon},
    },
    text::word::hash,
};

/// A line's place in the run of lines that it belongs to.
#[derive(Clone, Copy, Default)]
pub(crate) struct Run {
    /// The words of all its lines.
    pub words: f32,
    /// Whether its last line ends like a sentence.
    pub sentence: bool,
    /// How many lines it has.
    pub lines: usize,
    /// How many of them come before this one.
    pub index: usize,
}

impl Run {
    /// The line's share in the words of a run that reads like a sentence, and is no short one.
    pub fn good(&self) -> f32 {
        if self.sentence && self.words >= 10.0 { self.words / self.lines as f32 } else { 0.0 }
    }
}

/// The run of each line.
pub(crate) fn runs(lexicon: &Lexicon, signs: &[Line], lines: &[Numbers]) -> Vec<Run> {
    let mut runs = Vec::with_capacity(lines.len());
    while runs.len() < lines.len() {
        let start = runs.len();
        let rest = signs[start..].windows(2);
        let length = 1 + rest.take_while(|pair| goes_on(lexicon, &pair[0], &pair[1])).count();
        let run = Run {
            words: lines[start..start + length].iter().map(|line| line.count as f32).sum(),
            sentence: lines[start + length - 1].sentence,
            lines: length,
            index: 0,
        };
        runs.extend((0..length).map(|index| Run { index, ..run }));
    }
    runs
}

/// Whether the sentence of a line goes on in the next one.
fn goes_on(lexicon: &Lexicon, line: &Line, next: &Line) -> bool {
    let (text, next) = (line.block.text.as_str(), next.block.text.as_str());
    if line.ends && !text.ends_with(',') {
        return false;
    }
    let open = [',', '(', '“', '‘', '"', '—', '–', '-', '$'];
    let last = text.rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
    next.starts_with(|c: char| c.is_lowercase())
        || next.starts_with([',', '.', ';', ')', '’', '\'', '”'])
        || text.ends_with(open)
        || lexicon.groups(hash(last)) & lexicon::STOP != 0
}
