//! Log-odds as a linear function of the cells.

use super::cells::{CELLS, Cells};
use crate::{text::weights::WeightReader, tone::model::LogOdds};

/// The weights of a group of cells for each class of tone.
pub type ClassWeights = [Cells; 3];

/// Log-odds as a linear function of `N` groups of cells.
pub struct Readout<const N: usize> {
    /// The log-odds where all cells are empty.
    pub bias: LogOdds,
    /// The weights of each group.
    pub weights: [ClassWeights; N],
}

impl<const N: usize> Readout<N> {
    /// Reads the weights; `None` where they are cut short.
    pub fn read(file: &mut WeightReader) -> Option<Self> {
        let bias = file.f32_array()?;
        let mut weights = [[[0.0; CELLS]; 3]; N];
        for cells in weights.iter_mut().flatten() {
            *cells = file.f32_array()?;
        }
        Some(Self { bias, weights })
    }

    /// The log-odds that groups of cells give.
    pub fn log_odds(&self, groups: [&Cells; N]) -> LogOdds {
        let mut log_odds = self.bias;
        for (cells, weights) in groups.into_iter().zip(&self.weights) {
            for (sum, weights) in log_odds.iter_mut().zip(weights) {
                *sum += cells.iter().zip(weights).map(|(cell, weight)| cell * weight).sum::<f32>();
            }
        }
        log_odds
    }
}
