//! What the labeller sees of a token, as hashes.

use super::{
    lexicon::{BEGINS_PLACE, Lexicon},
    word::{Case, Word, affixes},
};
use crate::text::Tokens;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::{
    hash::{Hash, Hasher},
    ops::Range,
};

/// A feature: what it is and what it says, hashed together.
pub type Feature = u32;

/// Words that are no part of a name where they are written small, by [`plain`].
pub type Plain = FxHashSet<Feature>;

/// Where [`Plain`] holds a word of this [hash](crate::text::word::hash).
pub const fn plain(lower: u64) -> Feature {
    (lower >> 32) as Feature
}

/// Words with capitals one after the other, and small words like "of" between them.
struct Run {
    /// The tokens of the document.
    tokens: Range<usize>,
    /// The end of those before the first small word.
    tight: usize,
}

/// How often a document writes a word small, and how often with a capital where it need not.
#[derive(Clone, Copy, Default)]
struct Habit {
    small: bool,
    capital: bool,
}

/// What a document says of a word somewhere.
#[derive(Clone, Copy, Default)]
struct Elsewhere {
    habit: Habit,
    /// The index of the longest run that it is in.
    run: Option<u32>,
}

/// Computes the features of the tokens of a document.
pub struct Extractor<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    plain: &'a Plain,
    words: Vec<Word>,
    runs: Vec<Run>,
    elsewhere: FxHashMap<u64, Elsewhere>,
    /// Abbreviations in brackets, and the last word of the name before them and its class.
    expansions: FxHashMap<u64, (u64, u16)>,
    /// Whether more than half of the words of each sentence have capitals.
    headlines: Vec<bool>,
}

/// Small words of a name are no farther from a capital than so many tokens.
const REACH: usize = 2;

/// Small words that names have inside.
const LINKS: [&str; 14] =
    ["of", "for", "and", "the", "de", "la", "del", "di", "da", "van", "von", "bin", "&", "-"];

impl<'a> Extractor<'a> {
    /// Reads through the document once.
    pub fn new(lexicon: &Lexicon, text: &'a str, tokens: &'a Tokens, plain: &'a Plain) -> Self {
        let words = tokens.spans.iter().map(|span| Word::new(lexicon, span.of(text))).collect();
        let mut extractor = Self {
            text,
            tokens,
            plain,
            words,
            runs: Vec::new(),
            elsewhere: FxHashMap::default(),
            expansions: FxHashMap::default(),
            headlines: Vec::with_capacity(tokens.sentences.len()),
        };
        for sentence in &tokens.sentences {
            let words = &extractor.words[sentence.clone()];
            let capitals = words.iter().filter(|word| word.is_capital()).count();
            extractor.headlines.push(2 * capitals > words.len());
            extractor.find_places(lexicon, sentence);
            extractor.find_runs(sentence);
            extractor.read(sentence);
        }
        extractor
    }

    /// The stretches of a sentence that could hold names: all but its plain words.
    pub fn segments(&self, sentence: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let mut at = sentence.start;
        let end = sentence.end;
        // Who writes no capitals at all writes names small.
        let capitals = self.words[sentence.clone()].iter().any(Word::is_capital);
        std::iter::from_fn(move || {
            let start = (at..end).find(|&at| !self.is_plain(sentence, capitals, at))?;
            let plain = |at: &usize| self.is_plain(sentence, capitals, *at);
            at = (start..end).find(plain).unwrap_or(end);
            Some(start..at)
        })
    }

    /// Whether a token of a sentence is no part of a name: an address; or written small, and never
    /// in one or far from every capital.
    fn is_plain(&self, sentence: &Range<usize>, capitals: bool, at: usize) -> bool {
        let word = &self.words[at];
        let near = at.saturating_sub(REACH).max(sentence.start)..(at + REACH + 1).min(sentence.end);
        word.case == Case::Address
            || !word.is_capital()
                && (self.plain.contains(&plain(word.lower))
                    || capitals && !self.words[near].iter().any(Word::is_capital))
    }

    fn token(&self, at: usize) -> &'a str {
        self.tokens.spans[at].of(self.text)
    }

    fn find_places(&mut self, lexicon: &Lexicon, sentence: &Range<usize>) {
        let mut at = sentence.start;
        while at < sentence.end {
            let word = &self.words[at];
            if word.is_capital() && word.entry.flags & BEGINS_PLACE != 0 {
                // Hyphens part the words of names as spaces do.
                let ahead = (at..sentence.end).filter(|&at| self.token(at) != "-");
                let ahead = ahead.map(|at| self.words[at].lower);
                if let Some((length, flags)) = lexicon.place(ahead) {
                    for inside in 0..length.min(sentence.end - at) {
                        let position = 1 + u8::from(inside > 0);
                        self.words[at + inside].place = (position, flags);
                    }
                    at += length;
                    continue;
                }
            }
            at += 1;
        }
    }

    fn find_runs(&mut self, sentence: &Range<usize>) {
        let mut at = sentence.start;
        while at < sentence.end {
            // The first word of a sentence has a capital whatever it is.
            let starts = at > sentence.start || !self.plain.contains(&plain(self.words[at].lower));
            if !(self.words[at].is_capital() && starts) {
                at += 1;
                continue;
            }
            let start = at;
            let mut end = at + 1;
            let mut tight = None;
            loop {
                let mut next = end;
                while next < sentence.end && next < end + 2 && LINKS.contains(&self.token(next)) {
                    next += 1;
                }
                if next >= sentence.end || !self.words[next].is_capital() {
                    break;
                }
                if next > end {
                    tight.get_or_insert(end);
                }
                end = next + 1;
            }
            let index = Some(self.runs.len() as u32);
            self.words[start..end].iter_mut().for_each(|word| word.run = index);
            self.runs.push(Run { tokens: start..end, tight: tight.unwrap_or(end) });
            at = end;
        }
    }

    /// Takes down how a sentence writes its words, and the abbreviations that it introduces.
    fn read(&mut self, sentence: &Range<usize>) {
        for at in sentence.clone() {
            let word = self.words[at];
            let entry = self.elsewhere.entry(word.lower).or_default();
            if word.is_capital() {
                // At the start of a sentence every word has a capital.
                entry.habit.capital |= at > sentence.start;
            } else {
                entry.habit.small = true;
            }
            if let Some(run) = word.run {
                let length = |run: u32| self.runs[run as usize].tokens.len();
                if entry.run.is_none_or(|longest| length(longest) < length(run)) {
                    entry.run = Some(run);
                }
            }
            let bracketed = at >= sentence.start + 2
                && word.case == Case::Capitals
                && self.token(at - 1) == "("
                && at + 1 < sentence.end
                && self.token(at + 1) == ")";
            if bracketed && self.words[at - 2].run.is_some() {
                let last = &self.words[at - 2];
                self.expansions.entry(word.lower).or_insert((last.lower, last.entry.class(8)));
            }
        }
    }

    /// Adds the features of a token to `features`, given the index of its sentence.
    pub fn features(&self, sentence: usize, at: usize, features: &mut Vec<Feature>) {
        let headline = self.headlines[sentence];
        let sentence = &self.tokens.sentences[sentence];
        let mut add = |template: u64, values: &[u64]| features.push(feature(template, values));
        self.add_word(headline, at, &mut add);
        self.add_neighbours(sentence, at, &mut add);
        self.add_document(headline, at == sentence.start, at, &mut add);
        if let Some(run) = self.words[at].run {
            self.add_run(sentence, run, at, &mut add);
        }
    }

    /// What the token itself looks like.
    fn add_word(&self, headline: bool, at: usize, add: &mut impl FnMut(u64, &[u64])) {
        let word = &self.words[at];
        let case = word.case as u64;
        add(0, &[]);
        add(1, &[word.lower]);
        add(2, &[word.shape]);
        add(3, &[word.lower, case, headline.into()]);
        let affixes = affixes(self.token(at));
        for (template, affix) in (4..).zip(affixes) {
            add(template, &[affix, case]);
        }
        for (template, turns) in (10..).zip([4, 6, 8, 10, 16]) {
            add(template, &[word.entry.class(turns).into(), case]);
        }
    }

    /// What stands around it, and it with what stands around it.
    fn add_neighbours(
        &self,
        sentence: &Range<usize>,
        at: usize,
        add: &mut impl FnMut(u64, &[u64]),
    ) {
        let near = |offset: isize| {
            let at = at.checked_add_signed(offset).filter(|at| sentence.contains(at));
            at.map(|at| &self.words[at])
        };
        let lower = |offset| near(offset).map_or(0, |word| word.lower);
        let shape = |offset| near(offset).map_or(0, |word| word.shape);
        let class =
            |offset, turns| near(offset).map_or(u64::MAX, |word| word.entry.class(turns).into());
        let flags = |offset| near(offset).map_or(u64::MAX, |word| word.entry.flags.into());
        let word = &self.words[at];
        let case = word.case as u64;
        for (template, offset) in (20..).step_by(4).zip([-2, -1, 1, 2]) {
            add(template, &[lower(offset)]);
            add(template + 1, &[shape(offset), word.shape]);
            add(template + 2, &[class(offset, 16)]);
            add(template + 3, &[class(offset, 7), word.shape]);
        }
        add(40, &[lower(-1), word.lower]);
        add(41, &[word.lower, lower(1)]);
        add(42, &[lower(-2), lower(-1)]);
        add(43, &[lower(1), lower(2)]);
        add(44, &[lower(-1), word.shape]);
        add(45, &[word.shape, lower(1)]);
        add(46, &[shape(-1), word.shape, shape(1)]);
        add(47, &[class(-1, 8), class(0, 8)]);
        add(48, &[class(0, 8), class(1, 8)]);
        add(49, &[class(-1, 8), word.shape, class(1, 8)]);
        add(50, &[lower(-3), word.shape]);
        add(51, &[lower(3), word.shape]);
        add(52, &[flags(0), case]);
        add(53, &[flags(-1), flags(0), case]);
        add(54, &[flags(0), flags(1), case]);
        add(55, &[u64::from(word.place.1) << 2 | u64::from(word.place.0)]);
        add(56, &[flags(0), word.shape, lower(-1)]);
        add(57, &[flags(0), word.shape, lower(1)]);
    }

    /// What the document says of the word.
    fn add_document(
        &self,
        headline: bool,
        first: bool,
        at: usize,
        add: &mut impl FnMut(u64, &[u64]),
    ) {
        let word = &self.words[at];
        let habit = self.elsewhere(word).habit;
        let habit = u64::from(habit.small) << 1 | u64::from(habit.capital);
        add(60, &[habit, word.case as u64, first.into(), headline.into()]);
        if let Some(&(last, class)) = self.expansions.get(&word.lower) {
            add(61, &[last]);
            add(62, &[class.into()]);
        }
    }

    fn elsewhere(&self, word: &Word) -> Elsewhere {
        self.elsewhere.get(&word.lower).copied().unwrap_or_default()
    }

    /// What run of capitals it is in, and in what longer one it is elsewhere in the document.
    fn add_run(
        &self,
        sentence: &Range<usize>,
        run: u32,
        at: usize,
        add: &mut impl FnMut(u64, &[u64]),
    ) {
        let word = &self.words[at];
        let within = &self.runs[run as usize];
        let Range { start, end } = within.tokens;
        let position = (at - start).min(4) as u64;
        let length = (end - start).min(6) as u64;
        let last = &self.words[end - 1];
        let first = &self.words[start];
        let tight_last = &self.words[within.tight - 1];
        let outside = |at: Option<usize>| {
            at.filter(|at| sentence.contains(at)).map_or(0, |at| self.words[at].lower)
        };
        let outside_class = |at: Option<usize>| {
            at.filter(|at| sentence.contains(at))
                .map_or(u64::MAX, |at| self.words[at].entry.class(8).into())
        };
        let (before, after) = (start.checked_sub(1), Some(end));
        add(63, &[position, length]);
        add(64, &[last.lower, u64::from(at + 1 == end)]);
        add(65, &[last.entry.class(8).into(), position.min(1), u64::from(at + 1 == end)]);
        add(66, &[tight_last.lower, u64::from(at < within.tight)]);
        add(67, &[first.entry.flags.into(), last.entry.flags.into(), position, length]);
        add(68, &[outside(before), position.min(1)]);
        add(69, &[outside(after), u64::from(at + 1 == end)]);
        add(70, &[outside_class(before), outside_class(after), length.min(3)]);
        add(71, &[first.lower, position.min(2)]);
        add(72, &[outside(before), outside(after)]);
        if let Some(longest) = self.elsewhere(word).run.filter(|longest| *longest != run) {
            let run = &self.runs[longest as usize];
            let longer = run.tokens.len().min(4) as u64;
            if run.tokens.len() > end - start {
                let place = run.tokens.clone().position(|at| self.words[at].lower == word.lower);
                let place = place.unwrap_or_default().min(3) as u64;
                let (first, last) =
                    (&self.words[run.tokens.start], &self.words[run.tokens.end - 1]);
                add(73, &[longer, place, first.entry.flags.into(), length]);
                add(74, &[last.lower, place]);
                add(75, &[last.entry.class(8).into(), place, longer]);
                let before = run
                    .tokens
                    .start
                    .checked_sub(1)
                    .map_or(u64::MAX, |at| self.words[at].entry.class(10).into());
                add(76, &[before, place]);
            }
        }
    }
}

fn feature(template: u64, values: &[u64]) -> Feature {
    let mut hasher = FxHasher::default();
    template.hash(&mut hasher);
    values.iter().for_each(|value| value.hash(&mut hasher));
    (hasher.finish() >> 32) as Feature
}
