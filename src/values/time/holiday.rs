//! Holidays: when they are, and how texts name their years.

use super::{
    calendar::{Anchoring, Direction, Period, after, dated},
    moon,
    parser::TimeParser,
};
use crate::{
    language::values::{
        Holiday::{self, Chinese, Diwali, Easter, Islamic, Local, Nth, On, OrthodoxEaster},
        TimeUnit,
    },
    values::cursor::Parsed,
};
use jiff::civil::{Date, Weekday};

impl Holiday {
    /// Its day in a year, as a country has it.
    fn of(self, year: i16, country: &str) -> Option<Date> {
        match self {
            On(month, day) => Date::new(year, month, day).ok(),
            Nth(month, weekday, nth) => {
                let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
            }
            Easter(days) => after(easter(year)?, TimeUnit::Day, days),
            OrthodoxEaster(days) => after(moon::orthodox_easter(year)?, TimeUnit::Day, days),
            Islamic(month, day) => moon::islamic(year, month, day),
            Chinese(days) => after(moon::lunar_new_year(year)?, TimeUnit::Day, days),
            Diwali(days) => after(moon::diwali(year)?, TimeUnit::Day, days),
            Local(home, (month, weekday, nth), elsewhere) => {
                let rule = if home == country { (month, weekday, nth) } else { elsewhere };
                Nth(rule.0, rule.1, rule.2).of(year, country)
            }
        }
    }

    /// Its TIMEX3 value where the year is open, like that of `date`.
    fn timex(self, date: Date) -> String {
        match self {
            Nth(month, weekday, nth) if nth > 0 => format!("XXXX-{month:02}-WXX-{weekday}-{nth}"),
            On(..) | Nth(..) => format!("XXXX-{:02}-{:02}", date.month(), date.day()),
            Easter(_) | OrthodoxEaster(_) | Islamic(..) | Chinese(_) | Diwali(_) | Local(..) => {
                "XXXX-XX-XX".to_owned()
            }
        }
    }
}

impl TimeParser<'_> {
    /// A holiday, perhaps of a year.
    pub(super) fn holiday(&self, at: usize) -> Parsed<Period> {
        let (holiday, end) = self.cursor.name(at, &self.cursor.vocabulary.holidays)?;
        let of = self.cursor.skip(end, self.words().of_year);
        if let Some((year, end)) = self.year(of).or_else(|| self.year(end)) {
            return Some((
                Period::day(holiday.of(year, self.cursor.country)?, Anchoring::Absolute)?,
                end,
            ));
        }
        if let Some((year, end)) = self.relative_year(of).filter(|_| of > end) {
            return Some((
                Period::day(holiday.of(year, self.cursor.country)?, Anchoring::Relative)?,
                end,
            ));
        }
        let date = self.closest(holiday, self.direction())?;
        let period = Period::day(date, Anchoring::Open)?;
        Some((period.written_as(holiday.timex(date)), end))
    }

    /// The holiday behind "next", "this" or "last".
    pub(super) fn stepped_holiday(&self, at: usize, step: i64) -> Parsed<Period> {
        let (holiday, end) = self.cursor.name(at, &self.cursor.vocabulary.holidays)?;
        let date = match step {
            0 => holiday.of(self.now.year(), self.cursor.country)?,
            1.. => self.closest(holiday, Direction::Ahead)?,
            _ => self.closest(holiday, Direction::Behind)?,
        };
        Some((Period::day(date, Anchoring::Relative)?, end))
    }

    /// The day of a holiday that is closest to today on one side of it; where that is not known, the
    /// last one, or one that is near.
    fn closest(&self, holiday: Holiday, direction: Direction) -> Option<Date> {
        let today = self.today();
        let of = |years: i16| holiday.of(today.year().checked_add(years)?, self.cursor.country);
        let near = after(today, TimeUnit::Day, NEAR_DAYS)?;
        let limit = if direction == Direction::Unknown { near } else { today };
        let mut years = [1, 0, -1, -2].into_iter().filter_map(of);
        if direction == Direction::Ahead {
            return [0, 1, 2].into_iter().filter_map(of).find(|date| *date >= today);
        }
        years.find(|date| *date <= limit)
    }
}

/// The days ahead within which a holiday is near even where nothing speaks of the future.
const NEAR_DAYS: i64 = 30;

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
