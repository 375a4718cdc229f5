//! Numbers below a hundred, positions, and the scales that multiply.

use super::digits::digits;
use crate::{
    language::values::Scale,
    values::{
        cursor::{Cursor, Parsed},
        decimal::Number,
    },
};

/// A number below 100 in words, or one in digits.
pub(super) fn small(cursor: &Cursor, at: usize) -> Parsed<Number> {
    let Some(value) = cursor.lexeme(at).cardinal else {
        return digits(cursor, at);
    };
    let ones = cursor.skip_dash(at + 1);
    match cursor.lexeme(ones).cardinal.filter(|ones| value >= 20 && (1..10).contains(ones)) {
        Some(digit) => Some((Number::whole(value + digit), ones + 1)),
        None => Some((Number::whole(value), at + 1)),
    }
}

/// A whole number below 100 in digits or words.
pub(in crate::values) fn below_hundred(cursor: &Cursor, at: usize) -> Parsed<i64> {
    if let Some(value) = cursor.whole(at, 2) {
        return Some((value.into(), at + 1));
    }
    cursor.lexeme(at).cardinal?;
    let (value, end) = small(cursor, at)?;
    Some((value.integer()?, end))
}

/// An ordinal from 1 to 99, in digits ("21st") or in words ("twenty-first").
pub(in crate::values) fn ordinal(cursor: &Cursor, at: usize) -> Parsed<i64> {
    if let Some(value) = cursor.whole(at, 2) {
        let suffix =
            cursor.touches(at + 1) && cursor.is(at + 1, cursor.words.numbers.ordinal_suffixes);
        return suffix.then_some((value.into(), at + 2));
    }
    let singular = |at: usize| {
        let lexeme = cursor.lexeme(at);
        lexeme.ordinal.filter(|_| !lexeme.plural)
    };
    if let Some(value) = singular(at).filter(|value| *value < 100) {
        return Some((value, at + 1));
    }
    let tens = cursor.lexeme(at).cardinal.filter(|tens| *tens >= 20)?;
    let ones = cursor.skip_dash(at + 1);
    let value = singular(ones).filter(|value| *value < 10)?;
    Some((tens + value, ones + 1))
}

/// The factor of the number before the token, if the token is a scale.
pub(in crate::values) fn scale(cursor: &Cursor, at: usize) -> Option<i64> {
    scale_or_letter(cursor, at, true).map(|scale| scale.value)
}

/// The scale that a word is, or a letter behind digits: "£5m", "10M", "1.7 G".
pub(super) fn scale_or_letter(cursor: &Cursor, at: usize, short: bool) -> Option<Scale> {
    cursor.lexeme(at).scale.or_else(|| {
        cursor.digits(at.checked_sub(1)?)?;
        let written = cursor.written(at);
        let letters = cursor.words.numbers.scale_letters;
        let found = letters.iter().find(|found| found.letter == written)?;
        let scale = Scale { value: found.value, words: &[], alone: true };
        (short || !found.ambiguous).then_some(scale)
    })
}
