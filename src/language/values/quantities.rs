//! The words of percentages, units and plain numbers.

use super::{
    calendar::TimeUnit,
    words::{Phrases, Words},
};

/// The words of percentages, units and plain numbers.
pub struct QuantityWords {
    /// Units: the singular English noun that is answered, and the names in the text, with a space
    /// between each two words.
    pub units: &'static [(&'static str, Words)],
    /// Lengths in two units.
    pub compounds: &'static [Compound],
    /// Names of units that are prepositions too: units only where they touch the number or nothing
    /// follows.
    pub prepositions: Words,
    /// Words and signs behind the number of a percentage.
    pub percent: Phrases,
    /// "percentage points"
    pub points: Words,
    /// The units of what is one percentage less than another, where "points" follows the word.
    pub percentage_point: &'static str,
    /// What ages are counted in: the unit of time and the unit that is answered.
    pub ages: &'static [(TimeUnit, &'static str)],
    /// "aged" before an age.
    pub aged: Words,
    /// Units by abbreviations that are illnesses before these words: "TB patients".
    pub doubtful_units: Words,
    /// The words behind those.
    pub behind_doubtful_units: Words,
    /// Words behind a house's number and the name of its street.
    pub streets: Words,
    /// "old" behind an age.
    pub old: Words,
    /// The letter that is a unit and, before what is counted, a scale: "1.2m homes".
    pub unit_or_scale: Words,
    /// Nouns for many that do not look like a plural.
    pub counted: Words,
    /// The cardinal that is a pronoun too.
    pub one: Words,
    /// Words behind a pronoun.
    pub behind_pronoun: Words,
    /// Words before a pronoun.
    pub before_pronoun: Words,
    /// Words at which a percentage may start beside those of numbers.
    pub starters: Words,
    /// Words that tell that a percentage starts at a preposition before them.
    pub following: Words,
}

/// A dimension in two units: "5 feet 2 inches".
#[derive(Clone, Copy, Debug)]
pub struct Compound {
    /// The unit that is answered.
    pub unit: &'static str,
    /// The smaller one.
    pub smaller: &'static str,
    /// The number of smaller ones in one of the unit.
    pub ratio: f64,
}
