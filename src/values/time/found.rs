//! A time as it was found, and how it is answered.

use super::calendar::{Anchoring, Period, midnight};
use crate::{document::Time, language::values::TimeUnit};
use jiff::civil::{Date, DateTime};

/// A time that was found.
#[derive(Clone, Debug)]
pub(super) struct FoundTime {
    /// The TIMEX3 value, resolved where it hangs on the anchor.
    pub timex: String,
    /// That of the words alone, where they leave open what the anchor fixes.
    pub written: Option<String>,
    /// When it starts and when it has ended, either of which may be open.
    pub times: Option<(Option<DateTime>, Option<DateTime>)>,
    pub anchoring: Anchoring,
    /// The first day of the period that it names, and the unit of that.
    pub named: Option<(Date, TimeUnit)>,
    /// The token at which its words start, where that is not where its meaning does: "since May".
    pub start: Option<usize>,
}

/// A time, and the tokens that it spans.
#[derive(Clone, Debug)]
pub(super) struct LocatedTime {
    pub found: FoundTime,
    pub start: usize,
    pub end: usize,
}

impl FoundTime {
    /// One that is in no place on the calendar: a duration or a set.
    pub fn unplaced(timex: String) -> Self {
        Self {
            timex,
            written: None,
            times: None,
            anchoring: Anchoring::Absolute,
            named: None,
            start: None,
        }
    }

    /// One from a time to another.
    pub fn placed(timex: String, start: DateTime, end: DateTime, anchoring: Anchoring) -> Self {
        Self { times: Some((Some(start), Some(end))), anchoring, ..Self::unplaced(timex) }
    }

    /// A period.
    pub fn of_period(period: Period) -> Self {
        let times = period.days.map(|(start, end)| (Some(midnight(start)), Some(midnight(end))));
        Self {
            written: period.written,
            times,
            anchoring: period.anchoring,
            named: period.days.map(|(start, _)| (start, period.unit)),
            ..Self::unplaced(period.timex)
        }
    }

    /// The same, with words that start at this token.
    pub fn starting_at(self, start: usize) -> Self {
        Self { start: Some(start), ..self }
    }

    /// The time as it is answered; without an anchor what hangs on one stays open.
    pub fn answered(self, anchored: bool) -> Time {
        let hangs = self.anchoring != Anchoring::Absolute;
        let written = self.written.unwrap_or_else(|| match self.anchoring {
            Anchoring::Absolute | Anchoring::Open => self.timex.clone(),
            Anchoring::Relative => masked(&self.timex),
            Anchoring::Instant => blank(&self.timex),
        });
        if hangs && !anchored {
            return Time { timex: written, ..Time::default() };
        }
        let (start, end) = self.times.unwrap_or_default();
        let written = if written == self.timex { String::new() } else { written };
        let (start, end) = (start.map(iso), end.map(iso));
        Time { timex: self.timex, written, start, end, anchored: hangs }
    }
}

/// ISO 8601: a date, with the time of day if it is not midnight.
fn iso(time: DateTime) -> String {
    if time == midnight(time.date()) {
        time.date().to_string()
    } else {
        time.strftime("%Y-%m-%dT%H:%M:%S").to_string()
    }
}

/// A TIMEX3 value whose date is not known: of a date its form is left, a duration stays.
fn masked(timex: &str) -> String {
    if timex.starts_with('P') {
        return timex.to_owned();
    }
    match timex.split_once('T') {
        Some((date, time)) if !time.is_empty() => format!("{}T{time}", blank(date)),
        Some((date, _)) => blank(date),
        None => blank(timex),
    }
}

/// A TIMEX3 value without its digits.
fn blank(timex: &str) -> String {
    timex.chars().map(|c| if c.is_ascii_digit() { 'X' } else { c }).collect()
}
