//! Times that are named from the time of writing: "today", "the week after next", "same week".

use super::{
    calendar::{Anchoring, Period, after},
    parser::TimeParser,
};
use crate::{language::values::TimeUnit, values::cursor::Parsed};

impl TimeParser<'_> {
    /// "today", "next week", "last November", "the end of the year", "tuesday of next week".
    pub(super) fn relative(&self, at: usize) -> Parsed<Period> {
        let cursor = self.cursor;
        let words = &self.words().steps;
        let day =
            words.days.iter().find_map(|(days, names)| Some((*days, cursor.expect(at, names)?)));
        if let Some((days, end)) = day {
            let date = after(self.today(), TimeUnit::Day, days)?;
            return Some((Period::day(date, Anchoring::Relative)?, end));
        }
        if let Some(end) = cursor.expect(at, words.year_to_date) {
            let (year, _) = self.stepped_unit(TimeUnit::Year, 0)?.days?;
            let this = Period::year(year.year(), Anchoring::Relative)?;
            return Some((
                Period { days: Some((year, self.today().tomorrow().ok()?)), ..this },
                end,
            ));
        }
        if let Some(end) = cursor.expect(at, words.year_end) {
            return Some((self.open(12, Some(31)), end));
        }
        if let Some(end) = cursor.expect(at, words.week_after_next) {
            return Some((self.stepped_unit(TimeUnit::Week, 2)?, end));
        }
        self.within_week(at)
            .or_else(|| self.part_of_period(at))
            .or_else(|| self.named_year(at))
            .or_else(|| self.step(at).and_then(|(step, next)| self.stepped(next, step)))
            .or_else(|| self.week_number(at))
            .or_else(|| self.undefined(at))
    }

    /// The TIMEX3 code of years that begin at no fixed day: "FY", "SY".
    pub(super) fn accounting_year(&self, at: usize) -> Option<&'static str> {
        self.cursor.meaning(at, self.words().years.accounting)
    }

    /// "fiscal year 2008", "FY24", "calendar year 2008".
    fn named_year(&self, at: usize) -> Parsed<Period> {
        let cursor = self.cursor;
        let words = &self.words().years;
        let short = cursor.is(at, words.abbreviations);
        let next = cursor.skip(at + 1, self.words().steps.year);
        let year = self.year(next).or_else(|| {
            let year = cursor.whole(next, 2).filter(|_| short)?;
            Some((2000 + year, next + 1))
        });
        if cursor.is(at, words.calendar) {
            let (year, end) = year?;
            return Some((Period::year(year, Anchoring::Absolute)?, end));
        }
        let name = self.accounting_year(at)?;
        let (timex, end) = match year {
            Some((year, end)) => (format!("{name}{year:04}"), end),
            // "the fiscal year" is any.
            None if next > at + 1 => (TimeUnit::Year.duration("1"), next),
            None => return None,
        };
        Some((Period::unplaced(timex), end))
    }

    /// "same week": one that only what was said before tells.
    fn undefined(&self, at: usize) -> Parsed<Period> {
        if !self.cursor.is(at, self.words().steps.same) {
            return None;
        }
        let timex = match self.unit(at + 1)? {
            TimeUnit::Week => "XXXX-WXX",
            TimeUnit::Weekend => "XXXX-WXX-WE",
            TimeUnit::Month => "XXXX-XX",
            TimeUnit::Year => "XXXX",
            TimeUnit::Day => "XXXX-XX-XX",
            TimeUnit::Second
            | TimeUnit::Minute
            | TimeUnit::Hour
            | TimeUnit::Weekday
            | TimeUnit::Fortnight
            | TimeUnit::Quarter
            | TimeUnit::Decade
            | TimeUnit::Century => return None,
        };
        Some((Period::unplaced(timex.to_owned()), at + 2))
    }
}
