//! Numbers with a part behind a whole: "one and a half", "two point five", "one in three".

use super::{
    cardinal::MOST_PARTS, digits::parse, fraction::slashed, parser::NumberParser, small::small,
};
use crate::values::{cursor::Parsed, decimal::Number};

/// Shares are of no more than this: "one in a hundred".
const MOST_OF_SHARE: i64 = 100;

impl NumberParser<'_> {
    /// A cardinal with what may follow it: "one and a half", "two hundred point seven", "2 3/4".
    pub(super) fn mixed(&self, at: usize, short: bool) -> Parsed<Number> {
        let cursor = self.cursor;
        let ((whole, scale), end) = self.cardinal(at, short)?;
        if let Some((part, behind)) = self.decimals(end) {
            return Some((whole.plus(part)?, behind));
        }
        let and = cursor.expect_word(end, cursor.words.and);
        if let Some((part, behind)) = and.and_then(|and| self.part(and)) {
            return self.with_part(whole, scale, part, behind);
        }
        if let Some((part, behind)) = self.character(end) {
            return Some((whole.plus(part)?, behind));
        }
        if let Some((part, behind)) = slashed(cursor, end)
            && cursor.digits(at).is_some()
        {
            return Some((whole.plus(part)?, behind));
        }
        Some(self.share(whole, end).unwrap_or((whole, end)))
    }

    /// "point zero three": what follows a whole number in words.
    fn decimals(&self, at: usize) -> Parsed<Number> {
        let start = self.cursor.expect_word(at, self.cursor.words.numbers.point)?;
        let mut end = start;
        let mut digits = String::from("0.");
        while let Some((value, behind)) =
            small(self.cursor, end).filter(|_| end - start < MOST_PARTS)
        {
            digits += &value.integer()?.to_string();
            end = behind;
        }
        (end > start).then_some((parse(&digits)?, end))
    }

    /// "five million and three quarters" is 5.75 million, unless a scale of its own follows.
    fn with_part(&self, whole: Number, scale: i64, part: Number, at: usize) -> Parsed<Number> {
        let Some((scaled_part, end)) = self.scaled(part, at) else {
            let of = if scale >= 1_000 { scale } else { 1 };
            return Some((whole.plus(part.times(Number::whole(of))?)?, at));
        };
        // "one and a half million", but "one billion and a half million"
        let number = match self.cursor.lexeme(end - 1).scale.filter(|_| scale == 1) {
            Some(scale) => whole.plus(part)?.times(Number::whole(scale.value))?,
            None => whole.plus(scaled_part)?,
        };
        Some((number, end))
    }

    /// "one in five", "one out of five": the share, if the number before counts one.
    fn share(&self, whole: Number, at: usize) -> Parsed<Number> {
        let cursor = self.cursor;
        let words = &cursor.words.numbers;
        let (of, plain) = match cursor.expect_word(at, words.one_in) {
            Some(of) => (of, false),
            None => (cursor.expect(at, words.one_out_of)?, true),
        };
        let ((total, _), behind) = self.cardinal(of, false)?;
        let smaller = whole.less_than(total)
            && total.less_than(Number::whole(MOST_OF_SHARE + 1))
            && whole.integer().is_some_and(|whole| whole > 0);
        // "1 in 20 minutes", "2 in 10 May": a time and no share.
        let next = cursor.lexeme(behind);
        let time = next.unit.is_some() || next.month.is_some();
        (smaller && (plain || !time)).then_some((whole.over(total)?, behind))
    }
}
