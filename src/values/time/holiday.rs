//! Days that have a name.

use super::{
    Parser,
    calendar::{Anchoring, Period, Unit, after, dated},
};
use crate::values::Parsed;
use jiff::civil::{Date, Weekday};

/// When a day with a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holiday {
    /// Month and day.
    On(i8, i8),
    /// Month, weekday (Monday is 1), and the how manieth of the month; -1: the last.
    Nth(i8, i8, i8),
    /// Days behind Easter Sunday of the western churches.
    Easter(i64),
}
use Holiday::{Easter, Nth, On};

/// One row for each: its names, separated by "|".
const HOLIDAYS: &[(&str, Holiday)] = &[
    ("new year's day|new year’s day|new years day|new year", On(1, 1)),
    ("new year's eve|new year’s eve|new years eve", On(12, 31)),
    ("martin luther king day|mlk day", Nth(1, 1, 3)),
    ("groundhog day", On(2, 2)),
    ("valentine's day|valentine’s day", On(2, 14)),
    ("presidents ' day|presidents day|presidents ’ day", Nth(2, 1, 3)),
    ("international women's day|women's day|women’s day", On(3, 8)),
    ("saint patrick's day|st patrick's day|st . patrick's day|st. patrick's day", On(3, 17)),
    ("april fools day|april fool's day", On(4, 1)),
    ("earth day", On(4, 22)),
    ("anzac day", On(4, 25)),
    ("may day|international workers day", On(5, 1)),
    ("mother's day|mother’s day", Nth(5, 7, 2)),
    ("memorial day", Nth(5, 1, -1)),
    ("father's day|father’s day", Nth(6, 7, 3)),
    ("juneteenth", On(6, 19)),
    ("independence day", On(7, 4)),
    ("bastille day", On(7, 14)),
    ("labor day", Nth(9, 1, 1)),
    ("columbus day", Nth(10, 1, 2)),
    ("halloween", On(10, 31)),
    ("veterans day|armistice day|remembrance day", On(11, 11)),
    ("thanksgiving|thanksgiving day", Nth(11, 4, 4)),
    ("black friday", Nth(11, 5, 4)),
    ("christmas eve", On(12, 24)),
    ("christmas|christmas day|xmas", On(12, 25)),
    ("boxing day", On(12, 26)),
    ("ash wednesday", Easter(-46)),
    ("palm sunday", Easter(-7)),
    ("good friday", Easter(-2)),
    ("easter|easter sunday|easter day", Easter(0)),
    ("easter monday", Easter(1)),
    ("ascension day", Easter(39)),
    ("whit monday", Easter(50)),
];

/// The holidays and their names; a possessive "'s" is a word of its own.
pub(crate) fn holidays() -> impl Iterator<Item = (&'static str, Holiday)> {
    HOLIDAYS.iter().copied()
}

impl Holiday {
    /// When it is in a year.
    fn of(self, year: i16) -> Option<Date> {
        match self {
            On(month, day) => Date::new(year, month, day).ok(),
            Nth(month, weekday, nth) => {
                let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
            }
            Easter(days) => after(easter(year)?, Unit::Day, days),
        }
    }

    /// Its TIMEX3 where the year is open, like that of `date`.
    fn timex(self, date: Date) -> String {
        match self {
            Nth(month, weekday, nth) if nth > 0 => format!("XXXX-{month:02}-WXX-{weekday}-{nth}"),
            On(..) | Nth(..) | Easter(_) => format!("XXXX-{:02}-{:02}", date.month(), date.day()),
        }
    }
}

impl Parser<'_> {
    /// A day with a name, perhaps of a year.
    pub(crate) fn holiday(&self, at: usize) -> Parsed<Period> {
        let (holiday, end) = self.reader.phrase(at, &self.reader.vocabulary.holidays)?;
        let of = self.reader.skip(end, &["of", "in"]);
        if let Some((year, end)) = self.year(of).or_else(|| self.year(end)) {
            return Some((Period::day(holiday.of(year)?, Anchoring::Absolute)?, end));
        }
        if let Some((year, end)) = self.relative_year(of).filter(|_| of > end) {
            return Some((Period::day(holiday.of(year)?, Anchoring::Relative)?, end));
        }
        let date = self.closest(holiday, self.is_future())?;
        let period = Period::day(date, Anchoring::Open)?;
        Some((Period { timex: holiday.timex(date), ..period }, end))
    }

    /// The next one, or the one before.
    pub(crate) fn stepped_holiday(&self, at: usize, step: i64) -> Parsed<Period> {
        let (holiday, end) = self.reader.phrase(at, &self.reader.vocabulary.holidays)?;
        let date =
            if step == 0 { holiday.of(self.now.year())? } else { self.closest(holiday, step > 0)? };
        Some((Period::day(date, Anchoring::Relative)?, end))
    }

    fn closest(&self, holiday: Holiday, future: bool) -> Option<Date> {
        let today = self.now.date();
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
