//! Gradient boosting of oblivious trees on the logistic loss, with Newton steps (Friedman 2001;
//! Prokhorenkova et al. 2018), over features cut into at most 256 bins. Deterministic: the random
//! choices come from a fixed seed.

use copydesk::clean::model::{DEPTH, Forest, LEAVES, Tree};
use rayon::prelude::*;

/// The settings of growth.
#[derive(Clone, Copy)]
pub struct Growth {
    pub trees: usize,
    /// The share of its Newton step that each tree goes.
    pub rate: f64,
    /// The weight of a leaf's pull to zero.
    pub shrinkage: f64,
    /// One row, and one feature, of so many is seen by a tree.
    pub rows: u64,
    pub features: u64,
}

/// Most thresholds that a feature is asked about.
const THRESHOLDS: usize = 48;

/// The examples: features in columns, cut into bins.
pub struct Examples {
    /// For each feature, the thresholds between its bins.
    thresholds: Vec<Vec<f32>>,
    /// For each feature, the bin of each example.
    bins: Vec<Vec<u8>>,
    labels: Vec<bool>,
    weights: Vec<f32>,
}

impl Examples {
    /// From rows of `width` features.
    pub fn new(rows: &[f32], width: usize, labels: Vec<bool>, weights: Vec<f32>) -> Self {
        let columns: Vec<(Vec<f32>, Vec<u8>)> = (0..width)
            .into_par_iter()
            .map(|feature| {
                let column: Vec<f32> = rows.chunks_exact(width).map(|row| row[feature]).collect();
                let thresholds = thresholds(&column);
                let bin = |value: &f32| thresholds.partition_point(|limit| value > limit) as u8;
                let bins = column.iter().map(bin).collect();
                (thresholds, bins)
            })
            .collect();
        let (thresholds, bins) = columns.into_iter().unzip();
        Self { thresholds, bins, labels, weights }
    }

    /// Grows a forest.
    pub fn grow(&self, growth: Growth) -> Forest {
        let count = self.labels.len();
        let total: f64 = self.weights.iter().map(|&w| f64::from(w)).sum();
        let positive: f64 = self
            .labels
            .iter()
            .zip(&self.weights)
            .filter(|(l, _)| **l)
            .map(|(_, &w)| f64::from(w))
            .sum();
        let bias = (positive / (total - positive)).ln() as f32;
        let mut scores = vec![bias; count];
        let mut random = 0x9e37_79b9_7f4a_7c15u64;
        let mut forest = Forest { bias, trees: Vec::new() };
        for _ in 0..growth.trees {
            let mut slopes: Vec<(u32, f32, f32)> =
                Vec::with_capacity(count / growth.rows as usize + 1);
            for (row, score) in scores.iter().enumerate() {
                if next(&mut random).is_multiple_of(growth.rows) {
                    let p = 1.0 / (1.0 + (-score).exp());
                    let y = if self.labels[row] { 1.0 } else { 0.0 };
                    let w = self.weights[row];
                    slopes.push((row as u32, w * (y - p), (w * p * (1.0 - p)).max(1e-6)));
                }
            }
            let features: Vec<usize> = (0..self.bins.len())
                .filter(|_| next(&mut random).is_multiple_of(growth.features))
                .collect();
            let (tree, questions) = self.tree(&slopes, &features, growth);
            for (row, score) in scores.iter_mut().enumerate() {
                *score += tree.leaves[self.leaf(row, &questions)];
            }
            forest.trees.push(tree);
        }
        forest
    }

    /// The leaf of an example by the questions so far: a feature and its last bin that says no.
    fn leaf(&self, row: usize, questions: &[(usize, u8)]) -> usize {
        let answer = |(at, &(feature, bin)): (usize, &(usize, u8))| {
            usize::from(self.bins[feature][row] > bin) << at
        };
        questions.iter().enumerate().map(answer).sum()
    }

    fn tree(
        &self,
        slopes: &[(u32, f32, f32)],
        features: &[usize],
        growth: Growth,
    ) -> (Tree, Vec<(usize, u8)>) {
        let mut leaves = vec![0u8; slopes.len()];
        let mut questions: Vec<(usize, u8)> = Vec::new();
        for level in 0..DEPTH {
            let best = features
                .par_iter()
                .map(|&feature| self.question(slopes, &leaves, level, feature, growth.shrinkage))
                .collect::<Vec<_>>()
                .into_iter()
                .max_by(|a, b| a.0.total_cmp(&b.0));
            let (_, feature, bin) = best.expect("there are features");
            questions.push((feature, bin));
            let bins = &self.bins[feature];
            for (leaf, slope) in leaves.iter_mut().zip(slopes) {
                *leaf |= u8::from(bins[slope.0 as usize] > bin) << level;
            }
        }
        let mut sums = [(0.0f64, 0.0f64); LEAVES];
        for (&leaf, &(_, slope, curve)) in leaves.iter().zip(slopes) {
            let sum = &mut sums[usize::from(leaf)];
            *sum = (sum.0 + f64::from(slope), sum.1 + f64::from(curve));
        }
        let step =
            |(slope, curve): (f64, f64)| (growth.rate * slope / (curve + growth.shrinkage)) as f32;
        let asked = |at: usize| {
            let (feature, bin) = questions[at];
            let thresholds = &self.thresholds[feature];
            (feature as u16, thresholds.get(usize::from(bin)).copied().unwrap_or(f32::INFINITY))
        };
        let tree = Tree { questions: std::array::from_fn(asked), leaves: sums.map(step) };
        (tree, questions)
    }

    /// The best threshold of a feature for all leaves of a level, with its gain.
    fn question(
        &self,
        slopes: &[(u32, f32, f32)],
        leaves: &[u8],
        level: usize,
        feature: usize,
        shrinkage: f64,
    ) -> (f64, usize, u8) {
        let width = self.thresholds[feature].len() + 1;
        let mut sums = vec![(0.0f32, 0.0f32); width << level];
        let bins = &self.bins[feature];
        for (&leaf, &(row, slope, curve)) in leaves.iter().zip(slopes) {
            let sum = &mut sums[usize::from(leaf) * width + usize::from(bins[row as usize])];
            sum.0 += slope;
            sum.1 += curve;
        }
        let mut gains = vec![0.0f64; width.max(2) - 1];
        let worth = |slope: f64, curve: f64| slope * slope / (curve + shrinkage);
        for leaf in sums.chunks_exact(width) {
            let all = leaf
                .iter()
                .fold((0.0, 0.0), |all, sum| (all.0 + f64::from(sum.0), all.1 + f64::from(sum.1)));
            let mut low = (0.0, 0.0);
            for (gain, sum) in gains.iter_mut().zip(leaf) {
                low = (low.0 + f64::from(sum.0), low.1 + f64::from(sum.1));
                *gain += worth(low.0, low.1) + worth(all.0 - low.0, all.1 - low.1);
            }
        }
        let best =
            gains.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).expect("there is a gain");
        (*best.1, feature, best.0 as u8)
    }
}

/// Thresholds that cut a column into parts of about the same size.
fn thresholds(column: &[f32]) -> Vec<f32> {
    let mut sorted = column.to_vec();
    sorted.sort_by(f32::total_cmp);
    let mut values = sorted.clone();
    values.dedup();
    let between = |pair: &[f32]| pair[0] + (pair[1] - pair[0]) / 2.0;
    if values.len() <= THRESHOLDS {
        return values.windows(2).map(between).collect();
    }
    let mut cuts: Vec<f32> =
        (1..=THRESHOLDS).map(|part| sorted[part * (sorted.len() - 1) / (THRESHOLDS + 1)]).collect();
    // Long tails matter too: half of the cuts follow the distinct values.
    cuts.extend(
        (1..=THRESHOLDS / 2).map(|part| values[part * (values.len() - 1) / (THRESHOLDS / 2 + 1)]),
    );
    cuts.sort_by(f32::total_cmp);
    cuts.dedup();
    cuts
}

/// The next number of xorshift64* (Vigna 2016), its upper half.
fn next(state: &mut u64) -> u64 {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32
}
