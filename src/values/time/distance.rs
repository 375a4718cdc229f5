//! Durations, and times that lie one away: "three days ago", "in two weeks", "four months from
//! tomorrow".

use super::{
    calendar::{Anchoring, Period},
    found::FoundTime,
    length::Length,
    parser::{LOOK_BACK, TimeParser},
};
use crate::{language::values::TimeUnit, values::cursor::Parsed};
use jiff::civil::DateTime;

impl TimeParser<'_> {
    /// A duration or what lies one away.
    pub(super) fn duration(&self, at: usize) -> Parsed<FoundTime> {
        let cursor = self.cursor;
        let words = self.words();
        if cursor.is(at, words.lengths.ahead) {
            return self.ahead(at);
        }
        let start = cursor.expect(at, words.lengths.more_than).unwrap_or(at);
        let (length, end) = self.length(start)?;
        if let Some(found) = self.away(&length, end) {
            return Some(found);
        }
        // "twice a day"
        let vague =
            cursor.is(start + 1, words.lengths.few) || cursor.is(start + 1, words.lengths.couple);
        let rate = cursor.is(start, words.articles)
            && !vague
            && !cursor.is_behind(start, words.lengths.before)
            && !cursor.is(end, words.lengths.behind);
        (!rate).then(|| (FoundTime::unplaced(length.timex), end))
    }

    /// "three days ago", "two weeks later", "four months from tomorrow".
    fn away(&self, length: &Length, at: usize) -> Parsed<FoundTime> {
        let cursor = self.cursor;
        let words = self.words();
        if cursor.is(at, words.lengths.ago) {
            return Some((point(length, self.now, -1)?, at + 1));
        }
        if cursor.is(at, words.lengths.hence) {
            return Some((point(length, self.now, 1)?, at + 1));
        }
        let sign = if cursor.is(at, words.lengths.before_time) {
            -1
        } else {
            cursor.is(at, words.lengths.after_time).then_some(1)?
        };
        if let Some(end) = cursor.expect_word(at + 1, words.lengths.now) {
            return Some((point(length, self.now, sign)?, end));
        }
        // "from the year 2000"
        let year = cursor.is(at + 1, words.the) && cursor.is(at + 2, words.steps.year);
        let (period, end) = self.period(at + 1 + usize::from(year))?;
        let (first, _) = period.days?;
        let found = point(length, first.to_datetime(self.now.time()), sign)?;
        // It hangs on the anchor if what it lies away from does.
        let anchoring = match period.anchoring {
            Anchoring::Absolute => Anchoring::Absolute,
            Anchoring::Open | Anchoring::Relative | Anchoring::Instant => Anchoring::Relative,
        };
        Some((FoundTime { anchoring, ..found }, end))
    }

    /// "in two weeks", "within nine months"; in what tells of the past "in" is of a duration.
    fn ahead(&self, at: usize) -> Parsed<FoundTime> {
        let cursor = self.cursor;
        let words = self.words();
        let start = cursor.expect(at + 1, words.steps.next).unwrap_or(at + 1);
        let (length, end) = self.length(start)?;
        // "in 30-minute intervals"
        if cursor.is_dash(end - 2) {
            return None;
        }
        if cursor.is(at, words.lengths.until_then) {
            return Some((length.between(self.now, length.shift(self.now, 1)?), end));
        }
        if let Some(found) = self.away(&length, end) {
            return Some(found);
        }
        let is_past = |before: usize| {
            let ends = |ending: &&str| cursor.word(before).ends_with(*ending);
            cursor.is(before, words.steps.past) || words.steps.past_endings.iter().any(ends)
        };
        let past = (at.saturating_sub(LOOK_BACK)..at).any(is_past);
        if (past && !self.is_future()) || cursor.is_dash(end) {
            return None;
        }
        Some((point(&length, self.now, 1)?, end))
    }
}

/// The time that lies a length behind another, or before it where `sign` is -1.
fn point(length: &Length, from: DateTime, sign: i64) -> Option<FoundTime> {
    let there = length.shift(from, sign)?;
    if length.unit >= TimeUnit::Day {
        return Some(FoundTime::of_period(Period::day(there.date(), Anchoring::Relative)?));
    }
    let end = there.checked_add(TimeUnit::Second.elapsed(1)?).ok()?;
    let timex = there.strftime("%Y-%m-%dT%H:%M:%S").to_string();
    let times = Some((Some(there), Some(end)));
    Some(FoundTime { timex, times, anchoring: Anchoring::Instant })
}
