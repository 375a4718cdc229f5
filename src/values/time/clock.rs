//! Times on the clock: "8:30 p.m.", "half past seven", "noon", "between 9:30 and 4:30pm".

use super::{
    daytime::{Daytime, HOUR, Half},
    parser::TimeParser,
};
use crate::values::{cursor::Parsed, number};

impl TimeParser<'_> {
    /// A time on the clock, with the time zone behind it.
    pub(super) fn clock(&self, at: usize, loose: bool) -> Parsed<Daytime> {
        let (found, end) = self.hands_or_name(at, loose)?;
        let words = &self.words().clock;
        let zone = self.cursor.expect(end, words.local_time);
        let zone = zone.or_else(|| {
            let upper = self.cursor.written(end).chars().all(|c| c.is_ascii_uppercase());
            self.cursor.expect_word(end, words.zones).filter(|_| upper)
        });
        Some((found, zone.unwrap_or(end)))
    }

    /// A time on the clock; `loose` where a lone number is one, as behind a date and "at".
    fn hands_or_name(&self, at: usize, loose: bool) -> Parsed<Daytime> {
        if let Some(twelve) = self.twelve(at) {
            return Some(twelve);
        }
        if let Some((past, end)) = self.minutes_past(at) {
            return Some(self.with_part(past, end));
        }
        let cursor = self.cursor;
        let words = &self.words().clock;
        let ((found, complete), end) = self.hands(at)?;
        let noon = cursor.is(end, words.noon_behind_twelve) && found.start == 12 * HOUR;
        if noon || (cursor.is(end, words.vague_ending) && cursor.touches(end)) {
            return Some((found, end + 1));
        }
        if let Some(end) = cursor.expect_word(end, words.o_clock) {
            return Some(self.with_part(found, end));
        }
        if let Some((half, behind)) = self.half(end) {
            let hour = found.start / HOUR;
            let sane = (1..=12).contains(&hour) || (complete && hour <= 23);
            // "5 am or pm"
            let or = cursor.expect_word(behind, self.words().or);
            let both = or.is_some_and(|or| self.half(or).is_some());
            return (sane && !both).then(|| (found.in_half(half), behind));
        }
        let (halved, behind) = self.with_part(found, end);
        let announced = behind > end && cursor.is_behind(at, self.words().at);
        let glued = cursor.touches(end) && cursor.is_word(end);
        ((complete || loose || announced) && !glued).then_some((halved, behind))
    }

    /// "noon", "midnight".
    fn twelve(&self, at: usize) -> Parsed<Daytime> {
        let words = &self.words().clock;
        if let Some(end) = self.cursor.expect_word(at, words.noon) {
            return Some((Daytime::clock(12, Some(0), None, true)?, end));
        }
        let end = self.cursor.expect(at, words.midnight)?;
        Some((Daytime::clock(0, Some(0), None, true)?, end))
    }

    /// The hands of the clock, and whether they look like nothing else.
    fn hands(&self, at: usize) -> Parsed<(Daytime, bool)> {
        if let Some(hour) = self.cursor.whole(at, 2) {
            self.hands_in_figures(hour.into(), at)
        } else if let Some(digits) = self.cursor.digits(at) {
            self.hands_in_one_figure(digits, at)
        } else {
            self.hands_in_words(at)
        }
    }

    /// "8", "8:30", "20:30:15".
    fn hands_in_figures(&self, hour: i64, at: usize) -> Parsed<(Daytime, bool)> {
        let cursor = self.cursor;
        let behind_colon = |at: usize| {
            let figures = cursor.whole(at + 1, 2).filter(|_| cursor.is_sign(at, &[':']))?;
            let tied = cursor.touches(at) && cursor.touches(at + 1);
            (tied && cursor.written(at + 1).len() == 2).then_some(i64::from(figures))
        };
        let minute = behind_colon(at + 1);
        let second = minute.and_then(|_| behind_colon(at + 3));
        let found = Daytime::clock(hour, minute, second, hour > 12)?;
        let length = 1 + 2 * usize::from(minute.is_some()) + 2 * usize::from(second.is_some());
        Some(((found, minute.is_some()), at + length))
    }

    /// "8.30pm", "1140 a.m.", "6.45" behind "at".
    fn hands_in_one_figure(&self, digits: &str, at: usize) -> Parsed<(Daytime, bool)> {
        let half = self.half(at + 1).is_some();
        let (hour, minute) = match digits.split_once('.') {
            Some((hour, minute)) if minute.len() == 2 && hour.len() <= 2 => (hour, minute),
            Some(_) => return None,
            // "1140 a.m.", "0630 GMT"
            None if digits.len() == 4
                && (half || self.cursor.is(at + 1, self.words().clock.zones)) =>
            {
                digits.split_at_checked(2)?
            }
            None => return None,
        };
        let cursor = self.cursor;
        let zone = cursor.is(at + 1, self.words().clock.zones);
        let amount = number::scale(cursor, at + 1).is_some()
            || cursor.name(at + 1, &cursor.vocabulary.units).is_some();
        if !half && !zone && (!cursor.is_behind(at, self.words().at) || amount) {
            return None;
        }
        let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
        Some(((Daytime::clock(hour, Some(minute), None, hour > 12)?, true), at + 1))
    }

    /// "eight", "eight thirty".
    fn hands_in_words(&self, at: usize) -> Parsed<(Daytime, bool)> {
        let cursor = self.cursor;
        let hour = cursor.lexeme(at).cardinal.filter(|hour| (1..=12).contains(hour))?;
        let dash = cursor.skip_dash(at + 1);
        let minute = number::below_hundred(cursor, dash)
            .filter(|(minute, _)| (10..60).contains(minute) && cursor.digits(dash).is_none());
        let (minute, end) = match minute {
            Some((minute, end)) => (Some(minute), end),
            None => (None, at + 1),
        };
        Some(((Daytime::clock(hour, minute, None, false)?, false), end))
    }

    /// "10 past 9", "half past seven", "quarter past six".
    fn minutes_past(&self, at: usize) -> Parsed<Daytime> {
        let cursor = self.cursor;
        let words = &self.words().clock;
        let named = words.minutes.iter().find(|(name, _)| *name == cursor.word(at));
        let (minutes, end) = match named {
            Some((_, minutes)) => (*minutes, at + 1),
            None => number::below_hundred(cursor, at)?,
        };
        let past = cursor.expect_word(end, words.past)?;
        let (hour, end) = number::below_hundred(cursor, past)?;
        let sane = (1..=12).contains(&hour) && (1..60).contains(&minutes);
        let found = Daytime::clock(hour, Some(minutes), None, false);
        sane.then_some((found?, cursor.skip(end, words.o_clock)))
    }

    /// "a.m." or "p.m." in one of its spellings.
    fn half(&self, at: usize) -> Parsed<Half> {
        let cursor = self.cursor;
        let words = &self.words().clock;
        if cursor.is(at, words.morning) || cursor.is(at, words.either_half) {
            return Some((Half::Morning, at + 1));
        }
        if let Some(end) = cursor.expect_word(at, words.afternoon) {
            return Some((Half::Afternoon, end));
        }
        let half = if cursor.is(at, words.morning_letter) {
            Half::Morning
        } else {
            cursor.is(at, words.afternoon_letter).then_some(Half::Afternoon)?
        };
        let dot = cursor.skip_sign(at + 1, &['.']);
        if let Some(end) = cursor.expect_word(dot, words.half_letter) {
            return Some((half, cursor.skip_sign(end, &['.'])));
        }
        cursor.touches(at).then_some((half, at + 1))
    }

    /// From one time to another: "1-3 pm", "between 9:30 and 4:30pm", "5 to seven in the morning";
    /// `loose` where two lone numbers are hours.
    pub(super) fn clocks(&self, at: usize, loose: bool) -> Parsed<(Daytime, Daytime)> {
        let cursor = self.cursor;
        let words = self.words();
        let between = cursor.is(at, words.between);
        let start = if between { at + 1 } else { cursor.skip(at, words.from) };
        let (first, end) = self.clock(start, true)?;
        let joints = if between { words.clock.between_joints } else { words.stretches.joints };
        let behind = cursor.skip(cursor.skip_dash(end), joints);
        let (last, behind) = (behind > end).then(|| self.clock(behind, true)).flatten()?;
        // "rose 3 to 20", "15-20 percent": lone numbers are no hours.
        let lone = cursor.digits(start).is_some()
            && end == start + 1
            && cursor.digits(behind - 1).is_some()
            && !cursor.is_sign(behind - 2, &[':']);
        if lone && !loose {
            return None;
        }
        let announced = start > at || first.is_stated();
        if !(loose || last.certain || (announced && last.is_stated())) {
            return None;
        }
        Some((in_same_half(first, last), behind))
    }
}

/// Both ends of a stretch, each in the half of the day that the other one tells.
fn in_same_half(first: Daytime, last: Daytime) -> (Daytime, Daytime) {
    let half = if last.start >= 12 * HOUR { Half::Afternoon } else { Half::Morning };
    let moved = (!first.certain && last.certain).then(|| first.clone().in_half(half));
    let first = moved.filter(|moved| moved.start < last.start).unwrap_or(first);
    let late = !last.certain && last.start <= first.start;
    let last = if late { last.in_afternoon() } else { last };
    (first, last)
}
