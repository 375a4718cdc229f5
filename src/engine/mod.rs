//! The engine.

mod assemble;
mod compute;
mod deadline;
mod models;
mod pipeline;
mod stage;

pub use assemble::Assemble;
pub use compute::{Compute, Done, Panicked};
pub use deadline::{DeadlineExceeded, DeadlineLayer};
pub use models::Models;
pub use pipeline::{Admission, Pipeline, pipeline};
pub use stage::{StageLayer, Staged};
