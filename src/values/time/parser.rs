//! Times of any form.
//!
//! Most forms may be part of others, so all of them are methods of one parser, with a file for each
//! kind.

use super::{
    calendar::Period,
    context::Context,
    found::{FoundTime, LocatedTime},
};
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
    /// The times that were named before.
    pub context: &'text Context,
}

fn located(found: FoundTime, at: usize, end: usize) -> LocatedTime {
    LocatedTime { start: found.start.unwrap_or(at), end, found }
}

impl TimeParser<'_> {
    /// The time that starts at a token, or both ends of a stretch.
    pub(super) fn times(&self, at: usize) -> Parsed<Vec<LocatedTime>> {
        if let Some((found, end)) = self.before_ranges(at) {
            return Some((vec![located(found, at, end)], end));
        }
        if let Some(found) = self.range(at) {
            return Some(found);
        }
        let (found, end) = self.behind_ranges(at).or_else(|| self.behind_article(at))?;
        let cursor = self.cursor;
        // "the third-quarter results": the article is the noun's.
        let attribute = cursor.lexeme(end - 1).unit == Some(TimeUnit::Quarter)
            && cursor.is_hyphen(end - 2)
            && cursor.expect(at, self.words().stretches.articles).is_some();
        Some((vec![located(found, at + usize::from(attribute), end)], end))
    }

    fn before_ranges(&self, at: usize) -> Parsed<FoundTime> {
        self.reference(at).or_else(|| self.sided(at)).or_else(|| self.set(at))
    }

    fn behind_ranges(&self, at: usize) -> Parsed<FoundTime> {
        self.third(at)
            .or_else(|| self.stepped_length(at))
            .or_else(|| self.open_ended(at))
            .or_else(|| self.duration(at))
            .or_else(|| self.vague_length(at))
    }

    /// A time to which the article belongs: "the past three months", "the late 1970s", "the
    /// following day".
    pub(super) fn behind_article(&self, at: usize) -> Parsed<FoundTime> {
        let cursor = self.cursor;
        let next = cursor.expect(at, self.words().stretches.articles)?;
        let stepped = || {
            let takes = cursor.meaning(next, self.words().steps.steps).is_some()
                || cursor.lexeme(next).season.is_some()
                || self.accounting_year(next).is_some()
                || self.decade(next).is_some();
            let (moment, end) = takes.then(|| self.moment(next)).flatten()?;
            Some((moment.found(self.day_spoken_of()), end))
        };
        self.third(next)
            .or_else(|| self.stepped_length(next))
            .or_else(stepped)
            .or_else(|| self.length_behind_article(next))
    }

    /// A stretch of days.
    pub(super) fn period(&self, at: usize) -> Parsed<Period> {
        self.part_behind_year(at)
            .or_else(|| self.relative(at))
            .or_else(|| self.holiday(at))
            .or_else(|| self.date(at))
    }

    pub(super) fn words(&self) -> &'static ValueWords {
        self.cursor.words
    }

    pub(super) fn today(&self) -> Date {
        self.now.date()
    }

    /// The day that the text speaks of, or else that of writing.
    pub(super) fn day_spoken_of(&self) -> Date {
        self.context.day().unwrap_or_else(|| self.today())
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
