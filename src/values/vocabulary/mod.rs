//! The tables in which the parsers look up words, compiled from those of a language.

mod currency;
mod lexeme;
mod phrase_table;

use crate::language::values::{Holiday, ValueWords, Words};
pub(super) use currency::{Currency, Naming, is_sign};
use lexeme::Lexicon;
pub(super) use lexeme::{Lexeme, Start};
pub(super) use phrase_table::PhraseTable;

/// The tables in which the parsers look up words.
pub(super) struct Vocabulary {
    /// The words that it is made from.
    pub words: &'static ValueWords,
    lexicon: Lexicon,
    /// The names and signs of currencies.
    pub currencies: PhraseTable<Currency>,
    /// The names of units.
    pub units: PhraseTable<&'static str>,
    /// The names of holidays.
    pub holidays: PhraseTable<Holiday>,
}

impl Vocabulary {
    /// The vocabulary of a language.
    pub fn new(words: &'static ValueWords) -> Self {
        Self {
            words,
            lexicon: Lexicon::new(words),
            currencies: PhraseTable::new(currency::names(&words.money)),
            units: PhraseTable::new(names(words.quantities.units)),
            holidays: PhraseTable::new(names(words.calendar.holidays)),
        }
    }

    /// The meanings of a word.
    pub fn lexeme(&self, word: &str) -> &Lexeme {
        self.lexicon.get(word).unwrap_or(&Lexeme::UNKNOWN)
    }
}

/// The names of a table and what they mean.
fn names<T: Copy>(table: &'static [(T, Words)]) -> impl Iterator<Item = (&'static str, T)> {
    table.iter().flat_map(|(meaning, names)| names.iter().map(move |name| (*name, *meaning)))
}
