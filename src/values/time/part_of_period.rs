//! Units of longer periods: "the first week of May", "the last four months of 2021", "the 15th day
//! of next month", "the 19th century".

use super::{
    calendar::{Anchoring, Period, after, monday},
    parser::TimeParser,
    week::{week_of_month, week_of_year},
};
use crate::{
    language::values::TimeUnit,
    values::{cursor::Parsed, number},
};
use jiff::civil::Date;

/// Units of a longer period.
struct Units {
    unit: TimeUnit,
    /// The position of the first one, from 1; -1 for the last.
    nth: i64,
    count: i64,
    plural: bool,
}

impl TimeParser<'_> {
    /// One or more units of a longer period.
    pub(super) fn part_of_period(&self, at: usize) -> Parsed<Period> {
        let cursor = self.cursor;
        let words = self.words();
        let (units, end) = self.units(at)?;
        let of = cursor.skip(cursor.expect_word(end, words.of)?, words.the);
        let whole = self.step(of).and_then(|(step, next)| self.stepped(next, step));
        let (whole, end) = whole.or_else(|| self.date(of))?;
        let longer = matches!(whole.unit, TimeUnit::Month | TimeUnit::Year);
        if whole.unit <= units.unit || !longer {
            return None;
        }
        Some((self.units_of(&units, &whole)?, end))
    }

    /// "the first week", "the last four months".
    fn units(&self, at: usize) -> Parsed<Units> {
        let cursor = self.cursor;
        let start = cursor.skip(at, self.words().the);
        let (nth, next) = match cursor.expect_word(start, self.words().steps.last_part) {
            Some(next) => (-1, next),
            None => number::ordinal(cursor, start)?,
        };
        let (count, next) = number::below_hundred(cursor, next).unwrap_or((1, next));
        let lexeme = cursor.lexeme(next);
        Some((Units { unit: lexeme.unit?, nth, count, plural: lexeme.plural }, next + 1))
    }

    fn units_of(&self, units: &Units, whole: &Period) -> Option<Period> {
        let (start, end) = whole.days?;
        let anchoring = match whole.anchoring {
            Anchoring::Absolute => Anchoring::Absolute,
            Anchoring::Open | Anchoring::Relative | Anchoring::Instant => Anchoring::Relative,
        };
        let Units { unit, nth, count, plural } = *units;
        match (nth, plural) {
            (nth, false) if unit == TimeUnit::Week && whole.unit == TimeUnit::Year => {
                let last = Date::new(start.year(), 12, 28).ok()?.iso_week_date().week();
                let week = if nth < 0 { i64::from(last) } else { nth };
                Some(Period { anchoring, ..week_of_year(start.year(), week)? })
            }
            (nth, false) if unit == TimeUnit::Week => week_of_month(whole, (start, end), nth),
            (nth, false) if nth > 0 => self.nth_of(units, whole, start, anchoring),
            (-1, _) => {
                // Weeks end on Sundays.
                let until = if unit == TimeUnit::Week { monday(end)? } else { end };
                Period::stretch(after(until, unit, -count)?, unit, count, anchoring)
            }
            (1, true) => {
                let whole_week = after(start, TimeUnit::Day, 6).and_then(monday);
                let from = if unit == TimeUnit::Week { whole_week? } else { start };
                Period::stretch(from, unit, count, anchoring)
            }
            _ => None,
        }
    }

    /// A day or month of a longer period.
    fn nth_of(
        &self,
        units: &Units,
        whole: &Period,
        start: Date,
        anchoring: Anchoring,
    ) -> Option<Period> {
        let first = after(start, units.unit, units.nth - 1)?;
        let is_day = units.unit == TimeUnit::Day;
        match whole.open {
            Some((month, None)) if is_day => Some(self.open(month, i8::try_from(units.nth).ok())),
            _ if is_day => Period::day(first, anchoring),
            _ if units.unit == TimeUnit::Month => {
                Period::month(first.year(), first.month(), anchoring)
            }
            _ => None,
        }
    }
}
