//! What the labeller sees of a token, as hashes.

use crate::nlp::span::Span;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

/// A feature: what it is and what it says, hashed together.
pub type Feature = u32;

/// A token with what its features are made of.
struct Word {
    lower: u64,
    shape: u64,
    prefixes: [u64; 3],
    suffixes: [u64; 3],
    capital: bool,
    /// How the document writes this word elsewhere.
    habit: Habit,
}

/// How often a document writes a word small, and how often with a capital where it need not.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
struct Habit {
    small: bool,
    capital: bool,
}

/// Computes the features of the tokens of a document, sentence by sentence.
pub struct Extractor<'text> {
    text: &'text str,
    habits: FxHashMap<u64, Habit>,
}

impl<'text> Extractor<'text> {
    /// Reads through the document once.
    pub fn new(text: &'text str, sentences: &[Vec<Span>]) -> Self {
        let mut habits: FxHashMap<u64, Habit> = FxHashMap::default();
        for sentence in sentences {
            for (at, span) in sentence.iter().enumerate() {
                let token = span.of(text);
                let habit = habits.entry(lower(token)).or_default();
                if token.starts_with(char::is_uppercase) {
                    // At the start of a sentence every word has a capital.
                    habit.capital |= at > 0;
                } else {
                    habit.small = true;
                }
            }
        }
        Self { text, habits }
    }

    /// The features of each token of a sentence.
    pub fn features(&self, sentence: &[Span]) -> Vec<Vec<Feature>> {
        let words: Vec<Word> = sentence.iter().map(|span| self.word(span.of(self.text))).collect();
        let capitals = words.iter().filter(|word| word.capital).count();
        let headline = 2 * capitals > words.len();
        (0..words.len()).map(|at| token_features(&words, at, headline)).collect()
    }

    fn word(&self, token: &str) -> Word {
        let lower = lower(token);
        let affix = |length: usize, end: bool| {
            let mut hasher = FxHasher::default();
            let mut add = |c: char| c.to_lowercase().for_each(|c| c.hash(&mut hasher));
            if end {
                token.chars().rev().take(length).for_each(&mut add);
            } else {
                token.chars().take(length).for_each(&mut add);
            }
            hasher.finish()
        };
        Word {
            lower,
            shape: shape(token),
            prefixes: [affix(1, false), affix(3, false), affix(4, false)],
            suffixes: [affix(2, true), affix(3, true), affix(4, true)],
            capital: token.starts_with(char::is_uppercase),
            habit: self.habits.get(&lower).copied().unwrap_or_default(),
        }
    }
}

fn token_features(words: &[Word], at: usize, headline: bool) -> Vec<Feature> {
    let near = |offset: isize| at.checked_add_signed(offset).and_then(|at| words.get(at));
    let lower = |offset| near(offset).map_or(0, |word| word.lower);
    let shape = |offset| near(offset).map_or(0, |word| word.shape);
    let word = &words[at];
    let mut features = Vec::with_capacity(32);
    let mut add = |template: u8, value: &dyn Fn(&mut FxHasher)| {
        let mut hasher = FxHasher::default();
        template.hash(&mut hasher);
        value(&mut hasher);
        features.push((hasher.finish() >> 32) as Feature);
    };
    add(0, &|_| {});
    add(1, &|h| word.lower.hash(h));
    add(2, &|h| word.shape.hash(h));
    add(3, &|h| (word.lower, word.capital, headline).hash(h));
    for (n, affix) in word.prefixes.iter().enumerate() {
        add(4 + n as u8, &|h| (affix, word.capital).hash(h));
    }
    for (n, affix) in word.suffixes.iter().enumerate() {
        add(8 + n as u8, &|h| (affix, word.capital).hash(h));
    }
    for offset in [-2, -1, 1, 2] {
        let template = (14 + offset) as u8;
        add(template, &|h| lower(offset).hash(h));
        add(template + 10, &|h| (shape(offset), word.shape).hash(h));
    }
    add(30, &|h| (lower(-1), word.lower).hash(h));
    add(31, &|h| (word.lower, lower(1)).hash(h));
    add(32, &|h| (lower(-2), lower(-1)).hash(h));
    add(33, &|h| (lower(1), lower(2)).hash(h));
    add(34, &|h| (lower(-1), word.shape).hash(h));
    add(35, &|h| (word.shape, lower(1)).hash(h));
    add(36, &|h| (shape(-1), word.shape, shape(1)).hash(h));
    add(37, &|h| (word.habit, word.capital, at == 0, headline).hash(h));
    add(38, &|h| (near(-1).map(|w| w.suffixes[1]), word.shape).hash(h));
    add(39, &|h| (near(1).map(|w| w.suffixes[1]), word.shape).hash(h));
    add(40, &|h| (near(-3).map(|w| w.lower), word.shape).hash(h));
    add(41, &|h| (near(3).map(|w| w.lower), word.shape).hash(h));
    features
}

fn lower(token: &str) -> u64 {
    let mut hasher = FxHasher::default();
    for c in token.chars().flat_map(char::to_lowercase) {
        plain_quote(c).hash(&mut hasher);
    }
    hasher.finish()
}

/// One quotation mark for all that mean the same: which one is the typesetter's choice.
const fn plain_quote(c: char) -> char {
    match c {
        '’' | '‘' | '`' => '\'',
        '“' | '”' | '«' | '»' | '„' => '"',
        c => c,
    }
}

/// The pattern of capitals, small letters, digits and signs, runs folded: "McCain" is "XxXx".
fn shape(token: &str) -> u64 {
    let mut hasher = FxHasher::default();
    let mut last = ' ';
    let mut run = 0;
    for c in token.chars() {
        let class = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'x',
            c if c.is_numeric() => '9',
            c => plain_quote(c),
        };
        run = if class == last { run + 1 } else { 0 };
        last = class;
        // One letter is not as two or more are.
        if run < 2 {
            class.hash(&mut hasher);
        }
    }
    hasher.finish()
}
