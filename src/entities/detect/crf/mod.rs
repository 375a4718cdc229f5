//! A conditional random field that finds mentions: what the stage and its trainer share.

pub mod features;
pub mod inference;
pub mod labels;
mod lexicon;
mod model;
mod ordinary_words;
mod weights;
mod word;

pub use lexicon::Lexicon;
pub use model::CrfModel;
pub use ordinary_words::OrdinaryWords;
pub use weights::Weights;
