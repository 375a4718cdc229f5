//! The words that attribute quotations.

/// The words that attribute quotations: verbs, and what stands around the speaker. All are in lowercase;
/// those in one string are parted by white space.
pub struct QuoteWords {
    /// The verbs.
    pub verbs: SpeechVerbs,
    /// Auxiliaries before a verb that is not passive: "has said".
    pub auxiliaries: &'static [&'static str],
    /// Auxiliaries that make a verb passive, or a participle finite: "was quoted", "is warning".
    pub passive_auxiliaries: &'static [&'static str],
    /// Auxiliaries before an infinitive that tell that somebody speaks: "will say".
    pub future_auxiliaries: &'static [&'static str],
    /// Other auxiliaries before an infinitive: "should say".
    pub modal_auxiliaries: &'static [&'static str],
    /// Particles of infinitives: "went on to say".
    pub infinitive_particles: &'static [&'static str],
    /// Words before such a particle that tell that somebody speaks.
    pub speaking_before_infinitive: &'static [&'static str],
    /// Words that deny a verb: "did not say".
    pub negations: &'static [&'static str],
    /// Endings of words that do: "didn't".
    pub negative_endings: &'static [&'static str],
    /// Prepositions before who does what a passive verb says: "was praised by Brook as".
    pub agent_prepositions: &'static [&'static str],
    /// Phrases before a speaker without a verb, each by its words: "according to Brook".
    pub source_phrases: &'static [&'static [&'static str]],
    /// Nouns that are no speaker behind those: "according to plan".
    pub no_sources: &'static [&'static str],
    /// Conjunctions between a verb of saying and what is reported: "said that".
    pub complementizers: &'static [&'static str],
    /// Pronouns for a person that was named before.
    pub person_pronouns: &'static [&'static str],
    /// Pronouns for a body that was named before.
    pub body_pronouns: &'static [&'static str],
    /// Pronouns for several, persons or a body.
    pub plural_pronouns: &'static [&'static str],
    /// Pronouns for those who are not named: "I", "others".
    pub unnamed_pronouns: &'static [&'static str],
    /// Pronouns that make a clause of a noun: "who".
    pub relative_pronouns: &'static [&'static str],
    /// Nouns for any body that was named before: "the company".
    pub body_nouns: &'static [&'static str],
    /// Nouns for people who speak and are not named: "officials".
    pub speaking_nouns: &'static str,
    /// Words with an apostrophe before them: "'tis".
    pub elisions: &'static [&'static str],
    /// Endings of nouns for several.
    pub plural_endings: &'static [&'static str],
    /// Nouns for several without such an ending: "police".
    pub plural_nouns: &'static [&'static str],
    /// Endings of participles that go with a clause, those of the present first: "citing", "compared".
    pub participle_endings: &'static [&'static str],
    /// Nouns for what somebody issues and what speaks for them: "a statement from Brook".
    pub issued_nouns: &'static [&'static str],
    /// Prepositions between those and who issues them.
    pub issuing_prepositions: &'static [&'static str],
    /// Definite articles.
    pub definite_articles: &'static [&'static str],
    /// Indefinite articles.
    pub indefinite_articles: &'static [&'static str],
    /// Numerals that introduce somebody who is not named: "one fisher".
    pub indefinite_numerals: &'static [&'static str],
    /// Possessive pronouns before a noun.
    pub possessives: &'static [&'static str],
    /// Possessive endings that are words of their own.
    pub possessive_endings: &'static [&'static str],
    /// Other words that begin a noun phrase: "several", "this".
    pub determiners: &'static [&'static str],
    /// Prepositions before what is not the subject of a verb.
    pub object_prepositions: &'static [&'static str],
    /// Words that begin an adverbial after a verb of saying: "said in May", "said as she left".
    pub adverbial_openers: &'static [&'static str],
    /// Conjunctions that join the words of two speakers: "said A, but Stone said B".
    pub coordinators: &'static [&'static str],
    /// Conjunctions and other words that begin a clause.
    pub clause_openers: &'static [&'static str],
    /// Words that may stand between a subject and its verb.
    pub between_subject_and_verb: &'static [&'static str],
    /// Endings of adverbs.
    pub adverb_endings: &'static [&'static str],
    /// Words for a time that stand without a preposition: "said Friday".
    pub time_words: &'static [&'static str],
}

/// The verbs that attribute quotations.
pub struct SpeechVerbs {
    /// Forms that stand beside quotations.
    pub saying: &'static str,
    /// Finite forms that report what is said without quotation marks: "said the port would close".
    pub reporting: &'static str,
    /// Forms that are finite after several subjects, and infinitives: "officials say", "will say".
    pub reporting_base: &'static str,
    /// Their participles: ", adding that the port would close".
    pub reporting_participles: &'static str,
    /// Finite forms that report what is said only with a conjunction or a whole clause behind them.
    pub clause_only: &'static str,
    /// Finite forms that report speech by their object: "urged ships to leave". Those that judge it
    /// themselves ("accused") are not among them: their view is no content, and the tone reads it whole.
    pub directing: &'static str,
    /// Their participles.
    pub directing_participles: &'static str,
    /// Their infinitives.
    pub directing_base: &'static str,
    /// Forms with the person addressed behind them: "told reporters".
    pub addressing: &'static [&'static str],
    /// Forms of the above that are nouns as well: "claims".
    pub nouns_too: &'static str,
    /// Forms with an infinitive behind them that is what is said: "vowed to return".
    pub promising: &'static [&'static str],
    /// Particles behind a verb that give it another sense: "called off".
    pub turning_particles: &'static [&'static str],
    /// Verb forms whose object is the speaker: "the paper quoted Brook as saying".
    pub quoting: &'static [&'static str],
}
