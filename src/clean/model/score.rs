//! How likely each block is a part of the article: two looks by boosted trees. The second one sees
//! what the first one said of the blocks around (auto-context, Tu 2008).

use super::{forest::Forest, reason::Reasons};
use crate::{
    clean::classify::features::{HTML, PLAIN, SECOND, context},
    text::weights::WeightReader,
};

/// The trees for one format.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Looks {
    /// Sees the features of a block.
    pub first: Forest,
    /// Sees them and what the first look said around it.
    pub second: Forest,
}

impl Looks {
    /// The probability of each block whose features stand in `rows`, one after the other; `words`
    /// counts the words before each block and in all.
    pub fn probabilities(&self, rows: &[f32], words: &[f32]) -> Vec<f32> {
        let width = rows.len().checked_div(words.len() - 1).unwrap_or_default().max(1);
        let first = self.first_look(rows, width);
        let mut long = Vec::with_capacity(first.len() * (width + SECOND));
        for (at, row) in rows.chunks_exact(width).enumerate() {
            long.extend_from_slice(row);
            context(words, &first, at, &mut long);
        }
        self.second.probabilities(&long, width + SECOND)
    }

    /// What the first look says of rows of so many features.
    pub fn first_look(&self, rows: &[f32], width: usize) -> Vec<f32> {
        self.first.probabilities(rows, width)
    }
}

/// What is learned about blocks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BlockModel {
    /// For lines of text.
    pub plain: Looks,
    /// For pages.
    pub html: Looks,
    /// For what is no part of the article, in either.
    pub reasons: Reasons,
}

impl BlockModel {
    /// The model inside the binary.
    pub fn embedded() -> Self {
        let bytes = include_bytes!("../../../models/blocks.bin");
        Self::read(bytes).expect("the embedded model was written by this version")
    }

    /// Writes the model.
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for looks in [&self.plain, &self.html] {
            looks.first.write(&mut bytes);
            looks.second.write(&mut bytes);
        }
        self.reasons.write(&mut bytes);
        bytes
    }

    /// Reads what `write` wrote; `None` for anything else.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut file = WeightReader::new(bytes);
        let mut looks = |width: usize| {
            let first = Forest::read(&mut file, width)?;
            Some(Looks { first, second: Forest::read(&mut file, width + SECOND)? })
        };
        let (plain, html) = (looks(PLAIN)?, looks(HTML)?);
        let reasons = Reasons::read(&mut file)?;
        file.is_empty().then_some(Self { plain, html, reasons })
    }
}
