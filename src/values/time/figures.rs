//! Dates in figures: "2024-04-26", "4/26/2024", "22/Jan/2019", "23.04.2022", "20240426".

use super::{
    calendar::{Anchoring, Period, dated},
    parser::TimeParser,
    year::PLAUSIBLE_YEARS,
};
use crate::values::{cursor::Parsed, number};

/// A year in which every day exists.
const LEAP_YEAR: i16 = 2024;
/// Two digits above this are of the twentieth century: they would lie far ahead.
pub(super) const LAST_OF_THIS_CENTURY: i16 = 35;
/// "24/7" is no date.
const AROUND_THE_CLOCK: (i8, i8) = (24, 7);

impl TimeParser<'_> {
    /// A date, a month of a year, or a day of a month in figures.
    pub(super) fn in_figures(&self, at: usize) -> Parsed<Period> {
        match self.cursor.digits(at).and_then(joined_fields) {
            Some(fields) => Some((self.date_of_fields(fields)?, at + 1)),
            None => self.separated(at),
        }
    }

    /// "2024-04-26", "12-2015", "4/26".
    fn separated(&self, at: usize) -> Parsed<Period> {
        let cursor = self.cursor;
        let separator = self.separator(at + 1)?;
        if self.separator(at + 3) == Some(separator) {
            let fields = [cursor.word(at), cursor.word(at + 2), cursor.word(at + 4)];
            if let Some(period) = self.date_of_fields(fields) {
                return Some((period, at + 5));
            }
        }
        if cursor.word(at + 2).len() == 4 {
            self.month_and_year(at)
        } else {
            self.month_and_day(at, separator == "/")
        }
    }

    /// The sign between two fields.
    fn separator(&self, at: usize) -> Option<&str> {
        let cursor = self.cursor;
        let sign = cursor.is_sign(at, &['-', '/', '–']);
        let tied = sign && cursor.touches(at) && cursor.touches(at + 1);
        let field = cursor.digits(at + 1).is_some() || cursor.lexeme(at + 1).month.is_some();
        (tied && field).then(|| cursor.word(at))
    }

    /// "12-2015", "Dec-2015"; a month in figures only where nothing else may be meant.
    fn month_and_year(&self, at: usize) -> Parsed<Period> {
        let cursor = self.cursor;
        let named = cursor.lexeme(at).month;
        if named.is_none() && (cursor.is_dash(at + 3) || cursor.touches(at)) {
            return None;
        }
        let in_figures = || cursor.word(at).parse().ok().filter(|month| (1..13).contains(month));
        let month = named.or_else(in_figures)?;
        let year =
            cursor.word(at + 2).parse().ok().filter(|year| PLAUSIBLE_YEARS.contains(year))?;
        Some((Period::month(year, month, Anchoring::Absolute)?, at + 3))
    }

    /// "4/26", "26/4", "Apr-26"; figures only with a slash, and where they are no fraction.
    fn month_and_day(&self, at: usize, slash: bool) -> Parsed<Period> {
        let cursor = self.cursor;
        let day = cursor.word(at + 2).parse::<i8>();
        let (month, day) = match cursor.lexeme(at).month {
            Some(month) => (month, day.ok()?),
            None if !slash || number::slashed(cursor, at).is_some() => return None,
            None => match (cursor.word(at).parse::<i8>().ok()?, day.ok()?) {
                AROUND_THE_CLOCK => return None,
                (day, month) if day > 12 => (month, day),
                fields => fields,
            },
        };
        let more = cursor.is_sign(at + 3, &['/']) && cursor.touches(at + 3);
        let exists = dated(LEAP_YEAR, month, Some(day), Anchoring::Open).is_some();
        (exists && !more).then(|| (self.open(month, Some(day)), at + 3))
    }

    /// The date of three fields, whichever is which.
    fn date_of_fields(&self, [first, second, third]: [&str; 3]) -> Option<Period> {
        let named = |field: &str| self.cursor.vocabulary.lexeme(field).month;
        let (year, month, day) = if let Some(month) = named(second) {
            if first.len() == 4 { (first, month, third) } else { (third, month, first) }
        } else if let Some(month) = named(first) {
            if second.len() == 4 { (second, month, third) } else { (third, month, second) }
        } else if let Some(month) = named(third) {
            (second, month, first)
        } else if first.len() == 4 {
            (first, short(second)?, third)
        } else {
            match (short(first)?, short(second)?) {
                (day, month) if day > 12 => (third, month, first),
                (month, _) => (third, month, second),
            }
        };
        dated(year_of_field(year)?, month, Some(short(day)?), Anchoring::Absolute)
    }
}

/// The fields of a date that is one number: "20240426", "23.04.2022".
fn joined_fields(digits: &str) -> Option<[&str; 3]> {
    if let Some((day, rest)) = digits.split_once('.')
        && let Some((month, year)) = rest.split_once('.')
    {
        return Some([day, month, year]);
    }
    let is_date = digits.len() == 8 && matches!(digits.get(..2), Some("19" | "20"));
    let (year, rest) = digits.split_at_checked(4).filter(|_| is_date)?;
    let (month, day) = rest.split_at_checked(2)?;
    Some([year, month, day])
}

/// The day or month that a field of at most two digits is.
fn short(field: &str) -> Option<i8> {
    field.parse().ok().filter(|_| field.len() <= 2)
}

/// The year that a field of two or four digits is.
fn year_of_field(field: &str) -> Option<i16> {
    match (field.len(), field.parse::<i16>().ok()?) {
        (4, year) if PLAUSIBLE_YEARS.contains(&year) => Some(year),
        (2, year) if year > LAST_OF_THIS_CENTURY => Some(1900 + year),
        (2, year) => Some(2000 + year),
        _ => None,
    }
}
