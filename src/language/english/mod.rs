//! English.

mod cleaning;
mod names;
mod quotes;
mod sentences;
mod tone;
mod values;

use super::Language;

/// English.
pub static ENGLISH: Language = Language {
    code: "en",
    sentences: sentences::WORDS,
    cleaning: cleaning::WORDS,
    names: names::WORDS,
    quotes: quotes::WORDS,
    values: values::WORDS,
    tone: tone::WORDS,
};
