//! Tells whether a document has a word.

use rustc_hash::FxHashMap;

/// The bytes of a document that are looked at.
const LONGEST: usize = 1 << 16;

/// The words of a document, in small letters when they are first asked for.
pub(super) struct TextWords<'a> {
    text: &'a str,
    lowercase: Option<String>,
    known: FxHashMap<&'static str, bool>,
}

impl<'a> TextWords<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut end = text.len().min(LONGEST);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        Self { text: &text[..end], lowercase: None, known: FxHashMap::default() }
    }

    /// Tells whether the document has a word, or words in this order, in whatever case.
    pub fn has(&mut self, word: &'static str) -> bool {
        let text = self.lowercase.get_or_insert_with(|| self.text.to_lowercase());
        *self.known.entry(word).or_insert_with(|| {
            text.match_indices(word).any(|(at, _)| {
                let before = text[..at].chars().next_back();
                let after = text[at + word.len()..].chars().next();
                !before.is_some_and(char::is_alphanumeric)
                    && !after.is_some_and(char::is_alphanumeric)
            })
        })
    }
}
