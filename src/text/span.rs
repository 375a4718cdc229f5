//! Positions in a text: byte ranges inside, any unit outside.

use std::ops::Range;

/// A half-open range of UTF-8 bytes; both ends lie on character boundaries of their text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte that belongs to it.
    pub start: usize,
    /// The first byte that no longer belongs to it.
    pub end: usize,
}

impl Span {
    /// The span `[start, end)`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The text under the span; empty where the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Its length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// True if it holds nothing.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Tells whether the two share a byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Tells whether `other` lies inside.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The first `length` bytes of it, and the rest.
    pub const fn split(self, length: usize) -> (Self, Self) {
        let middle = self.start + length;
        (Self::new(self.start, middle), Self::new(middle, self.end))
    }

    /// The same span in a text that starts `by` bytes earlier.
    pub const fn shifted(self, by: usize) -> Self {
        Self::new(self.start + by, self.end + by)
    }

    /// Tells whether no letter or digit of a text touches it.
    pub fn is_whole_word(self, text: &str) -> bool {
        let before = text.get(..self.start).and_then(|text| text.chars().next_back());
        let after = text.get(self.end..).and_then(|text| text.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    }

    /// The span without the white space at both ends.
    pub fn trimmed(self, text: &str) -> Self {
        let all = self.of(text);
        let start = self.start + (all.len() - all.trim_start().len());
        Self::new(start, start + all.trim().len())
    }
}

/// The lines of a text, each with the character that ends it.
pub fn lines(text: &str) -> impl Iterator<Item = Span> {
    text.split_inclusive('\n').scan(0, |start, line| {
        let span = Span::new(*start, *start + line.len());
        *start = span.end;
        Some(span)
    })
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// The unit in which a caller counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units.
    Utf16,
    /// Code points.
    #[default]
    Utf32,
}

/// Converts byte offsets of one text to another unit, in constant time for each offset.
pub struct Offsets<'text> {
    text: &'text str,
    encoding: Encoding,
    /// Units before each `STEP`th byte; empty where units are bytes.
    checkpoints: Vec<u32>,
}

/// Bytes between two checkpoints: small enough to count through, large enough to cost little.
const STEP: usize = 256;

impl<'text> Offsets<'text> {
    /// Prepares the conversion for `text`, in one pass over it.
    pub fn new(text: &'text str, encoding: Encoding) -> Self {
        let checkpoints = if encoding == Encoding::Utf8 || text.is_ascii() {
            Vec::new()
        } else {
            let mut units = 0;
            text.as_bytes()
                .chunks(STEP)
                .map(|chunk| {
                    let before = units;
                    units += count(chunk, encoding);
                    before
                })
                .collect()
        };
        Self { text, encoding, checkpoints }
    }

    /// The offset in units of the byte offset `byte`, which must not lie beyond the text.
    pub fn at(&self, byte: usize) -> u32 {
        if self.checkpoints.is_empty() {
            return u32::try_from(byte).unwrap_or(u32::MAX);
        }
        // The end of the text may be one checkpoint further than there are chunks.
        let chunk = (byte / STEP).min(self.checkpoints.len() - 1);
        let rest = self.text.as_bytes().get(chunk * STEP..byte);
        self.checkpoints[chunk] + count(rest.unwrap_or_default(), self.encoding)
    }
}

/// Counts the units of the characters that start in `bytes`, a piece of valid UTF-8.
fn count(bytes: &[u8], encoding: Encoding) -> u32 {
    let starts = |byte: u8| u32::from(byte & 0b1100_0000 != 0b1000_0000);
    // Characters beyond the basic plane have four bytes of UTF-8 and two units of UTF-16.
    let pairs = |byte: u8| u32::from(byte >= 0b1111_0000);
    match encoding {
        Encoding::Utf8 => u32::try_from(bytes.len()).unwrap_or(u32::MAX),
        Encoding::Utf16 => bytes.iter().map(|&b| starts(b) + pairs(b)).sum(),
        Encoding::Utf32 => bytes.iter().map(|&b| starts(b)).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn offsets_agree_with_counting_from_the_start(text in "[a-cé😀\u{301}\r\n\0שלום]{0,600}") {
            for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                let offsets = Offsets::new(&text, encoding);
                for byte in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
                    let before = &text.as_bytes()[..byte];
                    let before = std::str::from_utf8(before).expect("cut at a boundary");
                    let expected = match encoding {
                        Encoding::Utf8 => before.len(),
                        Encoding::Utf16 => before.encode_utf16().count(),
                        Encoding::Utf32 => before.chars().count(),
                    };
                    prop_assert_eq!(offsets.at(byte) as usize, expected);
                }
            }
        }
    }

    #[test]
    fn trims_white_space_only() {
        let text = "  \u{a0}word\n";
        assert_eq!(Span::new(0, text.len()).trimmed(text).of(text), "word");
        assert!(Span::new(0, 2).trimmed(text).is_empty());
    }
}
