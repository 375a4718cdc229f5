//! All that is learned about blocks, in one file of weights.

use super::{auto_context::AutoContext, reasons::Reasons};
use crate::{
    clean::features::{HTML, PLAIN},
    document::Reason,
    text::weights::WeightReader,
};

/// Tells how likely blocks are a part of the article, and why the others are on the page, by their
/// features.
pub trait BlockModel: Send + Sync + 'static {
    /// Its name and version, as reports give it.
    fn name(&self) -> &'static str;

    /// The probability of each block of a page, in HTML or not, whose features stand in `rows`, one after the
    /// other; `words` counts the words before each block and in all.
    fn probabilities(&self, html: bool, rows: &[f32], words: &[f32]) -> Vec<f32>;

    /// The likeliest reason of a block that is no part of the article.
    fn reason(&self, row: &[f32]) -> Reason;
}

/// The trees for all that is learned about blocks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BlockTrees {
    /// For lines of text.
    pub plain: AutoContext,
    /// For pages.
    pub html: AutoContext,
    /// For what is no part of the article, in either.
    pub reasons: Reasons,
}

impl BlockTrees {
    /// The model inside the binary.
    pub fn embedded() -> Self {
        let bytes = include_bytes!("../../../models/blocks.bin");
        Self::read(bytes).expect("the embedded model was written by this version")
    }

    /// Writes the model.
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.plain.write(&mut bytes);
        self.html.write(&mut bytes);
        self.reasons.write(&mut bytes);
        bytes
    }

    /// Reads what `write` wrote; `None` for anything else.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut file = WeightReader::new(bytes);
        let plain = AutoContext::read(&mut file, PLAIN)?;
        let html = AutoContext::read(&mut file, HTML)?;
        let reasons = Reasons::read(&mut file)?;
        file.is_empty().then_some(Self { plain, html, reasons })
    }
}

impl BlockModel for BlockTrees {
    fn name(&self) -> &'static str {
        "clean-trees-1"
    }

    fn probabilities(&self, html: bool, rows: &[f32], words: &[f32]) -> Vec<f32> {
        let trees = if html { &self.html } else { &self.plain };
        trees.probabilities(rows, words)
    }

    fn reason(&self, row: &[f32]) -> Reason {
        self.reasons.reason(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::features::{
        CONTEXT, LINE, LineFeature, MARKUP, Mark, MarkupFeature, NEIGHBOURS, NeighbourFeature,
        POSITION, PositionFeature,
    };

    /// A row of another shape would be answered, and wrongly: its numbers are told apart by their
    /// places alone.
    #[test]
    fn rows_are_of_the_shape_that_the_embedded_trees_were_trained_on() {
        assert_eq!((PLAIN, HTML, CONTEXT), (133, 277, 19), "train the trees again");
        assert_eq!((LINE, POSITION, NEIGHBOURS, MARKUP), (57, 44, 32, 144));
        assert_eq!(LineFeature::FunctionWordsPerWord as usize, 12);
        assert_eq!(LineFeature::COUNT, 30);
        assert_eq!((PositionFeature::Repeats as usize, PositionFeature::COUNT), (21, 32));
        assert_eq!((NeighbourFeature::COUNT, MarkupFeature::COUNT, Mark::COUNT), (8, 10, 6));
    }
}
