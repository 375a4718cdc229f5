//! Durations: "three days", "a 30-minute", "one hour and a half", "the past three days".

use super::{
    calendar::{Anchoring, after, midnight},
    found::FoundTime,
    parser::TimeParser,
};
use crate::{
    language::values::TimeUnit,
    values::{cursor::Parsed, decimal::Number, number},
};
use jiff::civil::DateTime;

/// The number that "a few" and "several" are read as.
const FEW: i64 = 3;
/// A count that is not said, in a TIMEX3 value.
const VAGUE: &str = "X";

/// A length of time.
#[derive(Clone, Debug)]
pub(super) struct Length {
    pub count: Number,
    pub unit: TimeUnit,
    pub timex: String,
    /// True if it is "a few" or "several".
    pub vague: bool,
}

impl Length {
    fn new(count: Number, unit: TimeUnit) -> Self {
        Self { count, unit, timex: unit.duration(&count.decimal()), vague: false }
    }

    /// The same as one of which the count is not said: "a few days".
    fn vague(self) -> Self {
        Self { timex: self.unit.duration(VAGUE), vague: true, ..self }
    }

    /// The time that lies so much behind another, or before it where `sign` is -1.
    pub fn shift(&self, from: DateTime, sign: i64) -> Option<DateTime> {
        match self.count.integer() {
            Some(count) if self.unit >= TimeUnit::Day => {
                let date = after(from.date(), self.unit, sign.checked_mul(count)?)?;
                Some(date.to_datetime(from.time()))
            }
            Some(count) => from.checked_add(self.unit.elapsed(sign.checked_mul(count)?)?).ok(),
            None => {
                let seconds = (self.count.approximate() * self.unit.seconds()).round() as i64;
                from.checked_add(TimeUnit::Second.elapsed(sign.checked_mul(seconds)?)?).ok()
            }
        }
    }

    /// The stretch of this length between two times.
    pub fn between(&self, start: DateTime, end: DateTime) -> FoundTime {
        FoundTime::placed(self.timex.clone(), start, end, Anchoring::Relative)
    }
}

impl TimeParser<'_> {
    /// A count of times: "3", "a", "half an", "a few", "several".
    fn count(&self, at: usize) -> Parsed<Number> {
        let cursor = self.cursor;
        let words = self.words();
        let counts = |at: &usize| self.unit(*at).is_some();
        if let Some(end) = cursor.expect(at, words.lengths.half_a).filter(counts) {
            return Some((Number::ratio(1, 2)?, end));
        }
        let vague = cursor.skip(at, words.a);
        if cursor.is(vague, words.lengths.few)
            || (vague == at && cursor.is(at, words.lengths.several))
        {
            return Some((Number::whole(FEW), vague + 1));
        }
        if let Some(end) = cursor.expect_word(vague, words.lengths.couple) {
            return Some((Number::whole(2), cursor.skip(end, words.of)));
        }
        if let Some(end) = cursor.expect_word(at, words.articles).filter(counts) {
            return Some((Number::ONE, end));
        }
        if let Some(end) = cursor.expect(at, words.lengths.one_and_half) {
            return Some((Number::ratio(3, 2)?, end));
        }
        number::read(cursor, at, false)
    }

    /// A duration: "three days", "a 30-minute", "one hour and a half", "2 hours and 30 minutes".
    pub(super) fn length(&self, at: usize) -> Parsed<Length> {
        let cursor = self.cursor;
        let words = self.words();
        if let Some(name) = cursor.expect_word(at, words.lengths.all) {
            let unit = self.unit(name).filter(|unit| *unit >= TimeUnit::Day)?;
            return Some((Length::new(Number::ONE, unit), name + 1));
        }
        let (count, end) = self.count(at)?;
        let dash = usize::from(cursor.is_hyphen(end));
        let name = cursor.skip(end + dash, words.lengths.fillers);
        let (unit, end) = match cursor.expect(name, words.lengths.working_days) {
            Some(end) => (TimeUnit::Weekday, end),
            None => (self.unit(name)?, name + 1),
        };
        // "three quarters" is a number; "a second" and "the 2nd night" are ordinals.
        let doubtful = unit == TimeUnit::Quarter
            || (unit == TimeUnit::Second && cursor.is(at, words.a))
            || (cursor.is(name, words.lengths.abbreviations) && cursor.digits(name - 1).is_none());
        if doubtful || count.less_than(Number::ZERO) {
            return None;
        }
        let mut parts = words.lengths.and_parts.iter();
        let part = parts.find_map(|(words, part)| Some((*part, cursor.sequence(end, words)?)));
        match part {
            Some((part, end)) => {
                let count = count.plus(Number::ratio(1, part.into())?)?;
                Some((Length::new(count, unit), end))
            }
            None if self.is_vague(at) => Some((Length::new(count, unit).vague(), end)),
            None => Some(self.with_rest(Length::new(count, unit), end)),
        }
    }

    /// Tells whether a count is not said: "a few", "several".
    fn is_vague(&self, at: usize) -> bool {
        let words = &self.words().lengths;
        let few = self.cursor.skip(at, self.words().a);
        self.cursor.is(few, words.few) || self.cursor.is(at, words.several)
    }

    /// A duration with the smaller unit behind it: "2 hours and 30 minutes".
    fn with_rest(&self, length: Length, at: usize) -> (Length, usize) {
        match self.rest(length.unit, at) {
            Some((rest, end)) => {
                let rest = rest.trim_start_matches("PT").trim_start_matches('P');
                (Length { timex: format!("{}{rest}", length.timex), ..length }, end)
            }
            None => (length, at),
        }
    }

    /// The TIMEX3 value of the duration in a smaller unit.
    fn rest(&self, larger: TimeUnit, at: usize) -> Parsed<String> {
        let words = self.words();
        let (count, end) = number::read(self.cursor, self.cursor.skip(at, words.and), false)?;
        let (count, unit) = (count.integer()?, self.unit(end)?);
        let fits = matches!(
            (larger, unit),
            (TimeUnit::Hour, TimeUnit::Minute)
                | (TimeUnit::Minute, TimeUnit::Second)
                | (TimeUnit::Year, TimeUnit::Month)
        );
        let apart = self.cursor.is(end + 1, words.lengths.directions);
        (fits && !apart).then(|| (unit.duration(&count.to_string()), end + 1))
    }

    /// "the past three days", "next 5 minutes", "5 past years".
    pub(super) fn stepped_length(&self, at: usize) -> Parsed<FoundTime> {
        let step = |at: usize| self.step(at).filter(|(step, _)| *step != 0);
        if let Some((count, end)) = self.count(at)
            && let Some((step, name)) = step(end)
        {
            let length = Length::new(count, self.unit(name)?);
            return Some((self.until_or_since_now(&length, step)?, name + 1));
        }
        let (step, next) = step(at)?;
        // "the talks will last two hours"
        let words = &self.words().steps;
        let verb = self.cursor.is(at, words.verbs) && self.cursor.is_behind(at, words.modals);
        if verb || self.period(at).is_some() {
            return None;
        }
        let (length, end) = self.length(next)?;
        Some((self.until_or_since_now(&length, step)?, end))
    }

    /// The stretch of a length that ends or begins now.
    fn until_or_since_now(&self, length: &Length, step: i64) -> Option<FoundTime> {
        let (start, end) = if step > 0 {
            // The days to come begin tomorrow.
            let wait = i64::from(length.unit >= TimeUnit::Day);
            let start = self.now.checked_add(TimeUnit::Day.elapsed(wait)?).ok()?;
            (start, length.shift(start, 1)?)
        } else {
            (length.shift(self.now, step)?, self.now)
        };
        let found = if length.unit >= TimeUnit::Day {
            length.between(midnight(start.date()), midnight(end.date()))
        } else {
            length.between(start, end)
        };
        Some(found)
    }
}
