//! One pass over the words of a text: where a value may start, the parsers read on from there.

use super::{
    cursor::{Cursor, Parsed},
    money, quantity,
    setting::Setting,
    time::{self, Context},
    token::tokenize,
    vocabulary::Vocabulary,
};
use crate::{
    document::{Value, ValueKind},
    language::ValueWords,
    text::Sentence,
};

/// Finds values.
pub struct Finder {
    vocabulary: Vocabulary,
}

impl Finder {
    /// A finder of the values of a language.
    pub fn new(words: &'static ValueWords) -> Self {
        Self { vocabulary: Vocabulary::new(words) }
    }

    /// The values in these sentences of `text`, in text order; none that is part
    /// of a name.
    pub fn find(&self, text: &str, sentences: &[Sentence], setting: &Setting) -> Vec<Value> {
        // Lower case of ASCII moves no character.
        let lower = text.to_ascii_lowercase();
        let vocabulary = &self.vocabulary;
        let mut values = Vec::new();
        let mut tokens = Vec::new();
        let mut context = Context::new(setting.anchor);
        for (number, sentence) in sentences.iter().enumerate() {
            context.sentence = number;
            tokenize(vocabulary, &lower, sentence.span, &mut tokens);
            let (words, country) = (vocabulary.words, setting.country);
            let cursor = Cursor { text, tokens: &tokens, vocabulary, words, setting, country };
            let mut at = 0;
            while at < tokens.len() {
                if !cursor.may_start(at) {
                    at += 1;
                } else if let Some((times, end)) = time::read(&cursor, at, &mut context) {
                    values.extend(times.into_iter().filter(|time| !setting.is_in_name(time.span)));
                    at = end;
                } else if let Some((kind, end)) = amount(&cursor, at) {
                    let value = Value { span: cursor.span(at, end), kind };
                    // "the Group of 20"
                    let plain =
                        matches!(&value.kind, ValueKind::Quantity(found) if found.unit.is_empty());
                    if !plain || !setting.is_in_name(value.span) {
                        values.push(value);
                    }
                    at = end;
                } else {
                    at += 1;
                }
            }
        }
        values
    }
}

/// The amount that starts at a token.
fn amount(cursor: &Cursor, at: usize) -> Parsed<ValueKind> {
    if let Some((money, end)) = money::read(cursor, at) {
        return Some((ValueKind::Money(money), end));
    }
    quantity::read(cursor, at)
}
