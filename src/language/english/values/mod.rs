//! The words of times, money, numbers and units.

mod calendar;
mod holidays;
mod money;
mod numbers;
mod quantities;
mod times;

use crate::language::values::ValueWords;

pub(super) const WORDS: ValueWords = ValueWords {
    a: &["a"],
    articles: &["a", "an"],
    the: &["the"],
    and: &["and"],
    or: &["or"],
    of: &["of"],
    of_year: &["of", "in"],
    on: &["on"],
    at: &["at"],
    from: &["from"],
    between: &["between"],
    to: &["to"],
    plural_endings: &["s"],
    leading: &[
        "a", "an", "the", "in", "on", "at", "as", "no", "any", "this", "that", "from", "of", "all",
        "before", "after", "since", "until", "till", "between", "around", "same", "us", "can",
        "right", "more", "less", "than", "within", "once", "per", ".", "-", "new", "good",
    ],
    numbers: numbers::WORDS,
    money: money::WORDS,
    quantities: quantities::WORDS,
    calendar: calendar::WORDS,
    clock: times::CLOCK,
    dates: times::DATES,
    years: times::YEARS,
    steps: times::STEPS,
    lengths: times::LENGTHS,
    stretches: times::STRETCHES,
};
