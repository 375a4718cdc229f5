//! Words and their meanings to the parsers; each token is looked up once.

use super::currency;
use crate::language::values::{
    CalendarWords, Noun, NumberWords, PartOfDay, Scale, TimeUnit, ValueWords, Words,
};
use rustc_hash::FxHashMap;

/// The ways in which a value may start at a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::values) enum Start {
    /// Not at all.
    Never,
    /// Not here, but a word before that leads may: "an hour".
    Following,
    /// Only if more of it follows: "in", "the".
    Leading,
    /// In any case.
    Telling,
}

/// The meanings of a word; most words have none.
#[derive(Clone, Copy, Debug)]
pub(in crate::values) struct Lexeme {
    /// The way in which a value may start at it.
    pub start: Start,
    /// True if it may be one with the number behind it ("USD50").
    pub touches_numbers: bool,
    /// True if it is the plural of a unit or of a part.
    pub plural: bool,
    /// A whole number below 100.
    pub cardinal: Option<i64>,
    /// The factor of the number before it.
    pub scale: Option<Scale>,
    /// A position, in the singular or the plural.
    pub ordinal: Option<i64>,
    /// The number of the parts that it names, in the singular or the plural, in a whole.
    pub denominator: Option<i64>,
    /// A numerator and its denominator in one character.
    pub fraction: Option<(i64, i64)>,
    /// A month, 1 to 12.
    pub month: Option<i8>,
    /// A day of the week, 1 to 7, Monday first.
    pub weekday: Option<i8>,
    /// All days of the week that bear a name: "Mondays".
    pub weekdays: Option<i8>,
    /// A unit of time, in the singular or the plural.
    pub unit: Option<TimeUnit>,
    /// A part of the day.
    pub part_of_day: Option<PartOfDay>,
    /// A part of many days: "mornings".
    pub parts_of_days: Option<PartOfDay>,
    /// The TIMEX3 code of a season.
    pub season: Option<&'static str>,
    /// The TIMEX3 value of the distance between the times of a set: "daily".
    pub set: Option<&'static str>,
}

impl Lexeme {
    /// A word that means nothing to the parsers.
    pub const UNKNOWN: Self = Self {
        start: Start::Never,
        touches_numbers: false,
        plural: false,
        cardinal: None,
        scale: None,
        ordinal: None,
        denominator: None,
        fraction: None,
        month: None,
        weekday: None,
        weekdays: None,
        unit: None,
        part_of_day: None,
        parts_of_days: None,
        season: None,
        set: None,
    };
    /// A number in digits: where it stands a value may start, and what it says is read elsewhere.
    pub const DIGITS: Self = Self { start: Start::Telling, ..Self::UNKNOWN };
}

/// The words that mean something.
#[derive(Default)]
pub(super) struct Lexicon(FxHashMap<&'static str, Lexeme>);

impl Lexicon {
    pub(super) fn new(words: &ValueWords) -> Self {
        let mut lexicon = Self::default();
        lexicon.numbers(&words.numbers);
        lexicon.calendar(&words.calendar);
        lexicon.starters(words);
        lexicon
    }

    pub(super) fn get(&self, word: &str) -> Option<&Lexeme> {
        self.0.get(word)
    }

    fn lexeme(&mut self, word: &'static str) -> &mut Lexeme {
        self.0.entry(word).or_insert(Lexeme::UNKNOWN)
    }

    fn each(&mut self, words: Words, give: impl Fn(&mut Lexeme)) {
        for word in words {
            give(self.lexeme(word));
        }
    }

    /// Gives a meaning to the singular and the plural of a noun.
    fn noun<T: Copy>(&mut self, noun: &Noun<T>, give: impl Fn(&mut Lexeme, T)) {
        self.each(noun.singular, |lexeme| give(lexeme, noun.meaning));
        self.each(noun.plural, |lexeme| {
            lexeme.plural = true;
            give(lexeme, noun.meaning);
        });
    }

    fn numbers(&mut self, words: &NumberWords) {
        for (word, value) in words.cardinals {
            self.lexeme(word).cardinal = Some(*value);
        }
        for scale in words.scales {
            self.each(scale.words, |lexeme| lexeme.scale = Some(*scale));
        }
        for ordinal in words.ordinals {
            self.noun(ordinal, |lexeme, nth| {
                lexeme.ordinal = Some(nth);
                // "first" and "second" name no parts.
                lexeme.denominator = (nth > 2).then_some(nth);
            });
        }
        for part in words.parts {
            self.noun(part, |lexeme, parts| lexeme.denominator = Some(parts));
        }
        for (sign, numerator, denominator) in words.fractions {
            self.lexeme(sign).fraction = Some((*numerator, *denominator));
        }
    }

    fn calendar(&mut self, words: &CalendarWords) {
        for (month, names) in words.months {
            self.each(names, |lexeme| lexeme.month = Some(*month));
        }
        for day in words.weekdays {
            self.each(day.singular, |lexeme| lexeme.weekday = Some(day.meaning));
            self.each(day.plural, |lexeme| lexeme.weekdays = Some(day.meaning));
        }
        for unit in words.units {
            self.noun(unit, |lexeme, unit| lexeme.unit = Some(unit));
        }
        for part in words.parts_of_day {
            self.each(part.singular, |lexeme| lexeme.part_of_day = Some(part.meaning));
            self.each(part.plural, |lexeme| lexeme.parts_of_days = Some(part.meaning));
        }
        for (code, names) in words.seasons {
            self.each(names, |lexeme| lexeme.season = Some(code));
        }
        for (timex, names) in words.sets {
            self.each(names, |lexeme| lexeme.set = Some(timex));
        }
    }

    /// Marks the words at which a value may start.
    fn starters(&mut self, words: &ValueWords) {
        let starts = number_starters(&words.numbers)
            .chain(words.quantities.starters.iter().copied())
            .chain(time_starters(&words.calendar));
        // Any of these may be the sign, the code or the country before an amount.
        let touching = currency::starters(&words.money).chain(touching_times(&words.calendar));
        let starts = starts.map(|word| (word, false)).chain(touching.map(|word| (word, true)));
        for (word, touches) in starts {
            let leads = words.leading.contains(&word);
            let lexeme = self.lexeme(word);
            lexeme.start = if leads { Start::Leading } else { Start::Telling };
            lexeme.touches_numbers |= touches;
        }
        let following = [words.calendar.following, words.quantities.following];
        for word in following.into_iter().flatten() {
            let lexeme = self.lexeme(word);
            if lexeme.start == Start::Never {
                lexeme.start = Start::Following;
            }
        }
    }
}

/// The words at which a number may start.
fn number_starters(words: &NumberWords) -> impl Iterator<Item = &'static str> {
    let cardinals = words.cardinals.iter().map(|(word, _)| *word);
    let scales = words.scales.iter().flat_map(|scale| scale.words).copied();
    let ordinals = words.ordinals.iter().flat_map(|ordinal| ordinal.singular).copied();
    let fractions = words.fractions.iter().map(|(sign, ..)| *sign);
    cardinals.chain(scales).chain(ordinals).chain(fractions).chain(words.starters.iter().copied())
}

/// The words at which a time may start.
fn time_starters(words: &CalendarWords) -> impl Iterator<Item = &'static str> {
    let parts = words.parts_of_day.iter().flat_map(|part| part.singular.iter().chain(part.plural));
    let weekdays = words.weekdays.iter().flat_map(|day| day.plural);
    let codes = words.seasons.iter().chain(words.sets).flat_map(|(_, names)| *names);
    let holidays = words.holidays.iter().flat_map(|(_, names)| *names);
    let holidays = holidays.filter_map(|name| name.split(' ').next());
    parts.chain(weekdays).chain(codes).chain(words.starters).copied().chain(holidays)
}

/// The words at which a time may start and that a number may touch.
fn touching_times(words: &CalendarWords) -> impl Iterator<Item = &'static str> {
    let months = words.months.iter().flat_map(|(_, names)| *names);
    let weekdays = words.weekdays.iter().flat_map(|day| day.singular);
    months.chain(weekdays).chain(words.touching).copied()
}
