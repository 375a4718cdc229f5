//! Years, decades and seasons.

use super::{
    calendar::{Anchoring, Period},
    parser::TimeParser,
};
use crate::{
    language::values::TimeUnit,
    values::{cursor::Parsed, number},
};

/// Other numbers are no years.
pub(super) const PLAUSIBLE_YEARS: std::ops::Range<i16> = 1500..2200;
/// Two digits below this are a decade of this century.
const FIRST_SHORT_DECADE: u8 = 20;

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
        if let Some(found) =
            self.season(at).or_else(|| self.decade(at)).or_else(|| self.century(at))
        {
            return Some(found);
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

    /// "1990s", "'60s", "nineties".
    pub(super) fn decade(&self, at: usize) -> Parsed<Period> {
        let cursor = self.cursor;
        let words = &self.words().years;
        if let Some(tens) = cursor.meaning(at, words.decades) {
            // "in her thirties" is an age.
            let announced = cursor.is_behind(at, words.before_decades);
            return announced
                .then(|| Some((Period::decade(1900 + tens, Anchoring::Absolute)?, at + 1)))?;
        }
        let start = cursor.skip_sign(at, &['\'', '’', '‘']);
        let digits = cursor.digits(start)?;
        let plural = cursor.is(start + 1, words.decade_ending) && cursor.touches(start + 1);
        if !digits.ends_with('0') || !plural {
            return None;
        }
        let year = match (digits.len(), cursor.whole(start, 4)?) {
            (4, year) if PLAUSIBLE_YEARS.contains(&year) => year,
            // "in their 60s" is an age, "in the 60s" may be a temperature.
            (2, tens) if start > at && cursor.touches(start) => {
                if tens < i16::from(FIRST_SHORT_DECADE) { 2000 + tens } else { 1900 + tens }
            }
            _ => return None,
        };
        Some((Period::decade(year, Anchoring::Absolute)?, start + 2))
    }

    /// "the 17th century", "nineteenth-century".
    fn century(&self, at: usize) -> Parsed<Period> {
        let cursor = self.cursor;
        let (nth, end) = number::ordinal(cursor, at)?;
        let name = cursor.skip_dash(end);
        let lexeme = cursor.lexeme(name);
        if lexeme.unit != Some(TimeUnit::Century) || lexeme.plural {
            return None;
        }
        let year = i16::try_from((nth - 1) * 100).ok()?;
        Some((Period::century(year, Anchoring::Absolute)?, name + 1))
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
        // "Flight 1845"
        let numbered = cursor.is_behind(at, self.words().years.numbered);
        !before && !behind && !numbered && (announced() || !self.is_counted(end))
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
