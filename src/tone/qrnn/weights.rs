//! The weights of the network.

use super::readout::Readout;
use crate::{
    text::{weights::WeightReader, word},
    tone::model::{NameSort, Word},
};
use rustc_hash::FxHashMap;
use std::array;

/// Cells of the first layer in each direction, and of the second.
pub const FIRST: usize = 64;
pub const SECOND: usize = 64;
/// Proposals and gates of a token: forwards and backwards.
pub const FIRST_SUMS: usize = 4 * FIRST;
pub const SECOND_SUMS: usize = 4 * SECOND;
/// The numbers that the tone of a sentence is read from, and the tone towards a target.
pub const OF_WHOLE: usize = 4 * SECOND;
pub const OF_TARGET: usize = 8 * SECOND;
/// A token is read with its neighbours.
const WINDOW: usize = 3;

/// The number of a word in the table.
pub type WordId = u32;

/// The first rows of the table stand for what has no row of its own: for no token at all, before
/// and behind the sentence, for names, by their sort, and for tokens that are not in the vocabulary.
pub const NOTHING: WordId = 0;
const NAME: WordId = 1;
const NUMBER: WordId = 2;
pub const UNKNOWN: WordId = 3;
const PERSON: WordId = 4;
const RESERVED: WordId = PERSON + NameSort::COUNT;

/// The shares of a word in the sums of a token: as the token before, the token itself, and the
/// token behind.
pub type Row = [[i8; FIRST_SUMS]; WINDOW];

/// The weights.
pub struct Weights {
    /// The vocabulary, by the hashes of its words.
    words: FxHashMap<u64, WordId>,
    rows: Vec<Row>,
    /// The worth of a step of the rows.
    pub unit: f32,
    bias: [f32; FIRST_SUMS],
    /// What each cell of the first layer adds to the sums of the second.
    pub second: Vec<[f32; SECOND_SUMS]>,
    /// What each sum of the second adds to the gradients of the first layer's cells.
    pub second_transposed: Vec<[f32; 2 * FIRST]>,
    pub second_bias: [f32; SECOND_SUMS],
    /// The tone towards a target, and whether it is somebody's view.
    pub towards: Readout<OF_TARGET, 4>,
    /// The tone of a sentence.
    pub whole: Readout<OF_WHOLE, 3>,
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
        let words: FxHashMap<u64, WordId> = vocabulary.zip(RESERVED..).collect();
        let unit = file.f32()?;
        let scales = file.f32s(dimensions)?;
        let convolution = file.f32s(WINDOW * dimensions * FIRST_SUMS)?;
        let bias = file.f32_array()?;
        let second: Vec<[f32; SECOND_SUMS]> =
            file.f32s(2 * FIRST * SECOND_SUMS)?.as_chunks().0.to_vec();
        let of_sum = |sum: usize| array::from_fn(|cell| second[cell][sum]);
        let second_transposed = (0..SECOND_SUMS).map(of_sum).collect();
        let second_bias = file.f32_array()?;
        let towards = Readout::read(&mut file)?;
        let whole = Readout::read(&mut file)?;
        let rows = file.rest().chunks(dimensions).map(|steps| {
            let number = |(&step, scale): (&u8, &f32)| f32::from(i8::from_le_bytes([step])) * scale;
            let vector: Vec<f32> = steps.iter().zip(&scales).map(number).collect();
            row(&vector, &convolution, unit)
        });
        let rows: Vec<Row> = rows.collect();
        let is_whole = rows.len() == words.len() + RESERVED as usize
            && file.rest().len() == rows.len() * dimensions;
        is_whole.then_some(Self {
            words,
            rows,
            unit,
            bias,
            second,
            second_transposed,
            second_bias,
            towards,
            whole,
        })
    }

    /// The number of a token.
    pub fn word(&self, word: Word) -> WordId {
        let token = match word {
            Word::Name(sort) => return PERSON + sort as WordId,
            Word::Text(token) => token,
        };
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

    /// The same word where it is not heard: names and numbers are heard as what they are.
    pub const fn unheard(word: WordId) -> WordId {
        if word < RESERVED { word } else { UNKNOWN }
    }

    /// The row of a word.
    pub fn row(&self, word: WordId) -> &Row {
        &self.rows[word as usize]
    }

    /// Proposals and gates of a token between its neighbours.
    #[inline(always)]
    pub fn sums(&self, window: [WordId; WINDOW]) -> [f32; FIRST_SUMS] {
        let [before, word, behind] = window.map(|word| self.row(word));
        let (before, word, behind) = (&before[0], &word[1], &behind[2]);
        let mut sums = [0.0; FIRST_SUMS];
        for column in 0..FIRST_SUMS {
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
        let matrix = &convolution[place * vector.len() * FIRST_SUMS..];
        let mut sums = [0.0; FIRST_SUMS];
        for (number, weights) in vector.iter().zip(matrix.as_chunks::<FIRST_SUMS>().0) {
            sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += number * weight);
        }
        sums.map(|sum| (sum / unit).round() as i8)
    })
}
