//! Statistics of a page, block by block and as a whole: all that features are made of.

use super::{
    continuation::{Continuation, continuations},
    counter::Counter,
    density::{densest, nearest_prose, running_sums},
    lexicon::Lexicon,
    line::{LineFeature, LineProfile},
    marks::{MarkDistances, mark_distances},
    words::trigrams,
};
use crate::clean::{line::Line, read::RawBlock};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// The facts about an article from elsewhere; empty where nothing is.
#[derive(Clone, Copy, Default)]
pub(crate) struct Told<'a> {
    /// Its headline.
    pub title: &'a str,
    /// What it is about, in short.
    pub description: &'a str,
    /// Its text as the head of the page gives it.
    pub body: &'a str,
}

/// The language of less prose than this, in words, is not told by its function words.
const ENOUGH_PROSE: f32 = 50.0;
/// Function words are at least this share of the prose of their language.
const FUNCTION_WORDS: f32 = 0.3;

/// The blocks of a page, counted. Prose is what lines hold that end like a sentence and are no
/// short ones.
pub(crate) struct PageStatistics<'a, 'page> {
    pub(crate) lines: &'a [Line<'page>],
    pub(crate) told: Told<'a>,
    pub(super) profiles: Vec<LineProfile>,
    /// The hashes of the words that carry meaning.
    meanings: Vec<u64>,
    /// In how many lines of prose a word stands.
    vocabulary: FxHashMap<u64, u32>,
    /// The number of lines with the same words, by their fingerprint.
    pub(super) repeats: FxHashMap<u64, u32>,
    /// The words of the title that carry meaning.
    title: FxHashSet<u64>,
    /// Three words in a row of the article as the page's head gives it.
    pub(super) body: FxHashSet<u64>,
    /// Words before each line, and in all.
    pub(super) words: Vec<f32>,
    /// Words of prose before each line, and in all.
    pub(super) prose: Vec<f32>,
    pub(super) continuations: Vec<Continuation>,
    /// Words of prose that may be cut into lines, before each line and in all.
    pub(super) continued_prose: Vec<f32>,
    /// The lines where prose is densest.
    pub(super) region: Range<usize>,
    /// The distance of each line from prose before and after it, in lines.
    pub(super) nearest_prose: Vec<(usize, usize)>,
    pub(super) marks: Vec<MarkDistances>,
    /// Words of prose by the number of an element.
    pub(super) by_element: FxHashMap<u32, f32>,
    /// Words of prose by the signature of an element.
    pub(super) by_signature: FxHashMap<u32, f32>,
}

impl<'a, 'page> PageStatistics<'a, 'page> {
    /// Looks at the lines of a page.
    pub fn new(lexicon: &Lexicon, lines: &'a [Line<'page>], told: Told<'a>) -> Self {
        let mut meanings = Vec::new();
        let profile = |line: &Line| LineProfile::new(lexicon, line, &mut meanings);
        let profiles: Vec<LineProfile> = lines.iter().map(profile).collect();
        let continuations = continuations(lexicon, lines, &profiles);
        let mut page = Self {
            lines,
            told,
            meanings,
            vocabulary: FxHashMap::default(),
            repeats: FxHashMap::default(),
            title: FxHashSet::default(),
            body: trigrams(told.body).collect(),
            words: running_sums(&profiles, |line| line.words as f32),
            prose: running_sums(&profiles, |line| line.prose),
            continued_prose: running_sums(&continuations, Continuation::prose),
            continuations,
            region: densest(&profiles),
            nearest_prose: nearest_prose(&profiles),
            marks: mark_distances(lines),
            by_element: FxHashMap::default(),
            by_signature: FxHashMap::default(),
            profiles,
        };
        page.count();
        page.title = page.title_words(lexicon);
        page
    }

    fn count(&mut self) {
        for (profile, line) in self.profiles.iter().zip(self.lines) {
            *self.repeats.entry(profile.fingerprint).or_default() += 1;
            if profile.prose == 0.0 {
                continue;
            }
            for &word in &self.meanings[profile.meanings.start..profile.meanings.end] {
                *self.vocabulary.entry(word).or_default() += 1;
            }
            let hints = &line.block.hints;
            for element in hints.elements {
                *self.by_element.entry(element).or_default() += profile.prose;
            }
            *self.by_signature.entry(hints.signature).or_default() += profile.prose;
        }
    }

    /// The words of the title, or of the first line that could be one.
    fn title_words(&self, lexicon: &Lexicon) -> FxHashSet<u64> {
        if self.told.title.trim().is_empty() {
            let first = self.profiles.iter().find(|line| (4..=30).contains(&line.words));
            return first.map_or_else(FxHashSet::default, |line| self.meanings(line).collect());
        }
        let mut words = Vec::new();
        Counter::read(lexicon, self.told.title, &mut words);
        words.into_iter().collect()
    }

    fn meanings(&self, line: &LineProfile) -> impl Iterator<Item = u64> {
        self.meanings[line.meanings.start..line.meanings.end].iter().copied()
    }

    /// The number of words before each block, and in all.
    pub fn words(&self) -> &[f32] {
        &self.words
    }

    /// The number of blocks.
    pub const fn len(&self) -> usize {
        self.lines.len()
    }

    /// A block.
    pub(super) const fn block(&self, at: usize) -> &'page RawBlock {
        self.lines[at].block
    }

    /// All words of prose, at least 1.
    pub(super) fn all_prose(&self) -> f32 {
        self.prose[self.len()].max(1.0)
    }

    /// True if the block lies where prose is densest.
    pub fn in_region(&self, at: usize) -> bool {
        self.region.contains(&at)
    }

    /// True if the prose has function words of the language of the lexicon enough for no other
    /// language, which is told in a fraction of the time that telling all languages apart takes.
    pub fn is_in_language(&self) -> bool {
        let prose = self.profiles.iter().filter(|line| line.prose > 0.0);
        let sum = prose.fold((0.0, 0.0), |sum, line| {
            let share = line.get(LineFeature::FunctionWordsPerWord);
            (sum.0 + line.prose, sum.1 + line.prose * share)
        });
        sum.0 >= ENOUGH_PROSE && sum.1 >= FUNCTION_WORDS * sum.0
    }

    /// A hash of the words of a block.
    pub fn fingerprint(&self, at: usize) -> u64 {
        self.profiles[at].fingerprint
    }

    /// The share of a block's words of meaning that is in the title.
    pub fn titled(&self, at: usize) -> f32 {
        self.share(at, |word| self.title.contains(&word))
    }

    /// The share of a block's words of meaning that other lines of prose have too.
    pub(super) fn known(&self, at: usize) -> f32 {
        let least = if self.profiles[at].prose > 0.0 { 2 } else { 1 };
        self.share(at, |word| self.vocabulary.get(&word).is_some_and(|&count| count >= least))
    }

    fn share(&self, at: usize, test: impl Fn(u64) -> bool) -> f32 {
        let line = &self.profiles[at];
        let passing = self.meanings(line).filter(|&word| test(word));
        passing.count() as f32 / line.meanings.len().max(1) as f32
    }
}
