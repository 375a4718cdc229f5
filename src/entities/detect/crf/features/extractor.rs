//! The stretches of a document that may hold names, and the features of their tokens.

use super::{context::DocumentContext, template::Feature, token::Token};
use crate::{
    entities::detect::crf::{
        lexicon::Lexicon,
        ordinary_words::OrdinaryWords,
        word::{Case, Word},
    },
    text::Tokens,
};
use std::ops::Range;

/// The distance of a small word in a name from the next capital, in tokens.
const REACH: usize = 2;
/// Makes the features of the tokens of a document.
pub struct Extractor<'a> {
    context: DocumentContext<'a>,
    ordinary: &'a OrdinaryWords,
}

impl<'a> Extractor<'a> {
    /// Reads through the document once.
    pub fn new(
        lexicon: &Lexicon,
        ordinary: &'a OrdinaryWords,
        text: &'a str,
        tokens: &'a Tokens,
    ) -> Self {
        Self { context: DocumentContext::new(lexicon, ordinary, text, tokens), ordinary }
    }

    /// The stretches of a sentence that could hold names: all but its ordinary words.
    pub fn segments(&self, sentence: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let mut at = sentence.start;
        let end = sentence.end;
        // Where there are no capitals at all, names are in lowercase too.
        let capitals = self.context.words[sentence.clone()].iter().any(Word::is_capital);
        std::iter::from_fn(move || {
            let start = (at..end).find(|&at| !self.is_outside(sentence, capitals, at))?;
            let outside = |at: &usize| self.is_outside(sentence, capitals, *at);
            at = (start..end).find(outside).unwrap_or(end);
            Some(start..at)
        })
    }

    /// Tells whether a token of a sentence is no part of a name without a look at its features: an
    /// address; or in lowercase, and an ordinary word or far from every capital.
    fn is_outside(&self, sentence: &Range<usize>, capitals: bool, at: usize) -> bool {
        let words = &self.context.words;
        let word = &words[at];
        let near = at.saturating_sub(REACH).max(sentence.start)..(at + REACH + 1).min(sentence.end);
        word.case == Case::Address
            || !word.is_capital()
                && (self.ordinary.contains(word.hash)
                    || capitals && !words[near].iter().any(Word::is_capital))
    }

    /// Appends the features of a token to `features`, given the index of its sentence.
    pub fn features(&self, sentence: usize, at: usize, features: &mut Vec<Feature>) {
        let context = &self.context;
        let token = Token {
            context,
            word: &context.words[at],
            at,
            sentence: &context.tokens.sentences[sentence],
            headline: context.headlines[sentence],
            features,
        };
        token.add_all();
    }
}
