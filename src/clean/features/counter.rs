//! Counts what is in a text while it is read once.

use super::{lexicon::Lexicon, numbers::flag, words::add_word};
use crate::{
    language::WordGroup,
    text::{Span, punctuation::is_full_stop, word::WordHasher},
};

/// The words and signs of a text, counted.
#[derive(Default)]
pub(super) struct Counter {
    pub words: f32,
    pub letters: f32,
    /// Words that begin with a capital.
    pub capitalised: f32,
    /// Words of two and more letters, all of them capitals.
    pub upper: f32,
    pub digits: f32,
    /// Words that look like a verb in the past.
    pub past: f32,
    /// Words of each group.
    pub groups: [f32; WordGroup::COUNT],
    pub commas: f32,
    /// Ends of sentences inside the text.
    pub breaks: f32,
    pub quotes: f32,
    /// Signs that separate entries of menus.
    pub separators: f32,
    /// Signs that are rare in prose.
    pub technical: f32,
    pub money: f32,
    /// A hash of the words, as `words::fingerprint` makes it.
    pub fingerprint: u64,
}

/// The word that is being read.
#[derive(Default)]
struct Word {
    /// Its start in the text, in bytes.
    start: usize,
    hash: WordHasher,
    /// In characters.
    length: usize,
    upper: bool,
    all_upper: bool,
    digits: usize,
}

impl Word {
    fn push(&mut self, at: usize, c: char) {
        let upper = c.is_uppercase();
        if self.length == 0 {
            *self = Self { start: at, upper, all_upper: true, ..Self::default() };
        }
        self.all_upper &= upper;
        self.hash.push(c);
        self.length += 1;
        self.digits += usize::from(c.is_ascii_digit());
    }
}

impl Counter {
    /// Reads a text; the hashes of its words that carry meaning go to `meanings`.
    pub fn read(lexicon: &Lexicon, text: &str, meanings: &mut Vec<u64>) -> Self {
        let mut counter = Self::default();
        let mut word = Word::default();
        let mut before = ' ';
        let mut characters = text.char_indices().peekable();
        while let Some((at, c)) = characters.next() {
            if c.is_alphanumeric() {
                word.push(at, c);
            } else {
                if word.length > 0 {
                    counter.word(lexicon, &word, Span::new(word.start, at).of(text), meanings);
                    word.length = 0;
                }
                if c != ' ' {
                    counter.sign(c, before, characters.peek().map_or('\n', |&(_, next)| next));
                }
            }
            before = c;
        }
        if word.length > 0 {
            counter.word(lexicon, &word, Span::new(word.start, text.len()).of(text), meanings);
        }
        counter
    }

    fn word(&mut self, lexicon: &Lexicon, word: &Word, text: &str, meanings: &mut Vec<u64>) {
        let hash = word.hash.finish();
        let groups = lexicon.groups(hash);
        self.words += 1.0;
        self.letters += word.length as f32;
        self.capitalised += flag(word.upper);
        self.upper += flag(word.all_upper && word.length > 1);
        self.digits += word.digits as f32;
        self.past += flag(word.length > 3 && lexicon.ends_in_past(text));
        let mut bits = groups;
        while bits != 0 {
            self.groups[bits.trailing_zeros() as usize] += 1.0;
            bits &= bits - 1;
        }
        if groups & WordGroup::Function.bit() == 0 && word.length > 2 {
            meanings.push(hash);
        }
        self.fingerprint = add_word(self.fingerprint, hash);
    }

    fn sign(&mut self, c: char, before: char, next: char) {
        match c {
            ',' => self.commas += 1.0,
            c if is_full_stop(c) => self.breaks += flag(before.is_lowercase() && next == ' '),
            '"' | '“' | '”' => self.quotes += 1.0,
            '|' | '»' | '›' | '·' | '•' | '>' | '/' => self.separators += 1.0,
            '@' | '#' | '_' | '=' | '{' | '}' => self.technical += 1.0,
            '$' | '€' | '£' | '%' => self.money += 1.0,
            _ => {}
        }
    }
}
