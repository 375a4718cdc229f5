//! Whole numbers: "three hundred and five", "4 thousand 3 hundred", "three lakh crore".

use super::{
    parser::NumberParser,
    small::{scale, scale_or_letter, small},
};
use crate::values::{cursor::Parsed, decimal::Number};

/// No number has more parts; a text of number words only must not be read again and again.
pub(super) const MOST_PARTS: usize = 16;

/// A whole number as far as it has been read.
struct Sum {
    /// The parts that a scale has multiplied.
    total: Number,
    /// The part behind them.
    group: Option<Number>,
    /// The scale read last; 1 if there was none.
    last: i64,
    /// The scales that may follow are smaller.
    limit: i64,
}

impl NumberParser<'_> {
    /// A whole number and its last scale, 1 if it has none.
    pub(super) fn cardinal(&self, start: usize, short: bool) -> Parsed<(Number, i64)> {
        let cursor = self.cursor;
        let article = cursor.is(start, cursor.words.articles);
        let mut sum = Sum { total: Number::ZERO, group: None, last: 1, limit: i64::MAX };
        let mut at = start;
        if article {
            cursor.lexeme(start + 1).scale?;
            sum.group = Some(Number::ONE);
            at += 1;
        }
        let mut end = start;
        for _ in 0..MOST_PARTS {
            let begun = end > start;
            let scale =
                scale_or_letter(cursor, at, short).filter(|scale| at > start || scale.alone);
            if let Some(scale) = scale {
                if !sum.multiply(scale.value, begun && end == at, begun)? {
                    break;
                }
                end = at + 1;
            } else if let Some((value, behind)) = small(cursor, at) {
                if !sum.add(value, begun)? {
                    break;
                }
                end = behind;
            } else {
                break;
            }
            at = self.skip_and(end, sum.last);
        }
        let number = sum.total.plus(sum.group.unwrap_or(Number::ZERO))?;
        (end > start + usize::from(article)).then_some(((number, sum.last), end))
    }

    /// The index behind an "and" between the parts of a number, or else `at`.
    fn skip_and(&self, at: usize, last: i64) -> usize {
        let cursor = self.cursor;
        let words = cursor.words;
        let goes_on = last >= 100
            && cursor.is(at, words.and)
            && (cursor.lexeme(at + 1).cardinal.is_some() || cursor.digits(at + 1).is_some());
        if !goes_on {
            return at;
        }
        // "one hundred and three quarters": the part is of one, not of the whole.
        let part = cursor.is(at + 2, words.numbers.parts_of_one)
            || (last > 100 && self.part(at + 1).is_some());
        // "3 hundred and 2 hundred" are two.
        let another = scale(cursor, at + 2).is_some_and(|scale| scale >= last);
        at + usize::from(!part && !another)
    }
}

impl Sum {
    /// Multiplies what stands before a scale; false if the scale belongs to another number, none if
    /// the product is too large.
    fn multiply(&mut self, scale: i64, follows: bool, begun: bool) -> Option<bool> {
        // "three lakh crore": a scale right behind a larger one is of what stands before it.
        let compound = self.group.is_none() && follows;
        let base = match self.group {
            Some(base) => base,
            None if compound => self.total,
            None if begun => return Some(false),
            None => Number::ONE,
        };
        if !compound && scale >= self.limit {
            return Some(false);
        }
        let product = base.times(Number::whole(scale))?;
        if scale == 100 && self.group.is_some() {
            if !base.less_than(Number::whole(100)) {
                return Some(false);
            }
            self.group = Some(product);
        } else if compound {
            self.total = product;
        } else {
            self.total = self.total.plus(product)?;
            (self.group, self.limit) = (None, scale);
        }
        self.last = scale;
        Some(true)
    }

    /// Adds a number below the last scale; false if it is another number.
    fn add(&mut self, value: Number, begun: bool) -> Option<bool> {
        let fits = match self.group {
            None => self.total == Number::ZERO || value.less_than(Number::whole(self.limit)),
            Some(group) => group.integer().is_some_and(|group| {
                group > 0 && group % 100 == 0 && value.less_than(Number::whole(100))
            }),
        };
        // A number in digits goes on only behind a scale: "4 thousand 3 hundred".
        if !fits || (begun && (self.last == 1 || value == Number::ZERO)) {
            return Some(false);
        }
        self.group = Some(self.group.unwrap_or(Number::ZERO).plus(value)?);
        Some(true)
    }
}
