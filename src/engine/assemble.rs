//! The end of the stack: what was found becomes the answer.

use super::{Compute, Envelope};
use crate::document::{Analysis, Scored};
use std::{
    future::{Ready, ready},
    task::{Context, Poll},
    time::Duration,
};
use tower::{BoxError, Service};

/// The name of the step in spans and metrics.
const ANSWER: &str = "answer";

/// Hands the [`Analysis`] of a document that passed all stages to who waits for it.
#[derive(Clone)]
pub struct Assemble {
    compute: Compute,
}

impl Assemble {
    /// Measured as a step of this pool.
    pub fn new(compute: &Compute) -> Self {
        Self { compute: compute.clone() }
    }
}

impl Service<Envelope<Scored>> for Assemble {
    type Response = ();
    type Error = BoxError;
    type Future = Ready<Result<(), BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, scored: Envelope<Scored>) -> Self::Future {
        let Envelope { document, reports, answer, .. } = scored;
        let finish = || answer.finish(Analysis::new(document, reports));
        let done = self.compute.step(ANSWER, Duration::ZERO, finish);
        ready(done.map(|done| done.value).map_err(Into::into))
    }
}
