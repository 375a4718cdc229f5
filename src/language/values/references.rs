//! The words that place times against now and against each other.

use super::words::{Phrases, Words};

/// The words that tell on which side of now a time lies.
pub struct DirectionWords {
    /// What governs times that are behind: "in the wake of".
    pub behind: Phrases,
    /// What governs times that are ahead: "ahead of".
    pub ahead: Phrases,
    /// Prepositions of the end of what lasts: "until".
    pub deadlines: Words,
    /// Verbs of postponement.
    pub postponing: Words,
    /// Modal verbs.
    pub modals: Words,
    /// Words for what is planned.
    pub plans: Words,
    /// Those of them that are nouns behind an article.
    pub plan_nouns: Words,
    /// Prepositions before the time to which something is postponed.
    pub new_times: Words,
    /// Verbs that wish something, where an infinitive follows.
    pub wishes: Words,
    /// Words behind those for what is wished: "set for".
    pub purposes: Words,
    /// Auxiliaries of the past.
    pub past_auxiliaries: Words,
    /// That of the past perfect.
    pub past_perfect: Words,
    /// Auxiliaries of the perfect.
    pub perfect: Words,
    /// Verbs in the present that tell of what is fixed, where no past goes before.
    pub present: Words,
    /// Words behind which those are nouns.
    pub before_nouns: Words,
    /// Words before an infinitive, or in a passive one.
    pub infinitives: Words,
    /// Irregular verbs in the past.
    pub past_verbs: Words,
    /// Irregular participles.
    pub participles: Words,
    /// Endings of verbs in the past.
    pub past_endings: Words,
    /// Words with such an ending that are none.
    pub no_past: Words,
    /// Nouns for what is to come.
    pub nouns_ahead: Words,
}

/// A word for a time that is on no calendar.
pub struct VagueTime {
    /// Its TIMEX3 value.
    pub timex: &'static str,
    /// The words before it that do not belong to it.
    pub skipped: usize,
    /// Its names.
    pub phrases: Phrases,
}

/// The words of times that are on no calendar, or that hang on what was said before.
pub struct ReferenceWords {
    /// Times on no calendar.
    pub vague: &'static [VagueTime],
    /// Words behind which those are others: "as soon".
    pub not_behind: Words,
    /// Words before which they are others: "now that".
    pub not_before: Words,
    /// The TIMEX3 value of what is long ago.
    pub past: &'static str,
    /// Words before a period that is compared: "the comparable year-earlier quarter".
    pub comparable: Words,
    /// Words for a period that the text has named: "the year-earlier period".
    pub periods: Words,
    /// Words for the last period that is over: "the latest quarter".
    pub latest: Words,
    /// "the first nine months"
    pub first: Words,
    /// Words behind which "the year" is this one.
    pub before_year: Words,
    /// Words behind "the year" that tell when it ends.
    pub ending: Words,
    /// Words that may follow "the year" where it is this one.
    pub behind_year: Words,
    /// Words for the neighbours of the period named last, as a step.
    pub neighbours: &'static [(i64, Words)],
    /// Words behind which a unit in the plural is a duration: "for years".
    pub before_lengths: Words,
}
