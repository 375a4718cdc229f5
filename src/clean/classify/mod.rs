//! Says of each block what it is: boosted trees say what belongs to the article, rules of high
//! precision and the order of the blocks say the rest.

mod classifier;
mod doubts;
mod headline;
mod language;
mod layout;
mod structure;
mod units;

/// Blocks that are likelier than this belong to the body.
const LIKELY: f32 = 0.5;

pub(super) use classifier::{Classifier, Known};
