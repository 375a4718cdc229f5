//! Learns why blocks are no part of the article from labels given by hand: multinomial logistic
//! regression by gradient descent with momentum, from zero, so the same data gives the same weights.

use super::Document;
use copydesk::clean::model::{REASONS, Reasons};

const STEPS: usize = 250;
const RATE: f32 = 0.1;
const MOMENTUM: f32 = 0.9;
/// The pull of the weights to zero.
const DECAY: f32 = 1e-3;

type Weights = Vec<[f32; REASONS.len()]>;

/// Learns from those of the documents that have labels.
pub fn train(documents: &[&Document]) -> Reasons {
    let mut rows: Vec<Vec<f32>> = Vec::new();
    let mut reasons = Vec::new();
    for document in documents {
        let blocks = document.sample.rows.chunks_exact(document.width().max(1));
        for (row, kind) in blocks.zip(&document.kinds) {
            if let Some(reason) = kind.reason() {
                rows.push(row.to_vec());
                reasons.push(REASONS.iter().position(|known| *known == reason));
            }
        }
    }
    if rows.is_empty() {
        return Reasons::default();
    }
    let scales = standardise(&mut rows);
    let weights = descend(&rows, &reasons);
    Reasons::new(fold_in(weights, &scales))
}

/// Gives each feature the mean 0 and the deviation 1; answers what they were.
fn standardise(rows: &mut [Vec<f32>]) -> Vec<(f32, f32)> {
    let count = rows.len() as f32;
    let scale = |feature: usize| {
        let mean = rows.iter().map(|row| row[feature]).sum::<f32>() / count;
        let square = rows.iter().map(|row| (row[feature] - mean).powi(2)).sum::<f32>() / count;
        (mean, square.sqrt() + 1e-3)
    };
    let scales: Vec<(f32, f32)> = (0..rows[0].len()).map(scale).collect();
    for row in rows {
        for (number, (mean, deviation)) in row.iter_mut().zip(&scales) {
            *number = (*number - mean) / deviation;
        }
    }
    scales
}

/// The weights of each feature, and last of the constant.
fn descend(rows: &[Vec<f32>], reasons: &[Option<usize>]) -> Weights {
    let mut weights = vec![[0.0; REASONS.len()]; rows[0].len() + 1];
    let mut speed = weights.clone();
    for _ in 0..STEPS {
        let mut slope = vec![[0.0; REASONS.len()]; weights.len()];
        for (row, reason) in rows.iter().zip(reasons) {
            let numbers = || row.iter().copied().chain([1.0]);
            let mut errors = [0.0; REASONS.len()];
            for (weights, number) in weights.iter().zip(numbers()) {
                add(&mut errors, weights, number);
            }
            softmax(&mut errors);
            if let Some(reason) = reason {
                errors[*reason] -= 1.0;
            }
            for (slope, number) in slope.iter_mut().zip(numbers()) {
                add(slope, &errors, number / rows.len() as f32);
            }
        }
        for ((weights, speed), slope) in weights.iter_mut().zip(&mut speed).zip(&slope) {
            for ((weight, speed), slope) in weights.iter_mut().zip(speed).zip(slope) {
                *speed = MOMENTUM * *speed - RATE * (slope + DECAY * *weight);
                *weight += *speed;
            }
        }
    }
    weights
}

fn add(sums: &mut [f32; REASONS.len()], numbers: &[f32; REASONS.len()], times: f32) {
    for (sum, number) in sums.iter_mut().zip(numbers) {
        *sum += times * number;
    }
}

fn softmax(scores: &mut [f32; REASONS.len()]) {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    scores.iter_mut().for_each(|score| *score = (*score - most).exp());
    let sum: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|score| *score /= sum);
}

/// Weights for features as they are, not standardised.
fn fold_in(mut weights: Weights, scales: &[(f32, f32)]) -> Weights {
    let (constant, rest) = weights.split_last_mut().expect("there is a constant");
    for (weights, (mean, deviation)) in rest.iter_mut().zip(scales) {
        weights.iter_mut().for_each(|weight| *weight /= deviation);
        add(constant, weights, -mean);
    }
    weights
}
