//! Rules of high precision that tell site furniture by its text alone. Their words and patterns come
//! from a language.
//!
//! To add a rule, add a row to the rules of its language. Trees see of a rule no more than its
//! reason and confidence: they need no training for it, though one may make better use of it.

mod cues;
mod matcher;

pub(crate) use matcher::Rules;

#[cfg(test)]
mod tests;
