//! The words that attribute quotations.

/// The words that attribute quotations: cues, and what stands around the speaker. All are in lowercase.
pub struct QuoteWords {
    /// Forms of the verbs that stand beside quotations, parted by white space.
    pub saying: &'static str,
    /// Of them those that report what is said without quotation marks, parted by white space.
    pub reporting: &'static str,
    /// Verb forms whose object is the speaker: "the paper quoted Brook as saying".
    pub quoting: &'static [&'static str],
    /// Auxiliaries that make those passive.
    pub passive_auxiliaries: &'static [&'static str],
    /// Prepositions before who does what a passive verb says: "was praised by Brook as".
    pub agent_prepositions: &'static [&'static str],
    /// Phrases before a speaker without a verb, each by its words: "according to Brook".
    pub source_phrases: &'static [&'static [&'static str]],
    /// Conjunctions between a verb of saying and what is reported: "said that".
    pub complementizers: &'static [&'static str],
    /// Pronouns for a person that was named before.
    pub person_pronouns: &'static [&'static str],
    /// Pronouns for a body that was named before.
    pub body_pronouns: &'static [&'static str],
    /// Nouns for any body that was named before: "the company".
    pub body_nouns: &'static [&'static str],
    /// Definite articles.
    pub definite_articles: &'static [&'static str],
    /// Indefinite articles.
    pub indefinite_articles: &'static [&'static str],
    /// Numerals that introduce somebody who is not named: "one fisher".
    pub indefinite_numerals: &'static [&'static str],
    /// Possessive pronouns before a noun.
    pub possessives: &'static [&'static str],
    /// Prepositions before what is not the subject of a verb.
    pub object_prepositions: &'static [&'static str],
    /// Words that may stand between a subject and its verb.
    pub between_subject_and_verb: &'static [&'static str],
}
