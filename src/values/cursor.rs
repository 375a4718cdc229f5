//! A sentence as the parsers see it: tokens, and what may be asked of them by their index.

use super::{
    setting::Setting,
    token::{Token, TokenKind},
    vocabulary::{Lexeme, PhraseTable, Start, Vocabulary},
};
use crate::{
    language::values::{Phrases, ValueWords, Words},
    text::Span,
};

/// A value that a parser has read, and the index of the token behind it.
pub(super) type Parsed<T> = Option<(T, usize)>;

/// The signs that join the parts of a name or the ends of a range.
const DASHES: &[char] = &['-', '–', '—', '−', '‑'];

/// A sentence, by token.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'text> {
    pub text: &'text str,
    pub tokens: &'text [Token<'text>],
    pub vocabulary: &'text Vocabulary,
    /// The words of the language.
    pub words: &'static ValueWords,
    /// What is known of the text.
    pub setting: &'text Setting<'text>,
    /// The country of the text, ISO 3166-1.
    pub country: &'static str,
}

impl<'text> Cursor<'text> {
    /// The span of the tokens from `start` to `end`.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let first = self.tokens.get(start).map_or(0, |token| token.span.start);
        let last = end.checked_sub(1).and_then(|last| self.tokens.get(last));
        Span::new(first, last.map_or(first, |token| token.span.end))
    }

    /// Tells whether a value may start at a token: where the word alone does not tell, two more do.
    pub fn may_start(&self, at: usize) -> bool {
        let start = |at: usize| self.lexeme(at).start;
        match (start(at), start(at + 1)) {
            (Start::Telling, _) | (Start::Leading, Start::Telling | Start::Following) => true,
            (Start::Leading, Start::Leading) => {
                matches!(start(at + 2), Start::Telling | Start::Following)
            }
            (Start::Never | Start::Following, _) | (Start::Leading, Start::Never) => false,
        }
    }

    /// The meanings of the token.
    pub fn lexeme(&self, at: usize) -> &'text Lexeme {
        self.tokens.get(at).map_or(&Lexeme::UNKNOWN, |token| token.lexeme)
    }

    /// The token in lower case; "" behind the last one.
    pub fn word(&self, at: usize) -> &'text str {
        self.tokens.get(at).map_or("", |token| token.word)
    }

    /// Tells whether the word is one of these.
    pub fn is(&self, at: usize, words: Words) -> bool {
        words.contains(&self.word(at))
    }

    /// Tells whether the word before the token is one of these.
    pub fn is_behind(&self, at: usize, words: Words) -> bool {
        at.checked_sub(1).is_some_and(|before| self.is(before, words))
    }

    /// Tells whether the token is one of these signs.
    pub fn is_sign(&self, at: usize, signs: &[char]) -> bool {
        self.tokens.get(at).is_some_and(|token| match token.kind {
            TokenKind::Sign(sign) => signs.contains(&sign),
            TokenKind::Word | TokenKind::Digits => false,
        })
    }

    /// Tells whether the token is a dash.
    pub fn is_dash(&self, at: usize) -> bool {
        self.is_sign(at, DASHES)
    }

    /// Tells whether the token is a dash that ties the token before to the one behind it.
    pub fn is_hyphen(&self, at: usize) -> bool {
        self.is_dash(at) && self.touches(at) && self.touches(at + 1)
    }

    /// Tells whether the token is a word of letters.
    pub fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word)
    }

    /// The number in digits, as written.
    pub fn digits(&self, at: usize) -> Option<&'text str> {
        let token = self.tokens.get(at).filter(|token| token.kind == TokenKind::Digits)?;
        Some(token.word)
    }

    /// The whole number in digits, of at most `most` of them.
    pub fn whole(&self, at: usize, most: usize) -> Option<i16> {
        let digits = self.digits(at).filter(|digits| digits.len() <= most)?;
        digits.parse().ok()
    }

    /// The token as written.
    pub fn written(&self, at: usize) -> &'text str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    /// Tells whether nothing stands between the token and the one before.
    pub fn touches(&self, at: usize) -> bool {
        at.checked_sub(1).and_then(|before| self.tokens.get(before)).is_some_and(|before| {
            self.tokens.get(at).is_some_and(|token| before.span.end == token.span.start)
        })
    }

    /// The text between the token and the one before.
    pub fn gap(&self, at: usize) -> &'text str {
        let before = self.span(at.saturating_sub(1), at);
        Span::new(before.end, self.span(at, at + 1).start.max(before.end)).of(self.text)
    }

    /// The index behind one of these words if it stands at `at`, or else `at`.
    pub fn skip(&self, at: usize, words: Words) -> usize {
        at + usize::from(self.is(at, words))
    }

    /// The index behind one of these signs if it stands at `at`, or else `at`.
    pub fn skip_sign(&self, at: usize, signs: &[char]) -> usize {
        at + usize::from(self.is_sign(at, signs))
    }

    /// The index behind a dash if it stands at `at`, or else `at`.
    pub fn skip_dash(&self, at: usize) -> usize {
        self.skip_sign(at, DASHES)
    }

    /// The index behind these words, if they stand at `at` one by one.
    pub fn sequence(&self, at: usize, words: &[&str]) -> Option<usize> {
        let all = words.iter().zip(at..).all(|(word, at)| self.word(at) == *word);
        all.then_some(at + words.len())
    }

    /// The index behind the first of these phrases that stands at `at`.
    pub fn expect(&self, at: usize, phrases: Phrases) -> Option<usize> {
        phrases.iter().find_map(|phrase| self.sequence(at, phrase))
    }

    /// The index behind one of these words, if it stands at `at`.
    pub fn expect_word(&self, at: usize, words: Words) -> Option<usize> {
        self.is(at, words).then_some(at + 1)
    }

    /// The meaning of the word in a table.
    pub fn meaning<T: Copy>(&self, at: usize, table: &[(T, Words)]) -> Option<T> {
        let word = self.word(at);
        table.iter().find(|(_, words)| words.contains(&word)).map(|(meaning, _)| *meaning)
    }

    /// The meaning of the longest name that starts at a token, and the index behind it.
    pub fn name<T: Copy>(&self, at: usize, names: &PhraseTable<T>) -> Parsed<T> {
        names.get(self.word(at)).iter().find_map(|(words, meaning)| {
            let end = self.sequence(at + 1, words)?;
            Some((*meaning, end))
        })
    }
}
