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
    /// Currencies by country (ISO 3166-1) for the names and signs that several share: any name of those
    /// in the first cell.
    pub local: &'static [(Words, &'static [(&'static str, &'static str)])],
    /// Names of currencies that are units of weight too.
    pub weights: &'static [(Words, &'static str)],
    /// Words behind which those are weights: "weighing 30 pounds".
    pub before_weights: Words,
    /// Words behind them where they are weights: "30 pounds of cocaine".
    pub behind_weights: Words,
    /// Words behind which they are money: "worth 30 pounds".
    pub before_prices: Words,
    /// Words behind them where they are money.
    pub behind_prices: Words,
    /// Verbs between which two amounts are no range: "rose $2 million to $9 million".
    pub changes: Words,
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
