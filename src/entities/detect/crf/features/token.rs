//! The features of a token.

use super::{
    context::DocumentContext,
    template::{Feature, Template},
};
use crate::entities::detect::crf::word::{Word, affixes};
use std::ops::Range;

/// Turns of the path of a class; the more other values a template has, the fewer.
const FINE: u32 = 16;
const DETAILED: u32 = 10;
const MEDIUM: u32 = 8;
const COARSE: u32 = 7;
/// The class or flags of a token that the sentence does not have.
const NO_TOKEN: u64 = u64::MAX;

/// A token, and its features so far.
pub(super) struct Token<'a> {
    pub context: &'a DocumentContext<'a>,
    pub word: &'a Word,
    /// Its index.
    pub at: usize,
    /// The tokens of its sentence.
    pub sentence: &'a Range<usize>,
    /// True if that is a headline.
    pub headline: bool,
    pub features: &'a mut Vec<Feature>,
}

impl<'a> Token<'a> {
    /// Adds the features of every template that fits it.
    pub fn add_all(mut self) {
        self.add_word();
        self.add_neighbours();
        self.add_bigrams();
        self.add_gazetteers();
        self.add_document();
        if let Some(run) = self.word.run {
            self.add_run(run);
            self.add_longest_run(run);
        }
    }

    #[inline]
    fn add(&mut self, template: Template, values: &[u64]) {
        self.features.push(template.feature(values));
    }

    fn case(&self) -> u64 {
        self.word.case as u64
    }

    /// The word at an index, if that is in the sentence.
    fn word_at(&self, at: Option<usize>) -> Option<&'a Word> {
        let at = at.filter(|at| self.sentence.contains(at));
        at.map(|at| &self.context.words[at])
    }

    fn near(&self, offset: isize) -> Option<&'a Word> {
        self.word_at(self.at.checked_add_signed(offset))
    }

    /// The hash of a token nearby.
    fn hash(&self, offset: isize) -> u64 {
        self.near(offset).map_or(0, |word| word.hash)
    }

    fn shape(&self, offset: isize) -> u64 {
        self.near(offset).map_or(0, |word| word.shape)
    }

    fn class(&self, offset: isize, turns: u32) -> u64 {
        class_or_none(self.near(offset), turns)
    }

    fn flags(&self, offset: isize) -> u64 {
        self.near(offset).map_or(NO_TOKEN, |word| word.entry.flags.into())
    }

    /// The token itself.
    fn add_word(&mut self) {
        let word = self.word;
        let case = self.case();
        self.add(Template::Bias, &[]);
        self.add(Template::Word, &[word.hash]);
        self.add(Template::Shape, &[word.shape]);
        self.add(Template::WordCase, &[word.hash, case, self.headline.into()]);
        let affixes = affixes(self.context.token(self.at));
        for (template, affix) in Template::AFFIXES.into_iter().zip(affixes) {
            self.add(template, &[affix, case]);
        }
        for (template, turns) in Template::CLASSES {
            self.add(template, &[word.entry.class(turns).into(), case]);
        }
    }

    /// Each of its neighbours.
    fn add_neighbours(&mut self) {
        let own_shape = self.word.shape;
        for (offset, [word, shape, class, coarse_class]) in Template::NEIGHBOURS {
            self.add(word, &[self.hash(offset)]);
            self.add(shape, &[self.shape(offset), own_shape]);
            self.add(class, &[self.class(offset, FINE)]);
            self.add(coarse_class, &[self.class(offset, COARSE), own_shape]);
        }
    }

    /// It and its neighbours together.
    fn add_bigrams(&mut self) {
        let Word { hash, shape, .. } = *self.word;
        self.add(Template::WordBeforeWithWord, &[self.hash(-1), hash]);
        self.add(Template::WordWithWordAfter, &[hash, self.hash(1)]);
        self.add(Template::TwoWordsBefore, &[self.hash(-2), self.hash(-1)]);
        self.add(Template::TwoWordsAfter, &[self.hash(1), self.hash(2)]);
        self.add(Template::WordBeforeWithShape, &[self.hash(-1), shape]);
        self.add(Template::ShapeWithWordAfter, &[shape, self.hash(1)]);
        self.add(Template::ShapeTrigram, &[self.shape(-1), shape, self.shape(1)]);
        let [before, class, after] = [-1, 0, 1].map(|offset| self.class(offset, MEDIUM));
        self.add(Template::ClassBeforeWithClass, &[before, class]);
        self.add(Template::ClassWithClassAfter, &[class, after]);
        self.add(Template::ClassShapeClass, &[before, shape, after]);
        self.add(Template::WordThreeBeforeWithShape, &[self.hash(-3), shape]);
        self.add(Template::WordThreeAfterWithShape, &[self.hash(3), shape]);
    }

    /// The gazetteers that it is in.
    fn add_gazetteers(&mut self) {
        let case = self.case();
        let shape = self.word.shape;
        let [before, flags, after] = [-1, 0, 1].map(|offset| self.flags(offset));
        let place = self.word.place;
        self.add(Template::Flags, &[flags, case]);
        self.add(Template::FlagsBeforeWithFlags, &[before, flags, case]);
        self.add(Template::FlagsWithFlagsAfter, &[flags, after, case]);
        let place = u64::from(place.flags) << 2 | u64::from(place.position);
        self.add(Template::PlaceName, &[place]);
        self.add(Template::FlagsShapeWordBefore, &[flags, shape, self.hash(-1)]);
        self.add(Template::FlagsShapeWordAfter, &[flags, shape, self.hash(1)]);
    }

    /// The evidence of the whole document for the word.
    fn add_document(&mut self) {
        let usage = self.context.usage(self.word);
        let usage = u64::from(usage.lowercase) << 1 | u64::from(usage.capital);
        let first = self.at == self.sentence.start;
        let values = [usage, self.case(), first.into(), self.headline.into()];
        self.add(Template::Orthography, &values);
        if let Some(expansion) = self.context.expansion(self.word) {
            self.add(Template::ExpansionWord, &[expansion.word]);
            self.add(Template::ExpansionClass, &[expansion.class.into()]);
        }
    }

    /// The run of capitals that it is in.
    fn add_run(&mut self, run: u32) {
        let run = &self.context.runs[run as usize];
        let Range { start, end } = run.tokens;
        let words = &self.context.words;
        let (first, last) = (&words[start], &words[end - 1]);
        let position = (self.at - start).min(4) as u64;
        let length = (end - start).min(6) as u64;
        let is_last = u64::from(self.at + 1 == end);
        let before = self.word_at(start.checked_sub(1));
        let after = self.word_at(Some(end));
        let hash = |word: Option<&Word>| word.map_or(0, |word| word.hash);
        let classes = [before, after].map(|word| class_or_none(word, MEDIUM));
        self.add(Template::PositionInRun, &[position, length]);
        self.add(Template::LastWordOfRun, &[last.hash, is_last]);
        let last_class = last.entry.class(MEDIUM).into();
        self.add(Template::LastClassOfRun, &[last_class, position.min(1), is_last]);
        let last_of_core = words[run.core_end - 1].hash;
        let in_core = u64::from(self.at < run.core_end);
        self.add(Template::LastWordOfCore, &[last_of_core, in_core]);
        let flags = [first, last].map(|word| u64::from(word.entry.flags));
        self.add(Template::FlagsOfRun, &[flags[0], flags[1], position, length]);
        self.add(Template::WordBeforeRun, &[hash(before), position.min(1)]);
        self.add(Template::WordAfterRun, &[hash(after), is_last]);
        self.add(Template::ClassesAroundRun, &[classes[0], classes[1], length.min(3)]);
        self.add(Template::FirstWordOfRun, &[first.hash, position.min(2)]);
        self.add(Template::WordsAroundRun, &[hash(before), hash(after)]);
    }

    /// The longest run of the document that its word is in, if that is longer than its own.
    fn add_longest_run(&mut self, own: u32) {
        let runs = &self.context.runs;
        let Some(longest) = self.context.usage(self.word).longest_run else { return };
        let (tokens, own) = (&runs[longest as usize].tokens, &runs[own as usize].tokens);
        if tokens.len() <= own.len() {
            return;
        }
        let words = &self.context.words;
        let length = tokens.len().min(4) as u64;
        let position = tokens.clone().position(|at| words[at].hash == self.word.hash);
        let position = position.unwrap_or_default().min(3) as u64;
        let (first, last) = (&words[tokens.start], &words[tokens.end - 1]);
        let own_length = own.len().min(6) as u64;
        let flags = first.entry.flags.into();
        self.add(Template::PositionInLongestRun, &[length, position, flags, own_length]);
        self.add(Template::LastWordOfLongestRun, &[last.hash, position]);
        let last_class = last.entry.class(MEDIUM).into();
        self.add(Template::LastClassOfLongestRun, &[last_class, position, length]);
        let before = tokens.start.checked_sub(1).map(|at| &words[at]);
        self.add(Template::ClassBeforeLongestRun, &[class_or_none(before, DETAILED), position]);
    }
}

/// The class of a word, or that of a token that is not there.
fn class_or_none(word: Option<&Word>, turns: u32) -> u64 {
    word.map_or(NO_TOKEN, |word| word.entry.class(turns).into())
}
