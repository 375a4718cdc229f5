//! Stretches from one time to another: "from May to September", "November 19-20", "2014-2018".

use super::{
    calendar::{Anchoring, Period, after, dated, midnight},
    found::FoundTime,
    parser::TimeParser,
};
use crate::{
    language::values::{Third, TimeUnit, Words},
    values::cursor::Parsed,
};
use jiff::civil::Date;

impl TimeParser<'_> {
    /// A stretch from one time to another.
    pub(super) fn range(&self, at: usize) -> Parsed<FoundTime> {
        let words = self.words();
        let between = self.cursor.is(at, words.between);
        let start = if between { at + 1 } else { self.cursor.skip(at, words.from) };
        let joints = if between { words.stretches.between_joints } else { words.stretches.joints };
        if let Some(found) = self.days_of_month(start, joints) {
            return Some(found);
        }
        let (first, end) = self.bound(start, start > at)?;
        let behind = self.joint(end, joints)?;
        if let Some((month, Some(_))) = first.open
            && let Some((day, end)) = self.lone_day(behind)
        {
            return self.to_day_of_month(first, month, day, end);
        }
        let (last, end) = self.bound(behind, start > at)?;
        Some((joined(first, last)?, end))
    }

    /// The index behind what joins the ends of a stretch.
    fn joint(&self, at: usize, joints: Words) -> Option<usize> {
        let sign = self.cursor.skip_sign(self.cursor.skip_dash(at), &['~']);
        let behind = if sign > at { sign } else { self.cursor.skip(at, joints) };
        (behind > at).then_some(behind)
    }

    /// The number of a day, of which the month stands before: "April 9th through 17th".
    fn lone_day(&self, at: usize) -> Parsed<i8> {
        let at = self.cursor.skip(at, self.words().the);
        let day = self.day_number(at)?;
        let dated = self.date(at).is_some_and(|(date, _)| date.unit == TimeUnit::Day);
        (!dated).then_some(day)
    }

    /// From a day to another one of the same month, perhaps of a year.
    fn to_day_of_month(&self, first: Period, month: i8, day: i8, at: usize) -> Parsed<FoundTime> {
        match self.year(self.cursor.skip_sign(at, &[','])) {
            Some((year, end)) => {
                let last = dated(year, month, Some(day), Anchoring::Absolute)?;
                Some((joined(first.in_year(year)?, last)?, end))
            }
            None => Some((joined(first, self.open(month, Some(day)))?, at)),
        }
    }

    /// One end of a stretch; the present only where words announce a stretch.
    fn bound(&self, at: usize, announced: bool) -> Parsed<Period> {
        if announced {
            if let Some(end) = self.cursor.expect(at, self.words().stretches.present) {
                return Some((Period::day(self.today(), Anchoring::Relative)?, end));
            }
            if let Some(found) = self.third_as_bound(at) {
                return Some(found);
            }
        }
        self.period(at).filter(|(period, _)| period.days.is_some())
    }

    /// "the end of 2008", "the middle of March": the day at which it is.
    fn third_as_bound(&self, at: usize) -> Parsed<Period> {
        let (third, of) = self.noun_of_third(at)?;
        let (period, end) = self.period(of)?;
        let (start, behind) = period.days.filter(|_| period.unit > TimeUnit::Day)?;
        let day = match (third, period.unit) {
            (Third::Start, _) => start,
            (Third::Middle, TimeUnit::Year) => Date::new(start.year(), 7, 2).ok()?,
            (Third::Middle, TimeUnit::Month) => Date::new(start.year(), start.month(), 16).ok()?,
            (Third::Middle, _) => return None,
            (Third::End, _) => behind,
        };
        let timex = match period.anchoring {
            Anchoring::Open => format!("XXXX-{:02}-{:02}", day.month(), day.day()),
            Anchoring::Absolute | Anchoring::Relative | Anchoring::Instant => day.to_string(),
        };
        // The stretch counts in months still.
        let unit = TimeUnit::Month;
        let open = period.open.map(|_| (day.month(), Some(day.day())));
        Some((Period { timex, unit, open, ..Period::day(day, period.anchoring)? }, end))
    }

    /// "3 and 12 of September", "ninth till seventeenth of April", "18-19 June 2024".
    fn days_of_month(&self, at: usize, joints: Words) -> Parsed<FoundTime> {
        let (day, end) = self.day_number(self.cursor.skip(at, self.words().the))?;
        let (last, end) = self.day_first(self.joint(end, joints)?)?;
        let start = last.days?.0;
        let first = match last.open {
            Some((month, _)) => self.open(month, Some(day)),
            None => dated(start.year(), start.month(), Some(day), last.anchoring)?,
        };
        Some((joined(first, last)?, end))
    }
}

/// The stretch from one period to another.
fn joined(first: Period, last: Period) -> Option<FoundTime> {
    let first = in_year_of(first, &last)?;
    let (start, _) = first.days?;
    let end = end_behind(start, &last)?;
    // "from next Monday to Friday": with the first day the last one is known.
    let known = matches!(first.anchoring, Anchoring::Relative | Anchoring::Absolute);
    let last = if known && last.open.is_none() && last.anchoring == Anchoring::Open {
        Period::day(end, Anchoring::Relative)?
    } else {
        last
    };
    let length = length(&first, &last, start, end);
    let timex = format!("({},{},{length})", first.first_day()?, last.first_day()?);
    let anchoring = match (first.anchoring, last.anchoring) {
        (Anchoring::Relative | Anchoring::Instant, _)
        | (_, Anchoring::Relative | Anchoring::Instant) => Anchoring::Relative,
        (Anchoring::Open, _) | (_, Anchoring::Open) => Anchoring::Open,
        (Anchoring::Absolute, Anchoring::Absolute) => Anchoring::Absolute,
    };
    let times = Some((Some(midnight(start)), Some(midnight(end))));
    Some(FoundTime { timex, times, anchoring })
}

/// The first end in the year of the last one or the year before: "November 18 - December 19, 2015".
fn in_year_of(first: Period, last: &Period) -> Option<Period> {
    let (end, _) = match last.days {
        Some(days) if last.open.is_none() && last.anchoring == Anchoring::Absolute => days,
        _ => return Some(first),
    };
    if first.open.is_none() {
        return Some(first);
    }
    let same = first.in_year(end.year())?;
    let later = same.days.is_some_and(|(start, _)| start > end);
    if later { first.in_year(end.year() - 1) } else { Some(same) }
}

/// The day at which a stretch from `start` ends; an open end lies behind the start.
fn end_behind(start: Date, last: &Period) -> Option<Date> {
    let (end, _) = last.days?;
    let end = if last.anchoring != Anchoring::Open {
        end
    } else if last.open.is_some() {
        let mut years = (-1..=2).filter_map(|years| after(end, TimeUnit::Year, years));
        years.find(|end| *end > start)?
    } else if end <= start {
        after(end, TimeUnit::Week, 1)?
    } else {
        end
    };
    (end > start).then_some(end)
}

/// The TIMEX3 value of how long a stretch lasts, in the units of its ends.
fn length(first: &Period, last: &Period, start: Date, end: Date) -> String {
    let months = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
    match (first.unit, last.unit) {
        (TimeUnit::Year, TimeUnit::Year) if !first.timex.starts_with('(') => {
            TimeUnit::Year.duration(&(end.year() - start.year()).to_string())
        }
        (TimeUnit::Month | TimeUnit::Year, TimeUnit::Month | TimeUnit::Year) => {
            TimeUnit::Month.duration(&(months(end) - months(start)).to_string())
        }
        _ => TimeUnit::Day.duration(&(end - start).get_days().to_string()),
    }
}
