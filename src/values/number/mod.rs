//! Numbers, in digits and in words.

mod cardinal;
mod digits;
mod fraction;
mod mixed;
mod parser;
mod small;

use super::{
    cursor::{Cursor, Parsed},
    decimal::Number,
};
pub(super) use fraction::slashed;
use parser::NumberParser;
pub(super) use small::{below_hundred, ordinal, scale};

/// A number; `short` tells whether a letter is a scale ("£5m") where it may be a unit ("5m").
pub(super) fn read(cursor: &Cursor, at: usize, short: bool) -> Parsed<Number> {
    NumberParser { cursor }.number(at, short)
}

#[cfg(test)]
mod tests;
