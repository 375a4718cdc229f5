//! The present, the past and the future, and what hangs on a time named before: "now",
//! "recently", "the following day", "the year-earlier period".

use super::{
    calendar::{Anchoring, Period, after},
    found::FoundTime,
    parser::TimeParser,
};
use crate::{
    language::values::TimeUnit,
    values::{cursor::Parsed, vocabulary::Start},
};

/// The TIMEX3 value of the present.
const PRESENT: &str = "PRESENT_REF";

impl TimeParser<'_> {
    /// A time that is not on the calendar, or one by what was named before.
    pub(super) fn reference(&self, at: usize) -> Parsed<FoundTime> {
        self.vague(at)
            .or_else(|| self.year_before(at))
            .or_else(|| self.period_of_before(at))
            .or_else(|| self.next_to_named(at))
    }

    /// "now", "recently", "in the future".
    fn vague(&self, at: usize) -> Parsed<FoundTime> {
        let cursor = self.cursor;
        let words = &self.words().references;
        let mut vague = words.vague.iter();
        let (found, end) =
            vague.find_map(|found| Some((found, cursor.expect(at, found.phrases)?)))?;
        // "as soon as", "now that".
        let other = cursor.is_behind(at, words.not_behind) || cursor.is(end, words.not_before);
        if other || (cursor.is_dash(end) && cursor.touches(end)) {
            return None;
        }
        let start = at + found.skipped;
        // "in the past two months"
        if found.skipped > 0 && cursor.lexeme(end).start != Start::Never && cursor.is_word(end) {
            return None;
        }
        let times = (found.timex == PRESENT).then_some((Some(self.now), None));
        let anchoring = if times.is_some() { Anchoring::Open } else { Anchoring::Absolute };
        let time = FoundTime { times, anchoring, ..FoundTime::unplaced(found.timex.to_owned()) };
        Some((time.starting_at(start), end))
    }

    /// "a year earlier", "a year ago", "year-earlier", "the year-ago quarter": the same quarter or
    /// month, if the text speaks of one.
    fn year_before(&self, at: usize) -> Parsed<FoundTime> {
        let cursor = self.cursor;
        let words = self.words();
        let tied = |at: usize| {
            let dash = cursor.expect_word(at, words.steps.year)?;
            cursor.is_hyphen(dash).then(|| cursor.expect_word(dash + 1, words.lengths.ago))?
        };
        let article = cursor.skip(at, words.the);
        let article = cursor.skip(article, words.references.comparable);
        let end = match tied(article) {
            Some(end) => {
                let part = self.quarter_name(end);
                let named = cursor.expect_word(end, words.references.periods);
                let end = part.map_or(end, |(_, end)| end);
                if article > at && named.is_none() && part.is_none() {
                    return None;
                }
                if let Some((quarter, _)) = part {
                    let year = self.today().year();
                    let this = Period::quarter(year, quarter, Anchoring::Relative)?;
                    let over = this.days.is_some_and(|(start, _)| start > self.today());
                    let year = year - 1 - i16::from(over);
                    let period = Period::quarter(year, quarter, Anchoring::Relative)?;
                    return Some((FoundTime { named: None, ..FoundTime::of_period(period) }, end));
                }
                named.unwrap_or(end)
            }
            None => {
                let year = cursor.expect_word(at, words.articles)?;
                let ago = cursor.expect_word(year, words.steps.year)?;
                cursor.expect_word(ago, words.lengths.ago)?
            }
        };
        let quarter = || {
            let quarter = self.context.quarter()?;
            (quarter <= self.today()).then_some((quarter, TimeUnit::Quarter))
        };
        let here = self.context.period_of_sentence().filter(|(_, unit)| {
            matches!(unit, TimeUnit::Quarter | TimeUnit::Month | TimeUnit::Year)
        });
        let (date, unit) = here.or_else(quarter).unwrap_or_else(|| (self.today(), TimeUnit::Year));
        let date = after(date, TimeUnit::Year, -1)?;
        let period = Period::holding(date, unit, Anchoring::Relative)?;
        // What it is compared with is what the text goes on speaking of.
        Some((FoundTime { named: None, ..FoundTime::of_period(period) }, end))
    }

    /// "the quarter", "the latest quarter", "the full year", "the weekend".
    fn period_of_before(&self, at: usize) -> Parsed<FoundTime> {
        let cursor = self.cursor;
        let words = self.words();
        let next = cursor.expect_word(at, words.the)?;
        let name = cursor.skip(next, words.references.latest);
        let latest = name > next;
        let full = cursor.skip(name, words.lengths.fillers);
        let lexeme = cursor.lexeme(full);
        let (unit, end) = (lexeme.unit.filter(|_| !lexeme.plural)?, full + 1);
        let ties = cursor.is_dash(end) && cursor.touches(end);
        if ties || (full > name && unit != TimeUnit::Year) || cursor.is(end, words.of) {
            return None;
        }
        let relative = Anchoring::Relative;
        let period = match unit {
            TimeUnit::Quarter if !self.is_sport(at) => match self.context.quarter() {
                Some(quarter) => Period::quarter_of(quarter, relative)?,
                None => self.stepped_unit(TimeUnit::Quarter, -1)?,
            },
            TimeUnit::Weekend => {
                let step = if self.is_future() { 0 } else { -1 };
                let weekend = self.stepped_unit(TimeUnit::Weekend, step)?;
                // On a Sunday it is the one that is there.
                let here = self.stepped_unit(TimeUnit::Weekend, 0)?;
                if here.days.is_some_and(|(start, _)| start <= self.today()) {
                    here
                } else {
                    weekend
                }
            }
            TimeUnit::Year if cursor.is_behind(at, words.references.before_year) => {
                // "the year ended June 30" is any year.
                if cursor.is(end, words.references.ending) {
                    let year = FoundTime::unplaced(TimeUnit::Year.duration("1"));
                    return Some((year, end));
                }
                if cursor.is_word(end) && !cursor.is(end, words.references.behind_year) {
                    return None;
                }
                self.stepped_unit(TimeUnit::Year, 0)?
            }
            TimeUnit::Year if full > name => self.stepped_unit(TimeUnit::Year, 0)?,
            TimeUnit::Second
            | TimeUnit::Minute
            | TimeUnit::Hour
            | TimeUnit::Day
            | TimeUnit::Weekday
            | TimeUnit::Week
            | TimeUnit::Fortnight
            | TimeUnit::Month
            | TimeUnit::Quarter
            | TimeUnit::Year
            | TimeUnit::Decade
            | TimeUnit::Century => return None,
        };
        if latest && unit != TimeUnit::Quarter {
            return None;
        }
        Some((FoundTime::of_period(period), end))
    }

    /// "the following day", "the previous month", "the same day", "that year", "the day before":
    /// counted from what the text named last.
    fn next_to_named(&self, at: usize) -> Parsed<FoundTime> {
        let cursor = self.cursor;
        let words = self.words();
        let references = &words.references;
        let (from, unit) = self.context.period()?;
        let from = self.context.day().filter(|_| unit <= TimeUnit::Day).unwrap_or(from);
        let next = cursor.skip(at, words.the);
        let (step, name) = match cursor.meaning(next, references.neighbours) {
            Some(step) if next > at => (step, next + 1),
            _ => {
                let same = cursor.expect_word(next, words.steps.same)?;
                (0, same)
            }
        };
        if let Some(day) = cursor.lexeme(name).weekday {
            if step == 0 || unit != TimeUnit::Day {
                return None;
            }
            let day = jiff::civil::Weekday::from_monday_one_offset(day).ok()?;
            let date = from.nth_weekday(i32::try_from(step).ok()?, day).ok()?;
            let found = Period::day(date, Anchoring::Relative)?;
            return Some((FoundTime::of_period(found), name + 1));
        }
        let lexeme = cursor.lexeme(name);
        let asked =
            lexeme.unit.filter(|_| !lexeme.plural && !cursor.is(name, words.clock.night))?;
        // Of a month the day is not known.
        if asked < unit || asked < TimeUnit::Day {
            return None;
        }
        let months = matches!(asked, TimeUnit::Month | TimeUnit::Quarter);
        let date = after(if months { from.first_of_month() } else { from }, asked, step)?;
        let period = Period::holding(date, asked, Anchoring::Relative)?;
        Some((FoundTime::of_period(period), name + 1))
    }

    /// A length behind an article: "the first nine months", "the six months"; where it is not said
    /// when, a duration.
    pub(super) fn length_behind_article(&self, at: usize) -> Parsed<FoundTime> {
        let cursor = self.cursor;
        let words = self.words();
        let next = cursor.skip(cursor.skip(at, words.references.latest), words.references.first);
        let (length, end) = self.length(next)?;
        let lexeme = cursor.lexeme(end - 1);
        let tied = cursor.is_hyphen(end - 2) || cursor.is_dash(end);
        (lexeme.plural && !tied).then(|| (FoundTime::unplaced(length.timex), end))
    }

    /// "for years", "within weeks": a number of them that is not said.
    pub(super) fn vague_length(&self, at: usize) -> Parsed<FoundTime> {
        let cursor = self.cursor;
        let words = self.words();
        let lexeme = cursor.lexeme(at);
        let unit = lexeme.unit.filter(|_| lexeme.plural)?;
        if let Some(end) = cursor.expect_word(at + 1, words.lengths.ago) {
            let past = FoundTime::unplaced(words.references.past.to_owned());
            return Some((past, end));
        }
        let announced = cursor.is_behind(at, words.references.before_lengths);
        let tied = cursor.is_dash(at + 1) && cursor.touches(at + 1);
        (announced && !tied && unit != TimeUnit::Quarter)
            .then(|| (FoundTime::unplaced(unit.duration("X")), at + 1))
    }
}
