//! What a block looks like by itself, as numbers; its text is read once.

use crate::{
    clean::classify::{
        Line,
        lexicon::{self, Lexicon},
    },
    text::{
        Span,
        punctuation::{ends_clause, ends_sentence, is_full_stop, without_closing_marks},
        word::{self, WordHasher},
    },
};

/// Numbers of a block by itself: those of its signs, and one for each group of the lexicon.
pub(crate) const OWN: usize = 30 + lexicon::COUNT;
/// The numbers of a block by itself.
pub(crate) struct Numbers {
    pub own: [f32; OWN],
    /// Its words that carry meaning, in `Extractor::words`.
    pub words: Span,
    pub count: usize,
    /// Whether it ends like a sentence.
    pub sentence: bool,
    /// Words of a line that ends like a sentence and is no short one; 0 for others.
    pub good: f32,
    pub weight: f32,
    pub hash: u64,
}

/// The logarithm of a count, 0 for none; faster than `ln_1p`, whose exactness near 0 no count needs.
pub(crate) fn log(count: f32) -> f32 {
    (1.0 + count).ln()
}

/// The hashes of three words in a row.
pub(crate) fn trigrams(text: &str) -> impl Iterator<Item = u64> {
    let mut last = [0u64; 2];
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words = words.map(word::hash).map(move |word| {
        let three = last[0].rotate_left(20) ^ last[1].rotate_left(10) ^ word;
        last = [last[1], word];
        three
    });
    words.skip(2)
}

/// A hash of the words of a text, without regard to case, space and signs; 0 for no words.
pub(crate) fn fingerprint(text: &str) -> u64 {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(word::hash).fold(0, add_word)
}

const fn add_word(hash: u64, word: u64) -> u64 {
    hash.rotate_left(9) ^ word
}

/// Counts what is in a line while it is read once.
#[derive(Default)]
struct Counter {
    words: f32,
    letters: f32,
    capitalised: f32,
    upper: f32,
    digits: f32,
    past: f32,
    groups: [f32; lexicon::COUNT],
    commas: f32,
    breaks: f32,
    quotes: f32,
    separators: f32,
    signs: f32,
    money: f32,
    hash: u64,
}

/// The word that is being read.
#[derive(Default)]
struct Word {
    hash: WordHasher,
    length: usize,
    upper: bool,
    all_upper: bool,
    digits: usize,
    ed: u8,
}

impl Word {
    fn push(&mut self, c: char) {
        let upper = c.is_uppercase();
        if self.length == 0 {
            *self = Self { upper, all_upper: true, ..Self::default() };
        }
        self.all_upper &= upper;
        self.hash.push(c);
        self.length += 1;
        self.digits += usize::from(c.is_ascii_digit());
        self.ed = match c {
            'e' => 1,
            'd' if self.ed == 1 => 2,
            _ => 0,
        };
    }
}

impl Counter {
    fn word(&mut self, lexicon: &Lexicon, word: &Word, meanings: &mut Vec<u64>) {
        let hash = word.hash.finish();
        let groups = lexicon.groups(hash);
        self.words += 1.0;
        self.letters += word.length as f32;
        self.capitalised += f32::from(u8::from(word.upper));
        self.upper += f32::from(u8::from(word.all_upper && word.length > 1));
        self.digits += word.digits as f32;
        self.past += f32::from(u8::from(word.ed == 2 && word.length > 3));
        let mut bits = groups;
        while bits != 0 {
            self.groups[bits.trailing_zeros() as usize] += 1.0;
            bits &= bits - 1;
        }
        if groups & lexicon::STOP == 0 && word.length > 2 {
            meanings.push(hash);
        }
        self.hash = add_word(self.hash, hash);
    }

    fn sign(&mut self, c: char, before: char, next: char) {
        match c {
            ',' => self.commas += 1.0,
            c if is_full_stop(c) => {
                self.breaks += f32::from(u8::from(before.is_lowercase() && next == ' '));
            }
            '"' | '“' | '”' => self.quotes += 1.0,
            '|' | '»' | '›' | '·' | '•' | '>' | '/' => self.separators += 1.0,
            '@' | '#' | '_' | '=' | '{' | '}' => self.signs += 1.0,
            '$' | '€' | '£' | '%' => self.money += 1.0,
            _ => {}
        }
    }
}

/// The numbers of a text by itself; its words of meaning go to `meanings`.
pub(crate) fn numbers(
    lexicon: &Lexicon,
    text: &str,
    line: Option<&Line>,
    meanings: &mut Vec<u64>,
) -> Numbers {
    let first_meaning = meanings.len();
    let mut counter = Counter::default();
    let mut word = Word::default();
    let mut before = ' ';
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if c.is_alphanumeric() {
            word.push(c);
        } else {
            if word.length > 0 {
                counter.word(lexicon, &word, meanings);
                word.length = 0;
            }
            if c != ' ' {
                counter.sign(c, before, characters.peek().copied().unwrap_or('\n'));
            }
        }
        before = c;
    }
    if word.length > 0 {
        counter.word(lexicon, &word, meanings);
    }
    let ending = without_closing_marks(text);
    let sentence = ends_sentence(ending);
    let first = text.chars().next().unwrap_or(' ');
    let yes = |is: bool| f32::from(u8::from(is));
    let sign = |test: fn(&Line) -> bool| line.is_some_and(test);
    let furniture = line.and_then(|line| line.furniture);
    let caption = sign(|line| line.caption);
    let words = counter.words;
    let per_word = |count: f32| count / words.max(1.0);
    let mut own = [0.0; OWN];
    let numbers = [
        log(words),
        log(text.len() as f32),
        per_word(counter.letters),
        yes(sentence),
        yes(ending.ends_with(':')),
        yes(ending.ends_with([',', ';', '-', '–', '—'])),
        yes(ending.ends_with("...") || ending.ends_with('…')),
        per_word(counter.commas),
        counter.breaks.min(6.0),
        per_word(counter.capitalised),
        per_word(counter.upper),
        per_word(counter.digits),
        per_word(counter.groups[0]),
        yes(first.is_lowercase()),
        yes(first.is_ascii_digit()),
        yes(matches!(first, '"' | '“' | '‘' | '\'')),
        counter.quotes.min(4.0),
        per_word(counter.past),
        yes(ending.len() < text.len()),
        counter.separators.min(4.0),
        counter.signs.min(4.0),
        counter.money.min(4.0),
        yes(matches!(first, '(' | '[' | '{')),
        yes(matches!(first, '-' | '•' | '·' | '*' | '–' | '—' | '►' | '→' | '>')),
        yes(first.is_uppercase()),
        yes(text.contains("://") || text.contains(".com") || text.contains("www.")),
        furniture.map_or(0.0, |removal| removal.confidence),
        yes(caption),
        yes(sign(|line| line.byline)),
        yes(sign(|line| line.credits)),
    ];
    own[..numbers.len()].copy_from_slice(&numbers);
    for (number, count) in own[numbers.len()..].iter_mut().zip(counter.groups) {
        *number = per_word(count);
    }
    let ends = ends_clause(ending);
    Numbers {
        own,
        words: Span::new(first_meaning, meanings.len()),
        count: counter.words as usize,
        sentence,
        good: if sentence && words >= 10.0 { words } else { 0.0 },
        weight: if sign(|line| line.is_surely_furniture()) {
            -words.clamp(8.0, 40.0)
        } else if caption {
            0.0
        } else if ends {
            (words - 3.0).max(1.0)
        } else {
            words - 8.0
        },
        hash: counter.hash,
    }
}
