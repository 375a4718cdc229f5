//! A linear-chain sequence labeller over hashed features.
//!
//! Trained as a structured averaged perceptron (Collins 2002), decoded by Viterbi over BIO labels
//! (Ramshaw and Marcus 1995). A mention's confidence is the posterior of its least sure token in
//! the Gibbs distribution over the same scores, by forward and backward sums; its temperature is
//! fitted on held-out documents.

use super::{
    EntityType, Mention,
    features::{Extractor, Feature},
};
use crate::nlp::span::Span;
use rustc_hash::FxHashMap;

/// O, then B and I of each learned type.
pub const LABELS: usize = 1 + 2 * EntityType::LEARNED.len();
/// The label of tokens outside every mention.
pub const OUTSIDE: usize = 0;

/// Scores of the labels of one token.
pub type Scores = [f32; LABELS];

/// The label of the first token of a mention of the `kind`th learned type.
pub const fn begin(kind: usize) -> usize {
    1 + 2 * kind
}

/// The label of the further tokens of a mention of the `kind`th learned type.
pub const fn inside(kind: usize) -> usize {
    2 + 2 * kind
}

/// Whether `label` may follow `before`: inside a mention only what began it.
pub const fn follows(before: usize, label: usize) -> bool {
    label == OUTSIDE || label % 2 == 1 || before == label || before + 1 == label
}

/// The weights.
#[derive(Default)]
pub struct Model {
    /// For each feature, where its weights lie in `weights`.
    index: FxHashMap<Feature, (u32, u8)>,
    /// Labels and their weights, in units of `unit`.
    weights: Vec<(u8, i8)>,
    /// What one step of a weight is worth.
    unit: f32,
    transitions: [Scores; LABELS],
    /// What scores are divided by to make log-probabilities.
    temperature: f32,
    /// The transitions as factors of a probability.
    potentials: [Scores; LABELS],
}

static EMBEDDED: &[u8] = include_bytes!("../../../models/entities.bin");

impl Model {
    /// The weights inside the binary.
    pub fn embedded() -> Self {
        Self::read(EMBEDDED).expect("the embedded weights are whole")
    }

    /// From trained weights; those too small for a step of `unit` are dropped.
    pub fn new(
        trained: &[(Feature, Scores)],
        transitions: [Scores; LABELS],
        temperature: f32,
    ) -> Self {
        let largest = trained.iter().flat_map(|(_, row)| row).fold(0.0_f32, |a, w| a.max(w.abs()));
        let unit = (largest / 127.0).max(f32::MIN_POSITIVE);
        let mut model = Self { unit, transitions, temperature, ..Self::default() };
        for &(feature, row) in trained {
            let steps = row.iter().map(|weight| (weight / unit).round() as i8);
            let row: Vec<_> = (0..).zip(steps).filter(|(_, step)| *step != 0).collect();
            model.insert(feature, &row);
        }
        model.set_potentials();
        model
    }

    fn insert(&mut self, feature: Feature, row: &[(u8, i8)]) {
        if !row.is_empty() {
            let at = self.weights.len() as u32;
            self.index.insert(feature, (at, row.len() as u8));
            self.weights.extend_from_slice(row);
        }
    }

    /// Writes the weights as [`Model::read`] reads them: little-endian; unit, temperature,
    /// transitions, then for each feature its hash, the number of its weights, and them.
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let header = [self.unit, self.temperature].into_iter();
        for number in header.chain(self.transitions.iter().flatten().copied()) {
            bytes.extend(number.to_le_bytes());
        }
        let mut features: Vec<_> = self.index.iter().collect();
        features.sort_unstable();
        for (feature, &(at, length)) in features {
            bytes.extend(feature.to_le_bytes());
            bytes.push(length);
            for &(label, step) in &self.weights[at as usize..][..length.into()] {
                bytes.extend([label, step.to_le_bytes()[0]]);
            }
        }
        bytes
    }

    /// Reads weights; `None` where they are cut short or name unknown labels.
    pub fn read(mut bytes: &[u8]) -> Option<Self> {
        let mut number = || {
            let (head, rest) = bytes.split_first_chunk()?;
            bytes = rest;
            Some(f32::from_le_bytes(*head))
        };
        let mut model = Self { unit: number()?, temperature: number()?, ..Self::default() };
        for cell in model.transitions.iter_mut().flatten() {
            *cell = number()?;
        }
        model.index.reserve(bytes.len() / 12);
        let mut row = Vec::new();
        while let Some((feature, rest)) = bytes.split_first_chunk() {
            let (&length, rest) = rest.split_first()?;
            let (cells, rest) = rest.split_at_checked(2 * usize::from(length))?;
            row.clear();
            row.extend(cells.chunks_exact(2).map(|cell| (cell[0], i8::from_le_bytes([cell[1]]))));
            if row.iter().any(|&(label, _)| usize::from(label) >= LABELS) {
                return None;
            }
            model.insert(Feature::from_le_bytes(*feature), &row);
            bytes = rest;
        }
        model.set_potentials();
        bytes.is_empty().then_some(model)
    }

    /// Finds the mentions in the sentences of a document.
    pub fn tag(&self, text: &str, sentences: &[Vec<Span>]) -> Vec<Mention> {
        let extractor = Extractor::new(text, sentences);
        let mut mentions = Vec::new();
        for (index, tokens) in sentences.iter().enumerate() {
            let scores = self.scores(&extractor.features(tokens));
            let labels = viterbi(&scores, &self.transitions);
            if labels.iter().all(|&label| label == OUTSIDE) {
                continue;
            }
            let sure = self.posteriors(&scores, &labels);
            for (kind, first, last) in chunks(&labels) {
                mentions.push(Mention {
                    span: Span::new(tokens[first].start, tokens[last].end),
                    kind: EntityType::LEARNED[kind],
                    confidence: sure[first..=last].iter().copied().fold(1.0, f32::min),
                    sentence: index,
                    known: None,
                });
            }
        }
        mentions
    }

    /// What it scores for a label after another.
    pub const fn transitions(&self) -> &[Scores; LABELS] {
        &self.transitions
    }

    /// The scores of the labels of each token.
    pub fn scores(&self, features: &[Vec<Feature>]) -> Vec<Scores> {
        let token = |features: &Vec<Feature>| {
            let mut steps = [0_i32; LABELS];
            let rows = features.iter().filter_map(|feature| self.index.get(feature));
            for &(at, length) in rows {
                for &(label, step) in &self.weights[at as usize..][..length.into()] {
                    steps[usize::from(label)] += i32::from(step);
                }
            }
            steps.map(|step| step as f32 * self.unit)
        };
        features.iter().map(token).collect()
    }

    /// The posterior probability of each label in `labels`.
    pub fn posteriors(&self, scores: &[Scores], labels: &[usize]) -> Vec<f32> {
        // Scaled at each token, so that long sentences neither overflow nor vanish.
        let emission = |scores: &Scores| {
            let top = scores.iter().copied().fold(f32::MIN, f32::max);
            scores.map(|score| ((score - top) / self.temperature).exp())
        };
        let emissions: Vec<Scores> = scores.iter().map(emission).collect();
        let mut forward: Vec<Scores> = Vec::with_capacity(scores.len());
        let mut before = [0.0; LABELS];
        before[OUTSIDE] = 1.0;
        for emission in &emissions {
            let mut row = [0.0; LABELS];
            for (weight, potentials) in before.iter().zip(&self.potentials) {
                row.iter_mut().zip(potentials).for_each(|(cell, next)| *cell += weight * next);
            }
            before = normalised(product(&row, emission));
            forward.push(before);
        }
        let mut backward = [1.0; LABELS];
        let mut found = vec![0.0; scores.len()];
        for at in (0..scores.len()).rev() {
            found[at] = normalised(product(&forward[at], &backward))[labels[at]];
            let after = product(&emissions[at], &backward);
            let sum = |potentials: &Scores| product(potentials, &after).iter().sum();
            backward = normalised(std::array::from_fn(|label| sum(&self.potentials[label])));
        }
        found
    }

    /// Turns the transitions into factors of a probability.
    fn set_potentials(&mut self) {
        for (before, row) in self.transitions.iter().enumerate() {
            for (label, score) in row.iter().enumerate() {
                let allowed = follows(before, label);
                let factor = if allowed { (score / self.temperature).exp() } else { 0.0 };
                self.potentials[before][label] = factor;
            }
        }
    }
}

fn product(a: &Scores, b: &Scores) -> Scores {
    std::array::from_fn(|label| a[label] * b[label])
}

fn normalised(row: Scores) -> Scores {
    let sum: f32 = row.iter().sum();
    if sum > 0.0 { row.map(|cell| cell / sum) } else { [1.0 / LABELS as f32; LABELS] }
}

/// The best path through the scores.
pub fn viterbi(scores: &[Scores], transitions: &[Scores; LABELS]) -> Vec<usize> {
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
    let mut best = [f32::NEG_INFINITY; LABELS];
    best[OUTSIDE] = 0.0;
    for row in scores {
        let mut next = [f32::NEG_INFINITY; LABELS];
        let mut from = [0_u8; LABELS];
        for b in 0..LABELS {
            for a in (0..LABELS).filter(|&a| follows(a, b)) {
                let score = best[a] + transitions[a][b];
                if score > next[b] {
                    (next[b], from[b]) = (score, a as u8);
                }
            }
            next[b] += row[b];
        }
        back.push(from);
        best = next;
    }
    let last = (0..LABELS).max_by(|&a, &b| best[a].total_cmp(&best[b]));
    let mut label = last.unwrap_or(OUTSIDE);
    let mut path = vec![OUTSIDE; scores.len()];
    for (at, from) in back.iter().enumerate().rev() {
        path[at] = label;
        label = from[label].into();
    }
    path
}

/// The mentions in a path: learned type, first and last token.
pub fn chunks(labels: &[usize]) -> Vec<(usize, usize, usize)> {
    let mut chunks: Vec<(usize, usize, usize)> = Vec::new();
    for (at, &label) in labels.iter().enumerate() {
        match (label, chunks.last_mut()) {
            (OUTSIDE, _) => {}
            (label, Some(last)) if label % 2 == 0 && last.2 + 1 == at => last.2 = at,
            (label, _) => chunks.push(((label - 1) / 2, at, at)),
        }
    }
    chunks
}
