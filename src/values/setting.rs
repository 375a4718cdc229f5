//! What is known of a text before its values are read.

use crate::text::Span;
use jiff::civil::DateTime;

/// A name in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedSpan {
    /// Where it stands.
    pub span: Span,
    /// True if it is a person's.
    pub person: bool,
    /// True if it is a name whatever else its words may mean.
    pub certain: bool,
}

/// What is known of a text before its values are read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setting<'text> {
    /// The time of writing, against which relative times are resolved.
    pub anchor: Option<DateTime>,
    /// The country that the text is from or about, ISO 3166-1; empty: not known.
    pub country: &'static str,
    /// The names in the text, in its order: "March" may be one.
    pub names: &'text [NamedSpan],
}

impl Setting<'_> {
    /// Tells whether a part of the text lies in a name.
    pub fn is_in_name(&self, part: Span) -> bool {
        let behind = self.names.partition_point(|name| name.span.end < part.end);
        let name = self.names.get(behind);
        // A whole name of one word may be a day or a month after all.
        name.is_some_and(|name| {
            let inside = name.span.start <= part.start && part.end <= name.span.end;
            inside && (name.certain || name.span != part)
        })
    }

    /// Tells whether a person's name starts here.
    pub fn person_starts(&self, start: usize) -> bool {
        let behind = self.names.partition_point(|name| name.span.end <= start);
        let name = self.names.get(behind);
        name.is_some_and(|name| name.person && name.span.start == start)
    }

    /// Tells whether a person's name ends here.
    pub fn person_ends(&self, end: usize) -> bool {
        let found = self.names.binary_search_by_key(&end, |name| name.span.end);
        found.ok().and_then(|at| self.names.get(at)).is_some_and(|name| name.person)
    }
}
