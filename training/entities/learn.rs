//! A conditional random field, learned by stochastic gradients with a step of its own for each
//! weight (AdaGrad: Duchi, Hazan and Singer 2011).

use crate::data::Examples;
use copydesk::entities::detect::crf::{
    features::Feature,
    inference::{
        Scores, Transitions, backward, emission, forward, normalised, potentials, product,
    },
    labels::{LABELS, OUTSIDE},
};
use rustc_hash::FxHashMap;

/// The number of times that each stretch is seen.
const EPOCHS: usize = 8;
/// The length of the first steps.
const RATE: f32 = 0.03;
/// The number of features of 1,024 that are kept each time, so that none is relied on alone
/// (dropout).
const KEPT: usize = 717;
/// The least number of times that a feature is seen: rarer ones are noise.
const LEAST_COUNT: u32 = 6;
/// The least gradient that is followed: smaller ones change next to nothing.
const LEAST_GRADIENT: f32 = 1e-3;
/// The least weight that is worth the room of its feature.
pub const LEAST_WEIGHT: f32 = 0.05;

/// Weights of each feature, and of each label after another.
pub type Weights = (Vec<(Feature, Scores)>, Transitions);

/// The weights of a feature, or of the labels after a label, and for each the sum of the squares of
/// its gradients.
#[derive(Clone, Copy)]
struct Parameters {
    weights: Scores,
    squares: Scores,
}

const UNTRAINED: Parameters = Parameters { weights: [0.0; LABELS], squares: [1e-2; LABELS] };

impl Parameters {
    fn step(&mut self, label: usize, gradient: f32) {
        self.squares[label] += gradient * gradient;
        self.weights[label] -= RATE * gradient / self.squares[label].sqrt();
    }
}

/// The random field while it learns.
struct Field {
    features: Vec<Parameters>,
    transitions: [Parameters; LABELS],
    potentials: Transitions,
    random: u64,
}

/// The index in [`Field::features`] of a feature that is too rare to be learned.
const RARE: u32 = u32::MAX;

/// Learns from all stretches.
pub fn train(examples: &Examples) -> Weights {
    let (names, indices) = frequent(&examples.features);
    let mut field = Field {
        features: vec![UNTRAINED; names.len()],
        transitions: [UNTRAINED; LABELS],
        potentials: [[1.0; LABELS]; LABELS],
        random: 1,
    };
    let mut order: Vec<usize> = (0..examples.segments.len()).collect();
    for _ in 0..EPOCHS {
        for last in (1..order.len()).rev() {
            order.swap(last, field.random(last + 1));
        }
        for (seen, &at) in order.iter().enumerate() {
            if seen % 64 == 0 {
                field.set_potentials();
            }
            field.learn(examples, &indices, at);
        }
    }
    let weights =
        names.into_iter().zip(&field.features).map(|(name, learned)| (name, learned.weights));
    (weights.collect(), field.transitions.map(|learned| learned.weights))
}

/// The features that are not rare, and for each of `all` the index of it among them, or [`RARE`].
fn frequent(all: &[Feature]) -> (Vec<Feature>, Vec<u32>) {
    let mut counts: FxHashMap<Feature, u32> = FxHashMap::default();
    for feature in all {
        *counts.entry(*feature).or_default() += 1;
    }
    counts.retain(|_, count| *count >= LEAST_COUNT);
    let mut names: Vec<Feature> = counts.into_keys().collect();
    names.sort_unstable();
    let index: FxHashMap<Feature, u32> = names.iter().copied().zip(0..).collect();
    let indices = all.iter().map(|feature| index.get(feature).copied().unwrap_or(RARE)).collect();
    (names, indices)
}

impl Field {
    /// A number below `limit`, by a linear congruential generator (Knuth's MMIX): the same at every
    /// run.
    fn random(&mut self, limit: usize) -> usize {
        self.random = self
            .random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.random >> 33) as usize * limit) >> 31
    }

    fn set_potentials(&mut self) {
        self.potentials = potentials(&self.transitions.map(|learned| learned.weights), 1.0);
    }

    /// Learns from a stretch, given the indices of the features of all.
    fn learn(&mut self, examples: &Examples, indices: &[u32], at: usize) {
        let weight = examples.segments[at].1;
        let tokens = examples.segment(at);
        let labels = &examples.labels[tokens.clone()];
        let mut kept: Vec<Vec<u32>> = Vec::with_capacity(tokens.len());
        let mut emissions: Vec<Scores> = Vec::with_capacity(tokens.len());
        for token in tokens {
            let features = self.drop_out(&indices[examples.features(token)]);
            emissions.push(emission(&self.scores(&features), 1.0));
            kept.push(features);
        }
        let forward = forward(&emissions, &self.potentials);
        let mut behind = [1.0; LABELS];
        for (at, &right) in labels.iter().enumerate().rev() {
            let marginal = normalised(product(&forward[at], &behind));
            let after = product(&emissions[at], &behind);
            // Before a stretch all tokens are outside.
            let (before, right_before) = match at.checked_sub(1) {
                Some(at) => (forward[at], labels[at]),
                None => (std::array::from_fn(|label| truth(label == OUTSIDE)), OUTSIDE),
            };
            self.learn_transitions((right_before, right), &before, &after, weight);
            for (label, likely) in marginal.into_iter().enumerate() {
                let gradient = weight * (likely - truth(label == right));
                if gradient.abs() > LEAST_GRADIENT {
                    for &index in &kept[at] {
                        self.features[index as usize].step(label, gradient);
                    }
                }
            }
            behind = backward(&after, &self.potentials);
        }
    }

    /// A part of these features, drawn by chance, without the rare ones.
    fn drop_out(&mut self, indices: &[u32]) -> Vec<u32> {
        let kept = |index: &u32| *index != RARE && self.random(1024) < KEPT;
        indices.iter().copied().filter(kept).collect()
    }

    fn scores(&self, indices: &[u32]) -> Scores {
        let mut scores = [0.0; LABELS];
        for &index in indices {
            let weights = &self.features[index as usize].weights;
            scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight);
        }
        scores
    }

    /// Learns from a token which label follows which: `right` are the labels of the token before it
    /// and of itself, `before` the sums over the paths to the one, `after` those from the other.
    fn learn_transitions(
        &mut self,
        right: (usize, usize),
        before: &Scores,
        after: &Scores,
        weight: f32,
    ) {
        let mut pairs = [[0.0; LABELS]; LABELS];
        let mut sum = 0.0;
        for (from, row) in pairs.iter_mut().enumerate() {
            for (to, cell) in row.iter_mut().enumerate() {
                *cell = before[from] * self.potentials[from][to] * after[to];
                sum += *cell;
            }
        }
        for (from, row) in pairs.iter().enumerate() {
            for (to, cell) in row.iter().enumerate() {
                let gradient = weight * (cell / sum - truth((from, to) == right));
                if gradient.abs() > LEAST_GRADIENT {
                    self.transitions[from].step(to, gradient);
                }
            }
        }
    }
}

/// The probability of what is known: 1 or 0.
fn truth(right: bool) -> f32 {
    f32::from(u8::from(right))
}
