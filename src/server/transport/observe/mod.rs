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
    auth::authenticate::Authenticate,
    connection::activity::Activity,
    fairness::{Holders, Places, Resource},
    method::{CallKind, Method, Methods},
    middleware::{Inner, Middleware, Next, Outcome},
};
use crate::{
    metrics::{Metrics, Refused},
    server::status::Failure,
};
use body::watch;
use call::{CallPermit, ObservedCall};
use http::{HeaderMap, Request};
use std::sync::Arc;
use tonic::body::Body;
use tracing::Instrument;

pub(crate) use code::code_name;

/// Calls for health and for reflection at a time, for each connection that there may be: one that
/// watches, and another.
pub(crate) const CALLS_ASIDE: usize = 2;

/// Watches the calls of the service inside, and lets in no more than there may be.
pub(crate) struct Observe {
    methods: Methods,
    authenticate: Authenticate,
    metrics: Metrics,
    holders: Holders,
    calls: Places,
    aside: Places,
}

impl Observe {
    /// At most so many calls at a time over at most so many connections. Those for health and for
    /// reflection have places of their own.
    pub(crate) fn new(
        methods: Methods,
        authenticate: Authenticate,
        [calls, connections]: [usize; 2],
        holders: &Holders,
        metrics: &Metrics,
    ) -> Self {
        let aside = CALLS_ASIDE * connections;
        Self {
            methods,
            authenticate,
            metrics: metrics.clone(),
            holders: holders.clone(),
            calls: Places::new(Resource::Call, calls, holders),
            aside: Places::new(Resource::Aside, aside, holders),
        }
    }

    async fn permit(
        &self,
        method: Method,
        headers: &HeaderMap,
        activity: &Activity,
    ) -> Option<CallPermit> {
        let aside = matches!(method.kind, CallKind::Health | CallKind::Other);
        let places = if aside { &self.aside } else { &self.calls };
        // Strangers may ask for health, and have of the rest only what is free.
        let peer = self.authenticate.peer(headers, activity.peer());
        let entered = self.holders.enter(peer.unwrap_or(activity.peer()));
        let place = if aside || peer.is_some() {
            places.take(&entered.holder, 1).await?
        } else {
            places.try_take(&entered.holder, 1)?
        };
        activity.enter(&entered.holder);
        Some(CallPermit::new(entered, place))
    }
}

impl Middleware for Observe {
    async fn call<S: Inner>(&self, mut request: Request<Body>, next: Next<S>) -> Outcome<S> {
        let activity = match Activity::of(request.extensions()) {
            Ok(activity) => activity.clone(),
            Err(status) => return Ok(status.into_http()),
        };
        let method = self.methods.at(request.uri().path());
        let mut call = ObservedCall::begin(&request, method, &activity, &self.metrics);
        let Some(permit) = self.permit(method, request.headers(), &activity).await else {
            self.metrics.refused(Refused::Calls);
            return Ok(watch(call, Failure::Overloaded.status().into_http()));
        };
        let holder = Arc::clone(permit.holder());
        call.permit = Some(permit);
        request.extensions_mut().insert(Arc::clone(&holder));
        let span = call.span.clone();
        let answer = async {
            tokio::select! {
                response = next.call(request) => response,
                failure = holder.ended() => Ok(failure.status().into_http()),
            }
        };
        let mut response = answer.instrument(span).await?;
        // Whoever sends the answer stops when the call is ended.
        response.extensions_mut().insert(holder);
        Ok(watch(call, response))
    }
}
