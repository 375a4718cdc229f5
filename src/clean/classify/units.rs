//! Lists and tables, which stay or go as a whole: their items are too short to be told one by one.

use super::LIKELY;
use crate::clean::{line::Line, read::Tag};
use std::ops::Range;

/// A list of which more than this share is links is a menu or points to other articles.
const LINKED: f32 = 0.5;
/// The lines between which a list is enclosed are no farther away.
const NEAR: usize = 2;
/// Such a list belongs to the article only if it is likelier than this.
const LIKELY_LINKS: f32 = 0.8;
/// Between paragraphs of the article a list is taken for a part of it unless it is less likely than this.
const ENCLOSED: f32 = 0.25;

/// The probability of each line, where those of a list or a table have one together.
pub(super) fn probabilities(lines: &[Line], probabilities: &[f32]) -> Vec<f32> {
    let mut together = probabilities.to_vec();
    let mut at = 0;
    while at < lines.len() {
        let unit = unit(lines, at);
        if unit.len() > 1 {
            together[unit.clone()].fill(of_unit(lines, probabilities, &unit));
        }
        at = unit.end;
    }
    together
}

/// The lines from one on that are of the same list or table; that one alone where it is of none.
fn unit(lines: &[Line], from: usize) -> Range<usize> {
    let Some(holder) = holder(&lines[from]) else { return from..from + 1 };
    let same = lines[from..].iter().take_while(|&line| self::holder(line) == Some(holder));
    from..from + same.count()
}

/// The list or table that a line is of: the number of its element, 0 in plain text.
fn holder(line: &Line) -> Option<u32> {
    let hints = &line.block.hints;
    if hints.tag == Tag::Item {
        Some(hints.elements[1])
    } else if hints.tag == Tag::Cell {
        Some(hints.elements[2])
    } else {
        (hints.tag == Tag::None && is_bulleted(line.text())).then_some(0)
    }
}

/// True if a line of plain text is an item of a list.
pub(super) fn is_bulleted(text: &str) -> bool {
    let rest = text.trim_start_matches(['•', '*', '-', '–', '—', '·', '▪', '●', '◦']);
    rest.len() < text.len() && rest.starts_with([' ', '\t'])
}

/// True if a line is an item of a list, or the number of one stands at its beginning.
pub(super) fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = (1..=2).contains(&(text.len() - rest.len()));
    is_bulleted(text) || number && rest.starts_with(['.', ')']) && rest.contains(' ')
}

/// The probability of a list or table: the mean of its lines by their words. One between a heading or a
/// paragraph and another is likely to belong to the article, if it is no list of links.
fn of_unit(lines: &[Line], probabilities: &[f32], unit: &Range<usize>) -> f32 {
    let words = |at: usize| lines[at].words as f32;
    let all: f32 = unit.clone().map(words).sum();
    let mean = unit.clone().map(|at| probabilities[at] * words(at)).sum::<f32>() / all.max(1.0);
    let bytes = |line: &Line| line.text().len() as f32;
    let text: f32 = lines[unit.clone()].iter().map(bytes).sum();
    let linked: f32 = lines[unit.clone()].iter().map(|line| line.block.hints.linked as f32).sum();
    let is_links = linked > LINKED * text;
    let is_likely = |at: usize| probabilities[at] > LIKELY;
    let before = (unit.start.saturating_sub(NEAR)..unit.start)
        .any(|at| is_likely(at) || lines[at].block.hints.is_heading());
    let after = (unit.end..lines.len().min(unit.end + NEAR)).any(is_likely);
    let enclosed = before && after;
    match (is_links, enclosed) {
        (true, _) if mean < LIKELY_LINKS => mean.min(LIKELY),
        (false, true) if mean > ENCLOSED => mean.max(LIKELY + f32::EPSILON),
        _ => mean,
    }
}
