//! The evidence of a whole document for each of its words: gathered once, before features are made.

use crate::{
    entities::detect::crf::{
        lexicon::{BEGINS_PLACE, Lexicon},
        ordinary_words::OrdinaryWords,
        word::{Case, InPlaceName, Word},
    },
    text::Tokens,
};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The turns of the path of an expansion's class that are kept.
const EXPANSION_TURNS: u32 = 8;
/// The most small words between two words of a run.
const MAX_CONNECTIVES: usize = 2;

/// A run of words with capitals, and small words like "of" between them.
pub(super) struct CapitalRun {
    /// The tokens of the document.
    pub tokens: Range<usize>,
    /// The end of its core: the words before the first small one.
    pub core_end: usize,
}

/// The ways in which a document writes a word.
#[derive(Clone, Copy, Default)]
pub(super) struct Usage {
    /// True if it is in lowercase at least once.
    pub lowercase: bool,
    /// True if it has a capital at least once that does not only begin a sentence.
    pub capital: bool,
    /// The index of the longest run that it is in.
    pub longest_run: Option<u32>,
}

/// The last word of the name that an abbreviation is short for.
#[derive(Clone, Copy)]
pub(super) struct Expansion {
    pub word: u64,
    pub class: u16,
}

/// The words of a document, and its evidence for them.
pub(super) struct DocumentContext<'a> {
    text: &'a str,
    pub tokens: &'a Tokens,
    /// One for each token.
    pub words: Vec<Word>,
    pub runs: Vec<CapitalRun>,
    /// By the hash of the word.
    usage: FxHashMap<u64, Usage>,
    /// By the hash of the abbreviation, which stands in brackets after its expansion.
    expansions: FxHashMap<u64, Expansion>,
    /// For each sentence, whether more than half of its words have capitals.
    pub headlines: Vec<bool>,
}

impl<'a> DocumentContext<'a> {
    /// Reads through the document.
    pub fn new(
        lexicon: &Lexicon,
        ordinary: &OrdinaryWords,
        text: &'a str,
        tokens: &'a Tokens,
    ) -> Self {
        let words = tokens.spans.iter().map(|span| Word::new(lexicon, span.of(text))).collect();
        let mut context = Self {
            text,
            tokens,
            words,
            runs: Vec::new(),
            usage: FxHashMap::default(),
            expansions: FxHashMap::default(),
            headlines: Vec::with_capacity(tokens.sentences.len()),
        };
        for sentence in &tokens.sentences {
            let words = &context.words[sentence.clone()];
            let capitals = words.iter().filter(|word| word.is_capital()).count();
            context.headlines.push(2 * capitals > words.len());
            context.find_places(lexicon, sentence);
            context.find_runs(lexicon, ordinary, sentence);
            context.note_usage(sentence);
        }
        context
    }

    pub fn token(&self, at: usize) -> &'a str {
        self.tokens.spans[at].of(self.text)
    }

    /// The ways in which the document writes a word.
    pub fn usage(&self, word: &Word) -> Usage {
        self.usage.get(&word.hash).copied().unwrap_or_default()
    }

    /// The name that the document says that a word is an abbreviation of.
    pub fn expansion(&self, word: &Word) -> Option<Expansion> {
        self.expansions.get(&word.hash).copied()
    }

    /// Marks the words of places' names of several words.
    fn find_places(&mut self, lexicon: &Lexicon, sentence: &Range<usize>) {
        let mut at = sentence.start;
        while at < sentence.end {
            let word = &self.words[at];
            if word.is_capital() && word.entry.flags & BEGINS_PLACE != 0 {
                // Hyphens part the words of names as spaces do.
                let ahead = (at..sentence.end).filter(|&at| self.token(at) != "-");
                let ahead = ahead.map(|at| self.words[at].hash);
                if let Some((length, flags)) = lexicon.place(ahead) {
                    for inside in 0..length.min(sentence.end - at) {
                        let position = 1 + u8::from(inside > 0);
                        self.words[at + inside].place = InPlaceName { position, flags };
                    }
                    at += length;
                    continue;
                }
            }
            at += 1;
        }
    }

    /// Finds the runs of capitals of a sentence.
    fn find_runs(&mut self, lexicon: &Lexicon, ordinary: &OrdinaryWords, sentence: &Range<usize>) {
        let mut at = sentence.start;
        while at < sentence.end {
            // The first word of a sentence has a capital whatever it is.
            let starts = at > sentence.start || !ordinary.contains(self.words[at].hash);
            if !(self.words[at].is_capital() && starts) {
                at += 1;
                continue;
            }
            let run = self.run_from(lexicon, at, sentence.end);
            at = run.tokens.end;
            let index = Some(self.runs.len() as u32);
            self.words[run.tokens.clone()].iter_mut().for_each(|word| word.run = index);
            self.runs.push(run);
        }
    }

    /// The run that begins with a token, before the end of its sentence.
    fn run_from(&self, lexicon: &Lexicon, start: usize, sentence_end: usize) -> CapitalRun {
        let mut end = start + 1;
        let mut core_end = None;
        loop {
            let mut next = end;
            while next < sentence_end.min(end + MAX_CONNECTIVES)
                && lexicon.is_connective(self.token(next))
            {
                next += 1;
            }
            if next >= sentence_end || !self.words[next].is_capital() {
                break;
            }
            if next > end {
                core_end.get_or_insert(end);
            }
            end = next + 1;
        }
        CapitalRun { tokens: start..end, core_end: core_end.unwrap_or(end) }
    }

    /// Notes how a sentence writes its words, and the abbreviations that it introduces.
    fn note_usage(&mut self, sentence: &Range<usize>) {
        for at in sentence.clone() {
            let word = self.words[at];
            let usage = self.usage.entry(word.hash).or_default();
            if word.is_capital() {
                // At the start of a sentence every word has a capital.
                usage.capital |= at > sentence.start;
            } else {
                usage.lowercase = true;
            }
            if let Some(run) = word.run {
                let length = |run: u32| self.runs[run as usize].tokens.len();
                if usage.longest_run.is_none_or(|longest| length(longest) < length(run)) {
                    usage.longest_run = Some(run);
                }
            }
            let bracketed = at >= sentence.start + 2
                && word.case == Case::AllCapitals
                && self.token(at - 1) == "("
                && at + 1 < sentence.end
                && self.token(at + 1) == ")";
            if bracketed && self.words[at - 2].run.is_some() {
                let last = &self.words[at - 2];
                let class = last.entry.class(EXPANSION_TURNS);
                let expansion = Expansion { word: last.hash, class };
                self.expansions.entry(word.hash).or_insert(expansion);
            }
        }
    }
}
