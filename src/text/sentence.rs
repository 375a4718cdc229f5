//! The sentences of a text.
//!
//! A sentence ends at a sign that Unicode says ends one, if white space follows and then what can
//! start another (in short what UAX 29, "Sentence Boundaries", says). Unicode leaves abbreviations
//! to each language, whose words a [`SentenceSplitter`] is built from.

use super::{
    Span,
    punctuation::{is_closing_mark, is_sentence_terminal, is_spaced_terminal},
};
use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// A sentence of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its span, without the white space around it.
    pub span: Span,
    /// The index of the block that it lies in.
    pub block: usize,
}

/// A kind of abbreviation, by what its last sign says of the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abbreviation {
    /// Stands before a name ("Mr.") or an example ("e.g."): the sentence goes on.
    Leading,
    /// Stands before a number ("No. 2", "Sept. 30"): the sentence goes on where one follows.
    Numbered,
    /// May stand at the end ("Inc."): the sentence goes on unless a word follows that starts
    /// sentences.
    Trailing,
}

/// Signs that may end a sentence: those of the Unicode property, and the ellipsis, which has it not.
static TERMINALS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{Sentence_Terminal}…]+").expect("the pattern is well-formed"));

/// Splits blocks of text into sentences.
#[derive(Clone, Debug)]
pub struct SentenceSplitter {
    abbreviations: FxHashMap<&'static str, Abbreviation>,
    starters: FxHashSet<&'static str>,
}

/// Marks before the first word of a sentence.
const MOST_MARKS: usize = 32;

impl SentenceSplitter {
    /// A splitter for a language. `abbreviations` are written with their last sign; `starters` are
    /// the words that start sentences more often than they go on with one where they have a
    /// capital.
    pub fn new(
        abbreviations: &[(Abbreviation, &[&'static str])],
        starters: &[&'static str],
    ) -> Self {
        let mut kinds = FxHashMap::default();
        for (kind, words) in abbreviations {
            kinds.extend(words.iter().map(|word| (*word, *kind)));
        }
        Self { abbreviations: kinds, starters: starters.iter().copied().collect() }
    }

    /// The sentences of the blocks of a text, in text order; none crosses a block.
    pub fn split(&self, text: &str, blocks: impl IntoIterator<Item = Span>) -> Vec<Sentence> {
        let mut sentences = Vec::new();
        for (index, block) in blocks.into_iter().enumerate() {
            let spans = self.split_block(block.of(text));
            let inside = |span: Span| Sentence { span: span.shifted(block.start), block: index };
            sentences.extend(spans.into_iter().map(inside));
        }
        sentences
    }

    fn split_block(&self, text: &str) -> Vec<Span> {
        let text = text.trim_end();
        let mut spans = Vec::new();
        let mut rest = Span::new(0, text.len()).trimmed(text);
        let mut quotes = Quotes::default();
        for signs in TERMINALS.find_iter(text) {
            let end = closed(text, signs.end());
            let (sentence, after) =
                (Span::new(rest.start, signs.end()).of(text), Span::new(end, text.len()).of(text));
            if self.ends(sentence, after) {
                let end = quotes.closed_apart(text, end);
                spans.push(Span::new(rest.start, end));
                rest = Span::new(end, text.len()).trimmed(text);
            }
        }
        spans.extend((!rest.is_empty()).then_some(rest));
        spans
    }

    /// Tells whether a sentence ends with its terminal signs, before the text `after` them and the
    /// marks that close it.
    fn ends(&self, sentence: &str, after: &str) -> bool {
        // Signs of scripts without spaces need none.
        let spaced = sentence.ends_with(is_spaced_terminal);
        if spaced && !after.starts_with(char::is_whitespace) {
            return false;
        }
        let next = after.trim_start();
        !next.starts_with(continues) && {
            let word = first_word(next);
            can_start(word) && !self.is_abbreviated(sentence, word)
        }
    }

    /// Tells whether the last sign of a sentence belongs to an abbreviation, or to the number of an
    /// item of a list, and the sentence goes on with the text `next`.
    fn is_abbreviated(&self, sentence: &str, next: &str) -> bool {
        let word = sentence.rsplit(parts_words).next().unwrap_or_default();
        let known = self.abbreviations.get(word).copied();
        match known.or_else(|| is_initials(word).then_some(Abbreviation::Trailing)) {
            Some(Abbreviation::Leading) => true,
            Some(Abbreviation::Numbered) => next.starts_with(|c: char| c.is_ascii_digit()),
            Some(Abbreviation::Trailing) => {
                let next = next.split(|c: char| !c.is_alphanumeric() && c != '.').next();
                !next.is_some_and(|next| self.starters.contains(next))
            }
            // The number of an item of a list.
            None => {
                word == sentence && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
            }
        }
    }
}

/// A text from its first word on; from its start where there are more marks before that than anybody
/// writes: all of them would be looked at again after the next terminal sign.
fn first_word(text: &str) -> &str {
    let marks = text.char_indices().take(MOST_MARKS);
    let word = marks.into_iter().find(|&(_, c)| c.is_alphanumeric() || c.is_whitespace());
    word.map_or(text, |(start, _)| Span::new(start, text.len()).of(text))
}

/// The end of the marks that close behind `end`.
fn closed(text: &str, end: usize) -> usize {
    let after = Span::new(end, text.len()).of(text);
    text.len() - after.trim_start_matches(is_closing_mark).len()
}

/// Straight quotation marks, which look the same on both sides of a quotation, read in text order.
#[derive(Default)]
struct Quotes {
    read: usize,
    open: bool,
}

impl Quotes {
    /// The end of a sentence that ends at `end`, or of the mark with white space on both sides that
    /// closes a quotation behind it.
    fn closed_apart(&mut self, text: &str, end: usize) -> usize {
        let marks = Span::new(self.read, end).of(text).matches('"').count();
        self.open ^= marks % 2 == 1;
        self.read = end;
        let after = Span::new(end, text.len()).of(text);
        match after.trim_start().strip_prefix('"') {
            Some(rest) if rest.is_empty() || self.open && rest.starts_with(char::is_whitespace) => {
                text.len() - rest.len()
            }
            _ => end,
        }
    }
}

/// Tells whether a sentence goes on where a sign follows its terminal signs.
fn continues(c: char) -> bool {
    is_sentence_terminal(c) || matches!(c, ',' | ':' | ';' | '-' | '–' | '—')
}

/// Tells whether a sentence can start with a text: not with a small letter, but for names such as
/// "iPhone".
fn can_start(text: &str) -> bool {
    let mut letters = text.chars();
    let small = letters.next().is_some_and(char::is_lowercase);
    !small || letters.next().is_some_and(char::is_uppercase)
}

/// Tells whether a word is made of single letters with a dot behind each: "J.", "U.S.".
fn is_initials(word: &str) -> bool {
    let mut letters = word.chars();
    !word.is_empty()
        && std::iter::from_fn(|| letters.next().map(|c| (c, letters.next())))
            .all(|(letter, dot)| letter.is_alphabetic() && dot == Some('.'))
}

/// Tells whether a character parts a word from the one before it.
fn parts_words(c: char) -> bool {
    !c.is_alphanumeric() && !is_sentence_terminal(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABBREVIATIONS: &[(Abbreviation, &[&str])] = &[
        (Abbreviation::Leading, &["Mr."]),
        (Abbreviation::Numbered, &["Jan."]),
        (Abbreviation::Trailing, &["Inc.", "Yahoo!"]),
    ];

    /// The sentences of a text, parted by "|".
    fn split(text: &str) -> String {
        let splitter = SentenceSplitter::new(ABBREVIATIONS, &["The", "He"]);
        let sentences = splitter.split(text, [Span::new(0, text.len())]);
        sentences.iter().map(|one| one.span.of(text)).collect::<Vec<_>>().join("|")
    }

    #[track_caller]
    fn assert_split(cases: &[&str]) {
        for case in cases {
            assert_eq!(split(&case.replace('|', " ")), *case);
        }
    }

    #[test]
    fn sentences_stay_inside_their_block() {
        let text = "A headline\n\n Mr. J. Smith of Acme Inc. spoke. He left on Jan. 5. ";
        let blocks = [Span::new(0, 10), Span::new(12, text.len())];
        let found = SentenceSplitter::new(ABBREVIATIONS, &[]).split(text, blocks);
        let found: Vec<_> = found.iter().map(|one| (one.block, one.span.of(text))).collect();
        let body = [(1, "Mr. J. Smith of Acme Inc. spoke."), (1, "He left on Jan. 5.")];
        assert_eq!(found, [(0, "A headline"), body[0], body[1]]);
    }

    #[test]
    fn what_follows_tells_whether_an_abbreviation_ends_a_sentence() {
        assert_split(&[
            "The China-U.S. talks ended at 5 p.m. in New York.",
            "She works for Acme Inc.|The firm is in the U.S.|He is not.",
            "She met Acme Inc. Chairman George W. Bush of the U.S. Senate.",
            "It was in Jan.|Prices rose on Jan. 5.",
            "Yahoo! Inc. and Yahoo! Japan grew!|Others did not.",
        ]);
    }

    #[test]
    fn a_sentence_goes_on_inside_words_and_before_small_letters() {
        assert_split(&[
            "It cost $3.5 at example.com.|iPhones cost more.",
            "“Are We Done Yet?” opened, and (why not?) closed.",
            "1. The first item.|2. The second.",
            "It ended ... or so they said.|The end.",
        ]);
    }

    #[test]
    fn marks_that_close_belong_to_the_sentence() {
        assert_split(&[
            "“We won.|We are happy.”|(They lost.)|He left.",
            "He said: \"We won.\"|\"They lost,\" he said.",
            "He said: \" We won. \"|They lost. \"",
        ]);
    }

    /// Looked at once for each of them, these would take hours.
    #[test]
    fn runs_of_signs_are_read_once() {
        for signs in ["。-", "。'", "。“", "。、", "。)", ".", "?!", "。\u{301}", "\"。"]
        {
            let text = signs.repeat(1 << 20);
            let splitter = SentenceSplitter::new(ABBREVIATIONS, &[]);
            let sentences = splitter.split(&text, [Span::new(0, text.len())]);
            assert!(!sentences.is_empty(), "{signs}");
        }
    }

    #[test]
    fn scripts_without_spaces_have_sentences() {
        assert_eq!(split("他来了。我走了！"), "他来了。|我走了！");
    }
}
