//! What the text has said of times so far: "the following day" is the one behind the day just named.

use super::found::FoundTime;
use crate::language::values::TimeUnit;
use jiff::civil::{Date, DateTime};
use std::cell::Cell;

/// The sentences for which a day that was named stays the day that the text speaks of.
const SENTENCES_OF_A_DAY: usize = 3;

/// The times that were named so far, and that of writing.
#[derive(Clone, Debug, Default)]
pub(in crate::values) struct Context {
    /// The time of writing, if it is known.
    pub anchor: Option<DateTime>,
    /// The number of the sentence that is read.
    pub sentence: usize,
    /// The day named last, and the sentence that names it.
    day: Option<(Date, usize)>,
    /// The first day of the period named last, its unit, and the sentence that names it.
    period: Option<(Date, TimeUnit, usize)>,
    /// The first day of the quarter named last.
    quarter: Option<Date>,
    /// The months and days of the week that are names of persons here, a bit each.
    names: Cell<u32>,
}

impl Context {
    /// What is known before the text is read.
    pub fn new(anchor: Option<DateTime>) -> Self {
        Self { anchor, ..Self::default() }
    }

    /// Takes note of a month or day, by its bit, that is the name of a person.
    pub(super) fn note_name(&self, bit: u32) {
        self.names.set(self.names.get() | bit);
    }

    /// Tells whether a month or day, by its bit, is the name of a person in this text.
    pub(super) fn is_name(&self, bit: u32) -> bool {
        self.names.get() & bit != 0
    }

    /// Takes note of a time that was named.
    pub(super) fn note(&mut self, found: &FoundTime) {
        let Some((start, unit)) = found.named else { return };
        match unit {
            TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => return,
            TimeUnit::Day | TimeUnit::Weekday => self.day = Some((start, self.sentence)),
            TimeUnit::Quarter => self.quarter = Some(start),
            TimeUnit::Week
            | TimeUnit::Fortnight
            | TimeUnit::Weekend
            | TimeUnit::Month
            | TimeUnit::Year
            | TimeUnit::Decade
            | TimeUnit::Century => {}
        }
        self.period = Some((start, unit, self.sentence));
    }

    /// The day that the text speaks of here.
    pub(super) fn day(&self) -> Option<Date> {
        let (day, sentence) = self.day?;
        (self.sentence < sentence + SENTENCES_OF_A_DAY).then_some(day)
    }

    /// The first day of the period named last, and its unit, if that was not long ago.
    pub(super) fn period(&self) -> Option<(Date, TimeUnit)> {
        let (start, unit, sentence) = self.period?;
        (self.sentence < sentence + SENTENCES_OF_A_DAY).then_some((start, unit))
    }

    /// The same, if this sentence names it.
    pub(super) fn period_of_sentence(&self) -> Option<(Date, TimeUnit)> {
        let (start, unit, sentence) = self.period?;
        (self.sentence == sentence).then_some((start, unit))
    }

    /// The first day of the quarter that the text speaks of.
    pub(super) const fn quarter(&self) -> Option<Date> {
        self.quarter
    }
}
