//! Words that negate what follows.

use crate::{language::ToneWords, text::word};
use rustc_hash::FxHashSet;

/// A negation reaches so many tokens on.
const REACH: usize = 3;

/// The negations of a language.
pub struct Negations {
    /// The hashes of the words.
    words: FxHashSet<u64>,
    endings: &'static [&'static str],
}

impl Negations {
    /// The negations among the words of a language.
    pub fn new(words: &ToneWords) -> Self {
        let hashes = words.negations.iter().map(|negation| word::hash(negation));
        Self { words: hashes.collect(), endings: words.negative_endings }
    }

    /// For each of the tokens of a sentence whether it is a negation or in the reach of one.
    pub fn negated<'text>(
        &self,
        tokens: impl IntoIterator<Item = &'text str>,
    ) -> impl Iterator<Item = bool> {
        let mut left = 0;
        tokens.into_iter().map(move |token| {
            left = if self.contains(token) { REACH + 1 } else { left.saturating_sub(1) };
            left > 0
        })
    }

    fn contains(&self, token: &str) -> bool {
        let ends = |ending: &&str| {
            let length = ending.chars().count();
            let start = token.char_indices().rev().nth(length.saturating_sub(1));
            let end = start.and_then(|(start, _)| token.get(start..));
            end.is_some_and(|end| word::hash(end) == word::hash(ending))
        };
        self.words.contains(&word::hash(token)) || self.endings.iter().any(ends)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: ToneWords = ToneWords { negations: &["not"], negative_endings: &["n't"] };

    #[test]
    fn a_negation_reaches_a_few_tokens_on() {
        let negations = Negations::new(&WORDS);
        let negated = |text: &str| negations.negated(text.split(' ')).collect::<Vec<_>>();
        assert_eq!(
            negated("He did NOT win it all at"),
            [false, false, true, true, true, true, false]
        );
        assert_eq!(negated("Don’t n't t ’t"), [true, true, true, true]);
        assert_eq!(negated("A knot"), [false, false]);
    }
}
