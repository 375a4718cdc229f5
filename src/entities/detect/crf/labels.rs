//! The labels of tokens: BIO (Ramshaw and Marcus 1995).

use crate::document::EntityType;

/// The number of labels: O, then B and I of each learned type.
pub const LABELS: usize = 1 + 2 * EntityType::LEARNED.len();
/// The label of tokens outside every mention.
pub const OUTSIDE: usize = 0;

/// The label of the first token of a mention of the `kind`th learned type.
pub const fn begin(kind: usize) -> usize {
    1 + 2 * kind
}

/// The label of the further tokens of a mention of the `kind`th learned type.
pub const fn inside(kind: usize) -> usize {
    2 + 2 * kind
}

/// Tells whether `label` may follow `before`: inside a mention only what began it.
pub(super) const fn may_follow(before: usize, label: usize) -> bool {
    label == OUTSIDE || label % 2 == 1 || before == label || before + 1 == label
}

/// A mention in a path of labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    /// The number of its learned type.
    pub kind: usize,
    /// Its first token.
    pub first: usize,
    /// Its last token.
    pub last: usize,
}

/// The mentions in a path of labels.
pub(super) fn chunks(labels: &[usize]) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    for (at, &label) in labels.iter().enumerate() {
        match (label, chunks.last_mut()) {
            (OUTSIDE, _) => {}
            (label, Some(chunk)) if label % 2 == 0 && chunk.last + 1 == at => chunk.last = at,
            (label, _) => chunks.push(Chunk { kind: (label - 1) / 2, first: at, last: at }),
        }
    }
    chunks
}
