//! Watches every call: one span, one log line and one set of measurements each.
//!
//! A call is counted when its answer ends, not when it begins: the status of a stream stands in its
//! trailers. One that is dropped before counts as cancelled, whoever let it go. Its end is when the
//! transport has the trailers: the caller may not have taken the last piece yet.

mod body;
mod call;
mod code;
#[cfg(test)]
mod tests;

use super::{
    connection::activity::Activity,
    method::{CallKind, Method, Methods},
    middleware::{Inner, Middleware, Next, Outcome},
};
use crate::{
    metrics::{Metrics, Refused},
    server::status::Failure,
};
use body::watch;
use call::{CallPermit, ObservedCall};
use http::Request;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tonic::body::Body;
use tracing::Instrument;

pub(crate) use code::code_name;

/// Watches the calls of the service inside, and lets in no more than there may be.
pub(crate) struct Observe {
    methods: Methods,
    metrics: Metrics,
    permits: Arc<Semaphore>,
}

impl Observe {
    /// At most so many calls at a time. Those for health and for reflection are not among them:
    /// each connection has permits for them.
    pub(crate) fn new(methods: Methods, calls: usize, metrics: &Metrics) -> Self {
        Self { methods, metrics: metrics.clone(), permits: Arc::new(Semaphore::new(calls)) }
    }

    fn permit(&self, method: Method, activity: &Activity) -> Option<CallPermit> {
        let aside = matches!(method.kind, CallKind::Health | CallKind::Other);
        let permits = if aside { &activity.aside } else { &self.permits };
        Arc::clone(permits).try_acquire_owned().ok().map(Arc::new)
    }
}

impl Middleware for Observe {
    async fn call<S: Inner>(&self, request: Request<Body>, next: Next<S>) -> Outcome<S> {
        let activity = match Activity::of(request.extensions()) {
            Ok(activity) => activity,
            Err(status) => return Ok(status.into_http()),
        };
        let method = self.methods.at(request.uri().path());
        let mut call = ObservedCall::begin(&request, method, activity, &self.metrics);
        let Some(permit) = self.permit(method, activity) else {
            self.metrics.refused(Refused::Calls);
            return Ok(watch(call, Failure::Overloaded.status().into_http()));
        };
        call.permit = Some(permit);
        let span = call.span.clone();
        let response = async { next.call(request).await }.instrument(span).await?;
        Ok(watch(call, response))
    }
}
