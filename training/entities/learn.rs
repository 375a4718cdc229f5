//! A conditional random field, learned by stochastic gradients with a step of its own for each weight
//! (AdaGrad: Duchi, Hazan and Singer 2011).

use crate::data::Examples;
use copydesk::entities::detect::crf::{
    features::Feature,
    inference::{
        Scores, Transitions, backward, emission, forward, normalised, potentials, product,
    },
    labels::{LABELS, OUTSIDE},
};
use rustc_hash::FxHashMap;

/// How often each stretch is seen.
const EPOCHS: usize = 8;
/// The length of the first steps.
const RATE: f32 = 0.03;
/// Of 1,024 features so many are looked at each time, so that none is relied on alone (dropout).
const KEPT: usize = 717;
/// Features seen less often are noise.
const LEAST_COUNT: u32 = 6;
/// Smaller gradients change next to nothing and are not worth their time.
const LEAST_GRADIENT: f32 = 1e-3;
/// Features none of whose weights reach this are not worth their room.
pub const LEAST_WEIGHT: f32 = 0.05;

/// Weights of each feature, and of each label after another.
pub type Weights = (Vec<(Feature, Scores)>, Transitions);

/// A weight and the sum of the squares of its gradients.
#[derive(Clone, Copy)]
struct Row {
    weights: Scores,
    squares: Scores,
}

const EMPTY: Row = Row { weights: [0.0; LABELS], squares: [1e-2; LABELS] };

impl Row {
    fn step(&mut self, label: usize, gradient: f32) {
        self.squares[label] += gradient * gradient;
        self.weights[label] -= RATE * gradient / self.squares[label].sqrt();
    }
}

struct Field {
    rows: Vec<Row>,
    transitions: [Row; LABELS],
    potentials: Transitions,
    random: u64,
}

/// Learns from all stretches.
pub fn train(examples: &Examples) -> Weights {
    let mut counts: FxHashMap<Feature, u32> = FxHashMap::default();
    for feature in &examples.features {
        *counts.entry(*feature).or_default() += 1;
    }
    let mut names: Vec<Feature> = counts
        .into_iter()
        .filter(|(_, count)| *count >= LEAST_COUNT)
        .map(|(name, _)| name)
        .collect();
    names.sort_unstable();
    let index: FxHashMap<Feature, u32> = names.iter().copied().zip(0..).collect();
    let rows: Vec<u32> = examples
        .features
        .iter()
        .map(|feature| index.get(feature).copied().unwrap_or(u32::MAX))
        .collect();
    let mut field = Field {
        rows: vec![EMPTY; names.len()],
        transitions: [EMPTY; LABELS],
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
            field.learn(examples, &rows, at);
        }
    }
    let weights = names.into_iter().zip(&field.rows).map(|(name, row)| (name, row.weights));
    (weights.collect(), field.transitions.map(|row| row.weights))
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
        self.potentials = potentials(&self.transitions.map(|row| row.weights), 1.0);
    }

    fn learn(&mut self, examples: &Examples, rows: &[u32], at: usize) {
        let weight = examples.segments[at].1;
        let tokens = examples.segment(at);
        let mut seen: Vec<Vec<u32>> = Vec::with_capacity(tokens.len());
        let mut emissions: Vec<Scores> = Vec::with_capacity(tokens.len());
        for token in tokens.clone() {
            let mut features = Vec::with_capacity(80);
            let mut scores = [0.0; LABELS];
            for &row in &rows[examples.features(token)] {
                if row != u32::MAX && self.random(1024) < KEPT {
                    features.push(row);
                    let weights = &self.rows[row as usize].weights;
                    scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight);
                }
            }
            emissions.push(emission(&scores, 1.0));
            seen.push(features);
        }
        let before = forward(&emissions, &self.potentials);
        let mut behind = [1.0; LABELS];
        for place in (0..emissions.len()).rev() {
            let right = examples.labels[tokens.start + place];
            let marginal = normalised(product(&before[place], &behind));
            let after = product(&emissions[place], &behind);
            self.learn_transitions(examples, tokens.start, place, &before, &after, weight);
            for (label, likely) in marginal.into_iter().enumerate() {
                let gradient = weight * (likely - f32::from(u8::from(label == right)));
                if gradient.abs() > LEAST_GRADIENT {
                    for &row in &seen[place] {
                        self.rows[row as usize].step(label, gradient);
                    }
                }
            }
            behind = backward(&after, &self.potentials);
        }
    }

    fn learn_transitions(
        &mut self,
        examples: &Examples,
        start: usize,
        place: usize,
        forward: &[Scores],
        after: &Scores,
        weight: f32,
    ) {
        let outside: Scores = std::array::from_fn(|label| f32::from(u8::from(label == OUTSIDE)));
        let before = place.checked_sub(1).map_or(&outside, |place| &forward[place]);
        let right_before =
            place.checked_sub(1).map_or(OUTSIDE, |place| examples.labels[start + place]);
        let right = examples.labels[start + place];
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
                let truth = f32::from(u8::from((from, to) == (right_before, right)));
                let gradient = weight * (cell / sum - truth);
                if gradient.abs() > LEAST_GRADIENT {
                    self.transitions[from].step(to, gradient);
                }
            }
        }
    }
}
