//! The words of numbers.

use super::words::{Noun, Phrases, Words};

/// The words of numbers.
pub struct NumberWords {
    /// Cardinals below 100 that are one word.
    pub cardinals: &'static [(&'static str, i64)],
    /// Words that multiply the number before them.
    pub scales: &'static [Scale],
    /// Scales that are a letter behind digits.
    pub scale_letters: &'static [ScaleLetter],
    /// Ordinals that are one word; from 3 on they name parts too.
    pub ordinals: &'static [Noun<i64>],
    /// Endings that make an ordinal of the digits before them: "21st".
    pub ordinal_suffixes: Words,
    /// Names of parts that are no ordinals, and how many make a whole.
    pub parts: &'static [Noun<i64>],
    /// Parts in the plural that "and" joins to a hundred: "one hundred and three quarters".
    pub parts_of_one: Words,
    /// Fractions that are a character: the numerator and the denominator.
    pub fractions: &'static [(&'static str, i64, i64)],
    /// Other words and signs at which a number may start.
    pub starters: Words,
    /// Words for a minus.
    pub negative: Words,
    /// The word before decimals in words: "two point five".
    pub point: Words,
    /// The half that stands alone before "of".
    pub half: Words,
    /// Words that show that a part with an article is a number: "a third of".
    pub behind_part: Words,
    /// "one in five", unless what follows is a time or a place.
    pub one_in: Words,
    /// "one out of five"
    pub one_out_of: Phrases,
}

/// A word that multiplies the number before it.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    /// The factor.
    pub value: i64,
    /// Its spellings.
    pub words: Words,
    /// True if it is a number where none stands before it: "thousand people", but not "bn".
    pub alone: bool,
}

/// A letter that multiplies the digits before it.
#[derive(Clone, Copy, Debug)]
pub struct ScaleLetter {
    /// The letter as written.
    pub letter: &'static str,
    /// The factor.
    pub value: i64,
    /// True if it means something else too, and is a scale only where that is ruled out.
    pub ambiguous: bool,
}
