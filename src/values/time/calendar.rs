//! Stretches of the calendar: their TIMEX3 values and their days.

use crate::language::values::TimeUnit;
use jiff::civil::{Date, DateTime, Time, Weekday};

/// The way in which a time hangs on the time of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchoring {
    /// Not at all.
    Absolute,
    /// The TIMEX3 value leaves open what the anchor fixes: "XXXX-04-26".
    Open,
    /// The TIMEX3 value was made from it.
    Relative,
    /// The TIMEX3 value was made from it, its time of day too.
    Instant,
}

/// A stretch of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub timex: String,
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
        Self { timex, days: None, unit, anchoring, open: None }
    }

    fn placed(timex: String, days: (Date, Date), unit: TimeUnit, anchoring: Anchoring) -> Self {
        Self { timex, days: Some(days), unit, anchoring, open: None }
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

    /// `count` units from a day on, as a range.
    pub fn stretch(start: Date, unit: TimeUnit, count: i64, anchoring: Anchoring) -> Option<Self> {
        let end = after(start, unit, count)?;
        let timex = format!("({start},{end},{})", unit.duration(&count.to_string()));
        Some(Self::placed(timex, (start, end), unit, anchoring))
    }

    /// A day or a whole month of a year that is open; `future` tells on which side of `now`.
    pub fn open(month: i8, day: Option<i8>, now: DateTime, future: bool) -> Self {
        let days = nearest(month, day, now.date(), future);
        let timex = match day {
            Some(day) => format!("XXXX-{month:02}-{day:02}"),
            None => format!("XXXX-{month:02}"),
        };
        let unit = if day.is_some() { TimeUnit::Day } else { TimeUnit::Month };
        Self { timex, days, unit, anchoring: Anchoring::Open, open: Some((month, day)) }
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
        let timex = format!("XXXX-WXX-{weekday}");
        Some(Self { timex, ..Self::day(date, Anchoring::Open)? })
    }

    /// The TIMEX3 value of its first day.
    pub fn first_day(&self) -> Option<String> {
        match self.unit {
            _ if self.timex.starts_with('(') => Some(self.days?.0.to_string()),
            // A day within a longer period is one already.
            _ if self.timex.len() == "XXXX-XX-XX".len() => Some(self.timex.clone()),
            TimeUnit::Day => Some(self.timex.clone()),
            TimeUnit::Month => Some(format!("{}-01", self.timex)),
            TimeUnit::Year => Some(format!("{}-01-01", self.timex)),
            TimeUnit::Second
            | TimeUnit::Minute
            | TimeUnit::Hour
            | TimeUnit::Weekday
            | TimeUnit::Weekend => None,
            TimeUnit::Week
            | TimeUnit::Fortnight
            | TimeUnit::Quarter
            | TimeUnit::Decade
            | TimeUnit::Century => Some(self.days?.0.to_string()),
        }
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

/// The days of the closest such day or month that is not `future`, or is: news tell of the past.
fn nearest(month: i8, day: Option<i8>, now: Date, future: bool) -> Option<(Date, Date)> {
    let years = (0..=LEAP_CYCLE).map(|year| if future { year } else { 1 - year });
    let candidates = years.filter_map(|years| {
        let year = now.year().checked_add(years)?;
        dated(year, month, day, Anchoring::Open)?.days
    });
    let limit = after(now, TimeUnit::Day, NEAR_DAYS)?;
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
        assert_eq!(start(Period::open(11, None, now, false)), date(2023, 11, 1));
        assert_eq!(start(Period::open(11, None, now, true)), date(2024, 11, 1));
        assert_eq!(start(Period::open(4, Some(28), now, false)), date(2024, 4, 28));
        assert_eq!(start(Period::open(2, Some(29), now, true)), date(2028, 2, 29));
        let weekday = |future| Period::weekday(3, now, future).expect("it exists");
        assert_eq!(start(weekday(false)), date(2024, 4, 24));
        assert_eq!(start(weekday(true)), date(2024, 5, 1));
    }

    #[test]
    fn workdays_leave_out_weekends() {
        assert_eq!(after(date(2024, 4, 26), TimeUnit::Weekday, 2), Some(date(2024, 4, 30)));
    }
}
