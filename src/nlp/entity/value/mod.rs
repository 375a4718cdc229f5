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

use crate::nlp::{segment::Sentence, span::Span};
use jiff::civil::DateTime;
use reader::{Reader, tokenize};
use vocabulary::Vocabulary;

/// Something that the text says in figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// Where, in the clean text.
    pub span: Span,
    /// What it says.
    pub kind: ValueKind,
}

impl Value {
    /// Whether it was resolved against the anchor.
    pub const fn is_anchored(&self) -> bool {
        matches!(&self.kind, ValueKind::Time(time) if time.anchored)
    }
}

/// What a value says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// A date, time, duration or set of times.
    Time(Time),
    /// An amount of money.
    Money(Money),
    /// A percentage; its unit is empty.
    Percent(Quantity),
    /// A number, with a unit if the text names one.
    Quantity(Quantity),
}

/// A time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Time {
    /// The TIMEX3 value (ISO-TimeML): "2024-04-26", "2024-W17", "P3D", "T08:30", "XXXX-WXX-3" for
    /// any Wednesday; a stretch from one time to another is "(start,end,duration)".
    pub timex: String,
    /// When it starts, ISO 8601; none for durations, sets and what no anchor fixes.
    pub start: Option<String>,
    /// When it has ended, ISO 8601, half-open.
    pub end: Option<String>,
    /// Whether it was resolved against the anchor.
    pub anchored: bool,
}

/// An amount of money.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Money {
    /// ISO 4217: "USD"; empty: not known.
    pub currency: String,
    /// A decimal, in the unit that the text names: "61000000000"; cents stay cents.
    pub amount: String,
    /// The upper end of a range, a decimal; empty: no range.
    pub amount_max: String,
    /// Whether the text does not name the currency unambiguously ("$").
    pub inferred: bool,
}

/// A percentage or a quantity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quantity {
    /// A decimal.
    pub amount: String,
    /// The upper end of a range, a decimal; empty: no range.
    pub amount_max: String,
    /// The unit, a singular English noun; empty: a plain number.
    pub unit: String,
}

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
