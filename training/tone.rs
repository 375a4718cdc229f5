//! Fits the probabilities of a tone: `cargo run --release --example train-tone -- GOLD.jsonl`.
//!
//! GOLD.jsonl holds a sentence a line: {"text", "targets": [{"polarity"}]}. Prints the slope and
//! the two thresholds of the ordered logit from VADER's score to the polarity of a target, for
//! `src/nlp/sentiment/tone.rs`.

use anyhow::{Context, Result};
use std::{env, fs};
use vader_sentimental::SentimentIntensityAnalyzer;

#[derive(serde::Deserialize)]
struct Gold {
    text: String,
    targets: Vec<GoldTarget>,
}

#[derive(serde::Deserialize)]
struct GoldTarget {
    polarity: String,
}

fn main() -> Result<()> {
    let path = env::args().nth(1).context("usage: train-tone GOLD.jsonl")?;
    let lines = fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
    let vader = SentimentIntensityAnalyzer::new();
    let mut pairs: Vec<(f64, usize)> = Vec::new();
    for line in lines.lines() {
        let gold: Gold = serde_json::from_str(line)?;
        let score = vader.polarity_scores(&gold.text).compound;
        let class = |target: &GoldTarget| match target.polarity.as_str() {
            "negative" => 0,
            "positive" => 2,
            _ => 1,
        };
        pairs.extend(gold.targets.iter().map(|target| (score, class(target))));
    }
    // Descends one number at a time in halving steps: the loss is convex in the three.
    let mut numbers = [1.0, -0.5, 0.5];
    let mut step = 0.5;
    while step > 1e-4 {
        let before = loss(&pairs, numbers);
        for at in 0..numbers.len() {
            for by in [step, -step] {
                let mut moved = numbers;
                moved[at] += by;
                if loss(&pairs, moved) < loss(&pairs, numbers) {
                    numbers = moved;
                }
            }
        }
        if loss(&pairs, numbers) >= before {
            step /= 2.0;
        }
    }
    let [slope, low, high] = numbers;
    println!("slope {slope:.3} negative below {low:.3} positive above {high:.3}");
    println!("loss {:.4} nats over {} targets", loss(&pairs, numbers), pairs.len());
    Ok(())
}

/// The mean negative log-likelihood.
fn loss(pairs: &[(f64, usize)], [slope, low, high]: [f64; 3]) -> f64 {
    let below = |score: f64, threshold: f64| 1.0 / (1.0 + (slope * score - threshold).exp());
    let cost = |&(score, class): &(f64, usize)| {
        let (negative, up_to_neutral) = (below(score, low), below(score, high));
        let likely = [negative, up_to_neutral - negative, 1.0 - up_to_neutral][class];
        -likely.max(1e-9).ln()
    };
    pairs.iter().map(cost).sum::<f64>() / pairs.len() as f64
}
