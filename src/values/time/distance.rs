//! Durations, and times that lie one away: "three days ago", "in two weeks", "four months from
//! tomorrow".

use super::{
    calendar::{Anchoring, Direction, Period},
    found::FoundTime,
    length::Length,
    parser::TimeParser,
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
        if start > at
            && let Some((moment, end)) = self.moment(start)
            && (moment.hours.is_some() || moment.period.is_some_and(|period| period.open.is_some()))
        {
            let (moment, _) = self.moment(start)?;
            return Some((moment.found(self.day_spoken_of()), end));
        }
        let (length, end) = self.length(start)?;
        // "52 years old" is an age.
        if cursor.is(cursor.skip_dash(end), words.quantities.old) {
            return None;
        }
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
            if length.vague {
                return Some((FoundTime::unplaced(words.references.past.to_owned()), at + 1));
            }
            let from = if cursor.is(at, words.lengths.ago_in_text) {
                self.point_spoken_of()
            } else {
                self.now
            };
            return Some((point(length, from, -1)?, at + 1));
        }
        if cursor.is(at, words.lengths.hence) {
            if length.vague {
                return Some((FoundTime::unplaced(length.timex.clone()), at + 1));
            }
            return Some((point(length, self.point_spoken_of(), 1)?, at + 1));
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

    /// The time from which "three days later" is counted: what the text named last.
    fn point_spoken_of(&self) -> DateTime {
        let named = self.context.period().map(|(start, _)| start);
        named.map_or(self.now, |date| date.to_datetime(self.now.time()))
    }

    /// "in two weeks", "within nine months"; in what tells of the past "in" is of a duration.
    fn ahead(&self, at: usize) -> Parsed<FoundTime> {
        let cursor = self.cursor;
        let words = self.words();
        let start = cursor.expect(at + 1, words.steps.next).unwrap_or(at + 1);
        let start = cursor.expect(start, words.lengths.more_than).unwrap_or(start);
        let (length, end) = self.length(start)?;
        // "in 30-minute intervals"
        if cursor.is_dash(end - 2) {
            return None;
        }
        if cursor.is(at, words.lengths.until_then) {
            let within = length.between(self.now, length.shift(self.now, 1)?);
            return Some((within.starting_at(at + 1), end));
        }
        if let Some(found) = self.away(&length, end) {
            return Some(found);
        }
        if cursor.is_dash(end) || cursor.is(end, words.possessive) {
            return None;
        }
        // "crosses the strait in two hours": of hours it is how long it takes.
        let short = length.unit < TimeUnit::Day;
        if length.vague || short || self.direction() != Direction::Ahead {
            return Some((FoundTime::unplaced(length.timex).starting_at(at + 1), end));
        }
        Some((point(&length, self.now, 1)?.starting_at(at + 1), end))
    }
}

/// The time that lies a length behind another, or before it where `sign` is -1.
fn point(length: &Length, from: DateTime, sign: i64) -> Option<FoundTime> {
    let there = length.shift(from, sign)?;
    if length.unit >= TimeUnit::Day {
        // "two years ago" is a year, and no day of it.
        let unit = if length.count.integer().is_some() { length.unit } else { TimeUnit::Day };
        return Some(FoundTime::of_period(Period::holding(
            there.date(),
            unit,
            Anchoring::Relative,
        )?));
    }
    let end = there.checked_add(TimeUnit::Second.elapsed(1)?).ok()?;
    let timex = there.strftime("%Y-%m-%dT%H:%M:%S").to_string();
    let times = Some((Some(there), Some(end)));
    Some(FoundTime { times, anchoring: Anchoring::Instant, ..FoundTime::unplaced(timex) })
}
