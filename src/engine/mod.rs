//! The analysis of documents: the methods for each stage, the stack of tower layers that a document
//! passes, and the threads on which it does. Nothing here knows of a wire.

mod analyzer;
mod assemble;
mod compute;
mod deadline;
mod envelope;
mod pipeline;
mod registry;
mod stage;
mod thread;

pub use analyzer::{AnalysisError, Analyzer, Prepared};
pub use assemble::Assemble;
pub use compute::{Compute, Done, Panicked};
pub use deadline::{DeadlineExceeded, DeadlineLayer};
pub use envelope::{Answer, Envelope};
pub use pipeline::{Admission, Pipeline, pipeline};
pub use registry::{ANY_LANGUAGE, Capability, Choice, Registry};
pub use stage::{StageLayer, Staged};
pub use thread::{ComputeLayer, Computed};
