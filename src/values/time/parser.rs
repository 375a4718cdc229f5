//! Times of any form.
//!
//! Most forms may be part of others, so all of them are methods of one parser, with a file for each
//! kind.

use super::{calendar::Period, found::FoundTime};
use crate::{
    language::values::{PartOfDay, TimeUnit, ValueWords},
    values::cursor::{Cursor, Parsed},
};
use jiff::civil::{Date, DateTime};

/// Reads times.
pub(super) struct TimeParser<'text> {
    pub cursor: &'text Cursor<'text>,
    /// The time of writing; any time if that is not known.
    pub now: DateTime,
    /// The token at which the time starts.
    pub start: usize,
}

/// The number of words before a time that may tell whether it lies ahead.
pub(super) const LOOK_BACK: usize = 8;

impl TimeParser<'_> {
    /// A time of any form; the first that fits is read.
    pub(super) fn time(&self, at: usize) -> Parsed<FoundTime> {
        self.present(at)
            .or_else(|| self.sided(at))
            .or_else(|| self.set(at))
            .or_else(|| self.range(at))
            .or_else(|| self.third(at))
            .or_else(|| self.stepped_length(at))
            .or_else(|| self.open_ended(at))
            .or_else(|| self.duration(at))
    }

    /// A stretch of days.
    pub(super) fn period(&self, at: usize) -> Parsed<Period> {
        self.relative(at).or_else(|| self.holiday(at)).or_else(|| self.date(at))
    }

    pub(super) fn words(&self) -> &'static ValueWords {
        self.cursor.words
    }

    pub(super) fn today(&self) -> Date {
        self.now.date()
    }

    /// Tells whether the words before speak of the future: the closest one that tells decides.
    pub(super) fn is_future(&self) -> bool {
        let words = &self.words().steps;
        let mut before = (self.start.saturating_sub(LOOK_BACK)..self.start).rev();
        let tells =
            |at: &usize| self.cursor.is(*at, words.future) || self.cursor.is(*at, words.past);
        before.find(tells).is_some_and(|at| self.cursor.is(at, words.future))
    }

    /// The unit of time at a token, in the singular or the plural.
    pub(super) fn unit(&self, at: usize) -> Option<TimeUnit> {
        self.cursor.lexeme(at).unit
    }

    /// The part of the day at a token.
    pub(super) fn part(&self, at: usize) -> Option<PartOfDay> {
        self.cursor.lexeme(at).part_of_day
    }
}
