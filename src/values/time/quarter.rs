//! Quarters and halves of years: "2017 Q1", "the first quarter of 2017", "the second half of 2017".

use super::{
    calendar::{Anchoring, Direction, Period, after},
    parser::TimeParser,
};
use crate::{
    language::values::TimeUnit,
    values::{cursor::Parsed, number},
};

/// A part of a year.
#[derive(Clone, Copy, Debug)]
enum PartOfYear {
    Quarter(i8),
    Half(i8),
}

impl PartOfYear {
    fn of(self, year: i16, anchoring: Anchoring) -> Option<Period> {
        match self {
            Self::Quarter(number) => Period::quarter(year, number, anchoring),
            Self::Half(number) => Period::half(year, number, anchoring),
        }
    }

    /// The TIMEX3 value where the year is open.
    fn written(self) -> String {
        match self {
            Self::Quarter(number) => format!("XXXX-Q{number}"),
            Self::Half(number) => format!("XXXX-H{number}"),
        }
    }
}

impl TimeParser<'_> {
    /// A quarter or half of a year.
    pub(super) fn quarter(&self, at: usize) -> Parsed<Period> {
        let cursor = self.cursor;
        if let Some((year, end)) = self.year(at)
            && let Some((part, end)) = self.lettered_part(cursor.skip_dash(end))
        {
            return Some((part.of(year, Anchoring::Absolute)?, end));
        }
        if let Some(found) = self.part_behind_year(at).or_else(|| self.quarter_by_months(at)) {
            return Some(found);
        }
        let (part, end) = self.lettered_part(at).or_else(|| self.named_part(at))?;
        let comma = cursor.skip_sign(end, &[',']);
        let of = self.skip_of(end);
        if let Some((year, end)) =
            self.year(cursor.skip_dash(of)).or_else(|| self.year(comma).filter(|_| comma > end))
        {
            return Some((part.of(year, Anchoring::Absolute)?, end));
        }
        if let Some((year, end)) = self.relative_year(cursor.skip(of, self.words().the)) {
            return Some((part.of(year, Anchoring::Relative)?, end));
        }
        if let Some((year, end)) = self.fiscal_year_behind(of) {
            return Some((part.of(year, Anchoring::Absolute)?, end));
        }
        // "the first half" is one of a match too.
        if matches!(part, PartOfYear::Half(_)) || self.is_sport(at) {
            return None;
        }
        let year = self.year_of_part(part)?;
        Some((part.of(year, Anchoring::Open)?.written_as(part.written()), end))
    }

    /// The year of a part of it, as news tell of it: the last that has begun, unless the words
    /// speak of the future.
    fn year_of_part(&self, part: PartOfYear) -> Option<i16> {
        let today = self.today();
        let this = part.of(today.year(), Anchoring::Open)?;
        let (start, end) = this.days?;
        // "will report third-quarter results" is of the one that has just ended.
        let reported = after(end, TimeUnit::Day, REPORTING_DAYS)?;
        match self.direction() {
            Direction::Ahead if reported <= today => today.year().checked_add(1),
            Direction::Behind | Direction::Unknown if start > today => today.year().checked_sub(1),
            Direction::Ahead | Direction::Behind | Direction::Unknown => Some(today.year()),
        }
    }

    /// "this year's third quarter", "the 1988 second quarter".
    pub(super) fn part_behind_year(&self, at: usize) -> Parsed<Period> {
        let cursor = self.cursor;
        let the = cursor.skip(at, self.words().the);
        if let Some((year, end)) = self.relative_year(the) {
            let behind = cursor.expect_word(end, self.words().possessive)?;
            if let Some((part, end)) = self.named_part(behind) {
                return Some((part.of(year, Anchoring::Relative)?, end));
            }
            // "last year's quarter": the one that the text speaks of.
            let quarter = self.context.quarter()?;
            let is_quarter = cursor.lexeme(behind).unit == Some(TimeUnit::Quarter);
            let found = Period::quarter(year, (quarter.month() + 2) / 3, Anchoring::Relative)?;
            return (is_quarter && !cursor.lexeme(behind).plural).then_some((found, behind + 1));
        }
        let (year, end) = self.year(the)?;
        let behind = cursor.skip(end, self.words().possessive);
        let (part, end) = self.named_part(behind)?;
        Some((part.of(year, Anchoring::Absolute)?, end))
    }

    /// "the January-March quarter": the quarter by its months.
    fn quarter_by_months(&self, at: usize) -> Parsed<Period> {
        let cursor = self.cursor;
        let month = cursor.lexeme(at).month?;
        let behind = cursor.skip(cursor.skip_dash(at + 1), self.words().to);
        let last = cursor.lexeme(behind).month.filter(|_| behind > at + 1)?;
        let is_quarter = cursor.lexeme(behind + 1).unit == Some(TimeUnit::Quarter);
        if !is_quarter || month % 3 != 1 || last != month + 2 {
            return None;
        }
        let part = PartOfYear::Quarter((month + 2) / 3);
        let of = self.skip_of(behind + 2);
        if let Some((year, end)) = self.year(of) {
            return Some((part.of(year, Anchoring::Absolute)?, end));
        }
        let year = self.year_of_part(part)?;
        let found = part.of(year, Anchoring::Open)?;
        Some((found.written_as(part.written()), behind + 2))
    }

    /// "Q1", "H2".
    fn lettered_part(&self, at: usize) -> Parsed<PartOfYear> {
        let number = self.cursor.whole(at + 1, 1).filter(|_| self.cursor.touches(at + 1))?;
        let number = i8::try_from(number).ok()?;
        let words = &self.words().years;
        if self.cursor.is(at, words.quarter_letter) && (1..=4).contains(&number) {
            return Some((PartOfYear::Quarter(number), at + 2));
        }
        let half = self.cursor.is(at, words.half_letter) && (1..=2).contains(&number);
        half.then_some((PartOfYear::Half(number), at + 2))
    }

    /// "the first quarter", "third-quarter", "the second half", "the fiscal first quarter".
    fn named_part(&self, at: usize) -> Parsed<PartOfYear> {
        let cursor = self.cursor;
        let words = self.words();
        let start = cursor.skip(at, words.the);
        let start =
            if self.accounting_year(start).is_some() { cursor.skip_dash(start + 1) } else { start };
        let (nth, next) = match cursor.expect_word(start, words.steps.last_part) {
            Some(next) if cursor.lexeme(next).denominator == Some(2) => (2, next),
            _ => number::ordinal(cursor, start)?,
        };
        let end = cursor.skip_dash(next);
        let nth = i8::try_from(nth).ok()?;
        let lexeme = cursor.lexeme(end);
        let part = match (lexeme.unit, lexeme.denominator) {
            _ if lexeme.plural || (cursor.is_dash(end + 1) && cursor.touches(end + 1)) => {
                return None;
            }
            (Some(TimeUnit::Quarter), _) if nth <= 4 => PartOfYear::Quarter(nth),
            (None, Some(2)) if nth <= 2 => PartOfYear::Half(nth),
            _ => return None,
        };
        Some((part, end + 1))
    }

    /// The number of a quarter: "third quarter".
    pub(super) fn quarter_name(&self, at: usize) -> Parsed<i8> {
        match self.named_part(at)? {
            (PartOfYear::Quarter(number), end) => Some((number, end)),
            (PartOfYear::Half(_), _) => None,
        }
    }

    /// "fiscal 2024" behind a part of it.
    fn fiscal_year_behind(&self, at: usize) -> Parsed<i16> {
        self.accounting_year(at)?;
        let next = self.cursor.skip(at + 1, self.words().steps.year);
        self.year(next)
    }

    /// Tells whether words around are of a match, which has quarters too.
    pub(super) fn is_sport(&self, at: usize) -> bool {
        let near = at.saturating_sub(SPORT_WINDOW)..at + SPORT_WINDOW;
        near.into_iter().any(|at| self.cursor.is(at, self.words().years.sport))
    }
}

/// The days behind a quarter in which its results are still to come.
const REPORTING_DAYS: i64 = 120;
/// The words around a quarter among which those of a match are looked for.
const SPORT_WINDOW: usize = 12;
