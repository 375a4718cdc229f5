//! Times: dates, times of the day, durations and sets, and stretches from one to another.

mod calendar;
mod clock;
mod date;
mod duration;
mod holiday;
mod moment;
mod range;
mod relative;
mod words;
mod year;

pub(crate) use holiday::{Holiday, holidays};
pub(crate) use words::{following, starters};

use super::{Parsed, number::DASHES, reader::Reader};
use crate::document::Time;
use calendar::{Anchoring, Period, Unit};
use jiff::civil::{Date, DateTime};
use words::{FUTURE, PAST};

/// Whether a word is a unit of time.
pub(crate) fn is_unit(word: &str) -> bool {
    words::unit(word).is_some()
}

/// Whether a word is a month.
pub(crate) fn is_month(word: &str) -> bool {
    words::month(word).is_some()
}

/// The time that starts at a token.
pub(crate) fn read(reader: &Reader, at: usize, anchor: Option<DateTime>) -> Parsed<Time> {
    let now = anchor.unwrap_or(DateTime::constant(2000, 1, 1, 0, 0, 0, 0));
    let parser = Parser { reader, now, start: at };
    let (found, end) = parser.time(at)?;
    Some((found.written(anchor.is_some()), end))
}

/// Reads times.
struct Parser<'text> {
    reader: &'text Reader<'text>,
    /// When the text was written; any time if that is not known.
    now: DateTime,
    /// The token at which the time starts.
    start: usize,
}

/// What was found.
#[derive(Clone, Debug)]
struct Found {
    timex: String,
    /// When it starts and has ended, either of which may be open.
    times: Option<(Option<DateTime>, Option<DateTime>)>,
    anchoring: Anchoring,
}

impl Default for Found {
    fn default() -> Self {
        Self { timex: String::new(), times: None, anchoring: Anchoring::Absolute }
    }
}

impl Found {
    fn of_period(period: Period) -> Self {
        let midnight = |date: Date| date.to_datetime(jiff::civil::Time::midnight());
        let times = period.days.map(|(start, end)| (Some(midnight(start)), Some(midnight(end))));
        Self { timex: period.timex, times, anchoring: period.anchoring }
    }

    /// The time as it is answered; without an anchor what hangs on one stays open.
    fn written(self, anchored: bool) -> Time {
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
    if time.time() == jiff::civil::Time::midnight() {
        time.date().to_string()
    } else {
        time.strftime("%Y-%m-%dT%H:%M:%S").to_string()
    }
}

/// A TIMEX3 whose date is not known: of a stretch its length is left, of a date its form.
fn masked(timex: &str) -> String {
    let range = timex.strip_prefix('(').and_then(|range| range.strip_suffix(')'));
    if let Some((_, length)) = range.and_then(|range| range.rsplit_once(',')) {
        return length.to_owned();
    }
    let (date, time) = timex.split_once('T').unwrap_or((timex, ""));
    let date = blank(date);
    if time.is_empty() { date } else { format!("{date}T{time}") }
}

/// A TIMEX3 without its digits.
fn blank(timex: &str) -> String {
    timex.chars().map(|c| if c.is_ascii_digit() { 'X' } else { c }).collect()
}

/// Words behind which "last" is a verb.
const MODALS: &[&str] = &[
    "to",
    "will",
    "would",
    "can",
    "could",
    "may",
    "might",
    "should",
    "must",
    "not",
    "shouldn't",
    "won't",
    "doesn't",
    "didn't",
    "cannot",
];

/// What joins the ends of a range.
const JOINTS: &[&str] = &["to", "until", "till", "through"];

/// Words before a time that say on which side of it something lies.
const SIDES: &[(&[&str], Side)] = &[
    (&["no", "later", "than"], Side::Before),
    (&["earlier", "than"], Side::Before),
    (&["later", "than"], Side::After),
    (&["greater", "than"], Side::After),
    (&["as", "late", "as"], Side::Until),
    (&["as", "early", "as"], Side::Since),
    (&["before"], Side::Before),
    (&["until"], Side::Before),
    (&["till"], Side::Before),
    (&["after"], Side::After),
    (&["since"], Side::Since),
    (&["starting"], Side::Since),
    (&["around"], Side::At),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Before,
    Until,
    Since,
    After,
    At,
}

/// So many words before a time may say whether it lies ahead.
const LOOK_BACK: usize = 8;

impl Parser<'_> {
    /// Whether the words before speak of the future: the closest one that tells decides.
    fn is_future(&self) -> bool {
        let before = self.start.saturating_sub(LOOK_BACK)..self.start;
        let tells = |at: &usize| self.reader.is(*at, FUTURE) || self.reader.is(*at, PAST);
        before.rev().find(tells).is_some_and(|at| self.reader.is(at, FUTURE))
    }

    fn time(&self, at: usize) -> Parsed<Found> {
        self.present(at)
            .or_else(|| self.sided(at))
            .or_else(|| self.recurring(at))
            .or_else(|| self.range(at))
            .or_else(|| self.qualified(at))
            .or_else(|| self.stepped_lengths(at))
            .or_else(|| self.open_ended(at))
            .or_else(|| self.duration(at))
    }

    /// A moment, perhaps with what makes it the start or the end of an open stretch: "2018 or later".
    fn open_ended(&self, at: usize) -> Parsed<Found> {
        let (moment, end) = self.moment(at)?;
        let found = moment.found();
        let joined = self.reader.skip(end, &["and", "or"]);
        let times = found.times.unwrap_or_default();
        let times = match self.reader.word(joined) {
            "later" | "after" => (times.0, None),
            "earlier" | "before" => (None, times.1),
            _ => return Some((found, end)),
        };
        let sentence_ends = !self.reader.is_word(joined + 1);
        if joined == end || !sentence_ends {
            return Some((found, end));
        }
        Some((Found { times: Some(times), ..found }, joined + 1))
    }

    /// "now"
    fn present(&self, at: usize) -> Parsed<Found> {
        let reader = self.reader;
        let end = reader
            .expect(at, &["right", "now"])
            .or_else(|| reader.expect(at, &["now"]))
            .or_else(|| reader.expect(at, &["at", "the", "moment"]))
            .or_else(|| reader.expect(at, &["at", "the", "minute"]))
            .or_else(|| reader.expect(at, &["at", "this", "time"]))?;
        let timex = "PRESENT_REF".to_owned();
        let times = Some((Some(self.now), None));
        Some((Found { timex, times, anchoring: Anchoring::Open }, end))
    }

    /// "since August", "before 2018", "no later than 6:00", "around 1pm".
    fn sided(&self, at: usize) -> Parsed<Found> {
        let (side, next) =
            SIDES.iter().find_map(|(words, side)| Some((*side, self.reader.expect(at, words)?)))?;
        let late = self.reader.skip(next, &["late", "early"]);
        let (found, end) = if side == Side::At {
            let (moment, end) = self.moment(next).filter(|(moment, _)| moment.hours.is_some())?;
            (moment.found(), end)
        } else {
            self.qualified(next)
                .or_else(|| self.qualified(self.reader.skip(next, &["the"])))
                .or_else(|| self.moment(late).map(|(moment, end)| (moment.found(), end)))?
        };
        let (start, after) = found.times.unwrap_or_default();
        let times = match side {
            Side::Before => (None, start),
            Side::Until => (None, after),
            Side::Since => (start, None),
            Side::After => (after, None),
            Side::At => (start, after),
        };
        Some((Found { times: Some(times), ..found }, end))
    }

    /// "early 2017", "later this year", "the end of March", "mid-November".
    fn qualified(&self, at: usize) -> Parsed<Found> {
        let reader = self.reader;
        let the = reader.skip(at, &["the"]);
        let dash = reader.skip_sign(at + 1, DASHES);
        let (part, next) = match (reader.word(at), reader.word(the)) {
            (_, "end") => (End, reader.expect(the + 1, &["of"])?),
            (_, "beginning" | "start") => (Start, reader.expect(the + 1, &["of"])?),
            (_, "middle") => (Middle, reader.expect(the + 1, &["of"])?),
            ("mid", _) => (Middle, dash),
            ("early" | "earlier", _) => (Start, dash),
            ("late" | "later", _) => (End, dash),
            _ => return None,
        };
        let (period, end) = self.whole(next)?;
        // The article belongs to what ends with the day only: "the end of today".
        if the > at && period.unit != Unit::Day {
            return None;
        }
        let (start, behind) = period.days?;
        let days = behind.since(start).ok()?.get_days();
        let at_part = |thirds: i32| calendar::after(start, Unit::Day, i64::from(days * thirds / 3));
        let (start, behind) = match part {
            Start => (start, at_part(1)?),
            Middle => (at_part(1)?, at_part(2)?),
            End => (at_part(2)?, behind),
        };
        if period.unit == Unit::Day {
            let last = start.at(23, 59, 59, 0);
            let timex = format!("{}T23:59:59", period.timex);
            let midnight = behind.to_datetime(jiff::civil::Time::midnight());
            let times = Some((Some(last), Some(midnight)));
            return (part == End)
                .then_some((Found { timex, times, anchoring: period.anchoring }, end));
        }
        Some((Found::of_period(Period { days: Some((start, behind)), ..period }), end))
    }

    /// The period of which a part is named: "March", "the year", "last year".
    fn whole(&self, at: usize) -> Parsed<Period> {
        let reader = self.reader;
        let the = reader.skip(at, &["in"]);
        let the = reader.skip(the, &["the"]);
        let period = match reader.word(the) {
            "year" => Period::year(self.now.year(), Anchoring::Relative),
            "month" => Period::month(self.now.year(), self.now.month(), Anchoring::Relative),
            "week" => Period::week(self.now.date(), Anchoring::Relative),
            "day" => Period::day(self.now.date(), Anchoring::Relative),
            _ => return self.period(at),
        };
        Some((period?, the + 1))
    }

    /// "the past three days", "next 5 minutes", "5 past years".
    fn stepped_lengths(&self, at: usize) -> Parsed<Found> {
        let reader = self.reader;
        let step = |at: usize| self.step(at).filter(|(step, _)| *step != 0);
        if let Some((count, end)) = self.count(at)
            && let Some((step, unit)) = step(end)
        {
            return self.stepped_count(count, unit, step);
        }
        let (step, next) = step(at)?;
        // "the talks will last two hours"
        let verb = reader.is(at, &["last"])
            && at.checked_sub(1).is_some_and(|before| reader.is(before, MODALS));
        if verb || self.period(at).is_some() { None } else { self.stepped_length(next, step) }
    }

    /// A stretch of days.
    fn period(&self, at: usize) -> Parsed<Period> {
        self.relative(at).or_else(|| self.holiday(at)).or_else(|| self.date(at))
    }
}

/// Which third of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Start,
    Middle,
    End,
}
use Part::{End, Middle, Start};
