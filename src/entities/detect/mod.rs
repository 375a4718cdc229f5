//! Finds the mentions of names in a text, and their types.

pub mod crf;
pub(super) mod dateline;
pub(super) mod discourse;
pub(super) mod gazetteer;
mod model;
mod overrule;

pub use model::MentionModel;
