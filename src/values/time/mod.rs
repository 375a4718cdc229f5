//! Times: dates, times of the day, durations and sets, and stretches from one to another.

mod calendar;
mod clock;
mod date;
mod daytime;
mod distance;
mod figures;
mod found;
mod holiday;
mod length;
mod moment;
mod open;
mod parser;
mod part_of_day;
mod part_of_period;
mod quarter;
mod range;
mod relative;
mod set;
mod step;
mod third;
mod unit;
mod week;
mod weekday;
mod year;

use super::cursor::{Cursor, Parsed};
use crate::document::Time;
use jiff::civil::DateTime;
use parser::TimeParser;

/// The time that is read where none is known; it is written nowhere.
const UNKNOWN: DateTime = DateTime::constant(2000, 1, 1, 0, 0, 0, 0);

/// The time that starts at a token.
pub(super) fn read(cursor: &Cursor, at: usize, anchor: Option<DateTime>) -> Parsed<Time> {
    let parser = TimeParser { cursor, now: anchor.unwrap_or(UNKNOWN), start: at };
    let (found, end) = parser.time(at)?;
    Some((found.written(anchor.is_some()), end))
}
