//! The next, this and the last one: "next week", "last November", "this year".

use super::{
    calendar::{Anchoring, Period, after, monday},
    parser::TimeParser,
};
use crate::{
    language::values::TimeUnit,
    values::{cursor::Parsed, number},
};
use jiff::civil::{Date, Weekday};

impl TimeParser<'_> {
    /// The next, this or the last one, as a step, and the index behind the word.
    pub(super) fn step(&self, at: usize) -> Parsed<i64> {
        let words = &self.words().steps;
        let step = |at: usize| self.cursor.meaning(at, words.steps);
        // "this past spring", "this coming Sunday".
        let found = step(at)?;
        match step(at + 1).filter(|next| found == 0 && *next != 0) {
            Some(_) if self.cursor.lexeme(at + 2).season.is_some() => Some((0, at + 2)),
            Some(next) => Some((next, at + 2)),
            None => Some((found, at + 1)),
        }
    }

    /// The period behind "next", "this" or "last".
    pub(super) fn stepped(&self, at: usize, step: i64) -> Parsed<Period> {
        let lexeme = self.cursor.lexeme(at);
        if let Some(day) = lexeme.weekday {
            return self.stepped_weekday(at, day, step);
        }
        if let Some(month) = lexeme.month {
            return self.stepped_month(at, month, step);
        }
        if let Some(code) = self.season_name(at) {
            return Some((self.stepped_season(code, step)?, at + 1));
        }
        if let Some(end) = self.cursor.expect(at, self.words().steps.working_week) {
            let week = self.stepped_unit(TimeUnit::Week, step)?;
            let days =
                week.days.and_then(|(start, _)| Some((start, after(start, TimeUnit::Day, 5)?)));
            return Some((Period { days, ..week }, end));
        }
        if let Some(unit) = lexeme.unit.filter(|_| !lexeme.plural) {
            return Some((self.stepped_unit(unit, step)?, at + 1));
        }
        self.stepped_accounting_year(at, step)
            .or_else(|| self.stepped_quarters(at, step))
            .or_else(|| self.stepped_holiday(at, step))
    }

    fn stepped_weekday(&self, at: usize, day: i8, step: i64) -> Parsed<Period> {
        let cursor = self.cursor;
        let today = self.today();
        let date = if cursor.is_behind(at, self.words().steps.of_weeks) {
            after(monday(today)?, TimeUnit::Day, 7 * step + i64::from(day) - 1)?
        } else {
            let day = Weekday::from_monday_one_offset(day).ok()?;
            today.nth_weekday(i32::try_from(step).ok()?, day).ok()?
        };
        // "next Monday, April 29": the date tells.
        let dated = self.date(cursor.skip_sign(at + 1, &['-', ',']));
        let is_day = |period: &Period| period.open.is_some_and(|(_, day)| day.is_some());
        match dated.filter(|(period, _)| is_day(period)) {
            Some(dated) => Some(dated),
            None => Some((Period::day(date, Anchoring::Relative)?, at + 1)),
        }
    }

    fn stepped_month(&self, at: usize, month: i8, step: i64) -> Parsed<Period> {
        let today = self.today();
        if self.day_number(at + 1).is_some() {
            return None;
        }
        if let Some((year, end)) = self.year(at + 1) {
            return Some((Period::month(year, month, Anchoring::Absolute)?, end));
        }
        let years = match step {
            1 if month <= today.month() => 1,
            -1 if month >= today.month() => -1,
            _ => 0,
        };
        let year = today.year().checked_add(years)?;
        Some((Period::month(year, month, Anchoring::Relative)?, at + 1))
    }

    /// The unit that lies `step` from that of today.
    pub(super) fn stepped_unit(&self, unit: TimeUnit, step: i64) -> Option<Period> {
        let today = self.today();
        let relative = Anchoring::Relative;
        let date = after(today, unit, step);
        match unit {
            TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour | TimeUnit::Weekday => None,
            TimeUnit::Day => Period::day(date?, relative).filter(|_| step > 0),
            TimeUnit::Weekend => Period::weekend(date?, relative),
            TimeUnit::Week => Period::week(date?, relative),
            TimeUnit::Fortnight => {
                Period::stretch(after(monday(today)?, unit, step)?, TimeUnit::Week, 2, relative)
            }
            TimeUnit::Month => {
                let date = after(today.first_of_month(), unit, step)?;
                Period::month(date.year(), date.month(), relative)
            }
            TimeUnit::Quarter => Period::quarter_of(self.quarter_start(step)?, relative),
            TimeUnit::Year => Period::year(date?.year(), relative),
            TimeUnit::Decade | TimeUnit::Century => Period::holding(date?, unit, relative),
        }
    }

    /// The first day of the quarter that lies `step` from that of today.
    fn quarter_start(&self, step: i64) -> Option<Date> {
        let today = self.today();
        let month = (today.month() - 1) / 3 * 3 + 1;
        after(Date::new(today.year(), month, 1).ok()?, TimeUnit::Quarter, step)
    }

    /// "the last two quarters"
    fn stepped_quarters(&self, at: usize, step: i64) -> Parsed<Period> {
        let (count, end) = number::below_hundred(self.cursor, at)?;
        let lexeme = self.cursor.lexeme(end);
        if step == 0 || lexeme.unit != Some(TimeUnit::Quarter) || !lexeme.plural {
            return None;
        }
        let start = self.quarter_start(if step > 0 { 1 } else { -count })?;
        let quarters = Period::stretch(start, TimeUnit::Quarter, count, Anchoring::Relative)?;
        Some((quarters, end + 1))
    }

    /// The fiscal or school year behind "next", "this" or "last".
    fn stepped_accounting_year(&self, at: usize, step: i64) -> Parsed<Period> {
        let name = self.accounting_year(at)?;
        let end = self.cursor.expect_word(at + 1, self.words().steps.year)?;
        let year = i64::from(self.today().year()) + step;
        let period = Period::unplaced(format!("{name}{year:04}"));
        Some((Period { anchoring: Anchoring::Relative, ..period }, end))
    }

    /// The year of "this year", "next year" and so on.
    pub(super) fn relative_year(&self, at: usize) -> Parsed<i16> {
        let (step, next) = self.step(at)?;
        let end = self.cursor.expect_word(next, self.words().steps.year)?;
        let year = self.now.year().checked_add(i16::try_from(step).ok()?)?;
        Some((year, end))
    }
}
