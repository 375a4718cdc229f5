//! What a block looks like, as numbers: of itself, of its place in the page, of its neighbours, and
//! of the markup around it.

mod context;
mod line;
mod run;

use super::{Line, lexicon::Lexicon};
use crate::{
    clean::read::{
        block::{Hints, RawBlock, Tag},
        html::CUE_GROUPS,
    },
    document::Reason,
};
pub use context::{SECOND, context};
pub(crate) use line::fingerprint;
use line::{Numbers, OWN, log, numbers, trigrams};
use run::{Run, runs};
use rustc_hash::{FxHashMap, FxHashSet};

/// Numbers of its place in the page.
const PLACE: usize = 32 + 2 * MARKS;
/// Numbers of each of four neighbours.
const NEIGHBOUR: usize = 8;
/// Kinds of lines after which, or before which, others of their kind follow.
const MARKS: usize = 6;
/// The number of a line that is its share of function words.
const FUNCTION_WORDS: usize = 12;
/// The neighbours, by their distance.
const NEIGHBOURS: [isize; 4] = [-2, -1, 1, 2];
/// Numbers of the markup.
const MARKUP: usize = 10 + 2 * Tag::COUNT + 3 * CUE_GROUPS;
/// The length of a row of plain text.
pub const PLAIN: usize = OWN + PLACE + NEIGHBOURS.len() * NEIGHBOUR;
/// The length of a row of HTML.
pub const HTML: usize = PLAIN + MARKUP;

/// The blocks of a page as numbers.
pub(crate) struct Extractor<'page> {
    blocks: Vec<&'page RawBlock>,
    lines: Vec<Numbers>,
    words: Vec<u64>,
    /// In how many good lines a word stands.
    vocabulary: FxHashMap<u64, u32>,
    repeats: FxHashMap<u64, u32>,
    title: FxHashSet<u64>,
    /// Three words in a row of the article as the page's head gives it.
    body: FxHashSet<u64>,
    /// Good words up to each line.
    mass: Vec<f32>,
    /// All words up to each line.
    all: Vec<f32>,
    runs: Vec<Run>,
    /// Good words of runs up to each line.
    run_mass: Vec<f32>,
    region: (usize, usize),
    /// Good lines before or at and after or at each line: how far.
    nearest: Vec<(usize, usize)>,
    /// For each line, how far the last and the next line of each of the `MARKS` are.
    marks: Vec<[[f32; MARKS]; 2]>,
    /// Good words by element and by signature.
    by_element: FxHashMap<u32, f32>,
    by_signature: FxHashMap<u32, f32>,
}

impl<'page> Extractor<'page> {
    /// Looks at the blocks of a page; `title` and `body` are empty where they are not known.
    pub fn new(lexicon: &Lexicon, signs: &[Line<'page>], title: &str, body: &str) -> Self {
        let mut words = Vec::new();
        let lines: Vec<Numbers> = signs
            .iter()
            .map(|line| numbers(lexicon, &line.block.text, Some(line), &mut words))
            .collect();
        let runs = runs(lexicon, signs, &lines);
        let mut page = Self {
            blocks: signs.iter().map(|line| line.block).collect(),
            words,
            vocabulary: FxHashMap::default(),
            repeats: FxHashMap::default(),
            title: FxHashSet::default(),
            body: trigrams(body).collect(),
            mass: running_sum(&lines, |line| line.good),
            all: running_sum(&lines, |line| line.count as f32),
            run_mass: running_sum(&runs, Run::good),
            runs,
            region: region(&lines),
            nearest: nearest(&lines),
            marks: marks(signs),
            by_element: FxHashMap::default(),
            by_signature: FxHashMap::default(),
            lines,
        };
        page.count();
        page.title = page.title_words(lexicon, title);
        page
    }

    fn count(&mut self) {
        for (line, block) in self.lines.iter().zip(&self.blocks) {
            *self.repeats.entry(line.hash).or_default() += 1;
            if line.good == 0.0 {
                continue;
            }
            for &word in &self.words[line.words.start..line.words.end] {
                *self.vocabulary.entry(word).or_default() += 1;
            }
            for element in block.hints.elements {
                *self.by_element.entry(element).or_default() += line.good;
            }
            *self.by_signature.entry(block.hints.signature).or_default() += line.good;
        }
    }

    /// The words of the title, or of the first line that could be one.
    fn title_words(&self, lexicon: &Lexicon, title: &str) -> FxHashSet<u64> {
        if title.trim().is_empty() {
            let first = self.lines.iter().find(|line| (4..=30).contains(&line.count));
            return first.map_or_else(FxHashSet::default, |line| self.meanings(line).collect());
        }
        let mut words = Vec::new();
        numbers(lexicon, title, None, &mut words);
        words.into_iter().collect()
    }

    fn meanings(&self, line: &Numbers) -> impl Iterator<Item = u64> {
        self.words[line.words.start..line.words.end].iter().copied()
    }

    /// How many words there are before each block, and in all.
    pub fn words(&self) -> &[f32] {
        &self.all
    }

    /// How many blocks there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether the block lies where the running text is densest.
    pub fn in_region(&self, at: usize) -> bool {
        (self.region.0..self.region.1).contains(&at)
    }

    /// Whether the running text has English function words enough for no other language, which is
    /// told in a fraction of the time that telling all languages apart takes.
    pub fn is_surely_english(&self) -> bool {
        let good = self.lines.iter().filter(|line| line.good > 0.0);
        let sum = good.fold((0.0, 0.0), |sum, line| {
            (sum.0 + line.good, sum.1 + line.good * line.own[FUNCTION_WORDS])
        });
        sum.0 >= 50.0 && sum.1 >= 0.3 * sum.0
    }

    /// A hash of the words of a block.
    pub fn fingerprint(&self, at: usize) -> u64 {
        self.lines[at].hash
    }

    /// Which share of a block's words of meaning is in the title.
    pub fn titled(&self, at: usize) -> f32 {
        let line = &self.lines[at];
        let titled = self.meanings(line).filter(|word| self.title.contains(word));
        titled.count() as f32 / line.words.len().max(1) as f32
    }

    /// The numbers of all blocks, one block after the other.
    pub fn rows(&self) -> Vec<f32> {
        let mut rows = Vec::with_capacity(self.len() * PLAIN);
        for at in 0..self.len() {
            self.row(at, &mut rows);
        }
        rows
    }

    /// Appends the numbers of a block: `HTML` of them if it has markup, else `PLAIN`.
    fn row(&self, at: usize, row: &mut Vec<f32>) {
        row.extend(self.lines[at].own);
        self.place(at, row);
        for distance in NEIGHBOURS {
            self.neighbour(at, distance, row);
        }
        if self.blocks[at].hints.tag != Tag::None {
            self.markup(at, row);
        }
    }

    fn place(&self, at: usize, row: &mut Vec<f32>) {
        let line = &self.lines[at];
        let length = self.len();
        let (start, end) = self.region;
        let total = self.mass[length].max(1.0);
        let all = self.all[length].max(1.0);
        let around = |sums: &[f32], before: usize, after: usize| {
            let from = at.saturating_sub(before);
            let to = (at + 1 + after).min(length);
            log((sums[to] - sums[from] - (sums[at + 1] - sums[at])).max(0.0))
        };
        let window = |before, after| around(&self.mass, before, after);
        let run = &self.runs[at];
        let run_window = |before, after| around(&self.run_mass, before, after);
        let least = if line.good > 0.0 { 2 } else { 1 };
        let known = self
            .meanings(line)
            .filter(|word| self.vocabulary.get(word).is_some_and(|&count| count >= least));
        let meanings = line.words.len().max(1) as f32;
        let (previous, next) = self.nearest[at];
        row.extend([
            log(at as f32),
            log((length - 1 - at) as f32),
            at as f32 / length as f32,
            (length as f32).ln(),
            self.all[at] / all,
            self.mass[at] / total,
            (total - self.mass[at + 1]) / total,
            f32::from(u8::from(self.in_region(at))),
            signed_log(at as isize - start as isize),
            signed_log(end as isize - 1 - at as isize),
            total / all,
            window(2, 0),
            window(0, 2),
            window(5, 0),
            window(0, 5),
            window(12, 0),
            window(0, 12),
            log(previous as f32),
            log(next as f32),
            known.count() as f32 / meanings,
            self.titled(at),
            self.repeats.get(&line.hash).map_or(1.0, |&count| count.min(4) as f32)
                + if self.blocks[at].after_blank { 0.5 } else { 0.0 },
            log(run.words),
            run.lines.min(20) as f32,
            run.index.min(20) as f32,
            run.good(),
            run_window(2, 0),
            run_window(0, 2),
            run_window(5, 0),
            run_window(0, 5),
            run_window(12, 0),
            run_window(0, 12),
        ]);
        row.extend(self.marks[at].as_flattened());
    }

    fn neighbour(&self, at: usize, distance: isize, row: &mut Vec<f32>) {
        let neighbour = at.checked_add_signed(distance).filter(|&at| at < self.len());
        let Some(other) = neighbour else {
            row.extend([-1.0; NEIGHBOUR]);
            return;
        };
        let (line, block) = (&self.lines[other], self.blocks[other]);
        let here = &self.blocks[at].hints;
        let same = (0..3).take_while(|&level| block.hints.elements[level] == here.elements[level]);
        row.extend([
            line.own[0],
            line.own[3],
            line.own[FUNCTION_WORDS],
            line.own[26] + 2.0 * line.own[27] + 4.0 * line.own[28],
            line.own[9],
            line.own[13],
            share_linked(block),
            same.count() as f32 + if block.hints.signature == here.signature { 4.0 } else { 0.0 },
        ]);
    }

    fn markup(&self, at: usize, row: &mut Vec<f32>) {
        let block = self.blocks[at];
        let hints: &Hints = &block.hints;
        let total = self.mass[self.len()].max(1.0);
        let good = self.lines[at].good;
        let share = |sum: Option<&f32>| sum.map_or(0.0, |sum| (sum - good).max(0.0) / total);
        let element = |level: usize| share(self.by_element.get(&hints.elements[level]));
        let mut own_trigrams = 0;
        let told = if self.body.is_empty() {
            -1.0
        } else {
            let told = trigrams(&block.text).inspect(|_| own_trigrams += 1);
            let told = told.filter(|words| self.body.contains(words)).count();
            told as f32 / own_trigrams.max(1) as f32
        };
        row.extend([
            share_linked(block),
            log(hints.linked as f32),
            log(hints.depth as f32),
            element(0),
            element(1),
            element(2),
            share(self.by_signature.get(&hints.signature)),
            told,
            log(own_trigrams as f32),
            f32::from(u8::from(hints.elements[0] == self.previous(at).elements[0])),
        ]);
        for kind in 0..Tag::COUNT {
            row.push(f32::from(u8::from(hints.tag as usize == kind)));
        }
        let bits = |bits: u32, count: usize, row: &mut Vec<f32>| {
            row.extend((0..count).map(|bit| f32::from(u8::from(bits >> bit & 1 == 1))));
        };
        bits(hints.inside, Tag::COUNT, row);
        for cues in hints.cues {
            bits(cues, CUE_GROUPS, row);
        }
    }

    fn previous(&self, at: usize) -> Hints {
        at.checked_sub(1).map_or_else(Hints::default, |before| self.blocks[before].hints)
    }
}

fn share_linked(block: &RawBlock) -> f32 {
    (block.hints.linked as f32 / block.text.len().max(1) as f32).min(1.0)
}

fn signed_log(distance: isize) -> f32 {
    log(distance.unsigned_abs() as f32).copysign(distance as f32)
}

/// The sums of a number of the lines before each line, and of all lines.
fn running_sum<T>(lines: &[T], number: impl Fn(&T) -> f32) -> Vec<f32> {
    let mut sums = vec![0.0];
    let mut sum = 0.0;
    sums.extend(lines.iter().map(|line| {
        sum += number(line);
        sum
    }));
    sums
}

/// The run of lines with the greatest weight (maximum-sum segment), as a half-open range.
fn region(lines: &[Numbers]) -> (usize, usize) {
    let mut best = (0.0, 0, 0);
    let (mut start, mut sum) = (0, 0.0);
    for (at, line) in lines.iter().enumerate() {
        if sum <= 0.0 {
            (start, sum) = (at, 0.0);
        }
        sum += line.weight;
        if sum > best.0 {
            best = (sum, start, at + 1);
        }
    }
    (best.1, best.2)
}

/// How far the good lines before and after each line are.
fn nearest(lines: &[Numbers]) -> Vec<(usize, usize)> {
    const FAR: usize = 100;
    let mut nearest = vec![(FAR, FAR); lines.len()];
    let mut far = FAR;
    for (line, (before, _)) in lines.iter().zip(&mut nearest) {
        *before = far;
        far = if line.good > 0.0 { 1 } else { (far + 1).min(FAR) };
    }
    far = FAR;
    for (line, (_, after)) in lines.iter().zip(&mut nearest).rev() {
        *after = far;
        far = if line.good > 0.0 { 1 } else { (far + 1).min(FAR) };
    }
    nearest
}

/// For each line, how far the last and the next line of each kind are.
fn marks(signs: &[Line]) -> Vec<[[f32; MARKS]; 2]> {
    let is = |signs: &Line, mark: usize| match mark {
        0 => signs.is_furniture(Reason::Comments),
        1 => signs.is_furniture(Reason::RelatedLinks),
        2 => signs.is_furniture(Reason::SubscriptionAppeal),
        3 => signs.is_furniture(Reason::ShareButtons),
        4 => signs.byline,
        _ => signs.credits || signs.is_furniture(Reason::Copyright),
    };
    let mut marks = vec![[[0.0; MARKS]; 2]; signs.len()];
    for mark in 0..MARKS {
        let mut far = 200.0f32;
        for (signs, line) in signs.iter().zip(&mut marks) {
            line[0][mark] = far.ln();
            far = if is(signs, mark) { 1.0 } else { (far + 1.0).min(200.0) };
        }
        far = 200.0;
        for (signs, line) in signs.iter().zip(&mut marks).rev() {
            line[1][mark] = far.ln();
            far = if is(signs, mark) { 1.0 } else { (far + 1.0).min(200.0) };
        }
    }
    marks
}
