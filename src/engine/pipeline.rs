//! The stages as a stack of tower layers.
//!
//! The types keep the order. Swapped layers do not compile:
//!
//! ```compile_fail,E0277
//! # use copydesk::{compute::Compute, nlp::{Models, Raw}, pipeline::{Assemble, StageLayer}};
//! # use tower::{Service, ServiceBuilder};
//! # fn takes_raw(_: impl Service<Raw>) {}
//! # fn stack(models: Models, compute: &Compute) {
//! takes_raw(ServiceBuilder::new()
//!     .layer(StageLayer::new(models.tagger, compute)) // wants Cleaned, is given Raw
//!     .layer(StageLayer::new(models.cleaner, compute))
//!     .layer(StageLayer::new(models.scorer, compute))
//!     .service(Assemble));
//! # }
//! ```
//!
//! In the right order the same lines do:
//!
//! ```
//! # use copydesk::{compute::Compute, nlp::{Models, Raw}, pipeline::{Assemble, StageLayer}};
//! # use tower::{Service, ServiceBuilder};
//! # fn takes_raw(_: impl Service<Raw>) {}
//! # fn stack(models: Models, compute: &Compute) {
//! takes_raw(ServiceBuilder::new()
//!     .layer(StageLayer::new(models.cleaner, compute))
//!     .layer(StageLayer::new(models.tagger, compute))
//!     .layer(StageLayer::new(models.scorer, compute))
//!     .service(Assemble));
//! # }
//! ```

pub use super::{assemble::Assemble, deadline::DeadlineLayer, stage::StageLayer};

use super::{Compute, Models};
use crate::document::{Analysis, Raw};
use std::time::Duration;
use tower::{BoxError, ServiceBuilder, load_shed::LoadShedLayer, util::BoxCloneSyncService};

/// Takes a document through all stages. Clones share their admission.
pub type Pipeline = BoxCloneSyncService<Raw, Analysis, BoxError>;

/// Who is let in, and for how long.
#[derive(Clone, Copy, Debug)]
pub struct Admission {
    /// Documents that run or wait for a thread.
    pub documents: usize,
    /// From admission to answer.
    pub time: Duration,
    /// When full: true, refuse at once; false, let the caller wait.
    pub shed: bool,
}

/// Assembles the pipeline; a document passes the layers from top to bottom.
pub fn pipeline(models: Models, compute: &Compute, admission: Admission) -> Pipeline {
    ServiceBuilder::new()
        .layer(BoxCloneSyncService::layer())
        .option_layer(admission.shed.then(LoadShedLayer::new)) // full? say so at once
        .concurrency_limit(admission.documents) //                documents running or queued
        .layer(DeadlineLayer::new(admission.time)) //             from admission to answer
        .layer(StageLayer::new(models.cleaner, compute)) //       Raw     -> Cleaned
        .layer(StageLayer::new(models.tagger, compute)) //        Cleaned -> Tagged
        .layer(StageLayer::new(models.scorer, compute)) //        Tagged  -> Scored
        .service(Assemble) //                                     Scored  -> Analysis
}
