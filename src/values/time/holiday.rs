//! Holidays: when they are, and how texts name their years.

use super::{
    calendar::{Anchoring, Period, after, dated},
    parser::TimeParser,
};
use crate::{
    language::values::{
        Holiday::{self, Easter, Nth, On},
        TimeUnit,
    },
    values::cursor::Parsed,
};
use jiff::civil::{Date, Weekday};

impl Holiday {
    /// Its day in a year.
    fn of(self, year: i16) -> Option<Date> {
        match self {
            On(month, day) => Date::new(year, month, day).ok(),
            Nth(month, weekday, nth) => {
                let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
            }
            Easter(days) => after(easter(year)?, TimeUnit::Day, days),
        }
    }

    /// Its TIMEX3 value where the year is open, like that of `date`.
    fn timex(self, date: Date) -> String {
        match self {
            Nth(month, weekday, nth) if nth > 0 => format!("XXXX-{month:02}-WXX-{weekday}-{nth}"),
            On(..) | Nth(..) | Easter(_) => format!("XXXX-{:02}-{:02}", date.month(), date.day()),
        }
    }
}

impl TimeParser<'_> {
    /// A holiday, perhaps of a year.
    pub(super) fn holiday(&self, at: usize) -> Parsed<Period> {
        let (holiday, end) = self.cursor.name(at, &self.cursor.vocabulary.holidays)?;
        let of = self.cursor.skip(end, self.words().of_year);
        if let Some((year, end)) = self.year(of).or_else(|| self.year(end)) {
            return Some((Period::day(holiday.of(year)?, Anchoring::Absolute)?, end));
        }
        if let Some((year, end)) = self.relative_year(of).filter(|_| of > end) {
            return Some((Period::day(holiday.of(year)?, Anchoring::Relative)?, end));
        }
        let date = self.closest(holiday, self.is_future())?;
        let period = Period::day(date, Anchoring::Open)?;
        Some((period.written_as(holiday.timex(date)), end))
    }

    /// The holiday behind "next", "this" or "last".
    pub(super) fn stepped_holiday(&self, at: usize, step: i64) -> Parsed<Period> {
        let (holiday, end) = self.cursor.name(at, &self.cursor.vocabulary.holidays)?;
        let date =
            if step == 0 { holiday.of(self.now.year())? } else { self.closest(holiday, step > 0)? };
        Some((Period::day(date, Anchoring::Relative)?, end))
    }

    /// The day of a holiday that is closest to today on one side of it.
    fn closest(&self, holiday: Holiday, future: bool) -> Option<Date> {
        let today = self.today();
        let this = holiday.of(today.year())?;
        match (future, this < today) {
            (true, true) => holiday.of(today.year().checked_add(1)?),
            (false, false) if this > today => holiday.of(today.year().checked_sub(1)?),
            _ => Some(this),
        }
    }
}

/// Easter Sunday of the Gregorian calendar, after Butcher.
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    let month = i8::try_from(days / 31).ok()?;
    let day = i8::try_from(days % 31 + 1).ok()?;
    dated(i16::try_from(year).ok()?, month, Some(day), Anchoring::Absolute)?.days.map(|days| days.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn knows_when_easter_is() {
        for day in [date(2024, 3, 31), date(2019, 4, 21), date(2000, 4, 23)] {
            assert_eq!(easter(day.year()), Some(day));
        }
    }
}
