//! The words at which a value may start, and the names that are looked up as a whole.

use super::{
    money::{self, Currency},
    number, quantity,
    time::{self, Holiday},
};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// Names of one or more words, by their first word.
pub(crate) struct Phrases<T>(FxHashMap<&'static str, Vec<(Vec<&'static str>, T)>>);

impl<T> Phrases<T> {
    /// Of rows of names, separated by "|", and what they mean.
    fn new(rows: impl Iterator<Item = (&'static str, T)>) -> Self
    where
        T: Copy,
    {
        let mut phrases: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for (names, meaning) in rows {
            for name in names.split('|') {
                let mut words = name.split(' ');
                let first = words.next().unwrap_or_default();
                phrases.entry(first).or_default().push((words.collect(), meaning));
            }
        }
        for rests in phrases.values_mut() {
            rests.sort_by_key(|(words, _): &(Vec<&str>, T)| Reverse(words.len()));
        }
        Self(phrases)
    }

    /// What may follow `first` and what it then means, the longest first.
    pub fn get(&self, first: &str) -> Option<&[(Vec<&'static str>, T)]> {
        self.0.get(first).map(Vec::as_slice)
    }
}

/// How a value may start at a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Start {
    /// Not at all.
    #[default]
    Never,
    /// Not here, but a word before that leads may: "an hour".
    Following,
    /// Where more of it follows: "in", "the".
    Leading,
    /// Anyhow.
    Telling,
}

/// Words that are too frequent to look closely at each; what follows them tells.
const LEADING: &[&str] = &[
    "a", "an", "the", "in", "on", "at", "as", "no", "any", "this", "that", "from", "of", "all",
    "before", "after", "since", "until", "till", "between", "around", "same", "us", "can", "right",
    "more", "less", "than", "within", "once", "per", ".", "-", "new", "good",
];

/// What the parsers look up.
pub(crate) struct Vocabulary {
    /// Words at which a value may start, and whether they may touch the number behind them.
    starts: FxHashMap<&'static str, (Start, bool)>,
    pub currencies: Phrases<Currency>,
    pub units: Phrases<&'static str>,
    pub holidays: Phrases<Holiday>,
}

impl Vocabulary {
    pub fn new() -> Self {
        let currencies = Phrases::new(money::names());
        let units = Phrases::new(quantity::names());
        let holidays = Phrases::new(time::holidays());
        let mut starts = FxHashMap::default();
        let others = number::starters().chain(quantity::STARTERS.iter().copied());
        let others = others.chain(holidays.0.keys().copied()).map(|word| (word, false));
        // Any of these may be the sign, the code or the country before an amount.
        let money = money::starters().map(|word| (word, true));
        for (word, touches) in others.chain(time::starters()).chain(money) {
            let start = if LEADING.contains(&word) { Start::Leading } else { Start::Telling };
            starts.insert(word, (start, touches));
        }
        for word in time::following().chain(quantity::FOLLOWING.iter().copied()) {
            starts.entry(word).or_insert((Start::Following, false));
        }
        Self { starts, currencies, units, holidays }
    }

    /// How a value may start at this word.
    pub fn start(&self, word: &str) -> Start {
        self.starts.get(word).map_or(Start::Never, |(start, _)| *start)
    }

    /// Whether the word may be one with the number behind it ("USD50").
    pub fn touches_numbers(&self, word: &str) -> bool {
        self.starts.get(word).is_some_and(|(_, touches)| *touches)
    }
}
