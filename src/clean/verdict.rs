//! The fate of a block: the link between what classifies blocks and what writes the article.

use crate::document::{BlockKind, Removal};

/// The fate of a block.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Verdict {
    /// Keep it.
    Keep(BlockKind),
    /// Leave it out.
    Remove(Removal),
}

impl Verdict {
    /// True if the block is kept.
    pub const fn is_kept(&self) -> bool {
        matches!(self, Self::Keep(_))
    }
}
