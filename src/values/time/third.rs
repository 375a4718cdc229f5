//! Thirds of periods: "early 2017", "later this year", "the end of March", "mid-November".

use super::{
    calendar::{Anchoring, Period, after},
    found::FoundTime,
    parser::TimeParser,
};
use crate::{
    language::values::{Third, TimeUnit},
    values::cursor::Parsed,
};

impl TimeParser<'_> {
    /// A third of a period.
    pub(super) fn third(&self, at: usize) -> Parsed<FoundTime> {
        let (third, next) = self.noun_of_third(at).or_else(|| self.word_of_third(at))?;
        let (period, end) = self.named_or_current(next)?;
        let (start, behind) = period.days?;
        if period.unit == TimeUnit::Day {
            // "late on Monday" is of the day.
            return Some((FoundTime::of_period(period), end));
        }
        let days = behind.since(start).ok()?.get_days();
        let at_third = |thirds: i32| after(start, TimeUnit::Day, i64::from(days * thirds / 3));
        let days = match third {
            Third::Start => (start, at_third(1)?),
            Third::Middle => (at_third(1)?, at_third(2)?),
            Third::End => (at_third(2)?, behind),
        };
        let named = Some((start, period.unit));
        let third = FoundTime::of_period(Period { days: Some(days), ..period });
        Some((FoundTime { named, ..third }, end))
    }

    /// "the end of", and the index behind it.
    pub(super) fn noun_of_third(&self, at: usize) -> Parsed<Third> {
        let noun = self.cursor.skip(at, self.words().the);
        let third = self.cursor.meaning(noun, self.words().stretches.thirds)?;
        Some((third, self.cursor.expect_word(noun + 1, self.words().of)?))
    }

    /// "early", "mid-", and the index behind it.
    fn word_of_third(&self, at: usize) -> Parsed<Third> {
        let third = self.cursor.meaning(at, self.words().stretches.qualified)?;
        Some((third, self.cursor.skip_dash(at + 1)))
    }

    /// The period of which a part is named: "March", "the year", "last year".
    fn named_or_current(&self, at: usize) -> Parsed<Period> {
        let words = self.words();
        let inside = self.cursor.skip(at, words.stretches.inside);
        let name = self.cursor.skip(inside, words.the);
        let Some(unit) = self.cursor.meaning(name, words.stretches.current) else {
            return self.period(inside).or_else(|| self.period(name));
        };
        let period = if unit == TimeUnit::Day {
            Period::day(self.today(), Anchoring::Relative)
        } else {
            self.stepped_unit(unit, 0)
        };
        Some((period?, name + 1))
    }
}
