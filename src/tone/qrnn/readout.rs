//! Log-odds as a function of the cells, with a hidden layer between them.

use super::{
    cells::{bounded, slope},
    product::{add_products, dot},
};
use crate::text::weights::WeightReader;

/// Cells of the hidden layer.
const HIDDEN: usize = 64;

/// `OUT` numbers as a function of `IN`.
pub struct Readout<const IN: usize, const OUT: usize> {
    /// What each number adds to the hidden cells.
    hidden: Vec<[f32; HIDDEN]>,
    hidden_bias: [f32; HIDDEN],
    weights: [[f32; HIDDEN]; OUT],
    bias: [f32; OUT],
}

impl<const IN: usize, const OUT: usize> Readout<IN, OUT> {
    /// Reads the weights; `None` where they are cut short.
    pub fn read(file: &mut WeightReader) -> Option<Self> {
        let hidden = file.f32s(IN * HIDDEN)?.as_chunks().0.to_vec();
        let hidden_bias = file.f32_array()?;
        let mut weights = [[0.0; HIDDEN]; OUT];
        for row in &mut weights {
            *row = file.f32_array()?;
        }
        Some(Self { hidden, hidden_bias, weights, bias: file.f32_array()? })
    }

    /// What is read.
    pub fn read_out(&self, numbers: &[f32; IN]) -> [f32; OUT] {
        let hidden = self.sums(numbers).map(bounded);
        let mut found = self.bias;
        for (found, weights) in found.iter_mut().zip(&self.weights) {
            *found += dot(&hidden, weights);
        }
        found
    }

    /// Takes the gradient of what is read back to the numbers that it is read from.
    pub fn trace(&self, numbers: &[f32; IN], gradient: &[f32]) -> [f32; IN] {
        let mut hidden = [0.0; HIDDEN];
        for (gradient, weights) in gradient.iter().zip(&self.weights) {
            hidden.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += gradient * weight);
        }
        let sums = self.sums(numbers);
        hidden.iter_mut().zip(sums).for_each(|(gradient, sum)| *gradient *= slope(sum));
        let mut traced = [0.0; IN];
        traced.iter_mut().zip(&self.hidden).for_each(|(to, row)| *to = dot(row, &hidden));
        traced
    }

    fn sums(&self, numbers: &[f32; IN]) -> [f32; HIDDEN] {
        let mut sums = self.hidden_bias;
        add_products(&mut sums, numbers, &self.hidden);
        sums
    }
}
