//! The clean text and, for each piece of it, the raw text that it stands for.
//!
//! Runs and removals together tile the raw text: every raw byte lies in exactly one of them. That
//! is what lets a span of the clean text be shown in the page that it was scraped from.

use super::Span;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;

/// A piece of the clean text and its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// In the clean text; empty where the raw text left nothing behind.
    pub clean: Span,
    /// In the raw text.
    pub raw: Span,
    /// True if both texts are the same.
    pub verbatim: bool,
}

/// The runs of a clean text, in order, without gaps in the clean text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment(Vec<Run>);

impl Alignment {
    /// The alignment of a text that was taken as it is.
    pub fn identity(length: usize) -> Self {
        let whole = Span::new(0, length);
        Self(vec![Run { clean: whole, raw: whole, verbatim: true }])
    }

    /// The runs, in order.
    pub fn runs(&self) -> &[Run] {
        &self.0
    }

    /// The raw text under a span of the clean text: several spans where something was removed
    /// inside it. A transformed run counts whole.
    pub fn raw(&self, clean: Span) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        let first = self.0.partition_point(|run| run.clean.end <= clean.start);
        for run in &self.0[first..] {
            if run.clean.start >= clean.end {
                break;
            }
            let raw = if run.verbatim {
                let start = clean.start.max(run.clean.start) - run.clean.start;
                let end = clean.end.min(run.clean.end) - run.clean.start;
                Span::new(run.raw.start + start, run.raw.start + end)
            } else {
                run.raw
            };
            match spans.last_mut() {
                // Text that the writer put in comes from nowhere.
                _ if raw.is_empty() => {}
                Some(last) if last.end == raw.start => last.end = raw.end,
                _ => spans.push(raw),
            }
        }
        spans
    }
}

/// Writes a clean text piece by piece, in the order of the raw text, and keeps the alignment.
pub struct Writer<'raw> {
    raw: &'raw str,
    text: String,
    runs: Vec<Run>,
}

impl<'raw> Writer<'raw> {
    /// A writer of a text that is empty so far.
    pub fn new(raw: &'raw str) -> Self {
        Self { raw, text: String::with_capacity(raw.len()), runs: Vec::new() }
    }

    /// The offset in the clean text where the next piece will start.
    pub fn position(&self) -> usize {
        self.text.len()
    }

    /// The clean text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Takes raw text over, normalised: NFC, every white space a single space, invisible and
    /// control characters gone. What needs no change stays verbatim.
    pub fn keep(&mut self, raw: Span) {
        let text = raw.of(self.raw);
        if is_plain(text) {
            return self.push(raw, text, true);
        }
        for (at, cluster) in text.grapheme_indices(true) {
            let raw = Span::new(raw.start + at, raw.start + at + cluster.len());
            self.decode(raw, cluster);
        }
    }

    /// Puts the normalised `text`, a single character or so, in the place of raw text.
    pub fn decode(&mut self, raw: Span, text: &str) {
        if text.chars().all(char::is_whitespace) {
            let folded = self.text.is_empty() || self.text.ends_with([' ', '\n']);
            return self.replace(raw, if folded { "" } else { " " });
        }
        let normal: String = text.chars().filter(|&c| !is_invisible(c)).nfc().collect();
        self.replace(raw, &normal);
    }

    /// Puts `text` in the place of raw text.
    pub fn replace(&mut self, raw: Span, text: &str) {
        self.push(raw, text, raw.of(self.raw) == text);
    }

    /// The whole text and its alignment.
    pub fn finish(self) -> (String, Alignment) {
        (self.text, Alignment(self.runs))
    }

    fn push(&mut self, raw: Span, text: &str, verbatim: bool) {
        if raw.is_empty() && text.is_empty() {
            return;
        }
        let clean = Span::new(self.text.len(), self.text.len() + text.len());
        self.text.push_str(text);
        match self.runs.last_mut() {
            Some(last) if verbatim && last.verbatim && last.raw.end == raw.start => {
                last.clean.end = clean.end;
                last.raw.end = raw.end;
            }
            // However much was dropped in a row, it is one run.
            Some(last) if text.is_empty() && last.clean.is_empty() && last.raw.end == raw.start => {
                last.raw.end = raw.end;
            }
            _ => self.runs.push(Run { clean, raw, verbatim }),
        }
    }
}

/// Tells whether normalisation would leave a text as it is.
fn is_plain(text: &str) -> bool {
    let mut after_space = true;
    for c in text.chars() {
        let space = c.is_whitespace();
        if (space && (c != ' ' || after_space)) || is_invisible(c) {
            return false;
        }
        after_space = space;
    }
    is_nfc_quick(text.chars()) == IsNormalized::Yes
}

/// Tells whether a reader would see nothing of a text.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

/// Tells whether a character carries no text. Joiners (U+200C, U+200D) and direction marks do, and
/// stay.
fn is_invisible(c: char) -> bool {
    c.is_control() && !c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(raw: &str) -> (String, Alignment) {
        let mut writer = Writer::new(raw);
        writer.keep(Span::new(0, raw.len()));
        writer.finish()
    }

    #[test]
    fn plain_text_is_one_verbatim_run() {
        let (text, alignment) = kept("Zoë said “yes” 😀");
        assert_eq!(text, "Zoë said “yes” 😀");
        assert_eq!(alignment, Alignment::identity(text.len()));
    }

    #[test]
    fn folds_and_composes_what_differs() {
        let (text, alignment) = kept("Zoe\u{308}\u{a0} \u{200b}Ltd\0");
        assert_eq!(text, "Zoë Ltd");
        let name = Span::new(0, "Zoë".len());
        assert_eq!(alignment.raw(name), [Span::new(0, 5)]);
    }

    #[test]
    fn raw_spans_split_where_something_is_missing() {
        let raw = "New <b>York</b>";
        let mut writer = Writer::new(raw);
        writer.keep(Span::new(0, 4));
        writer.keep(Span::new(7, 11));
        let (text, alignment) = writer.finish();
        assert_eq!(text, "New York");
        let spans = alignment.raw(Span::new(0, text.len()));
        assert_eq!(spans, [Span::new(0, 4), Span::new(7, 11)]);
    }
}
