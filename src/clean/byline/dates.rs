//! Dates as metadata, readers' texts and addresses write them.

use super::date_patterns::DatePatterns;
use crate::language::BylineWords;
use jiff::{Timestamp, civil, fmt::temporal::DateTimeParser, tz::TimeZone};
use regex::Captures;

/// Nothing on the web was published before; so placeholders such as the year 1 are no dates.
const FIRST_YEAR: i16 = 1600;

/// Longer texts are no dates and their surroundings.
const MAX_BYTES: usize = 300;

/// A date in a text, and what the text says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StatedDate {
    pub time: Timestamp,
    pub label: DateLabel,
}

/// What a text says that a date is, the surer sign of publication first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DateLabel {
    /// The time of publication.
    Published,
    /// Nothing.
    Bare,
    /// The time of a change.
    Updated,
}

/// Reads dates.
pub(crate) struct DateReader {
    words: &'static BylineWords,
    patterns: DatePatterns,
}

impl DateReader {
    /// Compiles the patterns of a language.
    pub fn new(words: &'static BylineWords) -> Self {
        Self { words, patterns: DatePatterns::new(words) }
    }

    /// The time that a value of metadata gives: by ISO 8601, RFC 2822, in seconds or milliseconds since
    /// 1970, or in words. A date alone and a time without a zone are taken for UTC.
    pub fn value(&self, text: &str) -> Option<Timestamp> {
        let text = text.trim();
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let time = match text.len() {
            10 if digits => text.parse().ok().and_then(|n| Timestamp::from_second(n).ok()),
            13 if digits => text.parse().ok().and_then(|n| Timestamp::from_millisecond(n).ok()),
            14 if digits => text.get(..8).and_then(iso),
            _ => iso(text),
        };
        time.filter(is_likely).or_else(|| self.dates(text).next().map(|(_, time)| time))
    }

    /// The dates that a line states by themselves or behind a label; one inside a sentence is about what
    /// the sentence is about.
    pub fn stated(&self, text: &str) -> Vec<StatedDate> {
        let mut stated = Vec::new();
        let mut end = 0;
        for (date, time) in self.dates(text) {
            let lead = text.get(end..date.start).unwrap_or_default();
            if self.introduces(lead) {
                stated.push(StatedDate { time, label: self.label(lead) });
            }
            end = date.end;
        }
        stated
    }

    /// What the text before a date says that it is.
    pub fn label(&self, lead: &str) -> DateLabel {
        match self.patterns.label.captures_iter(lead).last() {
            Some(label) if label.name("updated").is_some() => DateLabel::Updated,
            Some(_) => DateLabel::Published,
            None => DateLabel::Bare,
        }
    }

    /// The date in the path of an address: "/2024/06/04/", "/2024/jun/04/", "/20240604/".
    pub fn address(&self, address: &str) -> Option<Timestamp> {
        let path = address.split(['?', '#']).next()?;
        let found = self.patterns.address.captures(path)?;
        let number = |name: &str| found.name(name)?.as_str().parse().ok();
        let month = found.name("month").and_then(|name| self.month(name.as_str()));
        let month = month.or_else(|| number("number").and_then(|n: i16| i8::try_from(n).ok()))?;
        let day = i8::try_from(number("day")?).ok()?;
        at(civil::Date::new(number("year")?, month, day).ok()?, None, TimeZone::UTC)
    }

    /// True if nothing before a date makes it a part of a sentence.
    fn introduces(&self, lead: &str) -> bool {
        let lead = lead.trim_end();
        let Some(last) = lead.split_whitespace().next_back() else {
            return true;
        };
        !last.ends_with(char::is_alphanumeric)
            || last.starts_with(char::is_uppercase)
            || self.patterns.lead.is_match(lead)
    }

    /// The dates in a text, each with the time of day beside it.
    fn dates<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (std::ops::Range<usize>, Timestamp)> + 'a {
        let text = text.get(..text.floor_char_boundary(MAX_BYTES)).unwrap_or(text);
        let found = self.patterns.date.captures_iter(text);
        found.filter_map(move |found| self.date(text, &found))
    }

    fn date(&self, text: &str, found: &Captures) -> Option<(std::ops::Range<usize>, Timestamp)> {
        let whole = found.get(0)?;
        let date = self.day(found)?;
        let (before, after) = (text.get(..whole.start())?, text.get(whole.end()..)?);
        if after.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        if let Some(clock) = self.patterns.clock_behind.captures(after)
            && let Some(time) = self.clock(&clock)
        {
            let end = whole.end() + clock.get(0)?.end();
            return Some((whole.start()..end, at(date, Some(time), self.zone(&clock))?));
        }
        if let Some(clock) = self.patterns.clock_before.captures(before)
            && let Some(time) = self.clock(&clock)
        {
            let start = clock.get(0)?.start();
            return Some((start..whole.end(), at(date, Some(time), self.zone(&clock))?));
        }
        let weekday = self.patterns.weekday_before.find(before);
        let start = weekday.map_or(whole.start(), |weekday| weekday.start());
        Some((start..whole.end(), at(date, None, TimeZone::UTC)?))
    }

    /// The day that a date names. With slashes the year tells the order, or a number that is no month:
    /// "06/04/2024" is one day in Britain and another in America.
    fn day(&self, found: &Captures) -> Option<civil::Date> {
        let text = |names: &[&str]| names.iter().find_map(|name| found.name(name));
        let number = |names: &[&str]| text(names)?.as_str().parse::<i8>().ok();
        let year = text(&["year", "year_x", "year_y", "year_z"])?.as_str().parse().ok()?;
        let (day, month) = match text(&["name_x", "name_y"]) {
            Some(name) => (number(&["day_x", "day_y"])?, self.month(name.as_str())?),
            None if found.name("year").is_some() => (number(&["day"])?, number(&["month"])?),
            None => {
                let (first, second) = (number(&["first"])?, number(&["second"])?);
                let slash = found.name("slash")?.as_str() == "/";
                match (first, second) {
                    (first, second) if !slash || first > 12 || first == second => (first, second),
                    (first, second) if second > 12 => (second, first),
                    _ => return None,
                }
            }
        };
        civil::Date::new(year, month, day).ok()
    }

    fn month(&self, name: &str) -> Option<i8> {
        let name = name.trim_end_matches('.').to_lowercase();
        let mut months = self.words.months.iter();
        months.find(|(_, names)| names.contains(&name.as_str())).map(|(month, _)| *month)
    }

    /// The time of day; a number alone is none.
    fn clock(&self, clock: &Captures) -> Option<civil::Time> {
        let number = |name: &str| clock.name(name)?.as_str().parse::<i8>().ok();
        let hour = number("hour")?;
        let hour = match (clock.name("morning"), clock.name("afternoon")) {
            (Some(_), _) => hour % 12,
            (_, Some(_)) => hour % 12 + 12,
            (None, None) if clock.name("minute").is_none() => return None,
            (None, None) => hour,
        };
        let (minute, second) = (number("minute"), number("second"));
        civil::Time::new(hour, minute.unwrap_or_default(), second.unwrap_or_default(), 0).ok()
    }

    /// The time zone beside a time of day; UTC if there is none.
    fn zone(&self, clock: &Captures) -> TimeZone {
        let parse = |name: &str| DateTimeParser::new().parse_time_zone(name).ok();
        let found = if let Some(sign) = clock.name("sign") {
            let number = |name: &str| clock.name(name).map_or("0", |number| number.as_str());
            parse(&format!("{}{:0>2}:{:0>2}", sign.as_str(), number("hours"), number("minutes")))
        } else {
            let name = clock.name("zone").map_or("", |zone| zone.as_str());
            let mut zones = self.words.zones.iter();
            let zone = zones.find(|(known, _)| known.eq_ignore_ascii_case(name));
            zone.and_then(|(_, offset)| parse(offset))
        };
        found.unwrap_or(TimeZone::UTC)
    }
}

/// A time as ISO 8601 writes it; a date alone and a time without a zone are taken for UTC.
pub(crate) fn iso(text: &str) -> Option<Timestamp> {
    let local = |time: civil::DateTime| TimeZone::UTC.to_timestamp(time).ok();
    let zoned = text.parse::<Timestamp>().ok();
    zoned.or_else(|| text.parse().ok().and_then(local))
}

fn at(date: civil::Date, time: Option<civil::Time>, zone: TimeZone) -> Option<Timestamp> {
    let time = date.to_datetime(time.unwrap_or_else(civil::Time::midnight));
    zone.to_timestamp(time).ok().filter(is_likely)
}

/// True if a time can be one of publication, and is not what a counter of seconds shows that was
/// never set.
fn is_likely(time: &Timestamp) -> bool {
    let date = TimeZone::UTC.to_datetime(*time).date();
    date.year() >= FIRST_YEAR && *time != Timestamp::UNIX_EPOCH
}
