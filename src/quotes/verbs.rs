//! Verbs of saying.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Verbs of saying, in the forms in which news uses them.
const SAYING: &str = "said says say saying told tells telling asked asks added adds adding explained explains \
    explaining claimed claims claiming stated states stating noted notes noting warned warns warning \
    announced announces announcing argued argues arguing insisted insists insisting commented comments \
    commenting wrote writes writing replied replies responded responds declared declares declaring \
    described describes describing called calls calling admitted admits admitting confirmed confirms \
    acknowledged acknowledges remarked remarks observed observes predicted predicts promised promises \
    reported revealed reveals stressed stresses stressing emphasized emphasised emphasizing suggested \
    suggests recalled recalls joked jokes concluded concludes continued urged urges urging vowed vows \
    tweeted tweets posted posts quoted complained complains cautioned cautions boasted shouted exclaimed \
    labelled labeled dubbed praised criticized criticised condemned denounced hailed accused testified \
    reads read reiterated contended contends maintained maintains asserted asserts affirmed countered \
    demanded pledged recounted wondered whispered yelled hinted indicated speaking calling denied denies \
    expressed alleged alleges expected expects hoped hopes believed believes thinks thought feels felt spoke speaks \
    observing indicating recalling suggesting predicting promising remarking conceded concedes";
/// Of them, those that a sentence about what was said without quotation marks has.
const REPORTING: &str = "said says saying told added adds claimed claims stated noted warned warns announced argued \
    argues insisted insists explained confirmed denied acknowledged admitted predicted reported revealed \
    suggested testified alleged asserted maintained vowed promised pledged";

static SAYING_FORMS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| SAYING.split_ascii_whitespace().collect());
static REPORTING_FORMS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| REPORTING.split_ascii_whitespace().collect());

/// Whether a word is a form of a verb that stands beside quotations.
pub fn is_saying(word: &str) -> bool {
    SAYING_FORMS.contains(word.to_lowercase().as_str())
}

/// Whether a word is a form of a verb that reports what was said without quotation marks.
pub fn is_reporting(word: &str) -> bool {
    REPORTING_FORMS.contains(word.to_lowercase().as_str())
}
