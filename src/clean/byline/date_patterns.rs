//! The patterns of dates and times of day, from the words of a language.

use crate::language::BylineWords;
use regex::Regex;

/// The patterns, compiled; case does not count.
pub(super) struct DatePatterns {
    /// A date with its year, in one of four orders.
    pub date: Regex,
    /// A time of day right behind a date.
    pub clock_behind: Regex,
    /// A time of day right before a date.
    pub clock_before: Regex,
    /// A day of the week right before a date.
    pub weekday_before: Regex,
    /// A date in the path of an address.
    pub address: Regex,
    /// A word that says what a date is; group `updated`: that of a change.
    pub label: Regex,
    /// The end of what may stand before a date outside of a sentence.
    pub lead: Regex,
}

impl DatePatterns {
    /// With the words of a language.
    pub fn new(words: &BylineWords) -> Self {
        let compiled = |pattern: String| {
            Regex::new(&format!("(?i){pattern}")).expect("the words make valid patterns")
        };
        let weekday = format!(r"{}[.,]?\s+", words.weekday);
        let joint = words.date_joints.join("|");
        let clock = clock(words);
        let (published, updated) = (words.published.join("|"), words.updated.join("|"));
        Self {
            date: compiled(date(words)),
            clock_behind: compiled(format!(r"^[\sT,|•·–—-]*(?:(?:{joint})\s+)?{clock}")),
            clock_before: compiled(format!(
                r"(?-u:\b){clock}[\s,|•·–—-]*(?:(?:{joint})\s+)?(?:{weekday})?$"
            )),
            weekday_before: compiled(format!(r"(?-u:\b){weekday}$")),
            address: compiled(address(words)),
            label: compiled(format!(r"(?-u:\b)(?:(?P<updated>{updated})|{published})(?-u:\b)")),
            lead: compiled(format!(
                r"(?-u:\b)(?:(?:{published}|{updated})(?:\s+(?:{joint}))?|{joint})$"
            )),
        }
    }
}

/// The names of the months, the longer ones first.
fn months(words: &BylineWords) -> String {
    let mut names: Vec<&str> = words.months.iter().flat_map(|(_, names)| *names).copied().collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.join("|")
}

fn date(words: &BylineWords) -> String {
    let month = months(words);
    let ordinal = format!("(?:{})?", words.ordinals.join("|"));
    let orders = [
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})".to_owned(),
        format!(
            r"(?P<name_x>{month})\.?[\s-]+(?P<day_x>\d{{1,2}}){ordinal},?[\s-]+(?P<year_x>\d{{4}})"
        ),
        format!(
            r"(?P<day_y>\d{{1,2}}){ordinal}\.?[\s-]*(?P<name_y>{month})[.,]*[\s-]*(?P<year_y>\d{{4}})"
        ),
        r"(?P<first>\d{1,2})(?P<slash>[./-])(?P<second>\d{1,2})[./-](?P<year_z>\d{4})".to_owned(),
    ];
    format!(r"(?-u:\b)(?:{})", orders.join("|"))
}

fn clock(words: &BylineWords) -> String {
    let [morning, afternoon] = words.halves;
    let zones: Vec<&str> = words.zones.iter().map(|(name, _)| *name).collect();
    let zones = zones.join("|");
    let time = r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?)?";
    let half = format!(r"(?:\s*(?:(?P<morning>{morning})|(?P<afternoon>{afternoon})))?");
    let offset = r"(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?(?-u:\b)";
    format!(r"{time}{half}(?:\s*\(?(?:(?:[A-Z]{{3}})?\s?{offset}|(?P<zone>{zones})(?-u:\b)\)?))?")
}

fn address(words: &BylineWords) -> String {
    let year = r"(?P<year>(?:19|20)\d{2})";
    let month = format!(r"(?:(?P<number>\d{{1,2}})|(?P<month>{}))", months(words));
    let day = r"(?P<day>\d{1,2})(?:[/._-]|$)";
    format!(r"[/_-]{year}[/_-]?{month}[/_-]?{day}")
}
