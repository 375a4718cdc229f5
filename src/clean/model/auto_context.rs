//! The probability that a block is a part of the article, by two passes of boosted trees. The second
//! one sees what the first one said of the blocks around (auto-context, Tu 2008).

use super::forest::Forest;
use crate::{
    clean::features::{CONTEXT, context},
    text::weights::WeightReader,
};

/// The trees of both passes, for one format.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AutoContext {
    /// Sees the features of a block.
    pub first: Forest,
    /// Sees them and what the first pass said around it.
    pub second: Forest,
}

impl AutoContext {
    /// The probability of each block whose features stand in `rows`, one after the other; `words`
    /// counts the words before each block and in all.
    pub fn probabilities(&self, rows: &[f32], words: &[f32]) -> Vec<f32> {
        let width = rows.len().checked_div(words.len() - 1).unwrap_or_default().max(1);
        let first = self.first_pass(rows, width);
        let mut long = Vec::with_capacity(first.len() * (width + CONTEXT));
        for (at, row) in rows.chunks_exact(width).enumerate() {
            long.extend_from_slice(row);
            context(words, &first, at, &mut long);
        }
        self.second.probabilities(&long, width + CONTEXT)
    }

    /// The probabilities that the first pass gives to rows of `width` features.
    pub fn first_pass(&self, rows: &[f32], width: usize) -> Vec<f32> {
        self.first.probabilities(rows, width)
    }

    /// Writes the trees.
    pub(super) fn write(&self, bytes: &mut Vec<u8>) {
        self.first.write(bytes);
        self.second.write(bytes);
    }

    /// Reads trees over rows of `width` features.
    pub(super) fn read(file: &mut WeightReader, width: usize) -> Option<Self> {
        let first = Forest::read(file, width)?;
        Some(Self { first, second: Forest::read(file, width + CONTEXT)? })
    }
}
