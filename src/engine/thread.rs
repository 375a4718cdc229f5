//! The layer below which a document is on a thread of the pool.

use super::{Compute, Envelope};
use crate::document::State;
use std::{
    mem,
    pin::Pin,
    task::{Context, Poll},
};
use tower::{BoxError, Layer, Service};

/// The name of what waits for a thread in metrics.
const DOCUMENT: &str = "document";

/// Calls the service inside on a thread of the pool: what that does at once, all stages, takes one
/// pass through the queue.
#[derive(Clone)]
pub struct ComputeLayer {
    compute: Compute,
}

impl ComputeLayer {
    /// On this pool.
    pub fn new(compute: &Compute) -> Self {
        Self { compute: compute.clone() }
    }
}

impl<S> Layer<S> for ComputeLayer {
    type Service = Computed<S>;

    fn layer(&self, inner: S) -> Computed<S> {
        Computed { inner, compute: self.compute.clone() }
    }
}

/// The service that [`ComputeLayer`] makes.
#[derive(Clone)]
pub struct Computed<S> {
    inner: S,
    compute: Compute,
}

impl<In, S> Service<Envelope<In>> for Computed<S>
where
    In: State + Send + 'static,
    S: Service<Envelope<In>, Error = BoxError> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = S::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, envelope: Envelope<In>) -> Self::Future {
        // The inner service that was polled ready is the one to call; its clone was not.
        let clone = self.inner.clone();
        let mut inner = mem::replace(&mut self.inner, clone);
        let compute = self.compute.clone();
        Box::pin(async move {
            let bytes = envelope.document.raw().document.content.len();
            let job = move |queued| inner.call(Envelope { queued, ..envelope });
            compute.enter(DOCUMENT, bytes, job).await?.await
        })
    }
}
