//! Times of the day.

use super::{Parser, words::part};
use crate::values::{
    Parsed,
    number::{self, DASHES},
};

/// A time on the clock or a part of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Daytime {
    /// Behind the date: "T08:30", "TMO".
    pub timex: String,
    /// Seconds from midnight to its start and its end; the end may lie on the next day.
    pub start: i64,
    pub end: i64,
    /// Whether the half of the day is known.
    certain: bool,
}

const HOUR: i64 = 3600;
const MINUTE: i64 = 60;

impl Daytime {
    fn clock(hour: i64, minute: Option<i64>, second: Option<i64>, certain: bool) -> Option<Self> {
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

    /// A part of the day.
    fn part((code, start, end): (&str, i8, i8)) -> Self {
        let timex = format!("T{code}");
        let seconds = |hours: i8| i64::from(hours) * HOUR;
        Self { timex, start: seconds(start), end: seconds(end), certain: true }
    }

    /// The part of the day of this name.
    pub fn named(word: &str) -> Option<Self> {
        part(word).map(Self::part)
    }

    /// The same time twelve hours later.
    fn in_afternoon(self) -> Self {
        if self.start >= 12 * HOUR {
            return Self { certain: true, ..self };
        }
        let hour = self.start / HOUR + 12;
        let rest = self.timex.get(3..).unwrap_or_default();
        let timex = format!("T{hour:02}{rest}");
        let (start, end) = (self.start + 12 * HOUR, self.end + 12 * HOUR);
        Self { timex, start, end, certain: true }
    }

    /// The same time in this half of the day.
    fn in_half(self, half: Half) -> Self {
        match half {
            Half::Afternoon => self.in_afternoon(),
            Half::Morning if self.start >= 12 * HOUR && self.start < 13 * HOUR => {
                let rest = self.timex.get(3..).unwrap_or_default();
                let timex = format!("T00{rest}");
                let (start, end) = (self.start - 12 * HOUR, self.end - 12 * HOUR);
                Self { timex, start, end, certain: true }
            }
            Half::Morning => Self { certain: true, ..self },
        }
    }

    /// From one time to another, on any day.
    pub fn until(&self, end: &Self, date: &str, next: &str) -> String {
        let ahead = if end.start > self.start { 0 } else { 24 * HOUR };
        let date_of_end = if ahead == 0 { date } else { next };
        let length = elapsed(end.start + ahead - self.start);
        format!("({date}{},{date_of_end}{},{length})", self.timex, end.timex)
    }
}

/// The TIMEX3 of a duration in seconds.
pub(crate) fn elapsed(seconds: i64) -> String {
    let mut written = String::from("PT");
    for (count, unit) in
        [(seconds / HOUR, 'H'), (seconds % HOUR / MINUTE, 'M'), (seconds % MINUTE, 'S')]
    {
        if count > 0 {
            written += &format!("{count}{unit}");
        }
    }
    written
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

impl Parser<'_> {
    /// A time on the clock; `loose` where a lone number is one, as behind a date and "at".
    pub(crate) fn clock(&self, at: usize, loose: bool) -> Parsed<Daytime> {
        let reader = self.reader;
        match reader.word(at) {
            "noon" | "noonish" | "midday" => {
                return Some((Daytime::clock(12, None, None, true)?, at + 1));
            }
            "midnight" => return Some((Daytime::clock(0, None, None, true)?, at + 1)),
            "mid" if reader.is(at + 1, &["night"]) => {
                return Some((Daytime::clock(0, None, None, true)?, at + 2));
            }
            _ => {}
        }
        if let Some((past, end)) = self.minutes_past(at) {
            return Some(self.with_half(past, end));
        }
        let (found, end, complete) = self.hands(at)?;
        let (found, end) = match reader.word(end) {
            "noon" if found.start == 12 * HOUR => return Some((found, end + 1)),
            "ish" if reader.touches(end) => return Some((found, end + 1)),
            "o'clock" | "o’clock" | "oclock" => return Some(self.with_half(found, end + 1)),
            _ => match self.half(end) {
                Some((half, behind)) => {
                    let hour = found.start / HOUR;
                    let sane = (1..=12).contains(&hour) || (complete && hour <= 23);
                    let both = reader.is(behind, &["or"]) && self.half(behind + 1).is_some();
                    return (sane && !both).then(|| (found.in_half(half), behind));
                }
                None => (found, end),
            },
        };
        let (halved, behind) = self.with_half(found, end);
        let said_at = at.checked_sub(1).is_some_and(|before| reader.is(before, &["at"]));
        (complete || loose || (behind > end && said_at))
            .then_some((halved, behind))
            .filter(|_| !reader.touches(end) || !reader.is_word(end))
    }

    /// The hands of the clock, and whether they look like nothing else.
    fn hands(&self, at: usize) -> Option<(Daytime, usize, bool)> {
        let reader = self.reader;
        if let Some(hour) = reader.whole(at, 2) {
            let colon = |at: usize| {
                let minute = reader.whole(at + 1, 2).filter(|_| reader.is_sign(at, &[':']))?;
                (reader.touches(at) && reader.touches(at + 1) && reader.written(at + 1).len() == 2)
                    .then_some(i64::from(minute))
            };
            let minute = colon(at + 1);
            let second = minute.and_then(|_| colon(at + 3));
            let found = Daytime::clock(hour.into(), minute, second, hour > 12)?;
            let length = 1 + 2 * usize::from(minute.is_some()) + 2 * usize::from(second.is_some());
            return Some((found, at + length, minute.is_some()));
        }
        if let Some(digits) = reader.digits(at) {
            // "8.30pm", "1140 a.m.", "6.45" behind "at"
            let (hour, minute) = match digits.split_once('.') {
                Some((hour, minute)) if minute.len() == 2 && hour.len() <= 2 => (hour, minute),
                Some(_) => return None,
                None if digits.len() == 4 && self.half(at + 1).is_some() => {
                    digits.split_at_checked(2)?
                }
                None => return None,
            };
            let known = self.half(at + 1).is_some() || (at > 0 && reader.is(at - 1, &["at"]));
            let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
            return known
                .then(|| Daytime::clock(hour, Some(minute), None, hour > 12))
                .flatten()
                .map(|found| (found, at + 1, true));
        }
        let hour = number::cardinal(reader.word(at)).filter(|hour| (1..=12).contains(hour))?;
        let dash = reader.skip_sign(at + 1, DASHES);
        if let Some((minute, end)) =
            number::below_hundred(reader, dash).filter(|(minute, _)| (10..60).contains(minute))
            && reader.digits(dash).is_none()
        {
            return Some((Daytime::clock(hour, Some(minute), None, false)?, end, false));
        }
        Some((Daytime::clock(hour, None, None, false)?, at + 1, false))
    }

    /// "10 past 9", "half past seven", "a quarter to six".
    fn minutes_past(&self, at: usize) -> Parsed<Daytime> {
        let reader = self.reader;
        let (minutes, end) = match reader.word(at) {
            "half" => (30, at + 1),
            "quarter" => (15, at + 1),
            _ => number::below_hundred(reader, at)?,
        };
        let past = reader.expect(end, &["past"])?;
        let (hour, end) = number::below_hundred(reader, past)?;
        let end = reader.skip(end, &["o'clock", "o’clock", "oclock"]);
        let sane = (1..=12).contains(&hour) && (1..60).contains(&minutes);
        sane.then(|| Daytime::clock(hour, Some(minutes), None, false)).flatten().map(|t| (t, end))
    }

    /// "a.m." or "p.m." in one of its spellings.
    fn half(&self, at: usize) -> Parsed<Half> {
        let reader = self.reader;
        let (half, letters) = match reader.word(at) {
            "am" | "a.m." | "ampm" => return Some((Half::Morning, at + 1)),
            "pm" | "p.m." => return Some((Half::Afternoon, at + 1)),
            "a" => (Half::Morning, at + 1),
            "p" => (Half::Afternoon, at + 1),
            _ => return None,
        };
        let dot = reader.skip_sign(letters, &['.']);
        if reader.is(dot, &["m", "m."]) {
            return Some((half, reader.skip_sign(dot + 1, &['.'])));
        }
        reader.touches(at).then_some((half, letters))
    }

    /// A time with the part of the day behind it: "7 in the morning", "8 tonight".
    fn with_half(&self, found: Daytime, at: usize) -> (Daytime, usize) {
        let reader = self.reader;
        let named = reader.expect(at, &["in", "the"]).or_else(|| reader.expect(at, &["at"]));
        let early = reader.skip(at, &["early", "late"]);
        let name = named.unwrap_or(early);
        match part(reader.word(name)) {
            Some((code, ..)) if named.is_some() || early > at => {
                (found.in_half(half_of(code)), name + 1)
            }
            Some(_) | None => (found, at),
        }
    }

    /// A part of the day, perhaps with a time: "in the morning", "late afternoon", "in the morning at 7".
    pub(crate) fn part_of_day(&self, at: usize) -> Parsed<Daytime> {
        let reader = self.reader;
        let (name, qualified) = self.part_name(at)?;
        let night_time = reader.is_sign(name + 1, DASHES) && reader.is(name + 2, &["time"]);
        if reader.is(name, &["night"]) && night_time {
            return Some((Daytime::part(("NT", 0, 8)), name + 3));
        }
        let word = reader.word(name);
        let found = part(word).or_else(|| part(word.strip_suffix('s')?))?;
        let at_clock = reader.expect(name + 1, &["at"]);
        if let Some((clock, end)) = at_clock.and_then(|at| self.clock(at, true)) {
            let half = half_of(found.0);
            return Some((if clock.certain { clock } else { clock.in_half(half) }, end));
        }
        qualified.then(|| (Daytime::part(found), name + 1))
    }

    /// Where the name of the part stands, and whether it is no part of another name.
    fn part_name(&self, at: usize) -> Option<(usize, bool)> {
        let reader = self.reader;
        let the = reader.expect(at, &["in", "the"]).or_else(|| reader.expect(at, &["in"]));
        if let Some(name) = the {
            let plural =
                reader.word(name).strip_suffix('s').is_some_and(|word| part(word).is_some());
            return (part(reader.word(name)).is_some() || plural).then_some((name, true));
        }
        if reader.is(at, &["early", "late", "later"]) {
            let in_the = reader.expect(at + 1, &["in", "the"]).unwrap_or(at + 1);
            return part(reader.word(in_the)).map(|_| (in_the, true));
        }
        let lunch = if reader.is(at, &["at"]) { at + 1 } else { at };
        part(reader.word(lunch))
            .filter(|_| lunch == at || reader.is(lunch, &["lunchtime", "night"]))?;
        Some((lunch, true))
    }

    /// From one time to another: "1-3 pm", "between 9:30 and 4:30pm", "5 to seven in the morning".
    pub(crate) fn clocks(&self, at: usize, loose: bool) -> Parsed<(Daytime, Daytime)> {
        let reader = self.reader;
        let from = reader.skip(at, &["from", "between"]);
        let (first, end) = self.clock(from, true)?;
        let between = reader.is(at, &["between"]);
        let joint: &[&str] = match (between, from > at) {
            (true, _) => &["and", "to"],
            (false, _) => &["to", "until", "till", "through"],
        };
        let behind = reader.skip(reader.skip_sign(end, DASHES), joint);
        let (last, behind) = (behind > end).then(|| self.clock(behind, true)).flatten()?;
        let stated = |clock: &Daytime| clock.certain || clock.timex.len() > 3;
        let announced = from > at && stated(&last);
        if !(loose || last.certain || announced || (stated(&first) && stated(&last))) {
            return None;
        }
        let half = if last.start >= 12 * HOUR { Half::Afternoon } else { Half::Morning };
        let first = match (first.certain, last.certain) {
            (false, true) => {
                let moved = first.clone().in_half(half);
                if moved.start < last.start { moved } else { first }
            }
            _ => first,
        };
        let last = if first.certain && !last.certain && last.start < first.start {
            last.in_afternoon()
        } else {
            last
        };
        let last =
            if !last.certain && last.start <= first.start { last.in_afternoon() } else { last };
        Some(((first, last), behind))
    }

    /// Both times in the half of the day that a part of it names.
    pub(crate) fn halved(times: (Daytime, Daytime), part: &Daytime) -> (Daytime, Daytime) {
        let half = half_of(part.timex.get(1..).unwrap_or_default());
        (Self::in_part(times.0, half), Self::in_part(times.1, half))
    }

    /// A time in the half of the day that a part of it names.
    pub(crate) fn during(time: Daytime, part: &Daytime) -> Daytime {
        Self::in_part(time, half_of(part.timex.get(1..).unwrap_or_default()))
    }

    fn in_part(time: Daytime, half: Half) -> Daytime {
        if time.certain { time } else { time.in_half(half) }
    }
}

/// The half of the day in which a part of it lies.
fn half_of(code: &str) -> Half {
    if code == "MO" { Half::Morning } else { Half::Afternoon }
}
