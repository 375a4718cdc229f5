//! Learns what belongs to the article: two passes of boosted trees.

use super::{
    Document, FOLDS,
    boost::{Examples, Growth},
};
use copydesk::clean::{
    features::{CONTEXT, context},
    model::{AutoContext, Forest},
};

/// The growth of the trees; chosen by cross-validation, in which it makes little difference.
const GROWTH: Growth = Growth { trees: 200, rate: 0.06, shrinkage: 5.0, rows: 2, features: 4 };

/// A block counts as its words to the power of this.
const WEIGHT: f32 = 0.8;

/// The weight of a block in training: its words, not quite in proportion.
fn weight(words: f32) -> f32 {
    (0.5 + words).powf(WEIGHT)
}

/// Learns from documents; neither pass has seen the site whose blocks it teaches the other about.
pub fn train(documents: &[&Document]) -> AutoContext {
    let first = grow_first(documents);
    // The second pass has to learn from a first one that has not seen the site.
    let mut inner: Vec<Option<Vec<f32>>> = vec![None; documents.len()];
    for fold in 0..FOLDS {
        let seen: Vec<&Document> = documents.iter().filter(|d| d.fold != fold).copied().collect();
        if seen.len() == documents.len() {
            continue;
        }
        let trees = AutoContext { first: grow_first(&seen), ..AutoContext::default() };
        for (document, firsts) in documents.iter().zip(&mut inner) {
            if document.fold == fold {
                *firsts = Some(trees.first_pass(&document.sample.rows, document.width()));
            }
        }
    }
    let mut rows = Vec::new();
    for (document, firsts) in documents.iter().zip(&inner) {
        let firsts = firsts.as_ref().expect("every document is in a fold");
        for (at, row) in document.sample.rows.chunks_exact(document.width()).enumerate() {
            rows.extend_from_slice(row);
            context(&document.sample.words, firsts, at, &mut rows);
        }
    }
    let width = documents[0].width() + CONTEXT;
    let (labels, weights) = labels(documents);
    let second = Examples::new(&rows, width, labels, weights).grow(GROWTH);
    AutoContext { first, second }
}

fn grow_first(documents: &[&Document]) -> Forest {
    let rows: Vec<f32> = documents.iter().flat_map(|d| d.sample.rows.iter().copied()).collect();
    let (labels, weights) = labels(documents);
    Examples::new(&rows, documents[0].width(), labels, weights).grow(GROWTH)
}

fn labels(documents: &[&Document]) -> (Vec<bool>, Vec<f32>) {
    let labels = documents.iter().flat_map(|d| d.labels.iter().copied()).collect();
    let mut weights = Vec::new();
    for document in documents {
        let own: Vec<f32> =
            document.sample.words.windows(2).map(|pair| weight(pair[1] - pair[0])).collect();
        let total: f32 = own.iter().sum();
        // Every document counts the same.
        weights.extend(own.iter().map(|w| w * 100.0 / total.max(1.0)));
    }
    (labels, weights)
}
