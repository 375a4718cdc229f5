//! TODO.

pub mod crf;
pub(crate) mod dateline;
pub(crate) mod discourse;
pub mod features;
pub(crate) mod gazetteer;
pub mod lexicon;
pub mod model;
pub mod word;
