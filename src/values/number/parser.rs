//! Numbers of any form.
//!
//! A fraction may be part of a cardinal and a cardinal part of a fraction, so all of them are methods
//! of one parser.

use crate::values::{
    cursor::{Cursor, Parsed},
    decimal::Number,
};

/// Reads numbers.
pub(super) struct NumberParser<'text> {
    pub(super) cursor: &'text Cursor<'text>,
}

impl NumberParser<'_> {
    /// A number; `short` tells whether a letter that may be a unit is a scale.
    pub(super) fn number(&self, at: usize, short: bool) -> Parsed<Number> {
        match self.minus(at) {
            Some(start) => {
                let (number, end) = self.unsigned(start, short)?;
                Some((number.negative(), end))
            }
            None => self.unsigned(at, short),
        }
    }

    /// The index behind a minus; one between words or numbers is a dash.
    fn minus(&self, at: usize) -> Option<usize> {
        let cursor = self.cursor;
        let sign = cursor.is_sign(at, &['-', '−'])
            && cursor.digits(at + 1).is_some()
            && cursor.touches(at + 1)
            && !cursor.touches(at);
        let date = cursor.is_dash(at + 2) && cursor.touches(at + 2);
        ((sign && !date) || cursor.is(at, cursor.words.numbers.negative)).then_some(at + 1)
    }

    fn unsigned(&self, at: usize, short: bool) -> Parsed<Number> {
        let (number, end) = self
            .fraction(at)
            .or_else(|| self.mixed(at, short))
            .or_else(|| self.part_of_scale(at))?;
        Some(self.scaled(number, end).unwrap_or((number, end)))
    }
}
