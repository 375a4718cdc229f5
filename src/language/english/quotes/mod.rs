//! The words that attribute quotations in English.

mod closed_words;
mod verbs;

use crate::language::QuoteWords;

pub(super) const WORDS: QuoteWords = QuoteWords {
    verbs: verbs::VERBS,
    auxiliaries: &["has", "have", "had", "'s", "’s", "did", "does", "do"],
    passive_auxiliaries: &["is", "are", "was", "were", "be", "been", "being", "am"],
    future_auxiliaries: &["will", "would"],
    modal_auxiliaries: &["can", "could", "may", "might", "must", "should", "shall", "cannot", "to"],
    infinitive_particles: &["to"],
    speaking_before_infinitive: &[
        "on",
        "continued",
        "continues",
        "appeared",
        "appears",
        "seemed",
        "seems",
        "proceeded",
        "hastened",
    ],
    negations: &["not", "never", "neither", "nor", "refused", "declined"],
    negative_endings: &["n't", "n’t"],
    agent_prepositions: &["by"],
    source_phrases: &[&["according", "to"]],
    no_sources: &[
        "plan",
        "plans",
        "schedule",
        "tradition",
        "custom",
        "need",
        "needs",
        "size",
        "rules",
        "law",
        "type",
        "age",
        "taste",
        "which",
        "whether",
        "how",
        "what",
    ],
    complementizers: &["that"],
    person_pronouns: &["he", "she"],
    body_pronouns: &["it", "they", "we"],
    plural_pronouns: &["they"],
    unnamed_pronouns: &[
        "i", "we", "you", "others", "some", "many", "both", "one", "everyone", "nobody",
    ],
    relative_pronouns: &["who", "which", "that"],
    body_nouns: &[
        "company",
        "firm",
        "group",
        "organization",
        "organisation",
        "agency",
        "carmaker",
        "automaker",
        "maker",
        "manufacturer",
        "retailer",
        "lender",
        "operator",
        "charity",
        "club",
        "team",
    ],
    speaking_nouns: "official officials police source sources authority authorities lawmaker lawmakers critic critics expert \
        experts analyst analysts resident residents witness witnesses prosecutor prosecutors doctor doctors aide \
        aides adviser advisers advisor advisors spokesman spokesmen spokeswoman spokesperson spokespeople \
        minister ministers leader leaders scientist scientists researcher researchers investigator investigators \
        lawyer lawyers attorney attorneys diplomat diplomats economist economists activist activists report \
        reports study studies poll polls survey surveys statement paper papers organizer \
        organizers organiser organisers campaigner campaigners observer observers reporter reporters \
        protester protesters democrat democrats republican republicans senator senators supporter supporters \
        opponent opponents people those friend friends family families member members neighbour neighbours \
        neighbor neighbors company companies campaign staff trader traders farmer farmers teacher teachers \
        worker workers union unions party government ministry court judge judges strategist strategists \
        governor mayor president captain skipper",
    elisions: &["em", "tis", "twas", "til", "cause", "n", "round", "bout", "cos", "nuff"],
    plural_endings: &["s"],
    plural_nouns: &[
        "police",
        "people",
        "men",
        "women",
        "children",
        "staff",
        "media",
        "spokesmen",
        "spokespeople",
    ],
    participle_endings: &["ing", "ed"],
    issued_nouns: &[
        "statement",
        "letter",
        "memo",
        "email",
        "tweet",
        "post",
        "message",
        "communique",
    ],
    issuing_prepositions: &["from", "by"],
    definite_articles: &["the"],
    indefinite_articles: &["a", "an"],
    indefinite_numerals: &["one"],
    possessives: &["his", "her", "their", "its", "our", "my", "your"],
    possessive_endings: &["'s", "’s", "'", "’"],
    determiners: closed_words::DETERMINERS,
    object_prepositions: closed_words::OBJECT_PREPOSITIONS,
    adverbial_openers: closed_words::ADVERBIAL_OPENERS,
    coordinators: &["and", "but", "while", "although", "though", "whereas", "yet"],
    clause_openers: closed_words::CLAUSE_OPENERS,
    between_subject_and_verb: closed_words::BETWEEN_SUBJECT_AND_VERB,
    adverb_endings: &["ly"],
    time_words: closed_words::TIME_WORDS,
};
