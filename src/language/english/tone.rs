//! The words that turn a tone.

use crate::language::ToneWords;

pub(super) const WORDS: ToneWords = ToneWords {
    negations: &[
        "not", "no", "never", "neither", "nor", "without", "nobody", "nothing", "none", "hardly",
        "cannot", "lack", "lacks", "lacked",
    ],
    negative_endings: &["n't"],
};
