//! Times: dates, times of the day, durations and sets, and stretches from one to another.

mod calendar;
mod clock;
mod context;
mod date;
mod daytime;
mod direction;
mod distance;
mod figures;
mod found;
mod holiday;
mod length;
mod moment;
mod moon;
mod open;
mod parser;
mod part_of_day;
mod part_of_period;
mod quarter;
mod range;
mod reference;
mod relative;
mod season;
mod set;
mod step;
mod third;
mod unit;
mod week;
mod weekday;
mod year;

use super::cursor::{Cursor, Parsed};
use crate::document::{Value, ValueKind};
pub(super) use context::Context;
use jiff::civil::DateTime;
use parser::TimeParser;

/// The time that is read where none is known; it is written nowhere.
const UNKNOWN: DateTime = DateTime::constant(2000, 1, 1, 0, 0, 0, 0);

/// The time that starts at a token, or both ends of a stretch.
pub(super) fn read(cursor: &Cursor, at: usize, context: &mut Context) -> Parsed<Vec<Value>> {
    let now = context.anchor.unwrap_or(UNKNOWN);
    let parser = TimeParser { cursor, now, start: at, context };
    let (found, end) = parser.times(at)?;
    let anchored = context.anchor.is_some();
    let values = found.into_iter().map(|time| {
        context.note(&time.found);
        let kind = ValueKind::Time(time.found.answered(anchored));
        Value { span: cursor.span(time.start, time.end), kind }
    });
    Some((values.collect(), end))
}
