//! Parts of one: "3/4", "two-thirds", "a quarter of", "½".

use super::parser::NumberParser;
use crate::values::{
    cursor::{Cursor, Parsed},
    decimal::Number,
};

/// Denominators that are written with a slash: any other is more likely a month.
const SLASHED: [i16; 9] = [2, 3, 4, 5, 6, 8, 10, 16, 32];

/// "3/4": anything that is more likely a day and a month is none.
pub(in crate::values) fn slashed(cursor: &Cursor, at: usize) -> Parsed<Number> {
    let (numerator, denominator) = (cursor.whole(at, 2)?, cursor.whole(at + 2, 2)?);
    let slash = cursor.is_sign(at + 1, &['/']) && cursor.touches(at + 1) && cursor.touches(at + 2);
    let more = cursor.is_sign(at + 3, &['/']) && cursor.touches(at + 3);
    let common = SLASHED.contains(&denominator) && (1..denominator).contains(&numerator);
    let number = Number::ratio(numerator.into(), denominator.into());
    (slash && common && !more).then_some((number?, at + 3))
}

impl NumberParser<'_> {
    /// A number that is written as a fraction.
    pub(super) fn fraction(&self, at: usize) -> Parsed<Number> {
        self.character(at).or_else(|| slashed(self.cursor, at)).or_else(|| self.part(at))
    }

    /// "½"
    pub(super) fn character(&self, at: usize) -> Parsed<Number> {
        let (numerator, denominator) = self.cursor.lexeme(at).fraction?;
        Some((Number::ratio(numerator.into(), denominator.into())?, at + 1))
    }

    /// "two-thirds", "one eighth", "three quarters", "a half".
    pub(super) fn part(&self, at: usize) -> Parsed<Number> {
        let cursor = self.cursor;
        let has_article = cursor.is(at, cursor.words.a);
        let (numerator, end) = if has_article {
            (Number::ONE, at + 1)
        } else {
            let (numerator, end) = self.numerator(at)?;
            (numerator, cursor.skip_dash(end))
        };
        let ((denominator, plural), behind) = self.denominator(end)?;
        // "a third suspect", "a quarter-final": only what nothing qualifies is a part.
        let alone = cursor.is(behind, cursor.words.numbers.behind_part)
            || !cursor.is_word(behind)
            || cursor.lexeme(behind).scale.is_some();
        let qualifies = has_article && denominator != 2 && (!alone || cursor.is_dash(behind));
        let agrees = plural != (numerator == Number::ONE);
        let number = numerator.over(Number::whole(denominator));
        (agrees && !qualifies).then_some((number?, behind))
    }

    fn numerator(&self, at: usize) -> Parsed<Number> {
        if self.cursor.digits(at).is_none() && self.cursor.lexeme(at).cardinal.is_none() {
            return None;
        }
        let ((number, _), end) = self.cardinal(at, false)?;
        Some((number, end))
    }

    /// The number of parts in a whole, and whether the part is a plural.
    fn denominator(&self, at: usize) -> Parsed<(i64, bool)> {
        let cursor = self.cursor;
        let lexeme = cursor.lexeme(at);
        if let Some(tens) = lexeme.cardinal.filter(|tens| *tens >= 20) {
            let ones = cursor.skip_dash(at + 1);
            let lexeme = cursor.lexeme(ones);
            let value = lexeme.ordinal.filter(|value| *value < 10)?;
            return Some(((tens + value, lexeme.plural), ones + 1));
        }
        Some(((lexeme.denominator?, lexeme.plural), at + 1))
    }

    /// "half of", "half a million", "quarter million".
    pub(super) fn part_of_scale(&self, at: usize) -> Parsed<Number> {
        let cursor = self.cursor;
        let words = cursor.words;
        let part = words.numbers.parts.iter().find(|part| cursor.is(at, part.singular))?;
        let number = Number::ratio(1, part.meaning.into())?;
        let alone = cursor.is(at, words.numbers.half) && cursor.is(at + 1, words.of);
        (alone || self.scaled(number, at + 1).is_some()).then_some((number, at + 1))
    }

    /// "two thirds of a million", "three quarters billion", "half a million": a part and a scale.
    pub(super) fn scaled(&self, part: Number, at: usize) -> Parsed<Number> {
        if part.integer().is_some() || !part.less_than(Number::ONE) {
            return None;
        }
        let words = self.cursor.words;
        let scale_at = self.cursor.skip(self.cursor.skip(at, words.of), words.a);
        let scale = self.cursor.lexeme(scale_at).scale?;
        Some((part.times(Number::whole(scale.value))?, scale_at + 1))
    }
}
