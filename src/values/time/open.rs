//! The present, and stretches that are open on one side: "since August", "2018 or later".

use super::{calendar::Anchoring, found::FoundTime, parser::TimeParser};
use crate::{language::values::Side, values::cursor::Parsed};

/// The TIMEX3 value of the present.
const PRESENT: &str = "PRESENT_REF";

impl TimeParser<'_> {
    /// "now", "at the moment".
    pub(super) fn present(&self, at: usize) -> Parsed<FoundTime> {
        let end = self.cursor.expect(at, self.words().steps.present)?;
        let times = Some((Some(self.now), None));
        Some((FoundTime { timex: PRESENT.to_owned(), times, anchoring: Anchoring::Open }, end))
    }

    /// "since August", "before 2018", "no later than 6:00", "around 1pm".
    pub(super) fn sided(&self, at: usize) -> Parsed<FoundTime> {
        let cursor = self.cursor;
        let words = self.words();
        let mut sides = words.stretches.sides.iter();
        let (side, next) =
            sides.find_map(|(phrase, side)| Some((*side, cursor.sequence(at, phrase)?)))?;
        let (found, end) = if side == Side::At {
            let (moment, end) = self.moment(next).filter(|(moment, _)| moment.hours.is_some())?;
            (moment.found(), end)
        } else {
            self.third(next).or_else(|| self.third(cursor.skip(next, words.the))).or_else(|| {
                let (moment, end) = self.moment(cursor.skip(next, words.clock.qualifiers))?;
                Some((moment.found(), end))
            })?
        };
        let (start, after) = found.times.unwrap_or_default();
        let times = match side {
            Side::Before => (None, start),
            Side::Until => (None, after),
            Side::Since => (start, None),
            Side::After => (after, None),
            Side::At => (start, after),
        };
        Some((FoundTime { times: Some(times), ..found }, end))
    }

    /// A moment, perhaps with what makes it the start or the end of an open stretch: "2018 or
    /// later".
    pub(super) fn open_ended(&self, at: usize) -> Parsed<FoundTime> {
        let cursor = self.cursor;
        let words = &self.words().stretches;
        let (moment, end) = self.moment(at)?;
        let found = moment.found();
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
