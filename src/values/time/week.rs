//! Weeks and their days: "next week Monday", "Tuesday of next week", "week 27 of last year".

use super::{
    calendar::{Anchoring, Period, after, monday},
    parser::TimeParser,
};
use crate::{language::values::TimeUnit, values::cursor::Parsed};
use jiff::civil::Date;

impl TimeParser<'_> {
    /// "next week Monday", "tuesday of next week", "monday of the following week".
    pub(super) fn within_week(&self, at: usize) -> Parsed<Period> {
        let cursor = self.cursor;
        let words = self.words();
        let on = cursor.skip(at, words.on);
        if let Some(day) = cursor.lexeme(on).weekday {
            let of = cursor.expect_word(on + 1, words.of)?;
            let (step, next) = self.step(cursor.skip(of, words.the))?;
            let end = cursor.expect_word(next, words.steps.week)?;
            return Some((self.day_of_week(step, day)?, end));
        }
        let (step, next) = self.step(at)?;
        let end = cursor.expect_word(next, words.steps.week)?;
        let name = cursor.skip(cursor.skip_dash(end), words.on);
        let day = cursor.lexeme(name).weekday?;
        Some((self.day_of_week(step, day)?, name + 1))
    }

    /// A day, Monday first, of the week that lies `step` from that of today.
    fn day_of_week(&self, step: i64, day: i8) -> Option<Period> {
        let week = after(self.today(), TimeUnit::Week, step)?;
        let date = after(monday(week)?, TimeUnit::Day, i64::from(day) - 1)?;
        Period::day(date, Anchoring::Relative)
    }

    /// "week 27 of last year", "week 10".
    pub(super) fn week_number(&self, at: usize) -> Parsed<Period> {
        let cursor = self.cursor;
        let number_at = cursor.expect_word(at, self.words().steps.week)?;
        let number = cursor.whole(number_at, 2).filter(|week| (1..=53).contains(week))?;
        let end = number_at + 1;
        let of = cursor.expect_word(end, self.words().of);
        let year = of.and_then(|of| self.relative_year(of).or_else(|| self.year(of)));
        let (year, end) = year.unwrap_or((self.now.year(), end));
        Some((week_of_year(year, number.into())?, end))
    }
}

/// The week of a year by its number, from 1.
pub(super) fn week_of_year(year: i16, week: i64) -> Option<Period> {
    // 4 January lies in the first week.
    let date = after(Date::new(year, 1, 4).ok()?, TimeUnit::Week, week - 1)?;
    Period::week(date, Anchoring::Relative)
}

/// A week of a month by its number, from 1, or the last one where that is -1; the first week holds
/// the first Thursday.
pub(super) fn week_of_month(
    whole: &Period,
    (start, end): (Date, Date),
    nth: i64,
) -> Option<Period> {
    let last = monday(after(end, TimeUnit::Day, -1)?)?;
    let first = monday(after(start, TimeUnit::Day, 3)?)?;
    let (week, number) =
        if nth < 0 { (last, 5) } else { (after(first, TimeUnit::Week, nth - 1)?, nth) };
    let days = Some((week, after(week, TimeUnit::Week, 1)?));
    let timex = format!("{}-W{number:02}", whole.timex);
    Some(Period { timex, days, unit: TimeUnit::Week, open: None, ..whole.clone() })
}
