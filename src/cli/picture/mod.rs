//! A picture of an analysis for the terminal.
//!
//! Colours are written always; the stream that prints them leaves them out where the output is no
//! terminal or `NO_COLOR` is set.

mod article;
mod canvas;
mod entity_types;
mod tables;
mod tone;

use crate::{server::copydesk_v1::pb, text::Span};
use canvas::{DIM, Picture, shortened};

/// Wider lines are hard to read.
const MAX_WIDTH: usize = 100;

/// Draws the analysis of `content`; its offsets must be in bytes.
pub(super) fn draw(file: &str, content: &str, response: &pb::AnalyzeResponse) -> String {
    let Some(analysis) = &response.analysis else {
        return String::new();
    };
    let terminal = terminal_size::terminal_size().map_or(80, |(width, _)| width.0.into());
    let mut picture =
        Picture { text: String::new(), width: terminal.clamp(40, MAX_WIDTH), column: 0 };
    picture.heading(file);
    picture.article(analysis);
    picture.entities(analysis);
    picture.values(analysis);
    picture.quotes(analysis);
    picture.sentiment(analysis);
    picture.removed(content, analysis);
    picture.notes(analysis);
    picture.text
}

impl Picture {
    fn removed(&mut self, content: &str, analysis: &pb::Analysis) {
        let removed = analysis.cleaned.as_ref().map_or(&[][..], |cleaned| &cleaned.removed);
        // Tags are no text: their number says enough.
        let text = removed.iter().filter(|removed| removed.reason() != pb::RemovalReason::Markup);
        let text: Vec<_> = text.collect();
        if removed.is_empty() {
            return;
        }
        self.heading("Removed");
        for removed in &text {
            let reason = removed.reason().as_str_name().trim_start_matches("REMOVAL_REASON_");
            let label = format!("{} ({})", reason.to_lowercase().replace('_', " "), removed.rule);
            let raw = removed.raw.unwrap_or_default();
            let words = Span::new(raw.start as usize, raw.end as usize).of(content);
            let room = self.width.saturating_sub(45);
            self.line(&format!("{label:44} {DIM}{}{DIM:#}", shortened(words, room)));
        }
        if removed.len() > text.len() {
            self.line(&format!("{DIM}and {} pieces of markup{DIM:#}", removed.len() - text.len()));
        }
    }

    fn notes(&mut self, analysis: &pb::Analysis) {
        let warnings: Vec<_> = analysis.stages.iter().flat_map(|stage| &stage.warnings).collect();
        if !warnings.is_empty() {
            self.heading("Notes");
            warnings.into_iter().for_each(|warning| self.line(warning));
        }
    }
}
