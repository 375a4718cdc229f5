//! Currencies and their names.

use crate::language::values::{MoneyWords, Words};

/// The currency that a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::values) struct Currency {
    /// ISO 4217; empty: the name is shared by several and none is usual.
    pub code: &'static str,
    /// The kind of the name.
    pub naming: Naming,
    /// The name.
    pub name: &'static str,
}

/// The kinds of names of currencies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::values) enum Naming {
    /// Beyond doubt.
    Certain,
    /// By a name or sign that several share.
    Shared,
    /// By an abbreviation.
    Abbreviation,
    /// By its code.
    Code,
    /// By a hundredth of its unit.
    Hundredth,
}

/// The names of currencies before amounts or behind them, and their meanings.
pub(super) fn names(words: &MoneyWords) -> impl Iterator<Item = (&'static str, Currency)> {
    let rows = |rows: &'static [(&str, Words)], naming| {
        rows.iter().flat_map(move |(code, names)| {
            names.iter().map(move |name| (*name, Currency { code, naming, name }))
        })
    };
    let hundredth = |name| Currency { code: "", naming: Naming::Hundredth, name };
    rows(words.certain, Naming::Certain)
        .chain(rows(words.shared, Naming::Shared))
        .chain(rows(words.abbreviations, Naming::Abbreviation))
        .chain(rows(words.codes, Naming::Code))
        .chain(words.hundredths.iter().map(move |name| (*name, hundredth(name))))
}

/// The signs, codes and countries at which an amount may start.
pub(super) fn starters(words: &MoneyWords) -> impl Iterator<Item = &'static str> {
    let names = |rows: &'static [(&str, Words)]| rows.iter().flat_map(|(_, names)| *names).copied();
    let signs = names(words.certain).chain(names(words.shared)).filter(|name| is_sign(name));
    signs.chain([words.abbreviations, words.dollars, words.codes].into_iter().flat_map(names))
}

/// Tells whether the name of a currency is a sign, as "€" is.
pub(in crate::values) fn is_sign(name: &str) -> bool {
    !name.chars().any(char::is_alphabetic)
}
