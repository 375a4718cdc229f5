//! Boosted oblivious trees: each level of a tree asks one question of all its nodes, so that the
//! answers together are the number of a leaf (Prokhorenkova et al. 2018, "CatBoost").

use crate::text::weights::WeightReader;

/// The number of questions that a tree asks.
pub const DEPTH: usize = 6;
/// The number of leaves of a tree.
pub const LEAVES: usize = 1 << DEPTH;

/// A tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    /// The questions: is the feature of this number greater than this threshold?
    pub questions: [(u16, f32); DEPTH],
    /// The tree's share of the score; the answer to question `i` is bit `i` of the leaf.
    pub leaves: [f32; LEAVES],
}

/// So many rows go through a tree at once: the processor compares several numbers in one step, if
/// those of a feature lie side by side.
const BATCH: usize = 16;

/// Sets a bit where a number is above the threshold. Inside a larger function, where its loops are
/// unrolled first, the compiler does not see that several numbers can be compared at once.
#[inline(never)]
fn ask(column: &[f32; BATCH], threshold: f32, bit: u32, leaves: &mut [u32; BATCH]) {
    for (leaf, number) in leaves.iter_mut().zip(column) {
        *leaf |= if *number > threshold { bit } else { 0 };
    }
}

impl Tree {
    /// Adds to the scores of a batch of rows, given as the columns of their features.
    fn score(&self, columns: &[[f32; BATCH]], scores: &mut [f32; BATCH]) {
        let mut leaves = [0u32; BATCH];
        for (at, &(feature, threshold)) in self.questions.iter().enumerate() {
            ask(&columns[usize::from(feature)], threshold, 1 << at, &mut leaves);
        }
        for (score, leaf) in scores.iter_mut().zip(leaves) {
            *score += self.leaves[leaf as usize % LEAVES];
        }
    }
}

/// Trees whose scores add up to the logarithm of the odds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forest {
    /// The score before any tree.
    pub bias: f32,
    /// The trees.
    pub trees: Vec<Tree>,
}

impl Forest {
    /// The probabilities of rows of `width` features, which must be those of the training.
    pub fn probabilities(&self, rows: &[f32], width: usize) -> Vec<f32> {
        let mut columns = vec![[0.0; BATCH]; width];
        let mut probabilities = Vec::with_capacity(rows.len() / width);
        for batch in rows.chunks(BATCH * width) {
            for (at, row) in batch.chunks_exact(width).enumerate() {
                for (column, &number) in columns.iter_mut().zip(row) {
                    column[at] = number;
                }
            }
            let mut scores = [0.0; BATCH];
            for tree in &self.trees {
                tree.score(&columns, &mut scores);
            }
            let scores = &scores[..batch.len() / width];
            probabilities
                .extend(scores.iter().map(|score| 1.0 / (1.0 + (-self.bias - score).exp())));
        }
        probabilities
    }

    /// Writes the trees.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        let count = u32::try_from(self.trees.len()).expect("there are few trees");
        bytes.extend(count.to_le_bytes());
        bytes.extend(self.bias.to_le_bytes());
        for tree in &self.trees {
            for (feature, threshold) in tree.questions {
                bytes.extend(feature.to_le_bytes());
                bytes.extend(threshold.to_le_bytes());
            }
            for leaf in tree.leaves {
                bytes.extend(leaf.to_le_bytes());
            }
        }
    }

    /// Reads the trees; `None` where they are no trees over rows of `width` features.
    pub(super) fn read(file: &mut WeightReader, width: usize) -> Option<Self> {
        let (count, bias) = (file.count()?, file.f32()?);
        let mut trees = Vec::new();
        for _ in 0..count {
            let mut tree = Tree { questions: [(0, 0.0); DEPTH], leaves: [0.0; LEAVES] };
            for question in &mut tree.questions {
                let feature = file.u16()?;
                *question = (feature, file.f32()?);
                if usize::from(feature) >= width {
                    return None;
                }
            }
            tree.leaves = file.f32_array()?;
            trees.push(tree);
        }
        Some(Self { bias, trees })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_number_the_leaves_and_bytes_keep_the_trees() {
        let mut tree = Tree { questions: [(0, f32::INFINITY); DEPTH], leaves: [0.0; LEAVES] };
        tree.questions[0] = (1, 0.5);
        tree.questions[3] = (0, -1.0);
        tree.leaves[1 << 3] = 2.0;
        let forest = Forest { bias: -2.0, trees: vec![tree] };
        let mut rows = [0.0, 0.5].repeat(BATCH + 1);
        rows.extend([0.0, 0.6]);
        let probabilities = forest.probabilities(&rows, 2);
        let (last, rest) = probabilities.split_last().expect("a probability for each row");
        assert!(rest.len() == BATCH + 1 && rest.iter().all(|p| (p - 0.5).abs() < 1e-6));
        assert!(*last < 0.2);

        let mut bytes = Vec::new();
        forest.write(&mut bytes);
        let read = |bytes: &[u8], width| Forest::read(&mut WeightReader::new(bytes), width);
        assert_eq!(read(&bytes, 2), Some(forest));
        assert_eq!(read(&bytes, 1), None);
        assert_eq!(read(&bytes[..bytes.len() - 1], 2), None);
    }
}
