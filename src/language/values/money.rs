//! The names and signs of currencies.

use super::words::Words;

/// The names and signs of currencies, each under its ISO 4217 code.
///
/// A name may have several words, with a space between each two.
pub struct MoneyWords {
    /// Names and signs beyond doubt.
    pub certain: &'static [(&'static str, Words)],
    /// Names and signs that several countries share, under the code of the usual one; "": none is
    /// usual, or the currency has no code.
    pub shared: &'static [(&'static str, Words)],
    /// The countries before "$".
    pub dollars: &'static [(&'static str, Words)],
    /// Countries before "$" that are words too: they are countries only where they touch the sign.
    pub dollar_words: Words,
    /// Abbreviations before the amount or behind it, which may mean something else.
    pub abbreviations: &'static [(&'static str, Words)],
    /// Parts of a currency, a hundred to the unit; they have no code.
    pub hundredths: Words,
    /// The codes that texts use.
    pub codes: &'static [(&'static str, Words)],
    /// Codes that look like no word: they may stand in lower case.
    pub plain_codes: Words,
    /// Names of currencies that are verbs too: currencies only behind a scale ("won").
    pub verbs: Words,
}
