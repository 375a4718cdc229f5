//! The words of a sentence as the parsers see them.

use super::vocabulary::{Phrases, Start, Vocabulary};
use crate::text::{self, Span};

/// A word, number or sign.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    span: Span,
    kind: Kind,
    start: Start,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Word,
    Digits,
    Sign(char),
}

/// Splits a sentence into tokens; a number and the letters that touch it are two ("5pm", "USD50").
pub(crate) fn tokenize(
    vocabulary: &Vocabulary,
    lower: &str,
    sentence: Span,
    tokens: &mut Vec<Token>,
) {
    tokens.clear();
    for span in text::tokens(lower, sentence) {
        let token = span.of(lower);
        let first = token.chars().next().unwrap_or_default();
        let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        if first.is_ascii_digit() {
            let length = token.find(|c| !digits(c)).unwrap_or(token.len());
            let (number, letters) = span.split(length);
            tokens.push(Token { span: number, kind: Kind::Digits, start: Start::Telling });
            if !letters.is_empty() {
                tokens.push(word(vocabulary, lower, letters));
            }
            continue;
        }
        let letters = token.find(|c: char| c.is_ascii_digit()).unwrap_or(token.len());
        let (prefix, number) = span.split(letters);
        if !number.is_empty()
            && number.of(lower).chars().all(digits)
            && vocabulary.touches_numbers(prefix.of(lower))
        {
            tokens.push(word(vocabulary, lower, prefix));
            tokens.push(Token { span: number, kind: Kind::Digits, start: Start::Telling });
        } else {
            drop_hyphen(lower, tokens, token);
            tokens.push(word(vocabulary, lower, span));
        }
    }
}

/// "five-and-a-half" reads like "five and a half".
fn drop_hyphen(lower: &str, tokens: &mut Vec<Token>, next: &str) {
    let [.., before, hyphen] = tokens.as_slice() else { return };
    let joins = |word: &str| matches!(word, "and" | "a");
    let half = matches!(next, "half" | "quarter") && joins(before.span.of(lower));
    if hyphen.kind == Kind::Sign('-') && (joins(next) || half) {
        tokens.pop();
    }
}

fn word(vocabulary: &Vocabulary, lower: &str, span: Span) -> Token {
    let token = span.of(lower);
    let first = token.chars().next().unwrap_or_default();
    let kind = if first.is_alphanumeric() || token.len() > first.len_utf8() {
        Kind::Word
    } else {
        Kind::Sign(first)
    };
    Token { span, kind, start: vocabulary.start(token) }
}

/// A sentence, by token.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'text> {
    pub text: &'text str,
    /// The text in lower case; its characters stand where those of the text stand.
    pub lower: &'text str,
    pub tokens: &'text [Token],
    pub vocabulary: &'text Vocabulary,
}

impl<'text> Reader<'text> {
    /// Where the tokens from `start` to `end` stand.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let first = self.tokens.get(start).map_or(0, |token| token.span.start);
        let last = end.checked_sub(1).and_then(|last| self.tokens.get(last));
        Span::new(first, last.map_or(first, |token| token.span.end))
    }

    /// Whether a value may start at a token: where the word alone does not tell, two more do.
    pub fn may_start(&self, at: usize) -> bool {
        let start = |at: usize| self.tokens.get(at).map_or(Start::Never, |token| token.start);
        match (start(at), start(at + 1)) {
            (Start::Telling, _) | (Start::Leading, Start::Telling | Start::Following) => true,
            (Start::Leading, Start::Leading) => {
                matches!(start(at + 2), Start::Telling | Start::Following)
            }
            (Start::Never | Start::Following, _) | (Start::Leading, Start::Never) => false,
        }
    }

    /// The token in lower case; "" behind the last one.
    pub fn word(&self, at: usize) -> &'text str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.lower))
    }

    /// Whether the word is one of these.
    pub fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.word(at))
    }

    /// Whether the token is one of these signs.
    pub fn is_sign(&self, at: usize, signs: &[char]) -> bool {
        self.tokens.get(at).is_some_and(|token| match token.kind {
            Kind::Sign(sign) => signs.contains(&sign),
            Kind::Word | Kind::Digits => false,
        })
    }

    /// Whether the token is a word of letters.
    pub fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == Kind::Word)
    }

    /// The number in digits, as written.
    pub fn digits(&self, at: usize) -> Option<&'text str> {
        let token = self.tokens.get(at).filter(|token| token.kind == Kind::Digits)?;
        Some(token.span.of(self.lower))
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

    /// Whether nothing stands between the token and the one before.
    pub fn touches(&self, at: usize) -> bool {
        at.checked_sub(1).and_then(|before| self.tokens.get(before)).is_some_and(|before| {
            self.tokens.get(at).is_some_and(|token| before.span.end == token.span.start)
        })
    }

    /// What stands between the token and the one before.
    pub fn gap(&self, at: usize) -> &'text str {
        let before = self.span(at.saturating_sub(1), at);
        Span::new(before.end, self.span(at, at + 1).start.max(before.end)).of(self.text)
    }

    /// The index behind one of these words if it stands at `at`, or else `at`.
    pub fn skip(&self, at: usize, words: &[&str]) -> usize {
        at + usize::from(self.is(at, words))
    }

    /// The index behind one of these signs if it stands at `at`, or else `at`.
    pub fn skip_sign(&self, at: usize, signs: &[char]) -> usize {
        at + usize::from(self.is_sign(at, signs))
    }

    /// The index behind these words, if they stand at `at`.
    pub fn expect(&self, at: usize, words: &[&str]) -> Option<usize> {
        let all = words.iter().zip(at..).all(|(word, at)| self.word(at) == *word);
        all.then_some(at + words.len())
    }

    /// The longest phrase at a token, and the index behind it.
    pub fn phrase<T: Copy>(&self, at: usize, phrases: &Phrases<T>) -> Option<(T, usize)> {
        let rest = phrases.get(self.word(at))?;
        rest.iter().find_map(|(words, meaning)| {
            let end = self.expect(at + 1, words)?;
            Some((*meaning, end))
        })
    }
}
