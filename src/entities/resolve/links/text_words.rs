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
        let end = text.floor_char_boundary(LONGEST);
        Self {
            text: text.get(..end).unwrap_or_default(),
            lowercase: None,
            known: FxHashMap::default(),
        }
    }

    /// Tells whether the document has a word, or words in this order, in whatever case.
    pub fn has(&mut self, word: &'static str) -> bool {
        let text = self.lowercase.get_or_insert_with(|| self.text.to_lowercase());
        *self.known.entry(word).or_insert_with(|| {
            text.match_indices(word).any(|(at, _)| {
                let (before, after) = (text.get(..at), text.get(at + word.len()..));
                let before = before.and_then(|before| before.chars().next_back());
                let after = after.and_then(|after| after.chars().next());
                !before.is_some_and(char::is_alphanumeric)
                    && !after.is_some_and(char::is_alphanumeric)
            })
        })
    }
}
