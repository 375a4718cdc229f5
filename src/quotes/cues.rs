//! The words that attribute quotations, ready to be looked up.

use super::gender::GenderCues;
use crate::language::{Language, QuoteWords};
use rustc_hash::{FxHashMap, FxHashSet};

/// The form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// "said".
    Finite,
    /// "say", the infinitive or the form after several subjects.
    Base,
    /// "saying".
    Participle,
}

/// A form of a verb that reports what is said without quotation marks.
#[derive(Clone, Copy, Debug)]
pub(super) struct VerbForm {
    pub form: Form,
    /// Its object tells what is said: "urged ships to leave".
    pub directs: bool,
    /// It reports only with a conjunction or a whole clause behind it.
    pub clause_only: bool,
    /// It is a noun as well.
    pub noun_too: bool,
}

/// The words that attribute quotations in one language.
pub(super) struct Cues {
    /// The lists that are short enough to be searched as they are.
    pub words: &'static QuoteWords,
    pub genders: GenderCues,
    saying: FxHashSet<&'static str>,
    nouns_too: FxHashSet<&'static str>,
    speaking_nouns: FxHashSet<&'static str>,
    reporting: FxHashMap<&'static str, VerbForm>,
}

impl Cues {
    /// The cues of a language.
    pub fn new(language: &'static Language) -> Self {
        let words = &language.quotes;
        let verbs = &words.verbs;
        let set = |words: &'static str| {
            words.split_ascii_whitespace().collect::<FxHashSet<&'static str>>()
        };
        let (nouns_too, clause_only) = (set(verbs.nouns_too), set(verbs.clause_only));
        let forms = [
            (verbs.directing, Form::Finite, true),
            (verbs.directing_base, Form::Base, true),
            (verbs.directing_participles, Form::Participle, true),
            (verbs.reporting_base, Form::Base, false),
            (verbs.reporting_participles, Form::Participle, false),
            (verbs.reporting, Form::Finite, false),
        ];
        let mut reporting = FxHashMap::default();
        for (listed, form, directs) in forms {
            for word in listed.split_ascii_whitespace() {
                let (clause_only, noun_too) =
                    (clause_only.contains(word), nouns_too.contains(word));
                reporting.insert(word, VerbForm { form, directs, clause_only, noun_too });
            }
        }
        Self {
            words,
            genders: GenderCues::new(&language.gender),
            saying: set(verbs.saying),
            speaking_nouns: set(words.speaking_nouns),
            nouns_too,
            reporting,
        }
    }

    /// Tells whether a word is a form of a verb that stands beside quotations.
    pub fn is_saying(&self, word: &str) -> bool {
        self.saying.contains(word.to_lowercase().as_str())
    }

    /// Tells whether a form of a verb is a noun as well.
    pub fn is_noun_too(&self, word: &str) -> bool {
        self.nouns_too.contains(word.to_lowercase().as_str())
    }

    /// Tells whether a noun stands for people who speak: "officials".
    pub fn is_speaking_noun(&self, word: &str) -> bool {
        self.speaking_nouns.contains(word.to_lowercase().as_str())
    }

    /// Tells whether a noun stands for several.
    pub fn is_plural(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.words.plural_endings.iter().any(|ending| word.ends_with(ending))
            || self.words.plural_nouns.contains(&word.as_str())
    }

    /// Tells whether a word has the ending of a participle of the present: "chanting".
    pub fn is_gerund(&self, word: &str) -> bool {
        self.words.participle_endings.first().is_some_and(|ending| word.ends_with(ending))
    }

    /// Tells whether a word has the ending of a participle: "citing".
    pub fn is_participle(&self, word: &str) -> bool {
        self.words.participle_endings.iter().any(|ending| word.ends_with(ending))
    }

    /// The verb that a word is a form of, if it reports what is said without quotation marks.
    pub fn reporting(&self, word: &str) -> Option<VerbForm> {
        self.reporting.get(word.to_lowercase().as_str()).copied()
    }
}
