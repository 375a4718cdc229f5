//! Times of the day, by the clock or by name.

use crate::language::values::PartOfDay;

pub(super) const HOUR: i64 = 3600;
const MINUTE: i64 = 60;
pub(super) const DAY: i64 = 24 * HOUR;

/// A time on the clock or a part of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Daytime {
    /// Its part of a TIMEX3 value, behind the date: "T08:30", "TMO".
    pub timex: String,
    /// Seconds from midnight to its start.
    pub start: i64,
    /// Seconds from midnight to its end, which may lie on the next day.
    pub end: i64,
    /// True if the half of the day is known.
    pub certain: bool,
}

/// A half of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    Morning,
    Afternoon,
}

impl Half {
    /// The one in which a part of the day lies, by its TIMEX3 code.
    pub fn of(code: &str) -> Self {
        if code == "MO" { Self::Morning } else { Self::Afternoon }
    }
}

impl Daytime {
    /// The time that the hands of a clock show; none if there is no such time.
    pub fn clock(
        hour: i64,
        minute: Option<i64>,
        second: Option<i64>,
        certain: bool,
    ) -> Option<Self> {
        let sane = (0..=24).contains(&hour)
            && (0..60).contains(&minute.unwrap_or(0))
            && (0..60).contains(&second.unwrap_or(0));
        let (timex, length) = match (minute, second) {
            (None, _) => (format!("T{hour:02}"), HOUR),
            (Some(minute), None) => (format!("T{hour:02}:{minute:02}"), MINUTE),
            (Some(minute), Some(second)) => (format!("T{hour:02}:{minute:02}:{second:02}"), 1),
        };
        let start = hour * HOUR + minute.unwrap_or(0) * MINUTE + second.unwrap_or(0);
        sane.then_some(Self { timex, start, end: start + length, certain })
    }

    /// Tells whether it is more than an hour whose half of the day is open.
    pub fn is_stated(&self) -> bool {
        self.certain || self.timex.len() > "T08".len()
    }

    /// The same time twelve hours later, if it lies in the morning.
    pub fn in_afternoon(self) -> Self {
        if self.start >= 12 * HOUR {
            return Self { certain: true, ..self };
        }
        self.moved(12)
    }

    /// The same time in this half of the day.
    pub fn in_half(self, half: Half) -> Self {
        match half {
            Half::Afternoon => self.in_afternoon(),
            Half::Morning if (12 * HOUR..13 * HOUR).contains(&self.start) => self.moved(-12),
            Half::Morning => Self { certain: true, ..self },
        }
    }

    /// The same time in the half of the day that a part of it names, unless its half is known.
    pub fn during(self, part: &Self) -> Self {
        let half = Half::of(part.timex.get(1..).unwrap_or_default());
        if self.certain { self } else { self.in_half(half) }
    }

    fn moved(self, hours: i64) -> Self {
        let hour = self.start / HOUR + hours;
        let minutes = self.timex.get("T08".len()..).unwrap_or_default();
        Self {
            timex: format!("T{hour:02}{minutes}"),
            start: self.start + hours * HOUR,
            end: self.end + hours * HOUR,
            certain: true,
        }
    }
}

impl From<PartOfDay> for Daytime {
    fn from(part: PartOfDay) -> Self {
        let seconds = |hours: i8| i64::from(hours) * HOUR;
        Self {
            timex: format!("T{}", part.code),
            start: seconds(part.start),
            end: seconds(part.end),
            certain: true,
        }
    }
}

/// The TIMEX3 value of a duration in seconds.
pub(super) fn elapsed(seconds: i64) -> String {
    let mut written = String::from("PT");
    let parts = [(seconds / HOUR, 'H'), (seconds % HOUR / MINUTE, 'M'), (seconds % MINUTE, 'S')];
    for (count, unit) in parts.into_iter().filter(|(count, _)| *count > 0) {
        written += &format!("{count}{unit}");
    }
    written
}
