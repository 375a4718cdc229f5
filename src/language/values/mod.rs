//! The words of times, money, numbers and units.
//!
//! The parsers in [`crate::values`] hold the grammar, and no word of any language; what they look
//! up and what they expect between two values stands here. All words are in lower case.

mod calendar;
mod money;
mod numbers;
mod quantities;
mod references;
mod times;
mod words;

pub use calendar::{CalendarWords, Holiday, PartOfDay, TimeUnit};
pub use money::MoneyWords;
pub use numbers::{NumberWords, Scale, ScaleLetter};
pub use quantities::{Compound, QuantityWords};
pub use references::{DirectionWords, ReferenceWords, VagueTime};
pub use times::{
    ClockWords, DateWords, LengthWords, Side, StepWords, StretchWords, Third, YearWords,
};
pub use words::{Noun, Phrases, Words};

/// The words of times, money, numbers and units.
///
/// The words of grammar that several parsers read bear their English names; where a parser expects
/// others in their place, they have a field of their own.
pub struct ValueWords {
    /// The indefinite article before vague counts and parts: "a few", "a third".
    pub a: Words,
    /// The indefinite article before a noun.
    pub articles: Words,
    /// The definite article.
    pub the: Words,
    /// "five and a half"
    pub and: Words,
    /// "am or pm"
    pub or: Words,
    /// "the end of March", "half of a million"
    pub of: Words,
    /// "of" or "in" before the year of a date: "in the summer of 1996", "Easter in 2024".
    pub of_year: Words,
    /// "on" before a day.
    pub on: Words,
    /// "at" before a time of the day.
    pub at: Words,
    /// "from" before the first end of a range.
    pub from: Words,
    /// "between" before the first end of a range.
    pub between: Words,
    /// The words between the two ends of a range of amounts.
    pub to: Words,
    /// The endings of nouns in the plural: what stands behind a number and is counted by it.
    pub plural_endings: Words,
    /// The ending of the possessive, as a word of its own.
    pub possessive: Words,
    /// Words that start too many phrases to look closely at each; what follows them tells.
    pub leading: Words,
    /// Numbers.
    pub numbers: NumberWords,
    /// Amounts of money.
    pub money: MoneyWords,
    /// Percentages and dimensions.
    pub quantities: QuantityWords,
    /// Months, days, units of time and holidays.
    pub calendar: CalendarWords,
    /// Times of the day.
    pub clock: ClockWords,
    /// Dates.
    pub dates: DateWords,
    /// Years and quarters.
    pub years: YearWords,
    /// Times that are counted from the time of writing.
    pub steps: StepWords,
    /// Durations and sets of times.
    pub lengths: LengthWords,
    /// Stretches of time, closed and open.
    pub stretches: StretchWords,
    /// What tells on which side of now a time lies.
    pub direction: DirectionWords,
    /// Times on no calendar, and times that hang on others.
    pub references: ReferenceWords,
}
