//! Finds the mentions of names in a text, and their types.

pub mod crf;
pub(crate) mod dateline;
pub(crate) mod discourse;
pub mod features;
pub(crate) mod gazetteer;
pub mod lexicon;
pub mod model;
mod overrule;
pub mod word;
