//! The stages as a stack of tower layers.
//!
//! The types keep the order. Swapped layers do not compile:
//!
//! ```compile_fail,E0277
//! # use copydesk::{document::Raw, engine::{Assemble, Compute, Envelope, Registry, StageLayer}};
//! # use tower::{Service, ServiceBuilder};
//! # fn takes_raw(_: impl Service<Envelope<Raw>>) {}
//! # fn stack(registry: Registry, compute: &Compute) {
//! takes_raw(ServiceBuilder::new()
//!     .layer(StageLayer::new(registry.entities, compute)) // wants Cleaned, is given Raw
//!     .layer(StageLayer::new(registry.cleaning, compute))
//!     .layer(StageLayer::new(registry.sentiment, compute))
//!     .service(Assemble::new(compute)));
//! # }
//! ```
//!
//! In the right order the same lines do:
//!
//! ```
//! # use copydesk::{document::Raw, engine::{Assemble, Compute, Envelope, Registry, StageLayer}};
//! # use tower::{Service, ServiceBuilder};
//! # fn takes_raw(_: impl Service<Envelope<Raw>>) {}
//! # fn stack(registry: Registry, compute: &Compute) {
//! takes_raw(ServiceBuilder::new()
//!     .layer(StageLayer::new(registry.cleaning, compute))
//!     .layer(StageLayer::new(registry.entities, compute))
//!     .layer(StageLayer::new(registry.sentiment, compute))
//!     .service(Assemble::new(compute)));
//! # }
//! ```

use super::{Assemble, Compute, ComputeLayer, DeadlineLayer, Envelope, Registry, StageLayer};
use crate::document::Raw;
use std::time::Duration;
use tower::{BoxError, ServiceBuilder, load_shed::LoadShedLayer, util::BoxCloneSyncService};

/// Takes a document through all stages, to who waits for the analysis. Clones share their admission.
pub type Pipeline = BoxCloneSyncService<Envelope<Raw>, (), BoxError>;

/// The number of documents that are let in, and their time.
#[derive(Clone, Copy, Debug)]
pub struct Admission {
    /// Documents that run or wait for a thread.
    pub documents: usize,
    /// From admission to answer.
    pub time: Duration,
    /// With all places taken: true, refuse at once; false, let the caller wait.
    pub shed: bool,
}

/// Assembles the pipeline; a document passes the layers from top to bottom.
pub fn pipeline(registry: Registry, compute: &Compute, admission: Admission) -> Pipeline {
    let stack = ServiceBuilder::new()
        .option_layer(admission.shed.then(LoadShedLayer::new)) // full? say so at once
        .concurrency_limit(admission.documents) //                documents running or queued
        .layer(DeadlineLayer::new(admission.time)) //             from admission to answer
        .layer(ComputeLayer::new(compute)) //                     on a thread of the pool from here on
        .layer(StageLayer::new(registry.cleaning, compute)) //    Raw     -> Cleaned
        .layer(StageLayer::new(registry.entities, compute)) //    Cleaned -> Tagged
        .layer(StageLayer::new(registry.sentiment, compute)) //   Tagged  -> Scored
        .service(Assemble::new(compute)); //                      Scored  -> Analysis
    BoxCloneSyncService::new(stack)
}
