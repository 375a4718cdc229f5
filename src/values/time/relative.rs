//! Times that are named from the time of writing, and parts of longer ones.

use super::{
    Parser,
    calendar::{Anchoring, Period, Unit, after, monday},
    words::{month, season, unit, weekday},
    year::unresolved,
};
use crate::values::{
    Parsed,
    number::{self, DASHES},
};
use jiff::civil::{Date, Weekday};

impl Parser<'_> {
    /// The next, this or the last one, as a step, and the index behind the word.
    pub(crate) fn step(&self, at: usize) -> Parsed<i64> {
        let step = match self.reader.word(at) {
            "this" | "current" => 0,
            "next" | "coming" | "following" | "upcoming" => 1,
            "last" | "past" | "previous" => -1,
            _ => return None,
        };
        Some((step, at + 1))
    }

    fn today(&self) -> Date {
        self.now.date()
    }

    /// "today", "next week", "last November", "the end of the year", "tuesday of next week".
    pub(crate) fn relative(&self, at: usize) -> Parsed<Period> {
        let reader = self.reader;
        let day = |days, end| {
            let date = after(self.today(), Unit::Day, days)?;
            Some((Period::day(date, Anchoring::Relative)?, end))
        };
        match reader.word(at) {
            "today" => return day(0, at + 1),
            "tomorrow" | "tmrw" => return day(1, at + 1),
            "yesterday" => return day(-1, at + 1),
            _ => {}
        }
        for (words, days) in [
            (&["the", "day", "before", "yesterday"][..], -2),
            (&["the", "day", "after", "tomorrow"], 2),
            (&["the", "next", "day"], 1),
        ] {
            if let Some(end) = reader.expect(at, words) {
                return day(days, end);
            }
        }
        if let Some(end) = reader.expect(at, &["the", "week", "after", "next"]) {
            let date = after(self.today(), Unit::Week, 2)?;
            return Some((Period::week(date, Anchoring::Relative)?, end));
        }
        if let Some(end) = reader.expect(at, &["the", "next", "decade"]) {
            return Some((self.stepped(at + 2, 1).map(|(period, _)| period)?, end));
        }
        self.within_week(at)
            .or_else(|| self.part_of_period(at))
            .or_else(|| self.named_year(at))
            .or_else(|| self.step(at).and_then(|(step, next)| self.stepped(next, step)))
            .or_else(|| self.week_number(at))
            .or_else(|| self.undefined(at))
    }

    /// What stands behind "next", "this" or "last".
    fn stepped(&self, at: usize, step: i64) -> Parsed<Period> {
        let reader = self.reader;
        let today = self.today();
        let relative = Anchoring::Relative;
        if let Some(day) = weekday(reader.word(at)) {
            let week = reader.is(at - 1, &["next", "following", "previous", "this"]);
            let date = if week {
                after(monday(today)?, Unit::Day, 7 * step + i64::from(day) - 1)?
            } else {
                today
                    .nth_weekday(
                        i32::try_from(step).ok()?,
                        Weekday::from_monday_one_offset(day).ok()?,
                    )
                    .ok()?
            };
            let dash = reader.skip_sign(at + 1, &['-', ',']);
            let dated = self
                .date(dash)
                .filter(|(period, _)| period.open.is_some_and(|open| open.1.is_some()));
            return match dated {
                Some((period, end)) => Some((period, end)),
                None => Some((Period::day(date, relative)?, at + 1)),
            };
        }
        if let Some(month) = month(reader.word(at)) {
            if self.day_number(at + 1).is_some() {
                return None;
            }
            let this = today.month();
            let years = match step {
                1 if month <= this => 1,
                -1 if month >= this => -1,
                _ => 0,
            };
            if let Some((year, end)) = self.year(at + 1) {
                return Some((Period::month(year, month, Anchoring::Absolute)?, end));
            }
            return Some((
                Period::month(today.year().checked_add(years)?, month, relative)?,
                at + 1,
            ));
        }
        if let Some(code) = season(reader.word(at)) {
            let year = i64::from(today.year()) + step;
            let timex = format!("{year:04}-{code}");
            return Some((Period { timex, anchoring: relative, ..unresolved() }, at + 1));
        }
        let working = reader.skip(at, &["working", "work"]);
        if reader.is(working, &["week"]) && working > at || reader.is(at, &["workweek"]) {
            let week = Period::week(after(today, Unit::Week, step)?, relative)?;
            let days = week.days.and_then(|(start, _)| Some((start, after(start, Unit::Day, 5)?)));
            return Some((Period { days, ..week }, working + 1));
        }
        if let Some(unit) = unit(reader.word(at)).filter(|_| !reader.word(at).ends_with('s')) {
            return Some((self.stepped_unit(unit, step)?, at + 1));
        }
        if let Some(name) = self.fiscal(at)
            && reader.is(at + 1, &["year"])
        {
            let year = i64::from(today.year()) + step;
            let timex = format!("{name}{year:04}");
            return Some((Period { timex, anchoring: relative, ..unresolved() }, at + 2));
        }
        if let Some(found) = self.quarters(at, step) {
            return Some(found);
        }
        self.stepped_holiday(at, step)
    }

    /// The unit that lies `step` from that of today.
    fn stepped_unit(&self, unit: Unit, step: i64) -> Option<Period> {
        let today = self.today();
        let relative = Anchoring::Relative;
        let date = after(today, unit, step);
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Weekday => None,
            Unit::Day => Period::day(date?, relative).filter(|_| step > 0),
            Unit::Weekend => Period::weekend(date?, relative),
            Unit::Week => Period::week(date?, relative),
            Unit::Fortnight => {
                Period::stretch(after(monday(today)?, unit, step)?, Unit::Week, 2, relative)
            }
            Unit::Month => {
                let date = after(today.first_of_month(), unit, step)?;
                Period::month(date.year(), date.month(), relative)
            }
            Unit::Quarter => Period::stretch(self.quarter_start(step)?, Unit::Month, 3, relative),
            Unit::Year => Period::year(date?.year(), relative),
            Unit::Decade | Unit::Century => {
                let length = if unit == Unit::Decade { 10 } else { 100 };
                let year = i64::from(today.year()).div_euclid(length) * length + step * length;
                let start = Date::new(i16::try_from(year).ok()?, 1, 1).ok()?;
                Period::stretch(start, Unit::Year, length, relative)
            }
        }
    }

    /// The first day of the quarter that lies `step` from that of today.
    fn quarter_start(&self, step: i64) -> Option<Date> {
        let today = self.today();
        let month = (today.month() - 1) / 3 * 3 + 1;
        after(Date::new(today.year(), month, 1).ok()?, Unit::Quarter, step)
    }

    /// "the last two quarters"
    fn quarters(&self, at: usize, step: i64) -> Parsed<Period> {
        let (count, end) = number::below_hundred(self.reader, at)?;
        if step == 0 || !self.reader.is(end, &["quarters"]) {
            return None;
        }
        let start = self.quarter_start(if step > 0 { 1 } else { -count })?;
        Some((Period::stretch(start, Unit::Month, 3 * count, Anchoring::Relative)?, end + 1))
    }

    /// The year of "this year", "next year" and so on.
    pub(crate) fn relative_year(&self, at: usize) -> Parsed<i16> {
        let (step, next) = self.step(at)?;
        let end = self.reader.expect(next, &["year"])?;
        let year = self.now.year().checked_add(i16::try_from(step).ok()?)?;
        Some((year, end))
    }

    /// "FY" and "SY", which begin at no fixed day.
    fn fiscal(&self, at: usize) -> Option<&'static str> {
        match self.reader.word(at) {
            "fiscal" | "financial" | "fy" => Some("FY"),
            "school" | "academic" | "sy" => Some("SY"),
            _ => None,
        }
    }

    /// "fiscal year 2008", "FY24", "calendar year 2008".
    fn named_year(&self, at: usize) -> Parsed<Period> {
        let reader = self.reader;
        let short = reader.is(at, &["fy", "sy", "cy"]);
        let next = if short { at + 1 } else { reader.expect(at + 1, &["year"])? };
        let year = self.year(next).or_else(|| {
            let year = reader.whole(next, 2).filter(|_| short)?;
            Some((2000 + year, next + 1))
        });
        if reader.is(at, &["calendar", "cy"]) {
            let (year, end) = year?;
            return Some((Period::year(year, Anchoring::Absolute)?, end));
        }
        let name = self.fiscal(at)?;
        let (timex, end) = match year {
            Some((year, end)) => (format!("{name}{year:04}"), end),
            None if short => return None,
            None => (format!("{name}XXXX"), next),
        };
        Some((Period { timex, ..unresolved() }, end))
    }

    /// "next week Monday", "tuesday of next week", "monday of the following week".
    fn within_week(&self, at: usize) -> Parsed<Period> {
        let reader = self.reader;
        let on = reader.skip(at, &["on"]);
        let day_of = |week: Date, day: i8, end| {
            let date = after(monday(week)?, Unit::Day, i64::from(day) - 1)?;
            Some((Period::day(date, Anchoring::Relative)?, end))
        };
        if let Some(day) = weekday(reader.word(on)) {
            let of = reader.expect(on + 1, &["of"])?;
            let (step, next) = self.step(reader.skip(of, &["the"]))?;
            let end = reader.expect(next, &["week"])?;
            return day_of(after(self.today(), Unit::Week, step)?, day, end);
        }
        let (step, next) = self.step(at)?;
        let end = reader.expect(next, &["week"])?;
        let end = reader.skip(reader.skip_sign(end, DASHES), &["on"]);
        let day = weekday(reader.word(end))?;
        day_of(after(self.today(), Unit::Week, step)?, day, end + 1)
    }

    /// "week 27 of last year", "week 10".
    fn week_number(&self, at: usize) -> Parsed<Period> {
        let week = self.reader.expect(at, &["week"])?;
        let number = self.reader.whole(week, 2).filter(|week| (1..=53).contains(week))?;
        let of = self.reader.skip(week + 1, &["of"]);
        let (year, end) = self
            .relative_year(of)
            .or_else(|| self.year(of))
            .filter(|_| of > week + 1)
            .unwrap_or((self.now.year(), week + 1));
        Some((self.week_of_year(year, number.into())?, end))
    }

    fn week_of_year(&self, year: i16, week: i64) -> Option<Period> {
        // 4 January lies in the first week.
        let date = after(Date::new(year, 1, 4).ok()?, Unit::Week, week - 1)?;
        Period::week(date, Anchoring::Relative)
    }

    /// "same week": one that only what was said before tells.
    fn undefined(&self, at: usize) -> Parsed<Period> {
        let reader = self.reader;
        if !reader.is(at, &["same", "that"]) {
            return None;
        }
        let timex = match unit(reader.word(at + 1))? {
            Unit::Week => "XXXX-WXX",
            Unit::Weekend => "XXXX-WXX-WE",
            Unit::Month => "XXXX-XX",
            Unit::Year => "XXXX",
            Unit::Day => "XXXX-XX-XX",
            Unit::Second
            | Unit::Minute
            | Unit::Hour
            | Unit::Weekday
            | Unit::Fortnight
            | Unit::Quarter
            | Unit::Decade
            | Unit::Century => return None,
        };
        Some((Period { timex: timex.to_owned(), ..unresolved() }, at + 2))
    }

    /// "the first week of May", "the last four months of 2021", "the 15th day of next month".
    fn part_of_period(&self, at: usize) -> Parsed<Period> {
        let reader = self.reader;
        let start = reader.skip(at, &["the"]);
        let (nth, next) = match reader.word(start) {
            "last" | "final" => (-1, start + 1),
            _ => number::ordinal(reader, start)?,
        };
        let (count, next) = number::below_hundred(reader, next).unwrap_or((1, next));
        let unit = unit(reader.word(next))?;
        if unit == Unit::Century && nth > 0 {
            let start = Date::new(i16::try_from((nth - 1) * 100).ok()?, 1, 1).ok()?;
            return Some((Period::stretch(start, Unit::Year, 100, Anchoring::Absolute)?, next + 1));
        }
        let of = reader.skip(reader.expect(next + 1, &["of"])?, &["the"]);
        let whole = self.step(of).and_then(|(step, next)| self.stepped(next, step));
        let (whole, end) = whole.or_else(|| self.date(of))?;
        if whole.unit <= unit || !matches!(whole.unit, Unit::Month | Unit::Year) {
            return None;
        }
        let days = whole.days?;
        let anchoring = match whole.anchoring {
            Anchoring::Absolute => Anchoring::Absolute,
            Anchoring::Open | Anchoring::Relative | Anchoring::Instant => Anchoring::Relative,
        };
        let found = match (unit, nth, reader.word(next).ends_with('s')) {
            (Unit::Week, nth, false) if whole.unit == Unit::Year => {
                let last = Date::new(days.0.year(), 12, 28).ok()?.iso_week_date().week();
                let week = if nth < 0 { i64::from(last) } else { nth };
                Period { anchoring, ..self.week_of_year(days.0.year(), week)? }
            }
            (Unit::Week, nth, false) => week_of_month(&whole, days, nth)?,
            (_, nth, false) if nth > 0 => {
                let first = after(days.0, unit, nth - 1)?;
                match whole.open {
                    Some((month, None)) if unit == Unit::Day => {
                        self.open(month, i8::try_from(nth).ok())
                    }
                    _ if unit == Unit::Day => Period::day(first, anchoring)?,
                    _ if unit == Unit::Month => {
                        Period::month(first.year(), first.month(), anchoring)?
                    }
                    _ => return None,
                }
            }
            (_, -1, _) => {
                // Weeks end on Sundays.
                let until = if unit == Unit::Week { monday(days.1)? } else { days.1 };
                Period::stretch(after(until, unit, -count)?, unit, count, anchoring)?
            }
            (_, 1, true) => {
                let whole_week = after(days.0, Unit::Day, 6).and_then(monday);
                let from = if unit == Unit::Week { whole_week? } else { days.0 };
                Period::stretch(from, unit, count, anchoring)?
            }
            _ => return None,
        };
        Some((found, end))
    }
}

/// A week of a month; the first one holds its first Thursday.
fn week_of_month(whole: &Period, (start, end): (Date, Date), nth: i64) -> Option<Period> {
    let last = monday(after(end, Unit::Day, -1)?)?;
    let first = monday(after(start, Unit::Day, 3)?)?;
    let (week, number) =
        if nth < 0 { (last, 5) } else { (after(first, Unit::Week, nth - 1)?, nth) };
    let days = Some((week, after(week, Unit::Week, 1)?));
    let timex = format!("{}-W{number:02}", whole.timex);
    Some(Period { timex, days, unit: Unit::Week, open: None, ..whole.clone() })
}
