//! The weights of the network.

use super::{cells::CELLS, readout::Readout};
use crate::text::{weights::WeightReader, word};
use rustc_hash::FxHashMap;
use std::array;

/// Proposals and gates of a token: forwards and backwards.
const COLUMNS: usize = 4 * CELLS;
/// A token is read with its neighbours.
const WINDOW: usize = 3;

/// The number of a word in the table.
pub type WordId = u32;

/// The first rows of the table stand for what has no row of its own: for no token at all, before
/// and behind the sentence, and for tokens that are not in the vocabulary.
pub const NOTHING: WordId = 0;
const NAME: WordId = 1;
const NUMBER: WordId = 2;
const UNKNOWN: WordId = 3;

/// The shares of a word in the sums of a token: as the token before, the token itself, and the
/// token behind.
type Row = [[i8; COLUMNS]; WINDOW];

/// The weights.
pub struct Weights {
    /// The vocabulary, by the hashes of its words.
    words: FxHashMap<u64, WordId>,
    rows: Vec<Row>,
    /// The worth of a step of the rows.
    unit: f32,
    bias: [f32; COLUMNS],
    /// The tone towards a target.
    pub towards: Readout<4>,
    /// The tone of a sentence.
    pub whole: Readout<2>,
}

impl Weights {
    /// Reads weights as `training/sentiment/student.py` writes them; `None` where they are cut
    /// short.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut file = WeightReader::new(bytes);
        let (words, dimensions) = (file.count()?, file.count()?);
        let length = file.count()?;
        let vocabulary = std::str::from_utf8(file.bytes(length)?).ok()?;
        let vocabulary = vocabulary.lines().take(words).map(word::hash);
        let words: FxHashMap<u64, WordId> = vocabulary.zip(UNKNOWN + 1..).collect();
        let unit = file.f32()?;
        let scales = file.f32s(dimensions)?;
        let convolution = file.f32s(WINDOW * dimensions * COLUMNS)?;
        let bias = file.f32_array()?;
        let towards = Readout::read(&mut file)?;
        let whole = Readout::read(&mut file)?;
        let rows = file.rest().chunks_exact(dimensions).map(|steps| {
            let number = |(&step, scale): (&u8, &f32)| f32::from(i8::from_le_bytes([step])) * scale;
            let vector: Vec<f32> = steps.iter().zip(&scales).map(number).collect();
            row(&vector, &convolution, unit)
        });
        let rows: Vec<Row> = rows.collect();
        let is_whole = rows.len() == words.len() + UNKNOWN as usize + 1;
        is_whole.then_some(Self { words, rows, unit, bias, towards, whole })
    }

    /// The number of a token.
    pub fn word(&self, token: &str) -> WordId {
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

    /// Proposals and gates of a token between its neighbours.
    #[inline(always)]
    pub fn sums(&self, window: [WordId; WINDOW]) -> [f32; COLUMNS] {
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
}

/// The row of a word: the product of its vector and the convolution, in steps of `unit`.
fn row(vector: &[f32], convolution: &[f32], unit: f32) -> Row {
    array::from_fn(|place| {
        let matrix = &convolution[place * vector.len() * COLUMNS..];
        let mut sums = [0.0; COLUMNS];
        for (number, weights) in vector.iter().zip(matrix.as_chunks::<COLUMNS>().0) {
            sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += number * weight);
        }
        sums.map(|sum| (sum / unit).round() as i8)
    })
}
