//! Dates that name their month: "April 26, 2024", "26 April", "the week of April 22".

use super::{
    calendar::{self, Anchoring, Period, dated},
    figures::LAST_OF_THIS_CENTURY,
    parser::TimeParser,
};
use crate::{
    language::values::TimeUnit,
    values::{cursor::Parsed, number},
};
use jiff::civil::Date;

/// The bits of the months come before those of the days of the week.
const WEEKDAY_BITS: i8 = 12;

impl TimeParser<'_> {
    /// A date, month, week, quarter or year.
    pub(super) fn date(&self, at: usize) -> Parsed<Period> {
        self.in_figures(at)
            .or_else(|| self.quarter(at))
            .or_else(|| self.month_first(at))
            .or_else(|| self.day_first(at))
            .or_else(|| self.weekday_first(at))
            .or_else(|| self.day_of_month(at))
            .or_else(|| self.week_from(at))
            .or_else(|| self.year_like(at))
    }

    /// A day or a whole month whose year is open.
    pub(super) fn open(&self, month: i8, day: Option<i8>) -> Period {
        Period::open(month, day, self.now, self.direction())
    }

    /// "April 26, 2024", "April 26th", "April 2024", "April".
    pub(super) fn month_first(&self, at: usize) -> Parsed<Period> {
        let cursor = self.cursor;
        let month = cursor.lexeme(at).month?;
        if at > 0 && cursor.is_sign(at - 1, &['$', '#', '@']) {
            return None;
        }
        let dot = cursor.is_sign(at + 1, &['.']) && cursor.touches(at + 1);
        let next = if dot && cursor.digits(at + 2).is_some() { at + 2 } else { at + 1 };
        let comma = cursor.skip_sign(next, &[',']);
        if let Some((day, end)) = self.day_number(cursor.skip(comma, self.words().the)) {
            return self.with_year(month, day, end);
        }
        if let Some((year, end)) = self.year(comma).or_else(|| self.year(self.skip_of(next))) {
            return Some((Period::month(year, month, Anchoring::Absolute)?, end));
        }
        if let Some((year, end)) = self.relative_year(self.skip_of(next)) {
            return Some((Period::month(year, month, Anchoring::Relative)?, end));
        }
        self.is_clear(at).then(|| (self.open(month, None), at + 1))
    }

    /// Tells whether the name of a month or day stands here, and not a word that looks like it.
    pub(super) fn is_clear(&self, at: usize) -> bool {
        let cursor = self.cursor;
        let words = &self.words().dates;
        let capital = || {
            cursor.is(at, words.ambiguous_in_lower_case)
                && cursor.written(at).starts_with(char::is_uppercase)
        };
        let upper = cursor.written(at).starts_with(char::is_uppercase);
        if cursor.is(at, words.modal) && !upper {
            return false;
        }
        if upper && self.is_name(at) {
            return false;
        }
        !cursor.is(at, words.ambiguous) || cursor.is_behind(at, words.before) || capital()
    }

    /// Tells whether a month or day is part of a name: "Ms March", "striker Sunday Oliseh", "the
    /// Sunday Times"; and wherever else the text calls that person so.
    fn is_name(&self, at: usize) -> bool {
        let cursor = self.cursor;
        let words = &self.words().dates;
        let lexeme = cursor.lexeme(at);
        let bit = match (lexeme.month, lexeme.weekday) {
            (Some(month), _) => 1 << month,
            (None, Some(day)) => 1 << (day + WEEKDAY_BITS),
            (None, None) => return false,
        };
        let governed = cursor.is_behind(at, words.before) || cursor.is_behind(at, self.words().on);
        let upper = |at: usize| cursor.written(at).starts_with(char::is_uppercase);
        let plain = |at: usize| {
            let lexeme = cursor.lexeme(at);
            cursor.is_word(at) && lexeme.part_of_day.is_none() && lexeme.month.is_none()
        };
        let dot = usize::from(at > 1 && cursor.is_sign(at - 1, &['.']));
        let titled = at > dot && cursor.is_behind(at - dot, words.titles);
        let title_before = at > 1 && cursor.is_behind(at - 1, words.titles) && upper(at - 1);
        let paper = cursor.is_behind(at, self.words().the) && upper(at + 1) && plain(at + 1);
        let first_name = lexeme.weekday.is_some()
            && at > 0
            && !governed
            && cursor.is_word(at - 1)
            && cursor.setting.person_starts(cursor.span(at + 1, at + 2).start);
        let surname = lexeme.month.is_some()
            && at > 0
            && upper(at - 1)
            && cursor.setting.person_ends(cursor.span(at - 1, at).end)
            && cursor.gap(at) == " ";
        if titled || first_name || surname || (title_before && lexeme.month.is_some()) {
            self.context.note_name(bit);
            return true;
        }
        paper || (!governed && self.context.is_name(bit))
    }

    /// "26 April 2024", "the 26th of April".
    pub(super) fn day_first(&self, at: usize) -> Parsed<Period> {
        let cursor = self.cursor;
        let words = self.words();
        let start = cursor.skip(at, words.the);
        let (day, end) = self.ordinal_or_number(start)?;
        let named = cursor.skip(end, words.dates.day);
        let of = cursor.skip(named, words.of);
        let month_at = if of > named { of } else { cursor.skip_dash(end) };
        let month = cursor.lexeme(month_at).month?;
        let dot = cursor.is_sign(month_at + 1, &['.']) && cursor.digits(month_at + 2).is_some();
        let (found, end) = self.with_year(month, day, month_at + 1 + usize::from(dot))?;
        // "the 5 may go"
        let modal = cursor.is(month_at, words.dates.modal)
            && of == named
            && cursor.is_word(month_at + 1)
            && end == month_at + 1;
        (!modal).then_some((found, end))
    }

    fn with_year(&self, month: i8, day: i8, at: usize) -> Parsed<Period> {
        let comma = self.cursor.skip_sign(at, &[',']);
        let of = self.skip_of(at);
        if let Some((year, end)) = self.year(comma).or_else(|| self.year(of)) {
            return Some((dated(year, month, Some(day), Anchoring::Absolute)?, end));
        }
        // "15 April of 87"
        let short = self.cursor.whole(of, 2).filter(|_| of > at);
        if let Some(year) = short.filter(|year| *year > LAST_OF_THIS_CENTURY) {
            return Some((dated(1900 + year, month, Some(day), Anchoring::Absolute)?, of + 1));
        }
        if let Some((year, end)) = self.relative_year(of) {
            return Some((dated(year, month, Some(day), Anchoring::Relative)?, end));
        }
        Some((self.open(month, Some(day)), at))
    }

    /// The index behind "of", "in" or "of the year".
    pub(super) fn skip_of(&self, at: usize) -> usize {
        let of = self.cursor.skip(at, self.words().of_year);
        self.cursor.expect(of, self.words().dates.the_year).unwrap_or(of)
    }

    /// The day of a month behind its name.
    pub(super) fn day_number(&self, at: usize) -> Parsed<i8> {
        let cursor = self.cursor;
        let words = self.words();
        // "January nineteen ninety-seven"
        if cursor.digits(at).is_none() && self.year(at).is_some() {
            return None;
        }
        let (day, end) = self.ordinal_or_number(at)?;
        let clock = (cursor.is_sign(end, &[':']) && cursor.touches(end + 1))
            || cursor.is(end, words.clock.morning)
            || cursor.is(end, words.clock.afternoon);
        let count = cursor.is_sign(end, &['%'])
            || number::scale(cursor, end).is_some()
            || cursor.is(end, words.dates.behind_counts);
        (!clock && !count).then_some((day, end))
    }

    /// The number of a day, 1 to 31.
    fn ordinal_or_number(&self, at: usize) -> Parsed<i8> {
        let (day, end) =
            number::ordinal(self.cursor, at).or_else(|| number::below_hundred(self.cursor, at))?;
        let day = i8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
        Some((day, end))
    }

    /// "the 18th", behind "on": the month is that of the time of writing or the one before.
    fn day_of_month(&self, at: usize) -> Parsed<Period> {
        let cursor = self.cursor;
        let day = cursor.expect_word(at, self.words().the)?;
        if !cursor.is_behind(at, self.words().on) {
            return None;
        }
        let (day, end) = number::ordinal(cursor, day).filter(|_| !cursor.is_word(day + 2))?;
        let day = i8::try_from(day).ok()?;
        let today = self.today();
        let date = Date::new(today.year(), today.month(), day).ok()?;
        let date = if date > today && !self.is_future() {
            calendar::after(date, TimeUnit::Month, -1)?
        } else {
            date
        };
        let period = Period::day(date, Anchoring::Open)?;
        Some((period.written_as(format!("XXXX-XX-{day:02}")), end))
    }

    /// "the week of April 22", "the week beginning on May 6"; the TIMEX3 value is that of the day.
    fn week_from(&self, at: usize) -> Parsed<Period> {
        let cursor = self.cursor;
        let words = self.words();
        let week = cursor.expect(at, words.dates.the_week)?;
        let next = cursor.expect_word(week, words.dates.week_starting)?;
        let (day, end) = self.date(cursor.skip(next, words.on))?;
        let week =
            Period::week(day.days?.0, day.anchoring).filter(|_| day.unit == TimeUnit::Day)?;
        Some((Period { timex: day.timex, written: day.written, ..week }, end))
    }
}
