//! Labels in a row: what may follow what, and the sums and the best path over all rows.
//!
//! Labels are BIO (Ramshaw and Marcus 1995). The sums are the forward and backward ones of a
//! conditional random field (Lafferty, McCallum and Pereira 2001); the labeller and its trainer share
//! them.

use crate::document::EntityType;

/// O, then B and I of each learned type.
pub const LABELS: usize = 1 + 2 * EntityType::LEARNED.len();
/// The label of tokens outside every mention.
pub const OUTSIDE: usize = 0;

/// Scores of the labels of one token.
pub type Scores = [f32; LABELS];

/// For each label a score of each label after it.
pub type Transitions = [Scores; LABELS];

/// The label of the first token of a mention of the `kind`th learned type.
pub const fn begin(kind: usize) -> usize {
    1 + 2 * kind
}

/// The label of the further tokens of a mention of the `kind`th learned type.
pub const fn inside(kind: usize) -> usize {
    2 + 2 * kind
}

/// Whether `label` may follow `before`: inside a mention only what began it.
const fn follows(before: usize, label: usize) -> bool {
    label == OUTSIDE || label % 2 == 1 || before == label || before + 1 == label
}

/// Transitions as factors of a probability: 0 for what may not follow.
pub fn potentials(transitions: &Transitions, temperature: f32) -> Transitions {
    let factor = |before: usize, label: usize| {
        let score = transitions[before][label];
        if follows(before, label) { (score / temperature).exp() } else { 0.0 }
    };
    std::array::from_fn(|before| std::array::from_fn(|label| factor(before, label)))
}

/// The scores of a token as factors of a probability, the greatest 1.
pub fn emission(scores: &Scores, temperature: f32) -> Scores {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    scores.map(|score| ((score - top) / temperature).exp())
}

/// The sum over all paths from the start, of tokens outside, to each label of each token; scaled at
/// each token, so that long sentences neither overflow nor vanish.
pub fn forward(emissions: &[Scores], potentials: &Transitions) -> Vec<Scores> {
    let mut before = [0.0; LABELS];
    before[OUTSIDE] = 1.0;
    let sums = emissions.iter().map(|emission| {
        let mut row = [0.0; LABELS];
        for (weight, potentials) in before.iter().zip(potentials) {
            row.iter_mut().zip(potentials).for_each(|(cell, next)| *cell += weight * next);
        }
        before = normalised(product(&row, emission));
        before
    });
    sums.collect()
}

/// The sum over all paths from each label of a token to the end, scaled, given those from the labels
/// of the next token times its emission.
pub fn backward(after: &Scores, potentials: &Transitions) -> Scores {
    let sum = |potentials: &Scores| product(potentials, after).iter().sum();
    normalised(std::array::from_fn(|label| sum(&potentials[label])))
}

/// Label by label.
pub fn product(a: &Scores, b: &Scores) -> Scores {
    std::array::from_fn(|label| a[label] * b[label])
}

/// Summing to 1.
pub fn normalised(row: Scores) -> Scores {
    let sum: f32 = row.iter().sum();
    if sum > 0.0 { row.map(|cell| cell / sum) } else { [1.0 / LABELS as f32; LABELS] }
}

/// The best path through the scores.
pub fn viterbi(scores: &[Scores], transitions: &Transitions) -> Vec<usize> {
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
