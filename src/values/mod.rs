//! Finds what a text says in figures: times, money, percentages and quantities.
//!
//! One pass over the words: where a digit, a currency sign or a word of the [`vocabulary`] can
//! start a value, small parsers read on from there, the one of times first. Every parser takes the
//! index of a token and gives what it has read and the index of the token behind it.

pub mod anchor;
mod decimal;
mod money;
mod number;
mod quantity;
mod reader;
mod time;
mod vocabulary;

use crate::document::Value;
use crate::document::ValueKind;
use crate::text::Sentence;
use jiff::civil::DateTime;
use reader::{Reader, tokenize};
use vocabulary::Vocabulary;

/// What a parser has read, and the index of the token behind it.
type Parsed<T> = Option<(T, usize)>;

/// Finds values.
pub struct Finder {
    vocabulary: Vocabulary,
}

impl Default for Finder {
    fn default() -> Self {
        Self::new()
    }
}

impl Finder {
    /// With the vocabulary of English.
    pub fn new() -> Self {
        Self { vocabulary: Vocabulary::new() }
    }

    /// The values in these sentences of `text`, in text order; relative times are resolved against
    /// `anchor`, the time of writing.
    pub fn find(&self, text: &str, sentences: &[Sentence], anchor: Option<DateTime>) -> Vec<Value> {
        // Lower case of ASCII moves no character.
        let lower = text.to_ascii_lowercase();
        let mut values = Vec::new();
        let mut tokens = Vec::new();
        for sentence in sentences {
            tokenize(&self.vocabulary, &lower, sentence.span, &mut tokens);
            let reader =
                Reader { text, lower: &lower, tokens: &tokens, vocabulary: &self.vocabulary };
            let mut at = 0;
            while at < tokens.len() {
                let found = reader.may_start(at).then(|| value(&reader, at, anchor)).flatten();
                let Some((kind, end)) = found else {
                    at += 1;
                    continue;
                };
                values.push(Value { span: reader.span(at, end), kind });
                at = end;
            }
        }
        values
    }
}

/// The value that starts at a token.
fn value(reader: &Reader, at: usize, anchor: Option<DateTime>) -> Parsed<ValueKind> {
    if let Some((time, end)) = time::read(reader, at, anchor) {
        return Some((ValueKind::Time(time), end));
    }
    if let Some((money, end)) = money::read(reader, at) {
        return Some((ValueKind::Money(money), end));
    }
    quantity::read(reader, at)
}

#[cfg(test)]
mod tests;
