//! Dates that name their day, month or year.

use super::{
    Parser,
    calendar::{Anchoring, Period, Unit, dated},
    words::{month, weekday},
    year::PLAUSIBLE,
};
use crate::values::{
    Parsed,
    number::{self, DASHES},
};
use jiff::civil::Date;

/// Names of months and days that are words, names or verbs too.
const AMBIGUOUS: &[&str] = &["may", "march", "mar", "mon", "sat", "sun", "wed", "sec"];
/// Words before which they are none.
const BEFORE_DATES: &[&str] = &[
    "in", "on", "since", "until", "till", "by", "of", "from", "to", "last", "next", "this", "late",
    "early", "mid", "before", "after", "during", "through", "between", "and", "or", "week",
];

impl Parser<'_> {
    /// A date, month, week, quarter or year.
    pub(crate) fn date(&self, at: usize) -> Parsed<Period> {
        self.in_figures(at)
            .or_else(|| self.quarter(at))
            .or_else(|| self.month_first(at))
            .or_else(|| self.day_first(at))
            .or_else(|| self.weekday_first(at))
            .or_else(|| self.day_of_month(at))
            .or_else(|| self.week_from(at))
            .or_else(|| self.year_like(at))
    }

    /// "2024-04-26", "4/26/2024", "22/Jan/2019", "23.04.2022", "20240426", "4/26", "12-2015".
    fn in_figures(&self, at: usize) -> Parsed<Period> {
        let reader = self.reader;
        if let Some(digits) = reader.digits(at) {
            if let Some((day, rest)) = digits.split_once('.')
                && let Some((month, year)) = rest.split_once('.')
            {
                return self.fields([day, month, year]).map(|period| (period, at + 1));
            }
            if digits.len() == 8 && matches!(digits.get(..2), Some("19" | "20")) {
                let (year, rest) = digits.split_at_checked(4)?;
                let (month, day) = rest.split_at_checked(2)?;
                return self.fields([year, month, day]).map(|period| (period, at + 1));
            }
        }
        let separator = |at: usize| {
            let touches = reader.touches(at) && reader.touches(at + 1);
            let sign = reader.is_sign(at, &['-', '/', '–']) && touches;
            sign.then(|| reader.word(at))
                .filter(|_| reader.digits(at + 1).is_some() || month(reader.word(at + 1)).is_some())
        };
        let first = separator(at + 1)?;
        if separator(at + 3) == Some(first) {
            let fields = [reader.word(at), reader.word(at + 2), reader.word(at + 4)];
            if let Some(period) = self.fields(fields) {
                return Some((period, at + 5));
            }
        }
        let (left, right) = (reader.word(at), reader.word(at + 2));
        let named = month(left).is_some();
        if right.len() == 4 {
            let month =
                month(left).or_else(|| left.parse().ok().filter(|m| (1..13).contains(m)))?;
            let alone = !reader.is_sign(at + 3, DASHES) && !reader.touches(at);
            let year = right.parse().ok().filter(|year| PLAUSIBLE.contains(year))?;
            return (named || alone)
                .then(|| Period::month(year, month, Anchoring::Absolute))
                .flatten()
                .map(|period| (period, at + 3));
        }
        let slash = first == "/" && number::slashed(reader, at).is_none();
        let (month, day) = match month(left) {
            Some(month) => (month, right.parse().ok()?),
            None if !slash => return None,
            None => match (left.parse::<i8>().ok()?, right.parse::<i8>().ok()?) {
                (24, 7) => return None,
                (day, month) if day > 12 => (month, day),
                fields => fields,
            },
        };
        let more = reader.is_sign(at + 3, &['/']) && reader.touches(at + 3);
        let exists = dated(LEAP_YEAR, month, Some(day), Anchoring::Open).is_some();
        (exists && !more).then(|| (self.open(month, Some(day)), at + 3))
    }

    /// The date of three fields, whichever is which.
    fn fields(&self, [first, second, third]: [&str; 3]) -> Option<Period> {
        let named = |field: &str| month(field);
        let number = |field: &str| field.parse::<i16>().ok();
        let small = |field: &str| field.parse::<i8>().ok().filter(|_| field.len() <= 2);
        let year = |field: &str| match (field.len(), number(field)?) {
            (4, year) if PLAUSIBLE.contains(&year) => Some(year),
            // Two digits are of the last century if they would lie far ahead.
            (2, year) if year > PIVOT => Some(1900 + year),
            (2, year) => Some(2000 + year),
            _ => None,
        };
        let (year, month, day) = if let Some(month) = named(second) {
            if first.len() == 4 {
                (year(first)?, month, small(third)?)
            } else {
                (year(third)?, month, small(first)?)
            }
        } else if let Some(month) = named(first) {
            if second.len() == 4 {
                (year(second)?, month, small(third)?)
            } else {
                (year(third)?, month, small(second)?)
            }
        } else if let Some(month) = named(third) {
            (year(second)?, month, small(first)?)
        } else if first.len() == 4 {
            (year(first)?, small(second)?, small(third)?)
        } else {
            match (small(first)?, small(second)?) {
                (day, month) if day > 12 => (year(third)?, month, day),
                (month, day) => (year(third)?, month, day),
            }
        };
        dated(year, month, Some(day), Anchoring::Absolute)
    }

    pub(crate) fn open(&self, month: i8, day: Option<i8>) -> Period {
        Period::open(month, day, self.now, self.is_future())
    }

    /// "April 26, 2024", "April 26th", "April 2024", "April".
    fn month_first(&self, at: usize) -> Parsed<Period> {
        let reader = self.reader;
        let month = month(reader.word(at))?;
        if at > 0 && reader.is_sign(at - 1, &['$', '#', '@']) {
            return None;
        }
        let dot = reader.is_sign(at + 1, &['.']) && reader.touches(at + 1);
        let next = if dot && reader.digits(at + 2).is_some() { at + 2 } else { at + 1 };
        let comma = reader.skip_sign(next, &[',']);
        let the = reader.skip(comma, &["the"]);
        if let Some((day, end)) = self.day_number(the) {
            return self.with_year(month, Some(day), end);
        }
        if let Some((year, end)) = self.year(comma).or_else(|| self.year(self.skip_of(next))) {
            return Some((Period::month(year, month, Anchoring::Absolute)?, end));
        }
        self.is_clear(at).then(|| (self.open(month, None), at + 1))
    }

    /// Whether the name of a month or day stands here, and not a word that looks like it.
    fn is_clear(&self, at: usize) -> bool {
        let reader = self.reader;
        let before = at.checked_sub(1);
        let after_date_word = before.is_some_and(|before| reader.is(before, BEFORE_DATES));
        let capital = reader.written(at).starts_with(char::is_uppercase);
        match reader.word(at) {
            "march" => capital || after_date_word,
            word if AMBIGUOUS.contains(&word) => after_date_word,
            _ => true,
        }
    }

    /// "26 April 2024", "the 26th of April".
    pub(crate) fn day_first(&self, at: usize) -> Parsed<Period> {
        let reader = self.reader;
        let start = reader.skip(at, &["the"]);
        let (day, end) = self.ordinal_or_number(start)?;
        let named = reader.skip(end, &["day"]);
        let of = reader.skip(named, &["of"]);
        let month_at = if of > named { of } else { reader.skip_sign(end, DASHES) };
        let month = month(reader.word(month_at))?;
        let modal = reader.is(month_at, &["may"]) && of == named && reader.is_word(month_at + 1);
        let dot = reader.is_sign(month_at + 1, &['.']) && reader.digits(month_at + 2).is_some();
        let (found, end) = self.with_year(month, Some(day), month_at + 1 + usize::from(dot))?;
        (!modal || end > month_at + 1).then_some((found, end))
    }

    fn with_year(&self, month: i8, day: Option<i8>, at: usize) -> Parsed<Period> {
        let comma = self.reader.skip_sign(at, &[',']);
        let of = self.skip_of(at);
        if let Some((year, end)) = self.year(comma).or_else(|| self.year(of)) {
            return dated(year, month, day, Anchoring::Absolute).map(|period| (period, end));
        }
        // "15 April of 87"
        if let Some(year) = self.reader.whole(of, 2).filter(|year| of > at && *year > PIVOT) {
            return dated(1900 + year, month, day, Anchoring::Absolute)
                .map(|found| (found, of + 1));
        }
        day.is_none_or(|day| (1..=31).contains(&day)).then(|| (self.open(month, day), at))
    }

    /// The index behind "of", "in" or "of the year".
    pub(crate) fn skip_of(&self, at: usize) -> usize {
        let of = self.reader.skip(at, &["of", "in"]);
        self.reader.expect(of, &["the", "year"]).unwrap_or(of)
    }

    /// The day of a month behind its name.
    pub(crate) fn day_number(&self, at: usize) -> Parsed<i8> {
        let reader = self.reader;
        let (day, end) = self.ordinal_or_number(at)?;
        let minutes = reader.is_sign(end, &[':']) && reader.touches(end + 1);
        let clock = minutes
            || reader.is_sign(end, &['%'])
            || (reader.is(end, &["am", "pm", "a.m.", "p.m."]));
        let count = number::scale(reader, end).is_some() || reader.is(end, &["percent", "per"]);
        (!clock && !count).then_some((day, end))
    }

    fn ordinal_or_number(&self, at: usize) -> Parsed<i8> {
        let (day, end) =
            number::ordinal(self.reader, at).or_else(|| number::below_hundred(self.reader, at))?;
        let day = i8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
        Some((day, end))
    }

    /// "Friday, April 26", "Monday the 21st", "Friday".
    fn weekday_first(&self, at: usize) -> Parsed<Period> {
        let reader = self.reader;
        let day = weekday(reader.word(at))?;
        let dot = reader.is_sign(at + 1, &['.']) && reader.touches(at + 1);
        let next = if dot && reader.is_word(at + 2) { at + 2 } else { at + 1 };
        let next = reader.skip_sign(next, &[',', '-', '–']);
        for behind in [next, reader.skip(at + 1, &["the"])] {
            let date = self.in_figures(behind).or_else(|| self.month_first(behind));
            let date = date.or_else(|| self.day_first(behind));
            if let Some((date, end)) = date.filter(|(date, _)| date.unit == Unit::Day) {
                return Some((date, end));
            }
        }
        let the = reader.skip(at + 1, &["the"]);
        if let Some((date, end)) = number::ordinal(reader, the) {
            let found = self.weekday_on(day, i8::try_from(date).ok()?)?;
            let timex = if the > at + 1 { found.timex } else { format!("XXXX-WXX-{day}") };
            return Some((Period { timex, ..found }, end));
        }
        // "Monday 21"
        if let Some(date) = reader.whole(at + 1, 2).filter(|date| (1..=31).contains(date))
            && (!reader.is_word(at + 2) || reader.is(at + 2, &["at"]))
            && !reader.is_sign(at + 2, &[':', '-', '–', '%', '/', '$'])
        {
            let found = self.weekday_on(day, i8::try_from(date).ok()?)?;
            return Some((Period { timex: format!("XXXX-WXX-{day}"), ..found }, at + 2));
        }
        self.is_clear(at)
            .then(|| Period::weekday(day, self.now, self.is_future()))
            .flatten()
            .map(|period| (period, at + 1))
    }

    /// "the 18th", behind "on" or "of": the month is that of the time of writing or the one before.
    fn day_of_month(&self, at: usize) -> Parsed<Period> {
        let reader = self.reader;
        let day = reader.expect(at, &["the"])?;
        if !at.checked_sub(1).is_some_and(|before| reader.is(before, &["on"])) {
            return None;
        }
        let (day, end) = number::ordinal(reader, day).filter(|_| !reader.is_word(day + 2))?;
        let day = i8::try_from(day).ok()?;
        let month = super::calendar::after(self.now.date().first_of_month(), Unit::Month, 0)?;
        let date = Date::new(month.year(), month.month(), day).ok()?;
        let date = if date > self.now.date() && !self.is_future() {
            super::calendar::after(date, Unit::Month, -1)?
        } else {
            date
        };
        let period = Period::day(date, Anchoring::Open)?;
        Some((Period { timex: format!("XXXX-XX-{day:02}"), ..period }, end))
    }

    /// "the week of April 22", "the week beginning on May 6"; the TIMEX3 is that of the day.
    fn week_from(&self, at: usize) -> Parsed<Period> {
        let reader = self.reader;
        let week = reader.expect(at, &["the", "week"])?;
        let next = reader.skip(week, &["of", "beginning", "starting", "commencing"]);
        let (day, end) = (next > week).then(|| self.date(reader.skip(next, &["on"]))).flatten()?;
        let week = Period::week(day.days?.0, day.anchoring).filter(|_| day.unit == Unit::Day)?;
        Some((Period { timex: day.timex, ..week }, end))
    }

    /// The closest day that is such a weekday and has such a number.
    fn weekday_on(&self, weekday: i8, day: i8) -> Option<Period> {
        let today = self.now.date();
        let months = (0..MOST_MONTHS).flat_map(|months| [months, -months]);
        let found = months.filter_map(|months| {
            let month = super::calendar::after(today.first_of_month(), Unit::Month, months)?;
            let date = Date::new(month.year(), month.month(), day).ok()?;
            (date.weekday().to_monday_one_offset() == weekday).then_some(date)
        });
        Period::day(found.into_iter().next()?, Anchoring::Relative)
    }
}

const LEAP_YEAR: i16 = 2024;
/// Two digits above this are of the twentieth century.
const PIVOT: i16 = 35;
const MOST_MONTHS: i64 = 13;
