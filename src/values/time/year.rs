//! Years, quarters, halves, decades and seasons.

use super::{
    Parser,
    calendar::{Anchoring, Period, Unit},
    words::{month, season},
};
use crate::values::{
    Parsed,
    number::{self, DASHES},
};
use jiff::civil::Date;

/// Words before which a number is a year whatever follows.
const BEFORE_YEARS: &[&str] = &["in", "since", "during", "until", "till"];
/// Words on "s" that a year does not count.
const VERBS: &[&str] = &["is", "was", "has", "as", "this", "his", "its", "'s", "’s"];
/// Other numbers are no years.
pub(crate) const PLAUSIBLE: std::ops::Range<i16> = 1500..2200;

impl Parser<'_> {
    /// A year in digits or in words.
    pub(crate) fn year(&self, at: usize) -> Parsed<i16> {
        let reader = self.reader;
        if let Some(year) = reader.whole(at, 4).filter(|year| PLAUSIBLE.contains(year)) {
            let whole = reader.digits(at).is_some_and(|digits| digits.len() == 4);
            return whole.then_some((year, at + 1));
        }
        if reader.is(at, &["two"]) && reader.is(at + 1, &["thousand"]) {
            let and = reader.skip(at + 2, &["and"]);
            let below = number::below_hundred(reader, and).filter(|_| and > at + 2);
            return Some(match below {
                Some((years, end)) => (2000 + i16::try_from(years).ok()?, end),
                None => (2000, at + 2),
            });
        }
        let (century, end) = number::cardinal(reader.word(at))
            .filter(|century| (17..=20).contains(century))
            .map(|century| (century, at + 1))?;
        let (years, end) = number::below_hundred(reader, end).filter(|(years, _)| *years > 9)?;
        Some((i16::try_from(century * 100 + years).ok()?, end))
    }

    /// "2017 Q1", "Q1 of 2017", "the first quarter of 2017", "the second half of 2017".
    pub(crate) fn quarter(&self, at: usize) -> Parsed<Period> {
        let reader = self.reader;
        let named = |at: usize| {
            let quarter = reader.whole(at + 1, 1).filter(|quarter| (1..=4).contains(quarter))?;
            reader.is(at, &["q"]).then_some((quarter, at + 2))
        };
        if let Some((year, end)) = self.year(at)
            && let Some((quarter, end)) = named(reader.skip_sign(end, DASHES))
        {
            return self.months(year, 3 * (quarter - 1), 3, end);
        }
        let (start, count, end) = if let Some((quarter, end)) = named(at) {
            (3 * (quarter - 1), 3, end)
        } else {
            let (nth, end) = number::ordinal(reader, reader.skip(at, &["the"]))?;
            let nth = i16::try_from(nth).ok()?;
            match reader.word(end) {
                "quarter" if nth <= 4 => (3 * (nth - 1), 3, end + 1),
                "half" if nth <= 2 => (6 * (nth - 1), 6, end + 1),
                _ => return None,
            }
        };
        let year_at = reader.skip_sign(self.skip_of(end), DASHES);
        if let Some((year, end)) = self.year(year_at) {
            return self.months(year, start, count, end);
        }
        let (year, end) = self.relative_year(self.skip_of(end))?;
        let (found, end) = self.months(year, start, count, end)?;
        Some((Period { anchoring: Anchoring::Relative, ..found }, end))
    }

    /// `count` months of a year, behind the first `start`.
    fn months(&self, year: i16, start: i16, count: i64, end: usize) -> Parsed<Period> {
        let first = Date::new(year, i8::try_from(start + 1).ok()?, 1).ok()?;
        Some((Period::stretch(first, Unit::Month, count, Anchoring::Absolute)?, end))
    }

    /// Years, seasons and decades.
    pub(crate) fn year_like(&self, at: usize) -> Parsed<Period> {
        let reader = self.reader;
        if let Some(code) = season(reader.word(at)) {
            let year = self.year(reader.skip(at + 1, &["of"]));
            let (timex, end) = match year {
                Some((year, end)) => (format!("{year:04}-{code}"), end),
                None => (code.to_owned(), at + 1),
            };
            return Some((Period { timex, ..unresolved() }, end));
        }
        if reader.digits(at).is_some_and(|digits| digits.len() == 4 && digits.ends_with('0'))
            && reader.is(at + 1, &["s"])
            && reader.touches(at + 1)
        {
            let start = Date::new(reader.whole(at, 4)?, 1, 1).ok()?;
            return Some((Period::stretch(start, Unit::Year, 10, Anchoring::Absolute)?, at + 2));
        }
        let the_year = reader.expect(at, &["the", "year"]).unwrap_or(at);
        let (year, end) = self.year(the_year)?;
        if let Some(month) = month(reader.word(end)).filter(|_| self.day_number(end + 1).is_none())
        {
            return Some((Period::month(year, month, Anchoring::Absolute)?, end + 1));
        }
        (the_year > at || self.is_year(at, end))
            .then(|| Period::year(year, Anchoring::Absolute))
            .flatten()
            .map(|period| (period, end))
    }

    /// Whether a number between the years is a year: it counts nothing.
    fn is_year(&self, at: usize, end: usize) -> bool {
        let reader = self.reader;
        if at > 0
            && reader.touches(at)
            && !reader.is_sign(at - 1, &['-', '–', '(', '~', '=', '/', '\''])
        {
            return false;
        }
        let glued = reader.touches(end)
            && (reader.is_word(end) || reader.is_sign(end, &['%', '$', '€', '£', '°']));
        let before = at.checked_sub(1).is_some_and(|before| reader.is(before, BEFORE_YEARS));
        let next = reader.word(end);
        let counts = reader.is_word(end)
            && ((next.ends_with('s') && !VERBS.contains(&next))
                || matches!(
                    next,
                    "people" | "men" | "women" | "children" | "percent" | "over" | "per"
                )
                || number::scale(reader, end).is_some()
                || reader.phrase(end, &reader.vocabulary.units).is_some_and(|_| next != "in")
                || reader.phrase(end, &reader.vocabulary.currencies).is_some());
        let spelled = reader.digits(at).is_none();
        !glued && (before || (!counts && !spelled))
    }
}

/// What the calendar does not fix.
pub(crate) fn unresolved() -> Period {
    Period {
        timex: String::new(),
        days: None,
        unit: Unit::Year,
        anchoring: Anchoring::Absolute,
        open: None,
    }
}
