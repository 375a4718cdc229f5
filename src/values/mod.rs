//! Finds what a text says in figures: times, money, percentages and quantities.
//!
//! | module | what lives there |
//! |---|---|
//! | [`finder`] | the pass over a text |
//! | [`vocabulary`] | what is looked up, compiled from the words of a language |
//! | [`token`], [`cursor`] | a sentence by token, and what may be asked of it |
//! | [`time`], [`money`], [`quantity`], [`number`] | the parsers; the one of times reads first |
//! | [`decimal`] | exact numbers |
//! | [`setting`] | what is known of the text: its time, its country, its names |
//! | [`anchor`], [`dateline_year`] | the time against which relative times are resolved |
//!
//! Every parser takes the index of a token and gives what it has read and the index of the token
//! behind it.

pub mod anchor;
mod cursor;
mod dateline_year;
mod decimal;
mod finder;
mod money;
mod number;
mod quantity;
pub mod setting;
mod time;
mod token;
mod vocabulary;

pub use finder::Finder;

#[cfg(test)]
mod tests;
