//! Stretches that are open on one side: "since August", "2018 or later".

use super::{found::FoundTime, parser::TimeParser};
use crate::{language::values::Side, values::cursor::Parsed};

impl TimeParser<'_> {
    /// "since August", "before 2018", "no later than 6:00", "around 1pm".
    pub(super) fn sided(&self, at: usize) -> Parsed<FoundTime> {
        let cursor = self.cursor;
        let words = self.words();
        let mut sides = words.stretches.sides.iter();
        let (side, next) =
            sides.find_map(|(phrase, side)| Some((*side, cursor.sequence(at, phrase)?)))?;
        let day = self.day_spoken_of();
        let inner = Self { start: next, cursor, now: self.now, context: self.context };
        let (found, end) = if side == Side::At {
            let (moment, end) = inner.moment(next).filter(|(moment, _)| {
                let day = moment.period.as_ref().is_some_and(|period| period.open.is_some());
                moment.hours.is_some() || day
            })?;
            (moment.found(day).starting_at(at), end)
        } else {
            // Where it lies is said by what stands before.
            let (found, end) = inner.reference(next).or_else(|| inner.behind_ranges_dated(next))?;
            let start = found.start.unwrap_or(next);
            (found.starting_at(start), end)
        };
        let found_times = found.times;
        let (start, after) = found_times?;
        let times = match side {
            Side::Before => (None, start),
            Side::Until => (None, after),
            Side::Since => (start, None),
            Side::After => (after, None),
            Side::At => (start, after),
        };
        Some((FoundTime { times: Some(times), ..found }, end))
    }

    /// A time on the calendar, which may be open on one side.
    fn behind_ranges_dated(&self, at: usize) -> Parsed<FoundTime> {
        let cursor = self.cursor;
        let moment = |at: usize| {
            let (moment, end) = self.moment(at)?;
            Some((moment.found(self.day_spoken_of()), end))
        };
        self.third(at)
            .or_else(|| self.behind_article(at))
            .filter(|(found, _)| found.times.is_some())
            .or_else(|| moment(at))
            .or_else(|| moment(cursor.skip(at, self.words().clock.qualifiers)))
    }

    /// A moment, perhaps with what makes it the start or the end of an open stretch: "2018 or
    /// later".
    pub(super) fn open_ended(&self, at: usize) -> Parsed<FoundTime> {
        let cursor = self.cursor;
        let words = &self.words().stretches;
        let (moment, end) = self.moment(at)?;
        let found = moment.found(self.day_spoken_of());
        // The words after it make it open only at the end of a sentence or a part of one.
        let joined = cursor.expect_word(end, words.open_joints);
        let Some(open) = joined.filter(|open| !cursor.is_word(open + 1)) else {
            return Some((found, end));
        };
        let (start, after) = found.times.unwrap_or_default();
        let times = if cursor.is(open, words.later) {
            (start, None)
        } else if cursor.is(open, words.earlier) {
            (None, after)
        } else {
            return Some((found, end));
        };
        Some((FoundTime { times: Some(times), ..found }, open + 1))
    }
}
