//! Days with their hours.

use super::{
    Found, Parser,
    calendar::{self, Anchoring, Period, Unit},
    clock::Daytime,
    words,
};
use crate::values::Parsed;
use jiff::civil::DateTime;

/// A stretch of days, hours of a day, or both.
#[derive(Clone, Debug)]
pub(crate) struct Moment {
    pub period: Option<Period>,
    pub hours: Option<Hours>,
}

/// Hours of a day.
#[derive(Clone, Debug)]
pub(crate) enum Hours {
    At(Daytime),
    Between(Daytime, Daytime),
}

impl Moment {
    /// The moment as a time.
    pub(crate) fn found(self) -> Found {
        let Some(hours) = self.hours else {
            return self.period.map(Found::of_period).unwrap_or_default();
        };
        let date = self.period.as_ref().map_or("", |period| &period.timex);
        let day = self.period.as_ref().and_then(|period| period.days);
        let at = |seconds: i64| {
            let midnight = day?.0.to_datetime(jiff::civil::Time::midnight());
            midnight.checked_add(Unit::Second.elapsed(seconds)?).ok()
        };
        let (timex, times): (String, Option<(DateTime, DateTime)>) = match &hours {
            Hours::At(time) => (format!("{date}{}", time.timex), at(time.start).zip(at(time.end))),
            Hours::Between(first, last) => {
                let ahead = if last.start > first.start { 0 } else { 86_400 };
                let next = if ahead > 0 { day.map(|(_, next)| next.to_string()) } else { None };
                let timex = first.until(last, date, next.as_deref().unwrap_or(date));
                (timex, at(first.start).zip(at(last.start + ahead)))
            }
        };
        let anchoring = self.period.map_or(Anchoring::Absolute, |period| period.anchoring);
        Found { timex, times: times.map(|(start, end)| (Some(start), Some(end))), anchoring }
    }
}

impl Parser<'_> {
    /// A day with its hours, either alone, or a longer stretch of days.
    pub(crate) fn moment(&self, at: usize) -> Parsed<Moment> {
        self.named_hours(at).or_else(|| self.day_with_hours(at)).or_else(|| self.hours_with_day(at))
    }

    /// "tonight", "this morning", "last night at 8", "yesterday evening".
    fn named_hours(&self, at: usize) -> Parsed<Moment> {
        let reader = self.reader;
        let part = |at: usize| words::part(reader.word(at)).is_some();
        let late = reader.skip(at, &["early", "late", "later"]);
        let (days, name) = match reader.word(late) {
            "tonight" | "tonite" => (0, late),
            "this" if part(late + 1) => (0, late + 1),
            "last" if reader.is(late + 1, &["night"]) => (-1, late + 1),
            "next" if part(late + 1) => (1, late + 1),
            _ => return None,
        };
        let date = calendar::after(self.now.date(), Unit::Day, days)?;
        let period = Some(Period::day(date, Anchoring::Relative)?);
        let word = if name == late { "night" } else { reader.word(name) };
        let part = Daytime::named(word)?;
        let (hours, end) =
            self.hours_behind(name + 1, Some(&part)).unwrap_or((Hours::At(part), name + 1));
        Some((Moment { period, hours: Some(hours) }, end))
    }

    /// "Monday afternoon", "April 26 at 8:30", "tomorrow from 3 to 5pm".
    fn day_with_hours(&self, at: usize) -> Parsed<Moment> {
        let (period, end) = self.period(at)?;
        if period.unit != Unit::Day {
            return Some((Moment { period: Some(period), hours: None }, end));
        }
        let reader = self.reader;
        let late = reader.skip(end, &["early", "late"]);
        if let Some(part) = Daytime::named(reader.word(late)) {
            let behind = late + 1;
            let (hours, end) =
                self.hours_behind(behind, Some(&part)).unwrap_or((Hours::At(part), behind));
            return Some((Moment { period: Some(period), hours: Some(hours) }, end));
        }
        let (hours, end) = match self.hours_behind(end, None) {
            Some((hours, end)) => (Some(hours), end),
            None => (None, end),
        };
        Some((Moment { period: Some(period), hours }, end))
    }

    /// The hours behind a day, whose part is perhaps known.
    fn hours_behind(&self, at: usize, part: Option<&Daytime>) -> Parsed<Hours> {
        let reader = self.reader;
        let next = reader.skip_sign(at, &[',', '@', '-', ':']);
        let stated = reader.is(next, &["at", "around", "for", "about"]);
        let clock = if stated { next + 1 } else { next };
        if let Some((times, end)) = self.clocks(clock, true) {
            let times = match part {
                Some(part) => Self::halved(times, part),
                None => times,
            };
            return Some((Hours::Between(times.0, times.1), end));
        }
        let loose = reader.is(next, &["at", "around"]);
        if let Some((time, end)) = self.clock(clock, loose) {
            let time = part.map_or(time.clone(), |part| Self::during(time, part));
            return Some((Hours::At(time), end));
        }
        let (time, end) = self.part_of_day(at).filter(|_| part.is_none())?;
        Some((Hours::At(time), end))
    }

    /// "8am this morning", "3pm on Friday", "7:30", "in the morning".
    fn hours_with_day(&self, at: usize) -> Parsed<Moment> {
        let reader = self.reader;
        // "at 8.30": without the preposition the figures are a number.
        let dotted =
            reader.is(at, &["at"]) && reader.digits(at + 1).is_some_and(|d| d.contains('.'));
        let start = if dotted { at + 1 } else { at };
        let (hours, end) = self
            .clocks(start, false)
            .map(|((first, last), end)| (Hours::Between(first, last), end))
            .or_else(|| self.clock(start, false).map(|(time, end)| (Hours::At(time), end)))
            .or_else(|| self.part_of_day(at).map(|(time, end)| (Hours::At(time), end)))
            .or_else(|| {
                self.clocks(start, true).and_then(|((first, last), end)| {
                    let comma = reader.skip_sign(end, &[',']);
                    let day = self.period_of(end).is_some() || self.named_hours(comma).is_some();
                    day.then_some((Hours::Between(first, last), end))
                })
            })
            .or_else(|| {
                self.clock(start, true).and_then(|(time, end)| {
                    // "killed 4 this morning": a lone number is an hour where something says so.
                    let comma = reader.skip_sign(end, &[',']);
                    let stated = comma > end
                        || at.checked_sub(1).is_some_and(|before| {
                            reader.is(before, &["at", "around", "about", "by", "until"])
                        });
                    let named = self.named_hours(comma).is_some()
                        || self
                            .period_of(end)
                            .is_some_and(|(_, end)| Daytime::named(reader.word(end)).is_some());
                    (stated && named).then_some((Hours::At(time), end))
                })
            })?;
        let comma = reader.skip(reader.skip_sign(end, &[',']), &["on"]);
        if let Some((named, end)) = self.named_hours(comma)
            && let Some(Hours::At(part)) = named.hours
        {
            let hours = match hours {
                Hours::At(time) => Hours::At(Self::during(time, &part)),
                Hours::Between(first, last) => {
                    let (first, last) = Self::halved((first, last), &part);
                    Hours::Between(first, last)
                }
            };
            return Some((Moment { period: named.period, hours: Some(hours) }, end));
        }
        match self.period_of(end) {
            Some((period, end)) => {
                let named = Daytime::named(reader.word(end));
                let (hours, end) = match (hours, named) {
                    (Hours::At(time), Some(part)) => {
                        (Hours::At(Self::during(time, &part)), end + 1)
                    }
                    (Hours::Between(first, last), Some(part)) => {
                        let (first, last) = Self::halved((first, last), &part);
                        (Hours::Between(first, last), end + 1)
                    }
                    (hours, None) => (hours, end),
                };
                Some((Moment { period: Some(period), hours: Some(hours) }, end))
            }
            None => Some((Moment { period: None, hours: Some(hours) }, end)),
        }
    }

    /// The day behind its hours.
    fn period_of(&self, at: usize) -> Parsed<Period> {
        let on = self.reader.skip(self.reader.skip_sign(at, &[',']), &["on"]);
        self.period(on).filter(|(period, _)| period.unit == Unit::Day)
    }
}
