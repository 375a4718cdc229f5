//! Inference over sequences of labels: the sums over all paths, and the best path.
//!
//! The sums are the forward and backward ones of a linear-chain conditional random field (Lafferty,
//! McCallum and Pereira 2001); the model and its trainer share them.

use super::labels::{LABELS, OUTSIDE, may_follow};

/// A score for each label of a token.
pub type Scores = [f32; LABELS];

/// For each label a score for each label after it.
pub type Transitions = [Scores; LABELS];

/// The transitions as factors of a probability: 0 for what may not follow.
pub fn potentials(transitions: &Transitions, temperature: f32) -> Transitions {
    let factor = |before: usize, label: usize| {
        let score = transitions[before][label];
        if may_follow(before, label) { (score / temperature).exp() } else { 0.0 }
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
        let mut next = [0.0; LABELS];
        for (weight, potentials) in before.iter().zip(potentials) {
            next.iter_mut().zip(potentials).for_each(|(sum, factor)| *sum += weight * factor);
        }
        before = normalised(product(&next, emission));
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

/// The product, label by label.
pub fn product(a: &Scores, b: &Scores) -> Scores {
    std::array::from_fn(|label| a[label] * b[label])
}

/// The scores, scaled to sum to 1.
pub fn normalised(scores: Scores) -> Scores {
    let sum: f32 = scores.iter().sum();
    if sum > 0.0 { scores.map(|score| score / sum) } else { [1.0 / LABELS as f32; LABELS] }
}

/// The path of the highest score (Viterbi 1967).
pub fn viterbi(scores: &[Scores], transitions: &Transitions) -> Vec<usize> {
    // For each token and label the label before it on the best path to there.
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
    let mut best = [f32::NEG_INFINITY; LABELS];
    best[OUTSIDE] = 0.0;
    for emission in scores {
        let mut next = [f32::NEG_INFINITY; LABELS];
        let mut from = [0_u8; LABELS];
        for label in 0..LABELS {
            for before in (0..LABELS).filter(|&before| may_follow(before, label)) {
                let score = best[before] + transitions[before][label];
                if score > next[label] {
                    (next[label], from[label]) = (score, before as u8);
                }
            }
            next[label] += emission[label];
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
