//! The names of the calendar: months, days, parts of the day, units of time and holidays.

use super::words::{Noun, Words};

/// The names of the calendar.
pub struct CalendarWords {
    /// Months, 1 to 12.
    pub months: &'static [(i8, Words)],
    /// Days of the week, 1 to 7, Monday first.
    pub weekdays: &'static [Noun<i8>],
    /// Units of time.
    pub units: &'static [Noun<TimeUnit>],
    /// Parts of the day.
    pub parts_of_day: &'static [Noun<PartOfDay>],
    /// Seasons: the TIMEX3 code and the names.
    pub seasons: &'static [(&'static str, Words)],
    /// Words for sets of times: the TIMEX3 value of their distance, and the words.
    pub sets: &'static [(&'static str, Words)],
    /// Holidays and their names, with a space between each two words; a possessive "'s" is part of
    /// its word.
    pub holidays: &'static [(Holiday, Words)],
    /// Other words at which a time may start.
    pub starters: Words,
    /// Words that are a time together with a number that touches them: "Q3", "FY2024".
    pub touching: Words,
    /// Words that tell that a time starts at an article or a preposition before them.
    pub following: Words,
}

/// A unit of time, from short to long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimeUnit {
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// A day on which one works.
    Weekday,
    /// A Saturday and the Sunday behind it.
    Weekend,
    /// A week.
    Week,
    /// Two weeks.
    Fortnight,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartOfDay {
    /// Its TIMEX3 code.
    pub code: &'static str,
    /// The hour at which it starts, 0 to 23.
    pub start: i8,
    /// The hour at which it has ended, 1 to 24.
    pub end: i8,
}

/// The rule by which a holiday falls on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holiday {
    /// A month and a day.
    On(i8, i8),
    /// A month, a day of the week (Monday is 1), and its position in the month; -1 is the last.
    Nth(i8, i8, i8),
    /// Days behind Easter Sunday of the western churches.
    Easter(i64),
    /// Days behind Easter Sunday of the eastern churches.
    OrthodoxEaster(i64),
    /// A month and a day of the tabular Islamic calendar; where the moon is sighted it may be a day
    /// later.
    Islamic(i64, i64),
    /// Days behind the first one of the Chinese year.
    Chinese(i64),
    /// Days behind Diwali.
    Diwali(i64),
    /// One whose day differs in one country: that, and the rules there and elsewhere, each a month, a
    /// day of the week and its position in the month.
    Local(&'static str, (i8, i8, i8), (i8, i8, i8)),
}
