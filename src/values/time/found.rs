//! A time as it was found, and how it is answered.

use super::calendar::{Anchoring, Period, midnight};
use crate::document::Time;
use jiff::civil::DateTime;

/// A time that was found.
#[derive(Clone, Debug)]
pub(super) struct FoundTime {
    pub timex: String,
    /// When it starts and when it has ended, either of which may be open.
    pub times: Option<(Option<DateTime>, Option<DateTime>)>,
    pub anchoring: Anchoring,
}

impl FoundTime {
    /// One that is in no place on the calendar: a duration or a set.
    pub fn unplaced(timex: String) -> Self {
        Self { timex, times: None, anchoring: Anchoring::Absolute }
    }

    /// A period.
    pub fn of_period(period: Period) -> Self {
        let times = period.days.map(|(start, end)| (Some(midnight(start)), Some(midnight(end))));
        Self { timex: period.timex, times, anchoring: period.anchoring }
    }

    /// The time as it is answered; without an anchor what hangs on one stays open.
    pub fn written(self, anchored: bool) -> Time {
        let hangs = self.anchoring != Anchoring::Absolute;
        if hangs && !anchored {
            let timex = match self.anchoring {
                Anchoring::Absolute | Anchoring::Open => self.timex,
                Anchoring::Relative => masked(&self.timex),
                Anchoring::Instant => blank(&self.timex),
            };
            return Time { timex, ..Time::default() };
        }
        let (start, end) = self.times.unwrap_or_default();
        Time { timex: self.timex, start: start.map(iso), end: end.map(iso), anchored: hangs }
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

/// A TIMEX3 value whose date is not known: of a stretch its length is left, of a date its form.
fn masked(timex: &str) -> String {
    let range = timex.strip_prefix('(').and_then(|range| range.strip_suffix(')'));
    if let Some((_, length)) = range.and_then(|range| range.rsplit_once(',')) {
        return length.to_owned();
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
