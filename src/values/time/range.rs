//! Stretches from one time to another.

use super::{
    Found, JOINTS, Parser,
    calendar::{Anchoring, Period, Unit, after, dated},
};
use crate::values::{Parsed, number::DASHES};
use jiff::civil::Date;

impl Parser<'_> {
    /// "from May to September", "between 2014 and 2018", "November 19-20", "2014-2018".
    pub(crate) fn range(&self, at: usize) -> Parsed<Found> {
        let reader = self.reader;
        let from = reader.skip(at, &["from"]);
        let between = reader.skip(at, &["between"]);
        let joints: &[&str] = if between > at { &["and", "to", "through"] } else { JOINTS };
        let start = from.max(between);
        let joint = |end: usize| {
            let sign = reader.skip_sign(end, DASHES);
            let tilde = reader.skip_sign(sign, &['~']);
            let behind = if tilde > end { tilde } else { reader.skip(end, joints) };
            (behind > end).then_some(behind)
        };
        if let Some(found) = self.days_of_month(start, &joint) {
            return Some(found);
        }
        let (first, end) = self.bound(start, start > at)?;
        let behind = joint(end)?;
        // "April 9th through 17th"
        let the = reader.skip(behind, &["the"]);
        if let Some((month, Some(_))) = first.open
            && let Some((day, end)) = self.day_number(the)
            && self.date(the).is_none_or(|(date, _)| date.unit != Unit::Day)
        {
            let comma = reader.skip_sign(end, &[',']);
            if let Some((year, end)) = self.year(comma) {
                let last = dated(year, month, Some(day), Anchoring::Absolute)?;
                return Some((joined(first.in_year(year)?, last)?, end));
            }
            return Some((joined(first, self.open(month, Some(day)))?, end));
        }
        let (last, end) = self.bound(behind, start > at)?;
        Some((joined(first, last)?, end))
    }

    /// One end of a range; the present only where words announce a range.
    fn bound(&self, at: usize, announced: bool) -> Parsed<Period> {
        let reader = self.reader;
        let now = reader.is(at, &["now"]) || reader.expect(at, &["current", "date"]).is_some();
        if now && announced {
            let end = if reader.is(at, &["now"]) { at + 1 } else { at + 2 };
            return Some((Period::day(self.now.date(), Anchoring::Relative)?, end));
        }
        if announced && let Some(found) = self.part_as_bound(at) {
            return Some(found);
        }
        let (period, end) = self.period(at)?;
        (period.days.is_some()).then_some((period, end))
    }

    /// "the end of 2008", "the middle of March": the day at which it is.
    fn part_as_bound(&self, at: usize) -> Parsed<Period> {
        let reader = self.reader;
        let the = reader.skip(at, &["the"]);
        let of = reader.expect(the + 1, &["of"])?;
        let (period, end) = self.period(of)?;
        let (start, behind) = period.days.filter(|_| period.unit > Unit::Day)?;
        let day = match (reader.word(the), period.unit) {
            ("beginning" | "start", _) => start,
            ("middle", Unit::Year) => Date::new(start.year(), 7, 2).ok()?,
            ("middle", Unit::Month) => Date::new(start.year(), start.month(), 16).ok()?,
            ("end", _) => behind,
            _ => return None,
        };
        let timex = match period.anchoring {
            Anchoring::Open => format!("XXXX-{:02}-{:02}", day.month(), day.day()),
            Anchoring::Absolute | Anchoring::Relative | Anchoring::Instant => day.to_string(),
        };
        // It counts in months still.
        let found = Period { timex, unit: Unit::Month, ..Period::day(day, period.anchoring)? };
        Some((Period { open: period.open.map(|_| (day.month(), Some(day.day()))), ..found }, end))
    }

    /// "3 and 12 of September", "ninth till seventeenth of April", "18-19 June 2024".
    fn days_of_month(&self, at: usize, joint: &dyn Fn(usize) -> Option<usize>) -> Parsed<Found> {
        let (day, end) = self.day_number(self.reader.skip(at, &["the"]))?;
        let (last, end) = self.day_first(joint(end)?)?;
        let start = last.days?.0;
        let first = match last.open {
            Some((month, _)) => self.open(month, Some(day)),
            None => dated(start.year(), start.month(), Some(day), last.anchoring)?,
        };
        Some((joined(first, last)?, end))
    }
}

/// The stretch from one period to another.
fn joined(first: Period, last: Period) -> Option<Found> {
    let first = match last.days {
        // "November 18 - December 19, 2015": the year is of both.
        Some((end, _))
            if first.open.is_some()
                && last.open.is_none()
                && last.anchoring == Anchoring::Absolute =>
        {
            let same = first.in_year(end.year())?;
            let later = same.days.is_some_and(|(start, _)| start > end);
            if later { first.in_year(end.year() - 1)? } else { same }
        }
        _ => first,
    };
    let (start, _) = first.days?;
    let (mut end, _) = last.days?;
    // Open ends lie behind the start.
    if last.anchoring == Anchoring::Open {
        end = if last.open.is_some() {
            let mut years = (-1..=2).filter_map(|years| after(end, Unit::Year, years));
            years.find(|end| *end > start)?
        } else if end <= start {
            after(end, Unit::Week, 1)?
        } else {
            end
        };
    }
    if end <= start {
        return None;
    }
    // "from next Monday to Friday": with the first day the last one is known.
    let last = match (first.anchoring, &last.open) {
        (Anchoring::Relative | Anchoring::Absolute, None) if last.anchoring == Anchoring::Open => {
            Period::day(end, Anchoring::Relative)?
        }
        _ => last,
    };
    let months = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
    let length = match (first.unit, last.unit) {
        (Unit::Year, Unit::Year) if !first.timex.starts_with('(') => {
            Unit::Year.duration(&(end.year() - start.year()).to_string())
        }
        (Unit::Month | Unit::Year, Unit::Month | Unit::Year) => {
            Unit::Month.duration(&(months(end) - months(start)).to_string())
        }
        _ => Unit::Day.duration(&(end - start).get_days().to_string()),
    };
    let timex = format!("({},{},{length})", first.first_day()?, last.first_day()?);
    let midnight = |date: Date| date.to_datetime(jiff::civil::Time::midnight());
    let anchoring = match (first.anchoring, last.anchoring) {
        (Anchoring::Relative | Anchoring::Instant, _)
        | (_, Anchoring::Relative | Anchoring::Instant) => Anchoring::Relative,
        (Anchoring::Open, _) | (_, Anchoring::Open) => Anchoring::Open,
        (Anchoring::Absolute, Anchoring::Absolute) => Anchoring::Absolute,
    };
    Some(Found { timex, times: Some((Some(midnight(start)), Some(midnight(end)))), anchoring })
}
