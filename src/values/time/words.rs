//! The words of times.

use super::calendar::Unit;

const MONTHS: &[(&str, i8)] = &[
    ("january", 1),
    ("jan", 1),
    ("february", 2),
    ("feb", 2),
    ("march", 3),
    ("mar", 3),
    ("april", 4),
    ("apr", 4),
    ("may", 5),
    ("june", 6),
    ("jun", 6),
    ("july", 7),
    ("jul", 7),
    ("august", 8),
    ("aug", 8),
    ("september", 9),
    ("sept", 9),
    ("sep", 9),
    ("october", 10),
    ("oct", 10),
    ("november", 11),
    ("nov", 11),
    ("december", 12),
    ("dec", 12),
];

/// Monday is 1.
const WEEKDAYS: &[(&str, i8)] = &[
    ("monday", 1),
    ("mon", 1),
    ("tuesday", 2),
    ("tue", 2),
    ("tues", 2),
    ("wednesday", 3),
    ("wed", 3),
    ("thursday", 4),
    ("thu", 4),
    ("thurs", 4),
    ("friday", 5),
    ("fri", 5),
    ("saturday", 6),
    ("sat", 6),
    ("sunday", 7),
    ("sun", 7),
];

const UNITS: &[(&str, Unit)] = &[
    ("second", Unit::Second),
    ("sec", Unit::Second),
    ("minute", Unit::Minute),
    ("min", Unit::Minute),
    ("hour", Unit::Hour),
    ("hr", Unit::Hour),
    ("h", Unit::Hour),
    ("day", Unit::Day),
    ("night", Unit::Day),
    ("weekday", Unit::Weekday),
    ("week", Unit::Week),
    ("fortnight", Unit::Fortnight),
    ("weekend", Unit::Weekend),
    ("month", Unit::Month),
    ("quarter", Unit::Quarter),
    ("year", Unit::Year),
    ("yr", Unit::Year),
    ("decade", Unit::Decade),
    ("century", Unit::Century),
    ("centurie", Unit::Century),
];

/// Parts of the day: the word, the TIMEX3 code, and its hours.
const PARTS: &[(&str, &str, i8, i8)] = &[
    ("morning", "MO", 8, 12),
    ("afternoon", "AF", 12, 16),
    ("evening", "EV", 16, 20),
    ("night", "NI", 20, 24),
    ("overnight", "NI", 20, 24),
    ("daytime", "DT", 8, 18),
    ("lunchtime", "MEL", 11, 13),
];

const SEASONS: &[(&str, &str)] =
    &[("spring", "SP"), ("summer", "SU"), ("autumn", "FA"), ("winter", "WI")];

/// Words for sets, and how often.
const SETS: &[(&str, &str)] = &[
    ("hourly", "PT1H"),
    ("daily", "P1D"),
    ("everyday", "P1D"),
    ("nightly", "P1D"),
    ("weekly", "P1W"),
    ("biweekly", "P2W"),
    ("fortnightly", "P2W"),
    ("monthly", "P1M"),
    ("bimonthly", "P2M"),
    ("quarterly", "P3M"),
    ("semiannual", "P0.5Y"),
    ("yearly", "P1Y"),
    ("annual", "P1Y"),
    ("annually", "P1Y"),
];

/// Other words at which a time may start.
const STARTERS: &[&str] = &[
    "today",
    "tomorrow",
    "yesterday",
    "tonight",
    "tonite",
    "tmrw",
    "now",
    "right",
    "noon",
    "noonish",
    "midnight",
    "mid",
    "this",
    "next",
    "last",
    "past",
    "previous",
    "coming",
    "following",
    "upcoming",
    "current",
    "same",
    "that",
    "the",
    "in",
    "within",
    "at",
    "on",
    "every",
    "each",
    "any",
    "once",
    "twice",
    "early",
    "late",
    "later",
    "earlier",
    "beginning",
    "start",
    "middle",
    "end",
    "before",
    "after",
    "since",
    "until",
    "till",
    "starting",
    "no",
    "as",
    "from",
    "between",
    "around",
    "more",
    "less",
    "greater",
    "than",
    "few",
    "several",
    "couple",
    "all",
    "week",
    "fiscal",
    "calendar",
    "school",
    "year",
    "bi",
    "eoy",
    "eod",
];

/// Words that one with a number are a time: "Q3", "FY2024".
const TOUCHING: &[&str] = &["q", "fy", "sy", "cy", "w"];

/// Words that tell that the sentence speaks of the future.
pub(crate) const FUTURE: &[&str] = &[
    "will",
    "i'll",
    "we'll",
    "he'll",
    "she'll",
    "they'll",
    "it'll",
    "shall",
    "scheduled",
    "due",
    "expected",
    "plans",
    "planned",
    "plan",
    "upcoming",
    "ahead",
    "intends",
    "set",
    "going",
    "hopes",
    "deadline",
    "next",
];

/// Words that tell that it speaks of the past.
pub(crate) const PAST: &[&str] =
    &["said", "told", "was", "were", "announced", "had", "reported", "added", "did", "last"];

/// Words that tell that a time starts at an article or a preposition before them.
pub(crate) fn following() -> impl Iterator<Item = &'static str> {
    const PLURALS: &[&str] =
        &["seconds", "minutes", "hours", "days", "weeks", "months", "quarters", "years"];
    let units = UNITS.iter().map(|(word, _)| *word);
    units.chain(PLURALS.iter().copied()).chain(["moment", "time", "couple", "working", "workweek"])
}

/// The words at which a time may start, and whether they may touch a number.
pub(crate) fn starters() -> impl Iterator<Item = (&'static str, bool)> {
    let dates = MONTHS.iter().chain(WEEKDAYS).map(|(word, _)| (*word, true));
    let parts = PARTS.iter().map(|(word, ..)| (*word, false));
    let others = SEASONS.iter().chain(SETS).map(|(word, _)| *word).chain(STARTERS.iter().copied());
    let plural = [
        "mondays",
        "tuesdays",
        "wednesdays",
        "thursdays",
        "fridays",
        "saturdays",
        "sundays",
        "mornings",
        "afternoons",
        "evenings",
        "nights",
    ];
    let touching = TOUCHING.iter().map(|word| (*word, true));
    dates.chain(parts).chain(others.chain(plural).map(|word| (word, false))).chain(touching)
}

fn find<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    // Most of what is looked up is in digits.
    word.bytes().next().filter(u8::is_ascii_lowercase)?;
    table.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// 1 to 12.
pub(crate) fn month(word: &str) -> Option<i8> {
    find(MONTHS, word)
}

/// 1 to 7, Monday first.
pub(crate) fn weekday(word: &str) -> Option<i8> {
    find(WEEKDAYS, word)
}

/// The unit, in the singular or the plural.
pub(crate) fn unit(word: &str) -> Option<Unit> {
    find(UNITS, word).or_else(|| find(UNITS, word.strip_suffix('s')?))
}

/// The code of a part of the day, and its hours.
pub(crate) fn part(word: &str) -> Option<(&'static str, i8, i8)> {
    let found = PARTS.iter().find(|(name, ..)| *name == word);
    found.map(|(_, code, start, end)| (*code, *start, *end))
}

/// The code of a season.
pub(crate) fn season(word: &str) -> Option<&'static str> {
    find(SEASONS, word)
}

/// How often something happens that is so.
pub(crate) fn set(word: &str) -> Option<&'static str> {
    find(SETS, word)
}
