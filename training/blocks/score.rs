//! Scores the stage by cross-validation: each document by a model that saw nothing of its site.

use super::{Document, FOLDS, kinds::Confusion, labels::words, learn, reasons, trees_for};
use copydesk::{
    clean::{Cleaner, SiteRules, model::BlockTrees},
    document::{BlockKind, Cleaned, Format, Stage},
    language::ENGLISH,
};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// The kinds of blocks that make up the body.
const BODY: [BlockKind; 4] =
    [BlockKind::Dateline, BlockKind::Standfirst, BlockKind::Body, BlockKind::Subheading];

/// Prints the scores of each pass and of the whole stage, and the table of kinds.
pub fn cross_validate(documents: &[Document], format: Format) {
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let mut confusion = Confusion::default();
    for fold in 0..FOLDS {
        let seen: Vec<&Document> = documents.iter().filter(|d| d.fold != fold).collect();
        let trees = learn::train(&seen);
        let mut model = BlockTrees { reasons: reasons::train(&seen), ..BlockTrees::default() };
        *trees_for(&mut model, format) = trees.clone();
        let cleaner = Cleaner::with_model(&ENGLISH, SiteRules::default(), model);
        for document in documents.iter().filter(|d| d.fold == fold) {
            let sample = &document.sample;
            let first = trees.first_pass(&sample.rows, document.width());
            let second = trees.probabilities(&sample.rows, &sample.words);
            let (cleaned, _) = cleaner.run(document.raw());
            let mut add = |name: &str, text: &str| {
                let name = format!("{} {name}", document.gold.conv);
                scores.entry(name).or_default().add(&document.gold.gold_body, text);
            };
            add("0 oracle", &document.text(|at| document.labels[at]));
            add("1 first pass", &document.text(|at| first[at] > 0.5));
            add("2 second pass", &document.text(|at| second[at] > 0.5));
            add("3 whole stage", &body(&cleaned));
            confusion.add(&document.kinds, &cleaned, sample);
        }
    }
    for (name, score) in &scores {
        score.print(name);
    }
    if !confusion.is_empty() {
        confusion.print();
    }
}

/// The text of the body that the stage found.
fn body(cleaned: &Cleaned) -> String {
    let article = &cleaned.article;
    let blocks = article.blocks.iter().filter(|block| BODY.contains(&block.kind));
    let texts: Vec<&str> = blocks.map(|block| block.span.of(&article.text)).collect();
    texts.join("\n")
}

/// Precision, recall and F1 of the body over runs of four words, as means over documents.
#[derive(Default)]
struct Score {
    precision: f64,
    filled: f64,
    recall: f64,
    /// Documents of which nothing is lost.
    whole: f64,
    count: f64,
}

impl Score {
    fn add(&mut self, gold: &str, found: &str) {
        let count = |text: &str| {
            let mut counts: FxHashMap<Vec<String>, i64> = FxHashMap::default();
            let all = words(text);
            let n = all.len().min(4);
            if n > 0 {
                for run in all.windows(n) {
                    *counts.entry(run.iter().map(|w| (*w).to_owned()).collect()).or_default() += 1;
                }
            }
            counts
        };
        let (gold, found) = (count(gold), count(found));
        let hits: i64 = gold.iter().map(|(run, n)| *n.min(found.get(run).unwrap_or(&0))).sum();
        let (g, f): (i64, i64) = (gold.values().sum(), found.values().sum());
        self.count += 1.0;
        if f > 0 {
            self.filled += 1.0;
            self.precision += hits as f64 / f as f64;
        }
        if g > 0 {
            self.recall += hits as f64 / g as f64;
            self.whole += f64::from(u8::from(hits == g));
        }
    }

    fn print(&self, name: &str) {
        let (p, r) = (self.precision / self.filled, self.recall / self.count);
        println!(
            "  {name}: P {p:.3} R {r:.3} F1 {:.4} ({} documents, {} whole, {} empty)",
            2.0 * p * r / (p + r),
            self.count,
            self.whole,
            self.count - self.filled
        );
    }
}
