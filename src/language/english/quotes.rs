//! The words that attribute quotations in English.

use crate::language::QuoteWords;

pub(super) const WORDS: QuoteWords = QuoteWords {
    saying: "said says say saying told tells telling asked asks added adds adding explained \
        explains explaining claimed claims claiming stated states stating noted notes noting \
        warned warns warning announced announces announcing argued argues arguing insisted insists \
        insisting commented comments commenting wrote writes writing replied replies responded \
        responds declared declares declaring described describes describing called calls calling \
        admitted admits admitting confirmed confirms acknowledged acknowledges remarked remarks \
        observed observes predicted predicts promised promises reported revealed reveals stressed \
        stresses stressing emphasized emphasised emphasizing suggested suggests recalled recalls \
        joked jokes concluded concludes continued urged urges urging vowed vows tweeted tweets \
        posted posts quoted complained complains cautioned cautions boasted shouted exclaimed \
        labelled labeled dubbed praised criticized criticised condemned denounced hailed accused \
        testified reads read reiterated contended contends maintained maintains asserted asserts \
        affirmed countered demanded pledged recounted wondered whispered yelled hinted indicated \
        speaking calling denied denies expressed alleged alleges expected expects hoped hopes \
        believed believes thinks thought feels felt spoke speaks observing indicating recalling \
        suggesting predicting promising remarking conceded concedes",
    reporting: "said says saying told added adds claimed claims stated noted warned warns \
        announced argued argues insisted insists explained confirmed denied acknowledged admitted \
        predicted reported revealed suggested testified alleged asserted maintained vowed promised \
        pledged",
    quoting: &["quoted", "quotes"],
    passive_auxiliaries: &["was", "were"],
    agent_prepositions: &["by"],
    source_phrases: &[&["according", "to"]],
    complementizers: &["that"],
    person_pronouns: &["he", "she"],
    body_pronouns: &["it", "they", "we"],
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
    definite_articles: &["the"],
    indefinite_articles: &["a", "an"],
    indefinite_numerals: &["one"],
    possessives: &["his", "her"],
    object_prepositions: &["of", "for", "at", "in", "from", "with", "by", "to", "against"],
    between_subject_and_verb: &[
        "also",
        "has",
        "had",
        "have",
        "later",
        "then",
        "which",
        "reportedly",
        "itself",
        "again",
        "further",
        "is",
        "was",
    ],
};
