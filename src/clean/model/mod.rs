//! The learned part of the cleaning of blocks: how likely each is a part of the article, and why those are on the
//! page that are none.

mod auto_context;
mod blocks;
mod forest;
mod reasons;

pub use auto_context::AutoContext;
pub use blocks::{BlockModel, BlockTrees};
pub use forest::{DEPTH, Forest, LEAVES, Tree};
pub use reasons::{REASONS, Reasons};
