//! The English verbs of saying.

use crate::language::SpeechVerbs;

pub(super) const VERBS: SpeechVerbs = SpeechVerbs {
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
    clause_only: "added adds add reported reports wrote writes tweeted replied responded recalled recalls maintained \
        maintains explained explains observed confirmed confirms estimated estimates repeated indicated \
        joked boasted countered remarked states stated concluded concludes noted notes stressed suggested \
        threatened threatens offered offers pledges pledged vowed vows promised promises declared \
        reveals revealed complained declared disclosed claims",
    directing: "urged urges described describes called calls asked asks demanded demands",
    directing_participles: "urging describing calling asking demanding",
    directing_base: "urge describe call ask demand",
    addressing: &[
        "told", "tells", "tell", "telling", "warned", "warns", "warning", "reminded", "assured",
        "informed",
    ],
    nouns_too: "claims claim states reports report notes note calls call promises demands demand estimate \
        estimates stress stresses warning writing caution offers",
    promising: &[
        "vowed",
        "vows",
        "vowing",
        "promised",
        "promises",
        "promising",
        "pledged",
        "pledges",
        "pledging",
        "threatened",
        "threatens",
        "threatening",
        "offered",
        "offers",
        "claimed",
        "claims",
        "claiming",
    ],
    turning_particles: &[
        "off", "in", "up", "out", "back", "away", "at", "forth", "upon", "home", "him", "her",
        "them", "it", "me", "into",
    ],
    quoting: &["quoted", "quotes", "cited", "cites", "quoting", "citing"],
};
