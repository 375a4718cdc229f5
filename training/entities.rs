//! Trains the entity labeller: `cargo run --release --example train-entities -- GOLD.jsonl OUT.bin`.
//!
//! GOLD.jsonl holds a document a line: {"text", "spans": [[start, end, type], ...]}, offsets in
//! code points. Every seventh document is held out to fit the temperature and to print scores;
//! the weights written are then trained on all of them. The same input gives the same bytes.

use anyhow::{Context, Result};
use copydesk::nlp::{
    clean::{Block, BlockKind},
    entity::{
        features::{Extractor, Feature},
        model::{LABELS, Model, OUTSIDE, Scores, begin, chunks, inside, viterbi},
    },
    segment::{sentences, tokens},
    span::Span,
};
use rustc_hash::FxHashMap;
use std::{env, fs};

/// How often the perceptron sees each sentence.
const EPOCHS: usize = 10;
/// Features seen less often are noise.
const MIN_COUNT: u32 = 2;
/// One document of so many is held out.
const HELD_OUT: usize = 7;
/// The labels of the gold data, in the order of `EntityType::LEARNED`.
const GOLD_TYPES: [&str; 10] =
    ["PERSON", "ORG", "GPE", "LOC", "FAC", "GROUP", "EVENT", "PRODUCT", "WORK", "LAW"];

/// A sentence as the labeller sees it, and its right labels.
struct Example {
    features: Vec<Vec<Feature>>,
    labels: Vec<usize>,
}

#[derive(serde::Deserialize)]
struct Gold {
    text: String,
    spans: Vec<(usize, usize, String)>,
}

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().collect();
    let [_, gold, out] = arguments.as_slice() else {
        anyhow::bail!("usage: train-entities GOLD.jsonl OUT.bin");
    };
    let lines = fs::read_to_string(gold).with_context(|| format!("cannot read {gold}"))?;
    let documents = lines.lines().map(|line| Ok(examples(&serde_json::from_str(line)?)));
    let documents: Vec<Vec<Example>> = documents.collect::<Result<_>>()?;

    let held_out = |at: &usize| at.is_multiple_of(HELD_OUT);
    let select = |held: bool| -> Vec<&Example> {
        let chosen = (0..documents.len()).filter(|at| held_out(at) == held);
        chosen.flat_map(|at| &documents[at]).collect()
    };
    let (training, development) = (select(false), select(true));
    let (weights, transitions) = train(&training);
    let temperature = fit_temperature(&weights, transitions, &development);
    report(&Model::new(&weights, transitions, temperature), &development);

    let all: Vec<&Example> = documents.iter().flatten().collect();
    let (weights, transitions) = train(&all);
    let bytes = Model::new(&weights, transitions, temperature).write();
    println!("{} features, {} KiB, temperature {temperature}", weights.len(), bytes.len() / 1024);
    fs::write(out, bytes).with_context(|| format!("cannot write {out}"))
}

/// The sentences of a gold document, in BIO labels.
fn examples(gold: &Gold) -> Vec<Example> {
    let text = &gold.text;
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let lines = text.split_inclusive('\n').scan(0, |start, line| {
        let span = Span::new(*start, *start + line.len());
        *start = span.end;
        Some(Block { kind: BlockKind::Body, span })
    });
    let sentences = sentences(text, &lines.collect::<Vec<_>>());
    let tokens: Vec<Vec<Span>> = sentences.iter().map(|s| tokens(text, s.span)).collect();
    let extractor = Extractor::new(text, &tokens);
    let mentions: Vec<(Span, usize)> = gold
        .spans
        .iter()
        .filter_map(|(start, end, name)| {
            let kind = GOLD_TYPES.iter().position(|known| known == name)?;
            Some((Span::new(bytes[*start], bytes[*end]), kind))
        })
        .collect();
    let label =
        |token: &Span| {
            let found = mentions.iter().find(|(span, _)| span.overlaps(*token));
            found.map_or(OUTSIDE, |&(span, kind)| {
                if token.start <= span.start { begin(kind) } else { inside(kind) }
            })
        };
    let example = |sentence: &Vec<Span>| Example {
        features: extractor.features(sentence),
        labels: sentence.iter().map(label).collect(),
    };
    tokens.iter().map(example).collect()
}

/// A structured perceptron whose weights are averaged over all steps (Collins 2002), by the
/// running sum of updates times the step at which they were made (Daumé 2006).
#[derive(Default)]
struct Perceptron {
    index: FxHashMap<Feature, usize>,
    weights: Vec<Scores>,
    sums: Vec<Scores>,
    transitions: [Scores; LABELS],
    transition_sums: [Scores; LABELS],
    step: f32,
}

impl Perceptron {
    fn scores(&self, example: &Example) -> Vec<Scores> {
        let token = |features: &Vec<Feature>| {
            let mut scores = [0.0; LABELS];
            for at in features.iter().filter_map(|feature| self.index.get(feature)) {
                scores
                    .iter_mut()
                    .zip(self.weights[*at])
                    .for_each(|(score, weight)| *score += weight);
            }
            scores
        };
        example.features.iter().map(token).collect()
    }

    fn learn(&mut self, example: &Example) {
        self.step += 1.0;
        let found = viterbi(&self.scores(example), &self.transitions);
        if found == example.labels {
            return;
        }
        for (at, features) in example.features.iter().enumerate() {
            let (right, wrong) = (example.labels[at], found[at]);
            let before = |labels: &[usize]| at.checked_sub(1).map_or(OUTSIDE, |at| labels[at]);
            let (right_before, wrong_before) = (before(&example.labels), before(&found));
            for (from, to, by) in [(right_before, right, 1.0), (wrong_before, wrong, -1.0)] {
                self.transitions[from][to] += by;
                self.transition_sums[from][to] += by * self.step;
            }
            for feature in features {
                if right != wrong
                    && let Some(&row) = self.index.get(feature)
                {
                    for (label, by) in [(right, 1.0), (wrong, -1.0)] {
                        self.weights[row][label] += by;
                        self.sums[row][label] += by * self.step;
                    }
                }
            }
        }
    }

    fn averaged(self) -> (Vec<(Feature, Scores)>, [Scores; LABELS]) {
        let average = |mut weights: Scores, sums: Scores| {
            weights.iter_mut().zip(sums).for_each(|(weight, sum)| *weight -= sum / self.step);
            weights
        };
        let rows = self
            .index
            .iter()
            .map(|(&feature, &at)| (feature, average(self.weights[at], self.sums[at])));
        let mut rows: Vec<_> = rows.collect();
        rows.sort_unstable_by_key(|(feature, _)| *feature);
        let mut transitions = self.transitions;
        for (row, sums) in transitions.iter_mut().zip(self.transition_sums) {
            *row = average(*row, sums);
        }
        (rows, transitions)
    }
}

fn train(examples: &[&Example]) -> (Vec<(Feature, Scores)>, [Scores; LABELS]) {
    let mut counts: FxHashMap<Feature, u32> = FxHashMap::default();
    for feature in examples.iter().flat_map(|example| example.features.iter().flatten()) {
        *counts.entry(*feature).or_default() += 1;
    }
    let mut perceptron = Perceptron::default();
    for (feature, _) in counts.into_iter().filter(|(_, count)| *count >= MIN_COUNT) {
        perceptron.index.insert(feature, perceptron.index.len());
    }
    perceptron.weights = vec![[0.0; LABELS]; perceptron.index.len()];
    perceptron.sums = perceptron.weights.clone();
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut state = 1;
    for _ in 0..EPOCHS {
        shuffle(&mut order, &mut state);
        for &at in &order {
            perceptron.learn(examples[at]);
        }
    }
    perceptron.averaged()
}

/// Fisher and Yates, by a linear congruential generator (Knuth's MMIX): the same at every run.
fn shuffle(order: &mut [usize], state: &mut u64) {
    for last in (1..order.len()).rev() {
        *state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(last, (*state >> 33) as usize % (last + 1));
    }
}

/// The temperature under which the posteriors of found mentions are likeliest.
fn fit_temperature(
    weights: &[(Feature, Scores)],
    transitions: [Scores; LABELS],
    development: &[&Example],
) -> f32 {
    let loss = |temperature: f32| -> f32 {
        let model = Model::new(weights, transitions, temperature);
        let found = mentions(&model, development);
        let cost = |(sure, right): &(f32, bool)| {
            let likely = if *right { *sure } else { 1.0 - sure };
            -likely.max(1e-6).ln()
        };
        found.iter().map(cost).sum()
    };
    let candidates = (1..=60).map(|step| 0.25 * step as f32);
    candidates.min_by(|a, b| loss(*a).total_cmp(&loss(*b))).unwrap_or(1.0)
}

/// The confidence of each mention found, and whether it is right.
fn mentions(model: &Model, examples: &[&Example]) -> Vec<(f32, bool)> {
    let mut found = Vec::new();
    for example in examples {
        let scores = model.scores(&example.features);
        let labels = viterbi(&scores, model.transitions());
        let sure = model.posteriors(&scores, &labels);
        let gold = chunks(&example.labels);
        for chunk in chunks(&labels) {
            let least = sure[chunk.1..=chunk.2].iter().copied().fold(1.0, f32::min);
            found.push((least, gold.contains(&chunk)));
        }
    }
    found
}

fn report(model: &Model, development: &[&Example]) {
    let found = mentions(model, development);
    let right = found.iter().filter(|(_, right)| *right).count() as f32;
    let gold: usize = development.iter().map(|example| chunks(&example.labels).len()).sum();
    let (precision, recall) = (right / found.len() as f32, right / gold as f32);
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!(
        "held out: precision {precision:.3} recall {recall:.3} F1 {f1:.3} ({gold} mentions, ten types)"
    );
    for tenth in 0..10 {
        let inside = |sure: f32| ((10.0 * sure) as usize).min(9) == tenth;
        let bin: Vec<_> = found.iter().filter(|(sure, _)| inside(*sure)).collect();
        if !bin.is_empty() {
            let right = bin.iter().filter(|(_, right)| *right).count();
            let said: f32 = bin.iter().map(|(sure, _)| sure).sum::<f32>() / bin.len() as f32;
            println!(
                "said {said:.2} right {:.2} of {}",
                right as f32 / bin.len() as f32,
                bin.len()
            );
        }
    }
}
