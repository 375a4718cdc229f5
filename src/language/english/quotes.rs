//! The words that attribute quotations in English.

use crate::language::{QuoteWords, SpeechVerbs};

pub(super) const WORDS: QuoteWords = QuoteWords {
    verbs: VERBS,
    auxiliaries: &["has", "have", "had", "'s", "’s", "did", "does", "do"],
    passive_auxiliaries: &["is", "are", "was", "were", "be", "been", "being", "am"],
    future_auxiliaries: &["will", "would"],
    modal_auxiliaries: &["can", "could", "may", "might", "must", "should", "shall", "cannot", "to"],
    infinitive_particles: &["to"],
    speaking_before_infinitive: &[
        "on", "continued", "continues", "appeared", "appears", "seemed", "seems", "proceeded", "hastened",
    ],
    negations: &["not", "never", "neither", "nor", "refused", "declined"],
    negative_endings: &["n't", "n’t"],
    agent_prepositions: &["by"],
    source_phrases: &[&["according", "to"]],
    no_sources: &[
        "plan", "plans", "schedule", "tradition", "custom", "need", "needs", "size", "rules", "law", "type",
        "age", "taste", "which", "whether", "how", "what",
    ],
    complementizers: &["that"],
    person_pronouns: &["he", "she"],
    body_pronouns: &["it", "they", "we"],
    plural_pronouns: &["they"],
    unnamed_pronouns: &["i", "we", "you", "others", "some", "many", "both", "one", "everyone", "nobody"],
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
        reports study studies poll polls survey surveys statement document documents paper papers organizer \
        organizers organiser organisers campaigner campaigners observer observers reporter reporters \
        protester protesters democrat democrats republican republicans senator senators supporter supporters \
        opponent opponents people those friend friends family families member members neighbour neighbours \
        neighbor neighbors company companies campaign staff trader traders farmer farmers teacher teachers \
        worker workers union unions party government ministry court judge judges strategist strategists \
        governor mayor president captain skipper",
    elisions: &["em", "tis", "twas", "til", "cause", "n", "round", "bout", "cos", "nuff"],
    plural_endings: &["s"],
    plural_nouns: &["police", "people", "men", "women", "children", "staff", "media", "spokesmen", "spokespeople"],
    participle_endings: &["ing", "ed"],
    issued_nouns: &["statement", "letter", "memo", "email", "tweet", "post", "message", "communique"],
    issuing_prepositions: &["from", "by"],
    definite_articles: &["the"],
    indefinite_articles: &["a", "an"],
    indefinite_numerals: &["one"],
    possessives: &["his", "her", "their", "its", "our", "my", "your"],
    possessive_endings: &["'s", "’s", "'", "’"],
    determiners: &[
        "this", "these", "those", "some", "many", "several", "most", "few", "two", "three", "four", "five",
        "another", "other", "both", "all", "each", "every", "no", "any", "such", "certain",
    ],
    object_prepositions: &[
        "of", "for", "at", "in", "from", "with", "by", "to", "against", "on", "about", "near", "over", "under",
        "between", "among", "into", "like", "as", "than", "after", "before", "during", "since", "despite",
        "alongside", "beside", "behind", "beyond", "outside", "inside", "around", "across", "amid", "until",
        "including", "without", "per", "toward", "towards", "through", "within",
    ],
    adverbial_openers: &[
        "in", "at", "on", "during", "after", "before", "following", "to", "from", "of", "about", "through",
        "via", "when", "as", "while", "without", "by", "for", "over", "with", "under", "ahead", "outside",
        "earlier", "later", "again", "here", "there", "then", "afterwards", "recently", "because", "since",
        "upon", "amid", "near", "last", "this", "regarding", "concerning",
    ],
    coordinators: &["and", "but", "while", "although", "though", "whereas", "yet"],
    clause_openers: &[
        "that", "but", "when", "while", "as", "because", "after", "before", "if", "although", "though", "since",
        "until", "where", "what", "which", "who", "whom", "whose", "how", "why", "whether", "than", "so", "yet",
        "whereas", "or", "and", "meanwhile", "however", "once",
    ],
    between_subject_and_verb: &[
        "also", "has", "had", "have", "'s", "’s", "later", "then", "which", "who", "reportedly", "itself", "himself",
        "herself", "themselves", "again", "further", "is", "was", "are", "were", "been", "will", "would", "never", "often",
        "once", "always", "even", "still", "just", "already", "now", "today", "yesterday", "all", "both",
        "did", "do", "does", "not", "could", "should", "to", "may", "might", "went", "on", "continued", "continues", "appeared",
        "seemed", "long", "previously", "recently", "earlier", "instead", "simply", "first", "ever",
    ],
    adverb_endings: &["ly"],
    time_words: &[
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday",
        "tomorrow", "tonight", "morning", "afternoon", "evening", "night", "week", "month", "year", "last",
        "this", "earlier", "later", "early", "late", "next", "previous", "same", "january", "february", "march", "april", "may",
        "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "aug", "sept",
        "oct", "nov", "dec", "again", "recently", "then", "afterwards", "publicly", "repeatedly",
    ],
};

const VERBS: SpeechVerbs = SpeechVerbs {
    saying: "said says say saying told tells tell telling asked asks ask asking added adds adding explained \
        explains explaining claimed claims claiming stated states stating noted notes noting \
        warned warns warning announced announces announcing argued argues arguing insisted insists \
        insisting commented comments commenting wrote writes writing replied replies replying responded \
        responds responding declared declares declaring described describes describing called calls calling \
        admitted admits admitting confirmed confirms acknowledged acknowledges remarked remarks \
        observed observes predicted predicts promised promises reported revealed reveals stressed \
        stresses stressing emphasized emphasised emphasizing suggested suggests recalled recalls \
        joked jokes joking concluded concludes continued urged urges urging vowed vows tweeted tweets tweeting \
        posted posts posting quoted complained complains complaining cautioned cautions boasted boasting \
        shouted shouts shouting exclaimed exclaims \
        labelled labeled dubbed praised criticized criticised condemned denounced hailed accused \
        testified reads read reiterated contended contends maintained maintains asserted asserts \
        affirmed countered counters demanded demanding pledged recounted wondered wonders whispered yelled yells yelling hinted \
        indicated speaking denied denies expressed alleged alleges expected expects hoped hopes \
        believed believes thinks thought feels felt spoke speaks observing indicating recalling \
        suggesting predicting promising remarking conceded concedes chanted chants chanting sang screamed \
        screams mused quipped lamented lamenting retorted interjected insists declaring referred branded \
        characterized characterised echoed summarised summarized mocked blasted slammed attacked defended \
        dismissed rejected likened compared titled",
    reporting: "said says told tells added adds claimed claims stated states noted notes warned warns \
        announced argued argues insisted insists explained explains confirmed confirms denied denies \
        acknowledged acknowledges admitted admits predicted predicts reported reports revealed reveals \
        suggested suggests testified alleged alleges asserted asserts maintained maintains vowed vows \
        promised promises pledged concluded concludes declared declares stressed stresses emphasized \
        emphasised cautioned complained contended contends conceded concedes remarked observed \
        recalled recalls wrote writes tweeted replied responded boasted joked countered reiterated hinted \
        disclosed threatened threatens offered offers pledges estimates estimated indicated repeated",
    reporting_base: "say tell argue claim warn insist suggest acknowledge admit deny allege assert contend \
        concede caution complain announce declare explain confirm stress emphasize predict reveal maintain \
        note add report estimate conclude",
    reporting_participles: "saying adding arguing claiming warning noting insisting explaining announcing \
        stating suggesting acknowledging admitting denying alleging asserting declaring stressing \
        emphasizing emphasising telling predicting promising vowing pledging complaining cautioning \
        confirming reporting boasting tweeting writing concluding contending",
    clause_only: "reported reports wrote writes tweeted replied responded recalled recalls maintained \
        maintains explained explains observed confirmed confirms estimated estimates repeated indicated \
        joked boasted countered remarked states stated concluded concludes noted notes stressed suggested \
        threatened threatens offered offers pledges pledged vowed vows promised promises declared \
        reveals revealed complained declared disclosed claims",
    directing: "urged urges accused accuses described describes called calls asked asks demanded demands \
        criticized criticised denounced condemned praised",
    directing_participles: "urging accusing describing calling asking demanding criticizing criticising",
    directing_base: "urge accuse describe call ask demand",
    addressing: &[
        "told", "tells", "tell", "telling", "warned", "warns", "warning", "reminded", "assured", "informed",
    ],
    nouns_too: "claims claim states reports report notes note calls call promises demands demand estimate \
        estimates stress stresses warning writing caution offers",
    promising: &[
        "vowed", "vows", "vowing", "promised", "promises", "promising", "pledged", "pledges", "pledging",
        "threatened", "threatens", "threatening", "offered", "offers", "claimed", "claims", "claiming",
    ],
    turning_particles: &[
        "off", "in", "up", "out", "back", "away", "at", "forth", "upon", "home", "him", "her", "them", "it", "me", "into",
    ],
    quoting: &["quoted", "quotes", "cited", "cites", "quoting", "citing"],
};
