//! Phrases found exactly in a text: a trie of their tokens.
//!
//! Building it takes a moment even for ten thousand phrases, and a text is read once, whatever
//! their number. It owns all that it needs, so that many documents can share one.

use super::{Span, tokens};
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

/// Phrases by their tokens, each with the number that it stands for.
#[derive(Clone, Debug, Default)]
pub struct PhraseTrie {
    /// The tokens of all phrases, numbered.
    tokens: FxHashMap<Box<str>, u32>,
    /// The edge from a node by a token to the next node; 0 is the root.
    edges: FxHashMap<(u32, u32), u32>,
    /// For each node but the root the number of the phrase that ends there.
    ends: Vec<Option<usize>>,
}

impl PhraseTrie {
    /// Builds the trie of these phrases, in the normal form (NFC) that the clean text has; a phrase
    /// that is given twice keeps its first number, one without a token is left out.
    pub fn new<'a>(phrases: impl IntoIterator<Item = (usize, &'a str)>) -> Self {
        let mut trie = Self::default();
        let mut composed = String::new();
        for (number, phrase) in phrases {
            composed.clear();
            composed.extend(phrase.nfc());
            trie.add(&composed, number);
        }
        trie
    }

    fn add(&mut self, phrase: &str, number: usize) {
        let mut node = 0;
        for token in tokens(phrase, Span::new(0, phrase.len())) {
            let token = self.intern(token.of(phrase));
            node = *self.edges.entry((node, token)).or_insert_with(|| {
                self.ends.push(None);
                self.ends.len() as u32
            });
        }
        if let Some(end) = node.checked_sub(1) {
            self.ends[end as usize].get_or_insert(number);
        }
    }

    /// The number of a token, a new one for a new token.
    fn intern(&mut self, token: &str) -> u32 {
        if let Some(&known) = self.tokens.get(token) {
            return known;
        }
        let new = self.tokens.len() as u32;
        self.tokens.insert(token.into(), new);
        new
    }

    /// True if it holds no phrase.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The longest phrase that `tokens` begin with: how many of them it is, and its number.
    pub fn longest(&self, text: &str, tokens: &[Span]) -> Option<(usize, usize)> {
        let mut node = 0;
        let mut longest = None;
        for (length, token) in (1..).zip(tokens) {
            let Some(&token) = self.tokens.get(token.of(text)) else { break };
            let Some(&next) = self.edges.get(&(node, token)) else { break };
            node = next;
            longest = self.ends[node as usize - 1].map(|number| (length, number)).or(longest);
        }
        longest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn longest(trie: &PhraseTrie, text: &str) -> Option<(usize, usize)> {
        let tokens: Vec<Span> = tokens(text, Span::new(0, text.len())).collect();
        trie.longest(text, &tokens)
    }

    #[test]
    fn the_longest_phrase_is_found() {
        let trie = PhraseTrie::new([(7, "Old Vienna"), (8, "Old Vienna's Café Nord"), (9, "Old")]);
        assert_eq!(longest(&trie, "Old Vienna's Café Nord opens"), Some((5, 8)));
        assert_eq!(longest(&trie, "Old Vienna's Café"), Some((2, 7)));
        assert_eq!(longest(&trie, "Old Viennas"), Some((1, 9)));
        assert_eq!(longest(&trie, "The Old Vienna"), None);
        assert_eq!(longest(&trie, ""), None);
    }

    #[test]
    fn of_equal_phrases_the_first_counts_however_they_are_composed() {
        let trie = PhraseTrie::new([(1, "Cafe\u{301}  Nord"), (2, "Café Nord"), (3, "Café")]);
        assert_eq!(longest(&trie, "Café Nord"), Some((2, 1)));
        assert_eq!(longest(&trie, "Café"), Some((1, 3)));
    }

    #[test]
    fn phrases_without_a_token_are_none() {
        assert!(PhraseTrie::new([(0, ""), (1, " \n")]).is_empty());
    }
}
