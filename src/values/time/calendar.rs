//! Stretches of the calendar: their TIMEX3 values and their days.

use crate::language::values::TimeUnit;
use jiff::civil::{Date, DateTime, Time, Weekday};

/// The way in which a time hangs on the time of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchoring {
    /// Not at all.
    Absolute,
    /// The words leave open what the anchor fixes: "26 April".
    Open,
    /// The TIMEX3 value was made from it.
    Relative,
    /// The TIMEX3 value was made from it, its time of day too.
    Instant,
}

/// The side of now on which a time lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Ahead,
    Behind,
    Unknown,
}

/// A stretch of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Period {
    /// The TIMEX3 value, resolved where the days are known.
    pub timex: String,
    /// The TIMEX3 value of the words alone, where they leave open what the anchor fixes:
    /// "XXXX-04-26".
    pub written: Option<String>,
    /// The first day and the day behind the last; none for days that do not exist.
    pub days: Option<(Date, Date)>,
    pub unit: TimeUnit,
    pub anchoring: Anchoring,
    /// Month and day, where the year is open.
    pub open: Option<(i8, Option<i8>)>,
}

impl Period {
    /// One that the calendar does not fix, as a season.
    pub fn unplaced(timex: String) -> Self {
        let (unit, anchoring) = (TimeUnit::Year, Anchoring::Absolute);
        Self { timex, written: None, days: None, unit, anchoring, open: None }
    }

    fn placed(timex: String, days: (Date, Date), unit: TimeUnit, anchoring: Anchoring) -> Self {
        Self { timex, written: None, days: Some(days), unit, anchoring, open: None }
    }

    /// A day.
    pub fn day(date: Date, anchoring: Anchoring) -> Option<Self> {
        let days = (date, date.tomorrow().ok()?);
        Some(Self::placed(date.to_string(), days, TimeUnit::Day, anchoring))
    }

    /// A month.
    pub fn month(year: i16, month: i8, anchoring: Anchoring) -> Option<Self> {
        let start = Date::new(year, month, 1).ok()?;
        let days = (start, after(start, TimeUnit::Month, 1)?);
        let timex = format!("{year:04}-{month:02}");
        Some(Self::placed(timex, days, TimeUnit::Month, anchoring))
    }

    /// A year.
    pub fn year(year: i16, anchoring: Anchoring) -> Option<Self> {
        let start = Date::new(year, 1, 1).ok()?;
        let days = (start, after(start, TimeUnit::Year, 1)?);
        Some(Self::placed(format!("{year:04}"), days, TimeUnit::Year, anchoring))
    }

    /// The week that holds a day.
    pub fn week(date: Date, anchoring: Anchoring) -> Option<Self> {
        let start = monday(date)?;
        let days = (start, after(start, TimeUnit::Week, 1)?);
        let week = date.iso_week_date();
        let timex = format!("{:04}-W{:02}", week.year(), week.week());
        Some(Self::placed(timex, days, TimeUnit::Week, anchoring))
    }

    /// The weekend of the week that holds a day.
    pub fn weekend(date: Date, anchoring: Anchoring) -> Option<Self> {
        let week = Self::week(date, anchoring)?;
        let (start, end) = week.days?;
        let days = Some((after(start, TimeUnit::Day, 5)?, end));
        Some(Self { timex: format!("{}-WE", week.timex), days, unit: TimeUnit::Weekend, ..week })
    }

    /// `count` units from a day on: a duration of which the days are known.
    pub fn stretch(start: Date, unit: TimeUnit, count: i64, anchoring: Anchoring) -> Option<Self> {
        let end = after(start, unit, count)?;
        let timex = unit.duration(&count.to_string());
        Some(Self::placed(timex, (start, end), unit, anchoring))
    }

    /// A quarter of a year, from 1.
    pub fn quarter(year: i16, number: i8, anchoring: Anchoring) -> Option<Self> {
        let start = Date::new(year, 3 * number - 2, 1).ok()?;
        let days = (start, after(start, TimeUnit::Quarter, 1)?);
        let timex = format!("{year:04}-Q{number}");
        Some(Self::placed(timex, days, TimeUnit::Quarter, anchoring))
    }

    /// The quarter that holds a day.
    pub fn quarter_of(date: Date, anchoring: Anchoring) -> Option<Self> {
        Self::quarter(date.year(), (date.month() + 2) / 3, anchoring)
    }

    /// A half of a year, 1 or 2.
    pub fn half(year: i16, number: i8, anchoring: Anchoring) -> Option<Self> {
        let start = Date::new(year, 6 * number - 5, 1).ok()?;
        let days = (start, after(start, TimeUnit::Month, 6)?);
        let timex = format!("{year:04}-H{number}");
        // It is a matter of months.
        Some(Self::placed(timex, days, TimeUnit::Quarter, anchoring))
    }

    /// The decade that begins with a year; its TIMEX3 value is the year's without the last digit.
    pub fn decade(year: i16, anchoring: Anchoring) -> Option<Self> {
        let start = Date::new(year, 1, 1).ok()?;
        let days = (start, after(start, TimeUnit::Decade, 1)?);
        Some(Self::placed(format!("{:03}", year / 10), days, TimeUnit::Decade, anchoring))
    }

    /// The century that begins with a year; its TIMEX3 value is the year's without the last two
    /// digits.
    pub fn century(year: i16, anchoring: Anchoring) -> Option<Self> {
        let start = Date::new(year, 1, 1).ok()?;
        let days = (start, after(start, TimeUnit::Century, 1)?);
        Some(Self::placed(format!("{:02}", year / 100), days, TimeUnit::Century, anchoring))
    }

    /// The period of this unit that holds a day, or the day.
    pub fn holding(date: Date, unit: TimeUnit, anchoring: Anchoring) -> Option<Self> {
        match unit {
            TimeUnit::Week | TimeUnit::Fortnight => Self::week(date, anchoring),
            TimeUnit::Weekend => Self::weekend(date, anchoring),
            TimeUnit::Month => Self::month(date.year(), date.month(), anchoring),
            TimeUnit::Quarter => Self::quarter_of(date, anchoring),
            TimeUnit::Year => Self::year(date.year(), anchoring),
            TimeUnit::Decade => Self::decade(date.year().div_euclid(10) * 10, anchoring),
            TimeUnit::Century => Self::century(date.year().div_euclid(100) * 100, anchoring),
            TimeUnit::Second
            | TimeUnit::Minute
            | TimeUnit::Hour
            | TimeUnit::Day
            | TimeUnit::Weekday => Self::day(date, anchoring),
        }
    }

    /// The same with the TIMEX3 value that the words alone have.
    pub fn written_as(self, written: String) -> Self {
        Self { written: Some(written), anchoring: Anchoring::Open, ..self }
    }

    /// A day or a whole month of a year that is open; `direction` tells on which side of `now`.
    pub fn open(month: i8, day: Option<i8>, now: DateTime, direction: Direction) -> Self {
        let days = nearest(month, day, now.date(), direction);
        let year =
            days.map_or_else(|| "XXXX".to_owned(), |(start, _)| format!("{:04}", start.year()));
        let in_year = |year: &str| match day {
            Some(day) => format!("{year}-{month:02}-{day:02}"),
            None => format!("{year}-{month:02}"),
        };
        let (timex, written) = (in_year(&year), Some(in_year("XXXX")));
        let unit = if day.is_some() { TimeUnit::Day } else { TimeUnit::Month };
        Self { timex, written, days, unit, anchoring: Anchoring::Open, open: Some((month, day)) }
    }

    /// The same day or month in a year.
    pub fn in_year(&self, year: i16) -> Option<Self> {
        let (month, day) = self.open?;
        dated(year, month, day, Anchoring::Absolute)
    }

    /// A day of the week, Monday first.
    pub fn weekday(weekday: i8, now: DateTime, future: bool) -> Option<Self> {
        let day = Weekday::from_monday_one_offset(weekday).ok()?;
        let today = now.date();
        let date = match (today.weekday() == day, future) {
            (true, _) => today,
            (false, true) => today.nth_weekday(1, day).ok()?,
            (false, false) => today.nth_weekday(-1, day).ok()?,
        };
        Some(Self::day(date, Anchoring::Open)?.written_as(format!("XXXX-WXX-{weekday}")))
    }
}

/// Midnight at the start of a day.
pub(super) fn midnight(date: Date) -> DateTime {
    date.to_datetime(Time::midnight())
}

/// A day or a month of a year; a day that does not exist has a TIMEX3 only.
pub(super) fn dated(year: i16, month: i8, day: Option<i8>, anchoring: Anchoring) -> Option<Period> {
    let Some(day) = day else {
        return Period::month(year, month, anchoring);
    };
    Date::new(year, month, day).ok().and_then(|date| Period::day(date, anchoring))
}

/// The day `count` units behind a day.
pub(super) fn after(date: Date, unit: TimeUnit, count: i64) -> Option<Date> {
    if unit == TimeUnit::Weekday {
        return workdays_after(date, count);
    }
    date.checked_add(unit.elapsed(count)?).ok()
}

/// The day on which `count` days of work have passed.
fn workdays_after(mut date: Date, count: i64) -> Option<Date> {
    for _ in 0..count.clamp(0, MOST_WORKDAYS) {
        while matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) {
            date = date.tomorrow().ok()?;
        }
        date = date.tomorrow().ok()?;
    }
    Some(date)
}
const MOST_WORKDAYS: i64 = 400;

/// The Monday of a day's week.
pub(super) fn monday(date: Date) -> Option<Date> {
    after(date, TimeUnit::Day, -i64::from(date.weekday().to_monday_zero_offset()))
}

/// The days of the closest such day or month on one side; where that is not known, of the last one,
/// or of one that is near: news tell of the past.
fn nearest(month: i8, day: Option<i8>, now: Date, direction: Direction) -> Option<(Date, Date)> {
    let future = direction == Direction::Ahead;
    let years = (0..=LEAP_CYCLE).map(|year| if future { year } else { 1 - year });
    let candidates = years.filter_map(|years| {
        let year = now.year().checked_add(years)?;
        dated(year, month, day, Anchoring::Open)?.days
    });
    let near = if direction == Direction::Unknown { NEAR_DAYS } else { 0 };
    let limit = after(now, TimeUnit::Day, near)?;
    let mut fitting =
        candidates.filter(|(start, end)| if future { *end > now } else { *start <= limit });
    fitting.next()
}
/// 29 February comes back after eight years at most.
const LEAP_CYCLE: i16 = 8;
/// The days ahead within which a date is near even where nothing speaks of the future.
const NEAR_DAYS: i64 = 14;

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn open_dates_are_past_unless_the_text_says_otherwise() {
        let now = date(2024, 4, 26).at(9, 0, 0, 0);
        let start = |period: Period| period.days.expect("it exists").0;
        let (ahead, unknown) = (Direction::Ahead, Direction::Unknown);
        assert_eq!(start(Period::open(11, None, now, unknown)), date(2023, 11, 1));
        assert_eq!(start(Period::open(11, None, now, ahead)), date(2024, 11, 1));
        assert_eq!(start(Period::open(4, Some(28), now, unknown)), date(2024, 4, 28));
        assert_eq!(start(Period::open(4, Some(28), now, Direction::Behind)), date(2023, 4, 28));
        assert_eq!(start(Period::open(2, Some(29), now, ahead)), date(2028, 2, 29));
        let weekday = |future| Period::weekday(3, now, future).expect("it exists");
        assert_eq!(start(weekday(false)), date(2024, 4, 24));
        assert_eq!(start(weekday(true)), date(2024, 5, 1));
    }

    #[test]
    fn workdays_leave_out_weekends() {
        assert_eq!(after(date(2024, 4, 26), TimeUnit::Weekday, 2), Some(date(2024, 4, 30)));
    }
}
