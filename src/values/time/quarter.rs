//! Quarters and halves of years: "2017 Q1", "the first quarter of 2017", "the second half of 2017".

use super::{
    calendar::{Anchoring, Period},
    parser::TimeParser,
};
use crate::{
    language::values::TimeUnit,
    values::{cursor::Parsed, number},
};
use jiff::civil::Date;

/// Months of a year: how many lie before them, and how many they are.
type Months = (i16, i64);

impl TimeParser<'_> {
    /// A quarter or half of a year.
    pub(super) fn quarter(&self, at: usize) -> Parsed<Period> {
        let cursor = self.cursor;
        if let Some((year, end)) = self.year(at)
            && let Some((months, end)) = self.lettered_quarter(cursor.skip_dash(end))
        {
            return Some((months_of(year, months, Anchoring::Absolute)?, end));
        }
        let (months, end) = self.lettered_quarter(at).or_else(|| self.named_quarter(at))?;
        let of = self.skip_of(end);
        if let Some((year, end)) = self.year(cursor.skip_dash(of)) {
            return Some((months_of(year, months, Anchoring::Absolute)?, end));
        }
        let (year, end) = self.relative_year(of)?;
        Some((months_of(year, months, Anchoring::Relative)?, end))
    }

    /// "Q1"
    fn lettered_quarter(&self, at: usize) -> Parsed<Months> {
        let number = self.cursor.whole(at + 1, 1).filter(|number| (1..=4).contains(number))?;
        let letter = self.cursor.is(at, self.words().years.quarter_letter);
        letter.then_some(((3 * (number - 1), 3), at + 2))
    }

    /// "the first quarter", "the second half".
    fn named_quarter(&self, at: usize) -> Parsed<Months> {
        let cursor = self.cursor;
        let (nth, end) = number::ordinal(cursor, cursor.skip(at, self.words().the))?;
        let nth = i16::try_from(nth).ok()?;
        let lexeme = cursor.lexeme(end);
        let months = match (lexeme.unit, lexeme.denominator) {
            _ if lexeme.plural => return None,
            (Some(TimeUnit::Quarter), _) if nth <= 4 => (3 * (nth - 1), 3),
            (None, Some(2)) if nth <= 2 => (6 * (nth - 1), 6),
            _ => return None,
        };
        Some((months, end + 1))
    }
}

fn months_of(year: i16, (before, count): Months, anchoring: Anchoring) -> Option<Period> {
    let first = Date::new(year, i8::try_from(before + 1).ok()?, 1).ok()?;
    Period::stretch(first, TimeUnit::Month, count, anchoring)
}
