//! Durations, what lies a duration away, and sets of times.

use super::{
    Found, Parser,
    calendar::{Anchoring, Period, Unit, after},
    words::{PAST, part, set, unit, weekday},
};
use crate::values::{
    Parsed,
    decimal::Number,
    number::{self, DASHES},
};
use jiff::civil::DateTime;

/// How long something takes.
#[derive(Clone, Debug)]
pub(crate) struct Length {
    count: Number,
    unit: Unit,
    timex: String,
}

/// Words before which "a day" is a duration and not a rate.
const BEFORE_LENGTHS: &[&str] = &[
    "for", "in", "within", "of", "than", "over", "about", "nearly", "almost", "after", "took",
    "lasted", "take", "last", "least", "half", "just", "only", "under", "spent", "is",
];
/// Words behind which it is one.
const BEHIND_LENGTHS: &[&str] =
    &["ago", "later", "earlier", "before", "after", "from", "since", "and"];
/// What a few and several are where one has to say.
const FEW: i64 = 3;

impl Length {
    /// What lies so much behind a time, or before it.
    fn shift(&self, from: DateTime, sign: i64) -> Option<DateTime> {
        match self.count.integer() {
            Some(count) if self.unit >= Unit::Day => {
                let date = after(from.date(), self.unit, sign.checked_mul(count)?)?;
                Some(date.to_datetime(from.time()))
            }
            Some(count) => from.checked_add(self.unit.elapsed(sign.checked_mul(count)?)?).ok(),
            None => {
                let seconds = (self.count.approximate() * seconds(self.unit)).round() as i64;
                from.checked_add(Unit::Second.elapsed(sign.checked_mul(seconds)?)?).ok()
            }
        }
    }

    fn found(&self) -> Found {
        Found { timex: self.timex.clone(), ..Found::default() }
    }
}

/// About how many seconds a unit has.
const fn seconds(unit: Unit) -> f64 {
    match unit {
        Unit::Second => 1.0,
        Unit::Minute => 60.0,
        Unit::Hour => 3_600.0,
        Unit::Day | Unit::Weekday => 86_400.0,
        Unit::Weekend => 172_800.0,
        Unit::Week => 604_800.0,
        Unit::Fortnight => 1_209_600.0,
        Unit::Month => 2_629_746.0,
        Unit::Quarter => 7_889_238.0,
        Unit::Year => 31_556_952.0,
        Unit::Decade => 315_569_520.0,
        Unit::Century => 3_155_695_200.0,
    }
}

impl Parser<'_> {
    /// How many, where it counts times: "3", "a", "half an", "a few", "several".
    pub(crate) fn count(&self, at: usize) -> Parsed<Number> {
        let reader = self.reader;
        if let Some(end) =
            reader.expect(at, &["half", "an"]).or_else(|| reader.expect(at, &["half", "a"]))
            && unit(reader.word(end)).is_some()
        {
            return Some((Number::ratio(1, 2)?, end));
        }
        let article = reader.skip(at, &["a"]);
        let few = match reader.word(article) {
            "few" => Some((FEW, article + 1)),
            "several" if article == at => Some((FEW, article + 1)),
            "couple" => Some((2, reader.skip(article + 1, &["of"]))),
            _ => None,
        };
        if let Some((count, end)) = few {
            return Some((Number::whole(count), end));
        }
        if reader.is(at, &["a", "an"]) && unit(reader.word(at + 1)).is_some() {
            return Some((Number::ONE, at + 1));
        }
        if reader.is(at, &["one"])
            && let Some(end) = reader.expect(at, &["one", "and", "half"])
        {
            return Some((Number::ratio(3, 2)?, end));
        }
        number::read(reader, at, false)
    }

    /// A duration: "three days", "a 30-minute", "one hour and a half", "2 hours and 30 minutes".
    pub(crate) fn length(&self, at: usize) -> Parsed<Length> {
        let reader = self.reader;
        if reader.is(at, &["all"]) {
            let unit = unit(reader.word(at + 1)).filter(|unit| *unit >= Unit::Day)?;
            let timex = unit.duration("1");
            return Some((Length { count: Number::ONE, unit, timex }, at + 2));
        }
        let (count, end) = self.count(at)?;
        let dash = reader.is_sign(end, DASHES) && reader.touches(end) && reader.touches(end + 1);
        let name = reader.skip(end + usize::from(dash), &["long", "full", "whole"]);
        let business =
            reader.expect(name, &["business"]).or_else(|| reader.expect(name, &["working"]));
        let (unit, end) = match business {
            Some(day) => (Unit::Weekday, reader.is(day, &["day", "days"]).then_some(day + 1)?),
            None => (unit(reader.word(name))?, name + 1),
        };
        // "three quarters" is a number; "a second" and "the 2nd night" are ordinals.
        let doubtful = unit == Unit::Quarter || (unit == Unit::Second && reader.is(at, &["a"]));
        let letter = reader.is(name, &["h", "sec", "min"]) && reader.digits(name - 1).is_none();
        if doubtful || letter || count.less_than(Number::ZERO) {
            return None;
        }
        let half = [("half", 2), ("quarter", 4)].into_iter().find_map(|(word, part)| {
            let end = reader.expect(end, &["and", "a", word])?;
            Some((Number::ratio(1, part)?, end))
        });
        if let Some((part, end)) = half {
            let count = count.plus(part)?;
            let timex = unit.duration(&count.decimal());
            return Some((Length { count, unit, timex }, end));
        }
        let timex = unit.duration(&count.decimal());
        let length = Length { count, unit, timex };
        Some(self.with_rest(length, end))
    }

    /// "2 hours and 30 minutes": with the smaller unit behind.
    fn with_rest(&self, length: Length, at: usize) -> (Length, usize) {
        let reader = self.reader;
        let and = reader.skip(at, &["and"]);
        let rest = number::read(reader, and, false)
            .and_then(|(count, end)| Some((count.integer()?, unit(reader.word(end))?, end + 1)));
        let smaller = |rest: Unit| {
            matches!((length.unit, rest), (Unit::Hour, Unit::Minute) | (Unit::Minute, Unit::Second))
                || matches!((length.unit, rest), (Unit::Year, Unit::Month))
        };
        match rest {
            Some((count, unit, end)) if smaller(unit) && !reader.is(end, &["ago", "later"]) => {
                let more = unit.duration(&count.to_string());
                let more = more.trim_start_matches("PT").trim_start_matches('P');
                (Length { timex: format!("{}{more}", length.timex), ..length }, end)
            }
            _ => (length, at),
        }
    }

    /// A duration or what lies one away.
    pub(crate) fn duration(&self, at: usize) -> Parsed<Found> {
        let reader = self.reader;
        if reader.is(at, &["in", "within"]) {
            return self.ahead(at);
        }
        let than = reader
            .expect(at, &["more", "than"])
            .or_else(|| reader.expect(at, &["less", "than"]))
            .unwrap_or(at);
        let (length, end) = self.length(than)?;
        if let Some(found) = self.away(&length, end) {
            return Some(found);
        }
        let article = reader.is(than, &["a", "an"]) && !reader.is(than + 1, &["few", "couple"]);
        let before = than.checked_sub(1).is_some_and(|before| reader.is(before, BEFORE_LENGTHS));
        let rate = article && !before && !reader.is(end, BEHIND_LENGTHS);
        (!rate).then(|| (length.found(), end))
    }

    /// "three days ago", "two weeks later", "four months from tomorrow".
    fn away(&self, length: &Length, at: usize) -> Parsed<Found> {
        let reader = self.reader;
        match reader.word(at) {
            "ago" | "earlier" => return Some((self.point(length, self.now, -1)?, at + 1)),
            "later" | "hence" => return Some((self.point(length, self.now, 1)?, at + 1)),
            _ => {}
        }
        let sign = match reader.word(at) {
            "before" => -1,
            "after" | "from" | "since" => 1,
            _ => return None,
        };
        if reader.is(at + 1, &["now"]) {
            return Some((self.point(length, self.now, sign)?, at + 2));
        }
        let the = reader.expect(at + 1, &["the"]).filter(|_| reader.is(at + 2, &["year"]));
        let (period, end) = self.period(the.unwrap_or(at + 1))?;
        let (first, _) = period.days?;
        let from = first.to_datetime(self.now.time());
        let found = self.point(length, from, sign)?;
        Some((Found { anchoring: relative(period.anchoring), ..found }, end))
    }

    /// "in two weeks", "within nine months"; in what tells of the past "in" is of a duration.
    fn ahead(&self, at: usize) -> Parsed<Found> {
        let reader = self.reader;
        let next = reader.expect(at + 1, &["the", "next"]);
        let (length, end) = self.length(next.unwrap_or(reader.skip(at + 1, &["next"])))?;
        // "in 30-minute intervals"
        if reader.is_sign(end - 2, DASHES) {
            return None;
        }
        if reader.is(at, &["within"]) {
            let until = length.shift(self.now, 1)?;
            return Some((self.stretch(self.now, until, &length), end));
        }
        if let Some((found, end)) = self.away(&length, end) {
            return Some((found, end));
        }
        let past = (at.saturating_sub(LOOK_BACK)..at)
            .any(|before| reader.is(before, PAST) || reader.word(before).ends_with("ed"));
        if (past && !self.is_future()) || reader.is_sign(end, DASHES) {
            return None;
        }
        Some((self.point(&length, self.now, 1)?, end))
    }

    /// The time that lies a length away.
    fn point(&self, length: &Length, from: DateTime, sign: i64) -> Option<Found> {
        let there = length.shift(from, sign)?;
        if length.unit >= Unit::Day {
            return Some(Found::of_period(Period::day(there.date(), Anchoring::Relative)?));
        }
        let end = there.checked_add(Unit::Second.elapsed(1)?).ok()?;
        let timex = there.strftime("%Y-%m-%dT%H:%M:%S").to_string();
        Some(Found { timex, times: Some((Some(there), Some(end))), anchoring: Anchoring::Instant })
    }

    /// The stretch of a length between two times.
    fn stretch(&self, start: DateTime, end: DateTime, length: &Length) -> Found {
        let format = if length.unit >= Unit::Day { "%Y-%m-%d" } else { "%Y-%m-%dT%H:%M:%S" };
        let (first, last) = (start.strftime(format), end.strftime(format));
        let timex = format!("({first},{last},{})", length.timex);
        Found { timex, times: Some((Some(start), Some(end))), anchoring: Anchoring::Relative }
    }

    /// The last or the next so many units: "the past three days", "next five minutes".
    pub(crate) fn stepped_length(&self, at: usize, step: i64) -> Parsed<Found> {
        let (length, end) = self.length(at)?;
        Some((self.until_or_since_now(&length, step)?, end))
    }

    /// "5 past years": the count stands before the step, the unit at `at`.
    pub(crate) fn stepped_count(&self, count: Number, at: usize, step: i64) -> Parsed<Found> {
        let unit = unit(self.reader.word(at))?;
        let timex = unit.duration(&count.decimal());
        Some((self.until_or_since_now(&Length { count, unit, timex }, step)?, at + 1))
    }

    /// The stretch of a length that ends or begins now.
    fn until_or_since_now(&self, length: &Length, step: i64) -> Option<Found> {
        let there = length.shift(self.now, step)?;
        // The days to come begin tomorrow.
        let morrow = if step > 0 && length.unit >= Unit::Day { 1 } else { 0 };
        let (start, end_of) = if step > 0 { (self.now, there) } else { (there, self.now) };
        let start = start.checked_add(Unit::Day.elapsed(morrow)?).ok()?;
        let length_end = if morrow > 0 { length.shift(start, 1)? } else { end_of };
        let times = if length.unit >= Unit::Day {
            (
                start.date().to_datetime(Default::default()),
                length_end.date().to_datetime(Default::default()),
            )
        } else {
            (start, length_end)
        };
        Some(self.stretch(times.0, times.1, length))
    }

    /// Sets of times: "every two days", "Tuesdays at 9am", "daily", "once a year".
    pub(crate) fn recurring(&self, at: usize) -> Parsed<Found> {
        let reader = self.reader;
        let named =
            |timex: &str, end| Some((Found { timex: timex.to_owned(), ..Found::default() }, end));
        if let Some(timex) = set(reader.word(at)) {
            return named(timex, at + 1);
        }
        if reader.is(at, &["bi"]) && reader.is_sign(at + 1, DASHES) {
            return match reader.word(at + 2) {
                "weekly" => named("P2W", at + 3),
                "monthly" => named("P2M", at + 3),
                "annual" => named("P0.5Y", at + 3),
                _ => None,
            };
        }
        if reader.is(at, &["once", "twice", "one"]) && reader.is(at + 1, &["a", "an"]) {
            let unit = unit(reader.word(at + 2))?;
            return named(&unit.duration("1"), at + 3);
        }
        // "19th of every month"
        if let Some((day, end)) = number::ordinal(reader, at)
            && let Some(end) = reader.expect(end, &["of", "every", "month"])
        {
            return named(&format!("XXXX-XX-{day:02}"), end);
        }
        let plural = |at: usize| weekday(reader.word(at).strip_suffix('s')?);
        if let Some(day) = plural(at) {
            return Some(self.with_clock(&format!("XXXX-WXX-{day}"), at + 1));
        }
        let parts = |at: usize| part(reader.word(at).strip_suffix('s')?);
        if let Some((day, (code, ..))) = weekday(reader.word(at)).zip(parts(at + 1)) {
            return named(&format!("XXXX-WXX-{day}T{code}"), at + 2);
        }
        if let Some((code, ..)) = parts(at) {
            return named(&format!("T{code}"), at + 1);
        }
        if !reader.is(at, &["every", "each", "any"]) {
            return None;
        }
        let other = reader.skip(at + 1, &["other"]);
        if let Some(day) = weekday(reader.word(other)) {
            return Some(self.with_clock(&format!("XXXX-WXX-{day}"), other + 1));
        }
        if let Some((code, ..)) = part(reader.word(other)) {
            let (found, end) = self.with_clock("", other + 1);
            return Some(if found.timex.is_empty() {
                named(&format!("T{code}"), end)?
            } else {
                (found, end)
            });
        }
        let (count, end) = number::read(reader, other, false).unwrap_or((Number::ONE, other));
        let unit = unit(reader.word(end))?;
        if unit == Unit::Day && end == other {
            let (found, end) = self.with_clock("", end + 1);
            if !found.timex.is_empty() {
                return Some((found, end));
            }
        }
        let count = if other > at + 1 { count.times(Number::whole(2))? } else { count };
        if unit == Unit::Weekday {
            return named("P1WD", end + 1);
        }
        named(&unit.duration(&count.decimal()), end + 1)
    }

    /// A set with the time of day at which it is.
    fn with_clock(&self, timex: &str, at: usize) -> (Found, usize) {
        let clock = self.reader.expect(at, &["at"]).and_then(|at| self.clock(at, true));
        let (timex, end) = match clock {
            Some((clock, end)) => (format!("{timex}{}", clock.timex), end),
            None => (timex.to_owned(), at),
        };
        (Found { timex, ..Found::default() }, end)
    }
}

/// What lies away from something hangs on the anchor if that does.
fn relative(anchoring: Anchoring) -> Anchoring {
    if anchoring == Anchoring::Absolute { anchoring } else { Anchoring::Relative }
}

/// So many words before a duration may say that it was.
const LOOK_BACK: usize = 8;
