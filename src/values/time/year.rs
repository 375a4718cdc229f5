//! Years, decades and seasons.

use super::{
    calendar::{Anchoring, Period},
    parser::TimeParser,
};
use crate::{
    language::values::TimeUnit,
    values::{cursor::Parsed, number},
};
use jiff::civil::Date;

/// Other numbers are no years.
pub(super) const PLAUSIBLE_YEARS: std::ops::Range<i16> = 1500..2200;

impl TimeParser<'_> {
    /// A year in digits or in words: "2024", "two thousand and eight", "nineteen ninety-six".
    pub(super) fn year(&self, at: usize) -> Parsed<i16> {
        let cursor = self.cursor;
        if let Some(year) = cursor.whole(at, 4).filter(|year| PLAUSIBLE_YEARS.contains(year)) {
            let all = cursor.digits(at).is_some_and(|digits| digits.len() == 4);
            return all.then_some((year, at + 1));
        }
        if let Some(end) = cursor.expect(at, self.words().years.two_thousand) {
            let and = cursor.expect_word(end, self.words().and);
            return match and.and_then(|and| number::below_hundred(cursor, and)) {
                Some((years, end)) => Some((2000 + i16::try_from(years).ok()?, end)),
                None => Some((2000, end)),
            };
        }
        let century = cursor.lexeme(at).cardinal.filter(|century| (17..=20).contains(century))?;
        let (years, end) = number::below_hundred(cursor, at + 1).filter(|(years, _)| *years > 9)?;
        Some((i16::try_from(century * 100 + years).ok()?, end))
    }

    /// Years, seasons and decades: "the summer of 1996", "the year 2024", "the 1990s".
    pub(super) fn year_like(&self, at: usize) -> Parsed<Period> {
        let cursor = self.cursor;
        if let Some(code) = cursor.lexeme(at).season {
            let year = self.year(cursor.skip(at + 1, self.words().of));
            let (timex, end) = match year {
                Some((year, end)) => (format!("{year:04}-{code}"), end),
                None => (code.to_owned(), at + 1),
            };
            return Some((Period::unplaced(timex), end));
        }
        if let Some(decade) = self.decade(at) {
            return Some(decade);
        }
        let the_year = cursor.expect(at, self.words().dates.the_year).unwrap_or(at);
        let (year, end) = self.year(the_year)?;
        if let Some(month) = cursor.lexeme(end).month
            && self.day_number(end + 1).is_none()
        {
            return Some((Period::month(year, month, Anchoring::Absolute)?, end + 1));
        }
        if the_year > at || self.is_year(at, end) {
            return Some((Period::year(year, Anchoring::Absolute)?, end));
        }
        None
    }

    /// "1990s"
    fn decade(&self, at: usize) -> Parsed<Period> {
        let cursor = self.cursor;
        let digits = cursor.digits(at)?;
        let plural = cursor.is(at + 1, self.words().years.decade_ending) && cursor.touches(at + 1);
        if digits.len() != 4 || !digits.ends_with('0') || !plural {
            return None;
        }
        let start = Date::new(cursor.whole(at, 4)?, 1, 1).ok()?;
        Some((Period::stretch(start, TimeUnit::Year, 10, Anchoring::Absolute)?, at + 2))
    }

    /// Tells whether a number between the years is a year: it counts nothing.
    fn is_year(&self, at: usize, end: usize) -> bool {
        let cursor = self.cursor;
        let before = at > 0
            && cursor.touches(at)
            && !cursor.is_sign(at - 1, &['-', '–', '(', '~', '=', '/', '\'']);
        let behind = cursor.touches(end)
            && (cursor.is_word(end) || cursor.is_sign(end, &['%', '$', '€', '£', '°']));
        let announced = || cursor.is_behind(at, self.words().years.before);
        let spelled = cursor.digits(at).is_none();
        !before && !behind && (announced() || (!spelled && !self.is_counted(end)))
    }

    /// Tells whether what stands here is counted by the number before.
    fn is_counted(&self, at: usize) -> bool {
        let cursor = self.cursor;
        let words = self.words();
        let plural = || {
            let ends = |ending: &&str| cursor.word(at).ends_with(*ending);
            words.plural_endings.iter().any(ends) && !cursor.is(at, words.years.no_plurals)
        };
        let unit = || {
            cursor.name(at, &cursor.vocabulary.units).is_some()
                && !cursor.is(at, words.quantities.prepositions)
        };
        cursor.is_word(at)
            && (plural()
                || cursor.is(at, words.years.counted)
                || number::scale(cursor, at).is_some()
                || unit()
                || cursor.name(at, &cursor.vocabulary.currencies).is_some())
    }
}
