//! The words around times: of the clock, of dates and years, of lengths and of stretches.

use super::{
    calendar::TimeUnit,
    words::{Phrases, Words},
};

/// The words of times of the day.
pub struct ClockWords {
    /// Time zones behind a time on the clock, which are written in capitals.
    pub zones: Words,
    /// "local time" behind it.
    pub local_time: Phrases,
    /// Words behind which a part of the day may stand alone: "the morning".
    pub before_parts: Words,
    /// Names of twelve o'clock at noon.
    pub noon: Words,
    /// Names of twelve o'clock at night.
    pub midnight: Phrases,
    /// The word behind a twelve at noon: "12 noon".
    pub noon_behind_twelve: Words,
    /// An ending that makes an hour vague: "5ish".
    pub vague_ending: Words,
    /// "o'clock"
    pub o_clock: Words,
    /// Spellings of "a.m.".
    pub morning: Words,
    /// Spellings of "p.m.".
    pub afternoon: Words,
    /// Words for either half of the day, which are read as the morning.
    pub either_half: Words,
    /// The first letter of "a. m.", where it stands apart.
    pub morning_letter: Words,
    /// The first letter of "p. m.", where it stands apart.
    pub afternoon_letter: Words,
    /// The second letter of both.
    pub half_letter: Words,
    /// Names of minutes: "half past seven".
    pub minutes: &'static [(&'static str, i64)],
    /// "past" before the hour.
    pub past: Words,
    /// Words between a time and a part of the day: "7 in the morning".
    pub before_part: Phrases,
    /// Qualifiers of parts of the day and of dates: "early Monday", "8 late tonight".
    pub qualifiers: Words,
    /// Qualifiers at which a part of the day starts: "later this morning".
    pub part_qualifiers: Words,
    /// Words before a part of the day at which a time starts: "in the morning".
    pub in_the: Phrases,
    /// Words between a qualifier and a part of the day: "early in the morning".
    pub qualified_in_the: Phrases,
    /// Parts of the day behind "at": "at night".
    pub parts_behind_at: Words,
    /// "night" before such a dash.
    pub night: Words,
    /// The word that a dash ties to it: "night-time".
    pub time: Words,
    /// "tonight"
    pub tonight: Words,
    /// The part of the day that "tonight" is.
    pub tonight_part: &'static str,
    /// "this" before a part of the day.
    pub this: Words,
    /// "last night"
    pub last_night: Phrases,
    /// "next" before a part of the day.
    pub next: Words,
    /// Words between a day and its hours: "Monday at 8".
    pub before_hours: Words,
    /// Those of them behind which a lone number is an hour.
    pub before_lone_hours: Words,
    /// Words before a time that make its lone number an hour: "by 8 tonight".
    pub announcing_hours: Words,
    /// Words between two times of the day behind "between".
    pub between_joints: Words,
}

/// The words around dates.
pub struct DateWords {
    /// Months and days that are words, names or verbs too.
    pub ambiguous: Words,
    /// Those of them that are a date with a capital.
    pub ambiguous_in_lower_case: Words,
    /// Those of them that are modal verbs.
    pub modal: Words,
    /// Words behind which an ambiguous one is a date.
    pub before: Words,
    /// "the 26th day of April"
    pub day: Words,
    /// "of the year" before a year.
    pub the_year: Phrases,
    /// Words behind a number that is no day.
    pub behind_counts: Words,
    /// Titles of persons, behind which a month is a name: "Ms March".
    pub titles: Words,
    /// Names of seasons that are other words too: "fall".
    pub doubtful_seasons: Words,
    /// Words behind which the name of a season is one of this year.
    pub before_seasons: Words,
    /// The TIMEX3 codes of seasons, and the first months in which they begin on either half of the earth.
    pub season_starts: &'static [(&'static str, i8)],
    /// "the week of April 22"
    pub the_week: Phrases,
    /// Words between "the week" and its first day.
    pub week_starting: Words,
}

/// The words around years and quarters.
pub struct YearWords {
    /// Words behind which a number is no year: "Flight 1845".
    pub numbered: Words,
    /// Words before which a number is a year whatever follows.
    pub before: Words,
    /// Words with the ending of a plural that are none.
    pub no_plurals: Words,
    /// Words without it that a number before them counts.
    pub counted: Words,
    /// "two thousand", the year.
    pub two_thousand: Phrases,
    /// The letter of a quarter: "Q3".
    pub quarter_letter: Words,
    /// The letter of a half: "H2".
    pub half_letter: Words,
    /// Words of matches, which have quarters too.
    pub sport: Words,
    /// Decades by name, as years of their century: "nineties".
    pub decades: &'static [(i16, Words)],
    /// Words behind which those are decades, and no ages.
    pub before_decades: Words,
    /// The ending that makes decades of years: "1990s".
    pub decade_ending: Words,
    /// Years that begin at no fixed day: their TIMEX3 code and their names.
    pub accounting: &'static [(&'static str, Words)],
    /// Names of years before a number without the word "year": "FY24".
    pub abbreviations: Words,
    /// Names of the year that begins in January.
    pub calendar: Words,
}

/// The words of what is counted from the time of writing.
pub struct StepWords {
    /// Words for the next, this and the last one, as a step.
    pub steps: &'static [(i64, Words)],
    /// Those that step by weeks, not by days: "next Monday" is of the next week.
    pub of_weeks: Words,
    /// Steps that are verbs behind a modal verb: "will last".
    pub verbs: Words,
    /// Modal verbs, and what else tells a verb.
    pub modals: Words,
    /// Days, and how far they are from today.
    pub days: &'static [(i64, Phrases)],
    /// "the week after next"
    pub week_after_next: Phrases,
    /// "next" before a duration: "in the next three days".
    pub next: Phrases,
    /// The days of a week on which one works.
    pub working_week: Phrases,
    /// "week" in the singular.
    pub week: Words,
    /// The last day of a year.
    pub year_end: Phrases,
    /// The year until now: "year to date".
    pub year_to_date: Phrases,
    /// "year" in the singular.
    pub year: Words,
    /// Words for a time that was named before: "the same week".
    pub same: Words,
    /// Words for the last part of a period.
    pub last_part: Words,
}

/// The words of durations and sets of times.
pub struct LengthWords {
    /// "half an hour"
    pub half_a: Phrases,
    /// "one and half years"
    pub one_and_half: Phrases,
    /// Vague counts that an article may stand before.
    pub few: Words,
    /// Vague counts without an article.
    pub several: Words,
    /// "a couple of days"
    pub couple: Words,
    /// "all day"
    pub all: Words,
    /// Words between a count and its unit: "a full year".
    pub fillers: Words,
    /// Days on which one works.
    pub working_days: Phrases,
    /// Units that are abbreviations, and units only behind digits.
    pub abbreviations: Words,
    /// Parts behind a unit, and how many make a whole: "one hour and a half".
    pub and_parts: &'static [(Words, i64)],
    /// "more than" and the like before a duration, which they belong to.
    pub more_than: Phrases,
    /// Words before which a unit with an article is a duration and not a rate: "for a day".
    pub before: Words,
    /// Words behind which it is one.
    pub behind: Words,
    /// Words that tell that a smaller unit does not belong to the one before.
    pub directions: Words,
    /// Words behind a duration that lead from now into the past: "three days ago".
    pub ago: Words,
    /// Those of them that lead there from what the text spoke of: "three days earlier".
    pub ago_in_text: Words,
    /// Words behind a duration that lead from now into the future: "two days later".
    pub hence: Words,
    /// Words between a duration and the time before which it is counted.
    pub before_time: Words,
    /// Words between a duration and the time from which it is counted.
    pub after_time: Words,
    /// "now"
    pub now: Words,
    /// Words before a duration that lead to its end: "in two weeks".
    pub ahead: Words,
    /// Those of them that mean all the time until then: "within two weeks".
    pub until_then: Words,
    /// Adjectives of sets that tell of what, and not of when, it is: "annual".
    pub attributive_sets: Words,
    /// Sets of times behind "bi-", and the TIMEX3 of their distance.
    pub every_two: &'static [(&'static str, &'static str)],
    /// "bi" before a dash.
    pub two: Words,
    /// Counts before a rate: "once a week".
    pub times: Words,
    /// "of every month"
    pub of_every_month: Phrases,
    /// Words before what recurs.
    pub every: Words,
    /// "every other week"
    pub other: Words,
}

/// A third of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Third {
    /// The first.
    Start,
    /// The second.
    Middle,
    /// The last.
    End,
}

/// The side of a time on which something lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Before its start.
    Before,
    /// Before its end.
    Until,
    /// From its start on.
    Since,
    /// From its end on.
    After,
    /// At it.
    At,
}

/// The words of stretches from one time to another, and of open ones.
pub struct StretchWords {
    /// The article that belongs to a time.
    pub articles: Phrases,
    /// Words between the two ends.
    pub joints: Words,
    /// Words between the two ends behind "between".
    pub between_joints: Words,
    /// The present as an end.
    pub present: Phrases,
    /// Words before a time that tell on which side of it something lies.
    pub sides: &'static [(Words, Side)],
    /// Words before an open end: "2018 and later".
    pub open_joints: Words,
    /// Words for an open end.
    pub later: Words,
    /// Words for an open start.
    pub earlier: Words,
    /// Nouns for thirds of a period: "the end of March".
    pub thirds: &'static [(Third, Words)],
    /// Words for thirds of the period that follows: "early 2017".
    pub qualified: &'static [(Third, Words)],
    /// "in" between a third and its period: "early in the year".
    pub inside: Words,
    /// Units that name the current period: "the end of the year".
    pub current: &'static [(TimeUnit, Words)],
}
