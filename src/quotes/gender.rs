//! The words that tell the gender of a person, ready to be looked up.

use crate::language::GenderWords;
use rustc_hash::FxHashMap;

/// The gender of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Female,
    Male,
}

/// How much a given name tells that is part of a longer name.
const GIVEN_NAME: i32 = 2;

/// How much a name tells that stands alone, and may be a surname.
const LONE_NAME: i32 = 1;

/// The words that tell gender, ready to be looked up.
pub(super) struct GenderCues {
    words: &'static GenderWords,
    nouns: FxHashMap<&'static str, Gender>,
    names: FxHashMap<&'static str, Gender>,
}

impl GenderCues {
    /// The cues of these words.
    pub fn new(words: &'static GenderWords) -> Self {
        let nouns = |list: &'static str, gender| {
            list.split_ascii_whitespace().map(move |noun| (noun, gender))
        };
        let names = words.given_names.lines().filter_map(|line| line.split_once('\t'));
        let gender = |mark: &str| if mark == "f" { Gender::Female } else { Gender::Male };
        Self {
            words,
            nouns: nouns(words.female_nouns, Gender::Female)
                .chain(nouns(words.male_nouns, Gender::Male))
                .collect(),
            names: names.map(|(name, mark)| (name, gender(mark))).collect(),
        }
    }

    /// The gender that a title or noun tells.
    pub fn noun(&self, word: &str) -> Option<Gender> {
        self.nouns.get(word.to_lowercase().as_str()).copied()
    }

    /// The gender that a pronoun tells.
    pub fn pronoun(&self, word: &str) -> Option<Gender> {
        let is = |pronouns: &[&str]| pronouns.iter().any(|one| one.eq_ignore_ascii_case(word));
        if is(self.words.female_pronouns) {
            Some(Gender::Female)
        } else {
            is(self.words.male_pronouns).then_some(Gender::Male)
        }
    }

    /// The gender that the given name of a person tells, and how sure it is.
    pub fn name(&self, name: &str) -> Option<(Gender, i32)> {
        let mut parts = name.split([' ', '-']).filter(|part| !part.ends_with('.'));
        let first = parts.next()?.to_lowercase();
        let weight = if parts.next().is_some() { GIVEN_NAME } else { LONE_NAME };
        self.names.get(first.as_str()).map(|&gender| (gender, weight))
    }
}
