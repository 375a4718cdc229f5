//! Days with their hours: "tonight", "Monday afternoon", "8:30 p.m. on Thursday".

use super::{
    calendar::{self, Anchoring, Period, midnight},
    daytime::{DAY, Daytime, elapsed},
    found::FoundTime,
    parser::TimeParser,
};
use crate::{language::values::TimeUnit, values::cursor::Parsed};
use jiff::civil::Date;

/// A stretch of days, hours of a day, or both.
#[derive(Clone, Debug)]
pub(super) struct Moment {
    pub period: Option<Period>,
    pub hours: Option<Hours>,
}

/// Hours of a day.
#[derive(Clone, Debug)]
pub(super) enum Hours {
    At(Daytime),
    Between(Daytime, Daytime),
}

impl Hours {
    /// The same hours in the half of the day that a part of it names.
    fn during(self, part: &Daytime) -> Self {
        match self {
            Self::At(time) => Self::At(time.during(part)),
            Self::Between(first, last) => Self::Between(first.during(part), last.during(part)),
        }
    }
}

impl Moment {
    /// The moment as a time; hours alone are of the day that the text speaks of.
    pub(super) fn found(self, day: Date) -> FoundTime {
        let Some(hours) = self.hours else {
            return self
                .period
                .map_or_else(|| FoundTime::unplaced(String::new()), FoundTime::of_period);
        };
        let spoken_of = || Some(Period::day(day, Anchoring::Open)?.written_as(String::new()));
        let period = self.period.or_else(spoken_of);
        let period = period.as_ref();
        let date = period.map_or("", |period| &period.timex);
        let day = period.and_then(|period| period.days);
        let at =
            |seconds: i64| midnight(day?.0).checked_add(TimeUnit::Second.elapsed(seconds)?).ok();
        let (timex, times) = match &hours {
            Hours::At(time) => (format!("{date}{}", time.timex), at(time.start).zip(at(time.end))),
            Hours::Between(first, last) => {
                let ahead = if last.start > first.start { 0 } else { DAY };
                let length = elapsed(last.start + ahead - first.start);
                return FoundTime {
                    times: at(first.start)
                        .zip(at(last.start + ahead))
                        .map(|(start, end)| (Some(start), Some(end))),
                    anchoring: period.map_or(Anchoring::Absolute, |period| period.anchoring),
                    ..FoundTime::unplaced(length)
                };
            }
        };
        FoundTime {
            written: period.and_then(|period| period.written.as_ref()).map(|date| match &hours {
                Hours::At(time) => format!("{date}{}", time.timex),
                Hours::Between(..) => date.clone(),
            }),
            times: times.map(|(start, end)| (Some(start), Some(end))),
            anchoring: period.map_or(Anchoring::Absolute, |period| period.anchoring),
            named: day.map(|(start, _)| (start, TimeUnit::Day)),
            ..FoundTime::unplaced(timex)
        }
    }
}

impl TimeParser<'_> {
    /// A day with its hours, either alone, or a longer stretch of days.
    pub(super) fn moment(&self, at: usize) -> Parsed<Moment> {
        self.named_hours(at).or_else(|| self.day_with_hours(at)).or_else(|| self.hours_with_day(at))
    }

    /// "tonight", "this morning", "last night at 8", "next evening".
    fn named_hours(&self, at: usize) -> Parsed<Moment> {
        let cursor = self.cursor;
        let words = &self.words().clock;
        let late = cursor.skip(at, words.part_qualifiers);
        let (days, part, behind) = if let Some(behind) = cursor.expect_word(late, words.tonight) {
            (0, cursor.vocabulary.lexeme(words.tonight_part).part_of_day, behind)
        } else if let Some(behind) = cursor.expect(late, words.last_night) {
            (-1, self.part(behind - 1), behind)
        } else if cursor.is(late, words.this) {
            (0, self.part(late + 1), late + 2)
        } else if cursor.is(late, words.next) {
            (1, self.part(late + 1), late + 2)
        } else {
            return None;
        };
        let part = Daytime::from(part?);
        let date = calendar::after(self.today(), TimeUnit::Day, days)?;
        let period = Some(Period::day(date, Anchoring::Relative)?);
        let (hours, end) =
            self.hours_behind(behind, Some(&part)).unwrap_or((Hours::At(part), behind));
        Some((Moment { period, hours: Some(hours) }, end))
    }

    /// "Monday afternoon", "April 26 at 8:30", "tomorrow from 3 to 5pm".
    fn day_with_hours(&self, at: usize) -> Parsed<Moment> {
        let (period, end) = self.period(at)?;
        if period.unit != TimeUnit::Day {
            return Some((Moment { period: Some(period), hours: None }, end));
        }
        let late = self.cursor.skip(end, self.words().clock.qualifiers);
        let (hours, end) = match self.part(late).map(Daytime::from) {
            Some(part) => {
                let hours = self.hours_behind(late + 1, Some(&part));
                let (hours, end) = hours.unwrap_or((Hours::At(part), late + 1));
                (Some(hours), end)
            }
            None => match self.hours_behind(end, None) {
                Some((hours, end)) => (Some(hours), end),
                None => (None, end),
            },
        };
        Some((Moment { period: Some(period), hours }, end))
    }

    /// The hours behind a day, whose part is perhaps known.
    fn hours_behind(&self, at: usize, part: Option<&Daytime>) -> Parsed<Hours> {
        let cursor = self.cursor;
        let words = &self.words().clock;
        let next = cursor.skip_sign(at, &[',', '@', '-', ':']);
        let clock = cursor.skip(next, words.before_hours);
        let loose = cursor.is(next, words.before_lone_hours);
        let hours = self.hours_between(clock, true).or_else(|| self.hours_at(clock, loose));
        match (hours, part) {
            (Some((hours, end)), Some(part)) => Some((hours.during(part), end)),
            (Some(hours), None) => Some(hours),
            (None, Some(_)) => None,
            (None, None) => self.part_of_day(at).map(|(time, end)| (Hours::At(time), end)),
        }
    }

    fn hours_between(&self, at: usize, loose: bool) -> Parsed<Hours> {
        let ((first, last), end) = self.clocks(at, loose)?;
        Some((Hours::Between(first, last), end))
    }

    fn hours_at(&self, at: usize, loose: bool) -> Parsed<Hours> {
        let (time, end) = self.clock(at, loose)?;
        Some((Hours::At(time), end))
    }

    /// "8am this morning", "3pm on Friday", "7:30", "in the morning".
    fn hours_with_day(&self, at: usize) -> Parsed<Moment> {
        let (hours, end) = self.hours(at)?;
        let on = self.cursor.skip(self.cursor.skip_sign(end, &[',']), self.words().on);
        if let Some((named, end)) = self.named_hours(on)
            && let Some(Hours::At(part)) = named.hours
        {
            let hours = Some(hours.during(&part));
            return Some((Moment { period: named.period, hours }, end));
        }
        let Some((period, end)) = self.day(end) else {
            return Some((Moment { period: None, hours: Some(hours) }, end));
        };
        let (hours, end) = match self.part(end) {
            Some(part) => (hours.during(&part.into()), end + 1),
            None => (hours, end),
        };
        Some((Moment { period: Some(period), hours: Some(hours) }, end))
    }

    /// The hours at the start of a time; lone numbers are hours where a day behind them says so.
    fn hours(&self, at: usize) -> Parsed<Hours> {
        let cursor = self.cursor;
        // "at 8.30": without the preposition the figures are a number.
        let dotted = cursor.digits(at + 1).is_some_and(|digits| digits.contains('.'));
        let start = if dotted { cursor.skip(at, self.words().at) } else { at };
        let comma = |end: usize| cursor.skip_sign(end, &[',']);
        self.hours_between(start, false)
            .or_else(|| self.hours_at(start, false))
            .or_else(|| self.part_of_day(at).map(|(time, end)| (Hours::At(time), end)))
            .or_else(|| {
                let (hours, end) = self.hours_between(start, true)?;
                let day = self.day(end).is_some() || self.named_hours(comma(end)).is_some();
                day.then_some((hours, end))
            })
            .or_else(|| {
                // "killed 4 this morning": a lone number is an hour where something says so.
                let (hours, end) = self.hours_at(start, true)?;
                let announced =
                    comma(end) > end || cursor.is_behind(at, self.words().clock.announcing_hours);
                let part = || self.day(end).is_some_and(|(_, end)| self.part(end).is_some());
                let named = announced && (self.named_hours(comma(end)).is_some() || part());
                named.then_some((hours, end))
            })
    }

    /// The day behind its hours.
    fn day(&self, at: usize) -> Parsed<Period> {
        let on = self.cursor.skip(self.cursor.skip_sign(at, &[',']), self.words().on);
        self.period(on).filter(|(period, _)| period.unit == TimeUnit::Day)
    }
}
