//! Dates, amounts and quantities in a document.

use crate::text::Span;

/// Something that the text says in figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// Its span in the clean text.
    pub span: Span,
    /// Its meaning.
    pub kind: ValueKind,
}

impl Value {
    /// True if it was resolved against the anchor.
    pub const fn is_anchored(&self) -> bool {
        matches!(&self.kind, ValueKind::Time(time) if time.anchored)
    }
}

/// The meaning of a value.
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
    /// The TIMEX3 value (ISO-TimeML): "2024-04-26", "2024-W17", "P3D", "T08:30"; "2024-05-15" for
    /// "Wednesday" if the anchor tells which, else "XXXX-WXX-3".
    pub timex: String,
    /// The TIMEX3 value of the words alone: "XXXX-WXX-3"; empty: the same.
    pub written: String,
    /// When it starts, ISO 8601; none for durations, sets and what no anchor fixes.
    pub start: Option<String>,
    /// When it has ended, ISO 8601, half-open.
    pub end: Option<String>,
    /// True if it was resolved against the anchor.
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
    /// True if the text does not name the currency unambiguously ("$").
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
    /// True for a place in a row: "third".
    pub ordinal: bool,
}
