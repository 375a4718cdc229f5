//! The words of times, money, numbers and units.

mod calendar;
mod direction;
mod holidays;
mod money;
mod numbers;
mod past_verbs;
mod quantities;
mod references;
mod shared_money;
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
    possessive: &["'s", "’s"],
    leading: &[
        "a",
        "an",
        "the",
        "in",
        "on",
        "at",
        "as",
        "no",
        "any",
        "this",
        "that",
        "from",
        "of",
        "all",
        "before",
        "after",
        "since",
        "until",
        "till",
        "between",
        "around",
        "same",
        "us",
        "can",
        "right",
        "more",
        "less",
        "than",
        "within",
        "once",
        "per",
        ".",
        "-",
        "new",
        "good",
        "over",
        "about",
        "nearly",
        "almost",
        "least",
        "roughly",
        "approximately",
        "up",
        "some",
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
    direction: direction::WORDS,
    references: references::WORDS,
};
