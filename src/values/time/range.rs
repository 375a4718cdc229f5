//! Stretches from one time to another: "from May to September", "November 19-20", "2014-2018".

use super::{
    calendar::{Anchoring, Period, after, dated, midnight},
    found::{FoundTime, LocatedTime},
    parser::TimeParser,
};
use crate::{
    language::values::{Third, TimeUnit, Words},
    values::cursor::Parsed,
};
use jiff::civil::Date;

impl TimeParser<'_> {
    /// Both ends of a stretch, each with the days of all of it; one time where the ends share a
    /// word: "18-19 June".
    pub(super) fn range(&self, at: usize) -> Parsed<Vec<LocatedTime>> {
        let words = self.words();
        let between = self.cursor.is(at, words.between);
        let start = if between { at + 1 } else { self.cursor.skip(at, words.from) };
        let joints = if between { words.stretches.between_joints } else { words.stretches.joints };
        let one = |(found, end): (FoundTime, usize)| (vec![LocatedTime { found, start, end }], end);
        if let Some(found) = self.days_of_month(start, joints) {
            return Some(one(found));
        }
        let (first, end) = self.bound(start, start > at)?;
        let behind = self.joint(end, joints)?;
        if let Some((month, Some(_))) = first.open
            && let Some((day, end)) = self.lone_day(behind)
        {
            return self.to_day_of_month(first, month, day, end).map(one);
        }
        let (last, last_end) = self.bound(behind, start > at)?;
        let (first, last) = joined(first, last)?;
        let first = LocatedTime { found: first, start, end };
        Some((vec![first, LocatedTime { found: last, start: behind, end: last_end }], last_end))
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
                Some((stretch(first.in_year(year)?, last)?, end))
            }
            None => Some((stretch(first, self.open(month, Some(day)))?, at)),
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

    /// "the end of 2008", "the middle of March".
    fn third_as_bound(&self, at: usize) -> Parsed<Period> {
        let (third, of) = self.noun_of_third(at)?;
        let (period, end) = self.period(of)?;
        let (start, behind) = period.days.filter(|_| period.unit > TimeUnit::Day)?;
        let middle =
            || after(start, TimeUnit::Day, i64::from(behind.since(start).ok()?.get_days() / 2));
        let days = match third {
            Third::Start => (start, start.tomorrow().ok()?),
            Third::Middle => (middle()?, middle()?.tomorrow().ok()?),
            Third::End => (behind.yesterday().ok()?, behind),
        };
        Some((Period { days: Some(days), ..period }, end))
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
        Some((stretch(first, last)?, end))
    }
}

/// Both ends of a stretch, each with the days of all of it.
fn joined(first: Period, last: Period) -> Option<(FoundTime, FoundTime)> {
    let first = in_year_of(first, &last)?;
    let (start, _) = first.days?;
    let last = behind(start, last)?;
    // "between December and February": the last one is the one that is near.
    let first = before(first, &last)?;
    let (start, end) = (first.days?.0, last.days?.1);
    let whole = Some((Some(midnight(start)), Some(midnight(end))));
    let found = |period| FoundTime { times: whole, ..FoundTime::of_period(period) };
    (start < end).then(|| (found(first), found(last)))
}

/// The stretch from one period to another, as a duration of which the days are known.
fn stretch(first: Period, last: Period) -> Option<FoundTime> {
    let (first, last) = joined(first, last)?;
    let times = first.times;
    let (Some(start), Some(end)) = times? else { return None };
    let timex = TimeUnit::Day.duration(&(end.date() - start.date()).get_days().to_string());
    let anchoring = match (first.anchoring, last.anchoring) {
        (Anchoring::Absolute, Anchoring::Absolute) => Anchoring::Absolute,
        _ => Anchoring::Relative,
    };
    Some(FoundTime { times, anchoring, named: first.named, ..FoundTime::unplaced(timex) })
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

/// The last end, behind the first one: what is open may lie in another year or week.
fn behind(start: Date, last: Period) -> Option<Period> {
    let (_, end) = last.days?;
    if last.anchoring != Anchoring::Open {
        return Some(last);
    }
    if let Some((month, day)) = last.open {
        let mut years = (start.year()..=start.year().checked_add(1)?)
            .filter_map(|year| dated(year, month, day, Anchoring::Open));
        let fitting = years.find(|period| period.days.is_some_and(|(_, end)| end > start))?;
        return Some(Period { open: last.open, written: last.written, ..fitting });
    }
    if last.unit == TimeUnit::Day && end <= start {
        let date = after(start, TimeUnit::Day, 1)?;
        let weekday = last.days?.0.weekday();
        let date =
            if date.weekday() == weekday { date } else { date.nth_weekday(1, weekday).ok()? };
        return Some(Period { written: last.written, ..Period::day(date, Anchoring::Open)? });
    }
    Some(last)
}

/// The first end, before the last one.
fn before(first: Period, last: &Period) -> Option<Period> {
    let (start, end) = (first.days?.0, last.days?.1);
    match first.open {
        Some((month, day)) if start >= end => {
            let earlier = dated(start.year().checked_sub(1)?, month, day, Anchoring::Open)?;
            Some(Period { open: first.open, written: first.written, ..earlier })
        }
        _ => Some(first),
    }
}
