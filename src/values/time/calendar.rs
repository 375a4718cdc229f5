//! Stretches of the calendar: their TIMEX3 and their days.

use jiff::{
    Span as Elapsed,
    civil::{Date, DateTime, Weekday},
};

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    /// A day on which one works.
    Weekday,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// The TIMEX3 of a duration of `count`, a decimal.
    pub fn duration(self, count: &str) -> String {
        let times = |factor: f64| {
            count.parse::<f64>().map_or_else(|_| count.to_owned(), |n| (n * factor).to_string())
        };
        match self {
            Self::Second => format!("PT{count}S"),
            Self::Minute => format!("PT{count}M"),
            Self::Hour => format!("PT{count}H"),
            Self::Day => format!("P{count}D"),
            Self::Weekday => format!("P{count}BD"),
            Self::Weekend => format!("P{count}WE"),
            Self::Week => format!("P{count}W"),
            Self::Fortnight => format!("P{}W", times(2.0)),
            Self::Month => format!("P{count}M"),
            Self::Quarter => format!("P{}M", times(3.0)),
            Self::Year => format!("P{count}Y"),
            Self::Decade => format!("P{}Y", times(10.0)),
            Self::Century => format!("P{}Y", times(100.0)),
        }
    }

    /// `count` of it as a span of time.
    pub fn elapsed(self, count: i64) -> Option<Elapsed> {
        let span = Elapsed::new();
        match self {
            Self::Second => span.try_seconds(count),
            Self::Minute => span.try_minutes(count),
            Self::Hour => span.try_hours(count),
            Self::Day | Self::Weekday => span.try_days(count),
            Self::Week | Self::Weekend => span.try_weeks(count),
            Self::Fortnight => span.try_weeks(count.checked_mul(2)?),
            Self::Month => span.try_months(count),
            Self::Quarter => span.try_months(count.checked_mul(3)?),
            Self::Year => span.try_years(count),
            Self::Decade => span.try_years(count.checked_mul(10)?),
            Self::Century => span.try_years(count.checked_mul(100)?),
        }
        .ok()
    }
}

/// How a period hangs on the time of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchoring {
    /// Not at all.
    Absolute,
    /// The TIMEX3 leaves open what the anchor fixes: "XXXX-04-26".
    Open,
    /// The TIMEX3 was made from it.
    Relative,
    /// The TIMEX3 was made from it, its time of day too.
    Instant,
}

/// A stretch of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    pub timex: String,
    /// The first day and the day behind the last; none for days that do not exist.
    pub days: Option<(Date, Date)>,
    pub unit: Unit,
    pub anchoring: Anchoring,
    /// Month and day, where the year is open.
    pub open: Option<(i8, Option<i8>)>,
}

impl Period {
    /// A day.
    pub fn day(date: Date, anchoring: Anchoring) -> Option<Self> {
        Some(Self {
            timex: date.to_string(),
            days: Some((date, date.tomorrow().ok()?)),
            unit: Unit::Day,
            anchoring,
            open: None,
        })
    }

    /// A month.
    pub fn month(year: i16, month: i8, anchoring: Anchoring) -> Option<Self> {
        let start = Date::new(year, month, 1).ok()?;
        Some(Self {
            timex: format!("{year:04}-{month:02}"),
            days: Some((start, after(start, Unit::Month, 1)?)),
            unit: Unit::Month,
            anchoring,
            open: None,
        })
    }

    /// A year.
    pub fn year(year: i16, anchoring: Anchoring) -> Option<Self> {
        let start = Date::new(year, 1, 1).ok()?;
        Some(Self {
            timex: format!("{year:04}"),
            days: Some((start, after(start, Unit::Year, 1)?)),
            unit: Unit::Year,
            anchoring,
            open: None,
        })
    }

    /// The week that holds a day.
    pub fn week(date: Date, anchoring: Anchoring) -> Option<Self> {
        let start = monday(date)?;
        let week = date.iso_week_date();
        Some(Self {
            timex: format!("{:04}-W{:02}", week.year(), week.week()),
            days: Some((start, after(start, Unit::Week, 1)?)),
            unit: Unit::Week,
            anchoring,
            open: None,
        })
    }

    /// The weekend of the week that holds a day.
    pub fn weekend(date: Date, anchoring: Anchoring) -> Option<Self> {
        let week = Self::week(date, anchoring)?;
        let (start, end) = week.days?;
        let days = Some((after(start, Unit::Day, 5)?, end));
        Some(Self { timex: format!("{}-WE", week.timex), days, unit: Unit::Weekend, ..week })
    }

    /// `count` units from a day on, as a range.
    pub fn stretch(start: Date, unit: Unit, count: i64, anchoring: Anchoring) -> Option<Self> {
        let end = after(start, unit, count)?;
        Some(Self {
            timex: format!("({start},{end},{})", unit.duration(&count.to_string())),
            days: Some((start, end)),
            unit,
            anchoring,
            open: None,
        })
    }

    /// A day or a whole month of a year that is open; `future` tells on which side of `now`.
    pub fn open(month: i8, day: Option<i8>, now: DateTime, future: bool) -> Self {
        let days = nearest(month, day, now.date(), future);
        let timex = match day {
            Some(day) => format!("XXXX-{month:02}-{day:02}"),
            None => format!("XXXX-{month:02}"),
        };
        let unit = if day.is_some() { Unit::Day } else { Unit::Month };
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

    /// The TIMEX3 of its first day.
    pub fn first_day(&self) -> Option<String> {
        match self.unit {
            _ if self.timex.starts_with('(') => Some(self.days?.0.to_string()),
            // A day within a longer period is one already.
            _ if self.timex.len() == "XXXX-XX-XX".len() => Some(self.timex.clone()),
            Unit::Day => Some(self.timex.clone()),
            Unit::Month => Some(format!("{}-01", self.timex)),
            Unit::Year => Some(format!("{}-01-01", self.timex)),
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Weekday | Unit::Weekend => None,
            Unit::Week | Unit::Fortnight | Unit::Quarter | Unit::Decade | Unit::Century => {
                Some(self.days?.0.to_string())
            }
        }
    }
}

/// A day or a month of a year; a day that does not exist has a TIMEX3 only.
pub(crate) fn dated(year: i16, month: i8, day: Option<i8>, anchoring: Anchoring) -> Option<Period> {
    let Some(day) = day else {
        return Period::month(year, month, anchoring);
    };
    Date::new(year, month, day).ok().and_then(|date| Period::day(date, anchoring))
}

/// The day `count` units behind a day.
pub(crate) fn after(date: Date, unit: Unit, count: i64) -> Option<Date> {
    if unit == Unit::Weekday {
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
pub(crate) fn monday(date: Date) -> Option<Date> {
    after(date, Unit::Day, -i64::from(date.weekday().to_monday_zero_offset()))
}

/// The days of the closest such day or month that is not `future`, or is: news tell of the past.
fn nearest(month: i8, day: Option<i8>, now: Date, future: bool) -> Option<(Date, Date)> {
    let years = (0..=LEAP_CYCLE).map(|year| if future { year } else { 1 - year });
    let candidates = years.filter_map(|years| {
        let year = now.year().checked_add(years)?;
        dated(year, month, day, Anchoring::Open)?.days
    });
    let limit = after(now, Unit::Day, NEAR_DAYS)?;
    let mut fitting =
        candidates.filter(|(start, end)| if future { *end > now } else { *start <= limit });
    fitting.next()
}
/// 29 February comes back after eight years at most.
const LEAP_CYCLE: i16 = 8;
/// So few days ahead a date is near even where nothing speaks of the future.
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
        assert_eq!(after(date(2024, 4, 26), Unit::Weekday, 2), Some(date(2024, 4, 30)));
    }
}
