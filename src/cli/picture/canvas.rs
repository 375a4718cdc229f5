//! Lines of a picture, and what fits on one.

use anstyle::Style;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

pub(super) const BOLD: Style = Style::new().bold();
pub(super) const DIM: Style = Style::new().dimmed();
/// Longer names are cut.
pub(super) const LONGEST_NAME: usize = 40;

pub(super) struct Picture {
    pub(super) text: String,
    pub(super) width: usize,
    /// The column at which the line that is being written ends.
    pub(super) column: usize,
}

impl Picture {
    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    pub(super) fn heading(&mut self, title: &str) {
        let rule = "─".repeat(self.width.saturating_sub(title.width() + 4));
        self.line(&format!("\n{DIM}──{DIM:#} {BOLD}{title}{BOLD:#} {DIM}{rule}{DIM:#}\n"));
    }

    pub(super) fn styled(&mut self, style: Style, text: &str) {
        if !text.is_empty() {
            // Writing to a string does not fail.
            let _ = write!(self.text, "{style}{text}{style:#}");
        }
    }
}

/// The text on one line, cut to `room` columns. Control characters, which could steer the
/// terminal, are left out.
pub(super) fn shortened(text: &str, room: usize) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    let line: String = words.join(" ").chars().filter(|c| !c.is_control()).collect();
    if line.width() <= room {
        return line;
    }
    let mut cut = String::new();
    for c in line.chars() {
        if cut.width() + 2 > room {
            break;
        }
        cut.push(c);
    }
    cut + "…"
}
