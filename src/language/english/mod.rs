//! English.

mod cleaning;
mod gender;
mod months;
mod names;
mod quotes;
mod sentences;
mod tone;
mod values;

use super::Language;

/// English.
pub static ENGLISH: Language = LANGUAGE;

/// The value of [`ENGLISH`], to make languages of that differ from it in a part.
pub(crate) const LANGUAGE: Language = Language {
    code: "en",
    sentences: sentences::WORDS,
    cleaning: cleaning::WORDS,
    names: names::WORDS,
    quotes: quotes::WORDS,
    gender: gender::WORDS,
    values: values::WORDS,
    tone: tone::WORDS,
};
