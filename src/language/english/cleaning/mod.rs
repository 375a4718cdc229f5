//! The words that tell an English article from the furniture of its page.

mod appeals;
mod bylines;
mod captions;
mod datelines;
mod entry_times;
mod lexicon;
mod narration;
mod rules;
mod zones;

use crate::language::CleaningWords;

pub(super) const WORDS: CleaningWords = CleaningWords {
    rules: rules::RULES,
    appeals: appeals::APPEALS,
    captions: captions::CAPTIONS,
    narration: narration::NARRATION,
    entry_times: entry_times::ENTRY_TIMES,
    lexicon: lexicon::LEXICON,
    past_ending: "ed",
    bylines: bylines::BYLINES,
};
