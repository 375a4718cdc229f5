//! The tokens of a sentence, and what they mean.

use super::vocabulary::{Lexeme, Vocabulary};
use crate::{
    language::values::ValueWords,
    text::{self, Span},
};

/// A word, number or sign.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'text> {
    pub span: Span,
    pub kind: TokenKind,
    /// The token in lower case.
    pub word: &'text str,
    /// Its meanings.
    pub lexeme: &'text Lexeme,
}

/// The kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Word,
    Digits,
    Sign(char),
}

/// Splits a sentence of a text in lower case into tokens; a number and the letters that touch it
/// are two ("5pm", "USD50").
pub(super) fn tokenize<'text>(
    vocabulary: &'text Vocabulary,
    lower: &'text str,
    sentence: Span,
    tokens: &mut Vec<Token<'text>>,
) {
    tokens.clear();
    for span in text::tokens(lower, sentence) {
        let (letters, number, rest) = split(vocabulary, lower, span);
        if number.is_empty() {
            drop_hyphen(vocabulary.words, tokens, span.of(lower));
        }
        if !letters.is_empty() {
            tokens.push(word(vocabulary, lower, letters));
        }
        if !number.is_empty() {
            let (kind, lexeme) = (TokenKind::Digits, &Lexeme::DIGITS);
            tokens.push(Token { span: number, kind, word: number.of(lower), lexeme });
        }
        if !rest.is_empty() {
            tokens.push(word(vocabulary, lower, rest));
        }
    }
}

/// The letters, the number behind them and the letters behind that of a token; letters before a
/// number only where they are known to touch numbers, or else the token is one word.
fn split(vocabulary: &Vocabulary, lower: &str, span: Span) -> (Span, Span, Span) {
    let token = span.of(lower);
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let before = token.find(|c: char| c.is_ascii_digit()).unwrap_or(token.len());
    let (letters, number) = span.split(before);
    if letters.is_empty() {
        let length = token.find(|c| !is_digit(c)).unwrap_or(token.len());
        let (number, rest) = number.split(length);
        return (letters, number, rest);
    }
    let end = Span::new(span.end, span.end);
    let joined = !number.is_empty()
        && number.of(lower).chars().all(is_digit)
        && vocabulary.lexeme(letters.of(lower)).touches_numbers;
    if joined { (letters, number, end) } else { (span, end, end) }
}

fn word<'text>(vocabulary: &'text Vocabulary, lower: &'text str, span: Span) -> Token<'text> {
    let word = span.of(lower);
    let first = word.chars().next().unwrap_or_default();
    let kind = if first.is_alphanumeric() || word.len() > first.len_utf8() {
        TokenKind::Word
    } else {
        TokenKind::Sign(first)
    };
    Token { span, kind, word, lexeme: vocabulary.lexeme(word) }
}

/// Drops the hyphen before `next` where it is one inside a number: "five-and-a-half" reads like
/// "five and a half".
fn drop_hyphen(words: &ValueWords, tokens: &mut Vec<Token>, next: &str) {
    let [.., before, hyphen] = tokens.as_slice() else { return };
    if hyphen.kind != TokenKind::Sign('-') {
        return;
    }
    let joins = |word: &str| words.and.contains(&word) || words.a.contains(&word);
    let is_part = || words.numbers.parts.iter().any(|part| part.singular.contains(&next));
    if joins(next) || (joins(before.word) && is_part()) {
        tokens.pop();
    }
}
