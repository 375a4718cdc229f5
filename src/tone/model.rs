//! Reads sentences: a quasi-recurrent network over rows of a table.
//!
//! Every token proposes a value and a gate for each cell, in both directions; a cell keeps by its gate
//! what it held and takes the rest from the proposal (QRNN; Bradbury et al. 2016). Proposals and
//! gates are sums of three rows of a table, of the token and its two neighbours: the product of word
//! vectors and a convolution, taken once at start, so that a sentence costs no product of matrices.
//! The tone towards a target is read from the cells just before it, just after it and at both ends
//! of the sentence. That reading is linear: each token's share in it is known exactly.

use crate::text::{weights::WeightReader, word};
use rustc_hash::FxHashMap;
use std::{array, ops::Range};

/// Cells in each direction.
const CELLS: usize = 32;
/// Proposals and gates of a token: forwards and backwards.
const COLUMNS: usize = 4 * CELLS;
/// A token is read with its neighbours.
const WINDOW: usize = 3;

/// The number of a word in the table.
pub(crate) type WordId = u32;
/// The log-odds of negative, neutral and positive, up to a constant.
pub(crate) type LogOdds = [f32; 3];

/// The first rows of the table stand for what has no row of its own.
const NOTHING: WordId = 0;
const NAME: WordId = 1;
const NUMBER: WordId = 2;
const UNKNOWN: WordId = 3;

/// The weights.
pub struct Model {
    words: FxHashMap<u64, WordId>,
    /// For each word what it adds as the token before, the token itself, and the token behind.
    rows: Vec<[[i8; COLUMNS]; WINDOW]>,
    /// What a step of the rows is worth.
    unit: f32,
    bias: [f32; COLUMNS],
    towards: Readout<4>,
    whole: Readout<2>,
}

/// Log-odds as a linear function of `N` groups of cells.
struct Readout<const N: usize> {
    bias: LogOdds,
    weights: [[[f32; CELLS]; 3]; N],
}

/// A sentence, read in one direction: a step for each token, and what is left of longer sentences.
#[derive(Default)]
struct Pass(Vec<Step>);

/// What a token does to the cells.
#[derive(Clone)]
struct Step {
    /// Which part they keep of what they held.
    kept: [f32; CELLS],
    added: [f32; CELLS],
    /// What they hold then.
    state: [f32; CELLS],
}

/// A sentence that has been read.
#[derive(Default)]
pub(crate) struct Reading {
    forwards: Pass,
    backwards: Pass,
    /// How many tokens it has.
    count: usize,
}

static EMBEDDED: &[u8] = include_bytes!("../../models/sentiment.bin");

impl Model {
    /// The weights inside the binary.
    pub fn embedded() -> Self {
        Self::from_bytes(EMBEDDED).expect("the embedded weights are whole")
    }

    /// Reads weights as `training/sentiment/student.py` writes them; `None` where they are cut short.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut file = WeightReader::new(bytes);
        let (words, dimensions) = (file.count()?, file.count()?);
        let text = file.count()?;
        let text = std::str::from_utf8(file.bytes(text)?).ok()?;
        let words =
            (UNKNOWN + 1..).zip(text.lines().take(words)).map(|(id, w)| (word::hash(w), id));
        let words: FxHashMap<u64, WordId> = words.collect();
        let unit = file.f32()?;
        let scales = file.f32s(dimensions)?;
        let convolution = file.f32s(WINDOW * dimensions * COLUMNS)?;
        let bias = file.f32_array()?;
        let towards = Readout::from_file(&mut file)?;
        let whole = Readout::from_file(&mut file)?;
        let rows = file.rest().chunks_exact(dimensions).map(|vector| {
            let number = |(&step, scale): (&u8, &f32)| f32::from(i8::from_le_bytes([step])) * scale;
            let vector: Vec<f32> = vector.iter().zip(&scales).map(number).collect();
            array::from_fn(|place| {
                let matrix = &convolution[place * dimensions * COLUMNS..];
                let mut row = [0.0; COLUMNS];
                for (number, weights) in vector.iter().zip(matrix.as_chunks::<COLUMNS>().0) {
                    row.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += number * weight);
                }
                row.map(|number| (number / unit).round() as i8)
            })
        });
        let rows: Vec<_> = rows.collect();
        let whole_file = rows.len() == words.len() + UNKNOWN as usize + 1;
        whole_file.then_some(Self { words, rows, unit, bias, towards, whole })
    }

    /// The row of a token.
    pub(crate) fn word(&self, token: &str) -> WordId {
        if let Some(&word) = self.words.get(&word::hash(token)) {
            word
        } else if token.contains(|c: char| c.is_ascii_digit()) {
            NUMBER
        } else if token.starts_with(char::is_uppercase) {
            NAME
        } else {
            UNKNOWN
        }
    }

    /// Reads a sentence; what is found is the same on every processor.
    #[allow(unsafe_code)] // Eight numbers at a time take half the time of four.
    pub(crate) fn read(&self, words: &[WordId], reading: &mut Reading) {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has what the function asks for.
            return unsafe { self.read_with_avx2(words, reading) };
        }
        self.read_anywhere(words, reading);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn read_with_avx2(&self, words: &[WordId], reading: &mut Reading) {
        self.read_anywhere(words, reading);
    }

    #[inline(always)]
    fn read_anywhere(&self, words: &[WordId], reading: &mut Reading) {
        let Reading { forwards, backwards, count } = reading;
        *count = words.len();
        forwards.make_room(words.len());
        backwards.make_room(words.len());
        let mut before = NOTHING;
        for (at, &word) in words.iter().enumerate() {
            let behind = words.get(at + 1).copied().unwrap_or(NOTHING);
            let sums = self.sums([before, word, behind]);
            let (groups, _) = sums.as_chunks::<CELLS>();
            forwards.0[at].propose(&groups[0], &groups[1]);
            backwards.0[at].propose(&groups[2], &groups[3]);
            before = word;
        }
        let mut state = EMPTY;
        forwards.0[..words.len()].iter_mut().for_each(|step| step.pass(&mut state));
        let mut state = EMPTY;
        backwards.0[..words.len()].iter_mut().rev().for_each(|step| step.pass(&mut state));
    }

    /// Proposals and gates of a token between its neighbours.
    #[inline(always)]
    fn sums(&self, window: [WordId; WINDOW]) -> [f32; COLUMNS] {
        let [before, word, behind] = window.map(|word| &self.rows[word as usize]);
        let (before, word, behind) = (&before[0], &word[1], &behind[2]);
        let mut sums = [0.0; COLUMNS];
        for column in 0..COLUMNS {
            let neighbours = i16::from(before[column]) + i16::from(behind[column]);
            let steps = i16::from(word[column]) + neighbours;
            sums[column] = self.bias[column] + f32::from(steps) * self.unit;
        }
        sums
    }

    /// The log-odds towards the tokens `target` of a sentence.
    pub(crate) fn towards(&self, reading: &Reading, target: &Range<usize>) -> LogOdds {
        self.towards.log_odds(reading.around(target))
    }

    /// The log-odds of a sentence.
    pub(crate) fn whole(&self, reading: &Reading) -> LogOdds {
        self.whole.log_odds(reading.ends())
    }

    /// The log-odds towards a target of which nothing is said, and each token's share in those of
    /// what is said: they add up to [`Model::towards`].
    pub(crate) fn shares_towards(
        &self,
        reading: &Reading,
        target: &Range<usize>,
    ) -> (LogOdds, Vec<LogOdds>) {
        let weights = &self.towards.weights;
        let count = reading.count;
        let mut shares = vec![[0.0; 3]; count];
        reading.forwards.trace((0..target.start).rev(), &weights[0], &mut shares);
        reading.backwards.trace(target.end..count, &weights[1], &mut shares);
        reading.forwards.trace((0..count).rev(), &weights[2], &mut shares);
        reading.backwards.trace(0..count, &weights[3], &mut shares);
        (self.towards.bias, shares)
    }

    /// The log-odds of a sentence without words, and each token's share: they add up to
    /// [`Model::whole`].
    pub(crate) fn shares_of_whole(&self, reading: &Reading) -> (LogOdds, Vec<LogOdds>) {
        let weights = &self.whole.weights;
        let count = reading.count;
        let mut shares = vec![[0.0; 3]; count];
        reading.forwards.trace((0..count).rev(), &weights[0], &mut shares);
        reading.backwards.trace(0..count, &weights[1], &mut shares);
        (self.whole.bias, shares)
    }
}

impl<const N: usize> Readout<N> {
    fn from_file(file: &mut WeightReader) -> Option<Self> {
        let bias = file.f32_array()?;
        let mut weights = [[[0.0; CELLS]; 3]; N];
        for row in weights.iter_mut().flatten() {
            *row = file.f32_array()?;
        }
        Some(Self { bias, weights })
    }

    fn log_odds(&self, groups: [&[f32; CELLS]; N]) -> LogOdds {
        let mut log_odds = self.bias;
        for (cells, weights) in groups.into_iter().zip(&self.weights) {
            for (sum, weights) in log_odds.iter_mut().zip(weights) {
                *sum += cells.iter().zip(weights).map(|(cell, weight)| cell * weight).sum::<f32>();
            }
        }
        log_odds
    }
}

/// The cells where nothing was read yet.
static EMPTY: [f32; CELLS] = [0.0; CELLS];

impl Reading {
    fn ends(&self) -> [&[f32; CELLS]; 2] {
        let Some(last) = self.count.checked_sub(1) else { return [&EMPTY; 2] };
        [&self.forwards.0[last].state, &self.backwards.0[0].state]
    }

    fn around(&self, target: &Range<usize>) -> [&[f32; CELLS]; 4] {
        let before = target.start.checked_sub(1).map(|at| &self.forwards.0[at].state);
        let behind = (target.end < self.count).then(|| &self.backwards.0[target.end].state);
        let [last, first] = self.ends();
        [before.unwrap_or(&EMPTY), behind.unwrap_or(&EMPTY), last, first]
    }
}

impl Step {
    #[inline(always)]
    fn propose(&mut self, proposal: &[f32; CELLS], gate: &[f32; CELLS]) {
        for cell in 0..CELLS {
            let kept = 0.5 + 0.5 * bounded(gate[cell]);
            self.kept[cell] = kept;
            self.added[cell] = (1.0 - kept) * bounded(proposal[cell]);
        }
    }

    #[inline(always)]
    fn pass(&mut self, state: &mut [f32; CELLS]) {
        for ((state, kept), added) in state.iter_mut().zip(&self.kept).zip(&self.added) {
            *state = kept * *state + added;
        }
        self.state = *state;
    }
}

impl Pass {
    #[inline(always)]
    fn make_room(&mut self, count: usize) {
        if self.0.len() < count {
            self.0.resize(count, Step { kept: EMPTY, added: EMPTY, state: EMPTY });
        }
    }

    /// Adds to `shares` what each token added to the state after the first of `tokens`, which run
    /// against the direction of the pass, as `weights` read it.
    fn trace(
        &self,
        tokens: impl Iterator<Item = usize>,
        weights: &[[f32; CELLS]; 3],
        shares: &mut [LogOdds],
    ) {
        let mut left = [1.0_f32; CELLS];
        for at in tokens {
            let Step { kept, added, .. } = &self.0[at];
            for cell in 0..CELLS {
                let arrived = left[cell] * added[cell];
                for (share, weights) in shares[at].iter_mut().zip(weights) {
                    *share += arrived * weights[cell];
                }
                left[cell] *= kept[cell];
            }
        }
    }
}

/// A sigmoid between -1 and 1, of products only: quick, and the same on every processor.
#[inline(always)]
fn bounded(x: f32) -> f32 {
    let x = x.clamp(-1.5, 1.5);
    x - x * x * x * (4.0 / 27.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_processor_finds_the_same() {
        let model = Model::embedded();
        let words = ["Critics", "praised", "the", "excellent", "film", ",", "not", "its", "maker"];
        let words = words.map(|word| model.word(word));
        let (mut here, mut anywhere) = (Reading::default(), Reading::default());
        model.read(&words, &mut here);
        model.read_anywhere(&words, &mut anywhere);
        assert_eq!(model.whole(&here), model.whole(&anywhere));
        assert_eq!(model.towards(&here, &(4..5)), model.towards(&anywhere, &(4..5)));
    }

    #[test]
    fn shares_add_up_to_what_is_read() {
        let model = Model::embedded();
        let words = ["Critics", "praised", "the", "excellent", "film", "."];
        let words = words.map(|word| model.word(word));
        let mut reading = Reading::default();
        model.read(&words, &mut reading);
        let (nothing, shares) = model.shares_towards(&reading, &(4..5));
        for (class, log_odds) in model.towards(&reading, &(4..5)).into_iter().enumerate() {
            let sum: f32 = shares.iter().map(|share| share[class]).sum();
            assert!((nothing[class] + sum - log_odds).abs() < 1e-4);
        }
    }
}
