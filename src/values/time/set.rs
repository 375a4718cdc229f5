//! Sets of times: "every two days", "Tuesdays at 9am", "daily", "once a year".

use super::{found::FoundTime, parser::TimeParser};
use crate::{
    language::values::TimeUnit,
    values::{cursor::Parsed, decimal::Number, number},
};

/// The TIMEX3 value of every working day.
const WORKING_DAYS: &str = "P1WD";

impl TimeParser<'_> {
    /// A set of times.
    pub(super) fn set(&self, at: usize) -> Parsed<FoundTime> {
        let (timex, end) = self
            .named_set(at)
            .or_else(|| self.every_two(at))
            .or_else(|| self.rate(at))
            .or_else(|| self.day_of_every_month(at))
            .or_else(|| self.every_day_of_name(at))
            .or_else(|| self.every(at))?;
        Some((FoundTime::unplaced(timex), end))
    }

    /// "daily"
    fn named_set(&self, at: usize) -> Parsed<String> {
        let cursor = self.cursor;
        let set = cursor.lexeme(at).set?;
        // "the annual meeting", "a quarterly dividend" are no times.
        let attribute = cursor.is(at, self.words().lengths.attributive_sets);
        (!attribute).then(|| (set.to_owned(), at + 1))
    }

    /// "bi-weekly"
    fn every_two(&self, at: usize) -> Parsed<String> {
        let words = &self.words().lengths;
        let dash = self.cursor.expect_word(at, words.two)?;
        let name = self.cursor.word(dash + 1);
        let (_, timex) = words.every_two.iter().find(|(set, _)| *set == name)?;
        self.cursor.is_dash(dash).then(|| ((*timex).to_owned(), dash + 2))
    }

    /// "once a year"
    fn rate(&self, at: usize) -> Parsed<String> {
        let next = self.cursor.expect_word(at, self.words().lengths.times)?;
        let name = self.cursor.expect_word(next, self.words().articles)?;
        Some((self.unit(name)?.duration("1"), name + 1))
    }

    /// "19th of every month"
    fn day_of_every_month(&self, at: usize) -> Parsed<String> {
        let (day, end) = number::ordinal(self.cursor, at)?;
        let end = self.cursor.expect(end, self.words().lengths.of_every_month)?;
        Some((format!("XXXX-XX-{day:02}"), end))
    }

    /// "Tuesdays at 9am", "Tuesday mornings", "evenings".
    fn every_day_of_name(&self, at: usize) -> Parsed<String> {
        let lexeme = self.cursor.lexeme(at);
        if let Some(day) = lexeme.weekdays {
            return Some(self.with_clock(&format!("XXXX-WXX-{day}"), at + 1));
        }
        if let Some(day) = lexeme.weekday
            && let Some(part) = self.cursor.lexeme(at + 1).parts_of_days
        {
            return Some((format!("XXXX-WXX-{day}T{}", part.code), at + 2));
        }
        Some((format!("T{}", lexeme.parts_of_days?.code), at + 1))
    }

    /// "every two days", "every other Tuesday", "any morning".
    fn every(&self, at: usize) -> Parsed<String> {
        let cursor = self.cursor;
        let words = &self.words().lengths;
        let start = cursor.expect_word(at, words.every)?;
        let other = cursor.skip(start, words.other);
        if let Some(day) = cursor.lexeme(other).weekday {
            return Some(self.with_clock(&format!("XXXX-WXX-{day}"), other + 1));
        }
        if let Some(month) = cursor.lexeme(other).month.filter(|_| self.is_clear(other)) {
            return Some((format!("XXXX-{month:02}"), other + 1));
        }
        if let Some(season) = self.season_name(other) {
            return Some((format!("XXXX-{season}"), other + 1));
        }
        if let Some(part) = self.part(other) {
            let (clock, end) = self.with_clock("", other + 1);
            let timex = if clock.is_empty() { format!("T{}", part.code) } else { clock };
            return Some((timex, end));
        }
        let (count, end) = number::read(cursor, other, false).unwrap_or((Number::ONE, other));
        let unit = self.unit(end)?;
        if unit == TimeUnit::Day && end == other {
            let (clock, end) = self.with_clock("", end + 1);
            if !clock.is_empty() {
                return Some((clock, end));
            }
        }
        if unit == TimeUnit::Weekday {
            return Some((WORKING_DAYS.to_owned(), end + 1));
        }
        let count = if other > start { count.times(Number::whole(2))? } else { count };
        Some((unit.duration(&count.decimal()), end + 1))
    }

    /// The TIMEX3 value of a set with the time of day at which it is.
    fn with_clock(&self, timex: &str, at: usize) -> (String, usize) {
        let clock = self.cursor.expect_word(at, self.words().at);
        match clock.and_then(|at| self.clock(at, true)) {
            Some((clock, end)) => (format!("{timex}{}", clock.timex), end),
            None => (timex.to_owned(), at),
        }
    }
}
