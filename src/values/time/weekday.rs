//! Days of the week, perhaps with their dates: "Friday, April 26", "Monday the 21st", "Friday".

use super::{
    calendar::{self, Anchoring, Period},
    parser::TimeParser,
};
use crate::{
    language::values::TimeUnit,
    values::{cursor::Parsed, number},
};
use jiff::civil::Date;

/// The months on either side among which the closest "Monday the 21st" is looked for.
const MOST_MONTHS: i64 = 13;

impl TimeParser<'_> {
    /// A day of the week, perhaps with its date.
    pub(super) fn weekday_first(&self, at: usize) -> Parsed<Period> {
        let day = self.cursor.lexeme(at).weekday?;
        if let Some(dated) = self.weekday_with_date(at) {
            return Some(dated);
        }
        if let Some((number, end)) = self.weekday_with_number(at) {
            let found = self.weekday_on(day, number)?;
            let the = self.cursor.is(at + 1, self.words().the);
            let written = format!("XXXX-WXX-{day}");
            return Some((if the { found } else { found.written_as(written) }, end));
        }
        let clear = self.is_clear(at);
        let period = clear.then(|| Period::weekday(day, self.now, self.is_future())).flatten()?;
        Some((period, at + 1))
    }

    /// "Friday, April 26", "Mon. 4/22", "Friday the 26th of April": the date.
    fn weekday_with_date(&self, at: usize) -> Parsed<Period> {
        let cursor = self.cursor;
        let dot = cursor.is_sign(at + 1, &['.']) && cursor.touches(at + 1);
        let next = if dot && cursor.is_word(at + 2) { at + 2 } else { at + 1 };
        let next = cursor.skip_sign(next, &[',', '-', '–']);
        [next, cursor.skip(at + 1, self.words().the)].into_iter().find_map(|behind| {
            self.in_figures(behind)
                .or_else(|| self.month_first(behind))
                .or_else(|| self.day_first(behind))
                .filter(|(date, _)| date.unit == TimeUnit::Day)
        })
    }

    /// "Monday the 21st", "Monday 21": the day of the month.
    fn weekday_with_number(&self, at: usize) -> Parsed<i8> {
        let cursor = self.cursor;
        let the = cursor.skip(at + 1, self.words().the);
        if let Some((number, end)) = number::ordinal(cursor, the) {
            return Some((i8::try_from(number).ok()?, end));
        }
        let number = cursor.whole(at + 1, 2).filter(|number| (1..=31).contains(number))?;
        let counts = cursor.is_word(at + 2) && !cursor.is(at + 2, self.words().at);
        let goes_on = cursor.is_sign(at + 2, &[':', '-', '–', '%', '/', '$']);
        (!counts && !goes_on).then_some((i8::try_from(number).ok()?, at + 2))
    }

    /// The closest day that is such a weekday and has such a number.
    fn weekday_on(&self, weekday: i8, day: i8) -> Option<Period> {
        let first = self.today().first_of_month();
        let months = (0..MOST_MONTHS).flat_map(|months| [months, -months]);
        let mut found = months.filter_map(|months| {
            let month = calendar::after(first, TimeUnit::Month, months)?;
            let date = Date::new(month.year(), month.month(), day).ok()?;
            (date.weekday().to_monday_one_offset() == weekday).then_some(date)
        });
        Period::day(found.next()?, Anchoring::Relative)
    }
}
