//! A call that is watched, from its head to the end of its answer.

use super::code::{code_name, is_fault};
use crate::{
    metrics::Metrics,
    server::transport::{
        connection::activity::{Activity, RunningCall},
        fairness::{Entered, Holder, Place},
        method::{CallKind, Method},
        trace,
    },
};
use http::Request;
use opentelemetry_semantic_conventions::attribute::{
    ERROR_TYPE, RPC_METHOD_ORIGINAL, RPC_RESPONSE_STATUS_CODE,
};
use std::{sync::Arc, time::Instant};
use tonic::Code;
use tracing::{Span, debug, info};
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// Makes a call one of those that may be open: until all its data is on the wire.
#[derive(Clone)]
pub(super) struct CallPermit {
    entered: Arc<Entered>,
    _place: Arc<Place>,
}

impl CallPermit {
    /// A call that has a place.
    pub(super) fn new(entered: Entered, place: Place) -> Self {
        Self { entered: Arc::new(entered), _place: Arc::new(place) }
    }

    /// The call, as others see it.
    pub(super) fn holder(&self) -> &Arc<Holder> {
        &self.entered.holder
    }
}

/// A call that is watched. Dropped, it has ended.
pub(super) struct ObservedCall {
    method: &'static str,
    pub(super) span: Span,
    began: Instant,
    metrics: Metrics,
    /// `None`: not known yet, and at the end: cancelled.
    pub(super) status: Option<Code>,
    /// `None`: it is refused.
    pub(super) permit: Option<CallPermit>,
    _running: RunningCall,
}

impl ObservedCall {
    /// A call that begins, without a permit yet.
    pub(super) fn begin<B>(
        request: &Request<B>,
        method: Method,
        activity: &Activity,
        metrics: &Metrics,
    ) -> Self {
        // A probe every few seconds is no trace that anybody wants.
        let span = if method.kind == CallKind::Health {
            Span::none()
        } else {
            trace::of_call(request.headers(), method.name)
        };
        if method == Method::UNKNOWN {
            let path = request.uri().path().trim_start_matches('/');
            span.set_attribute(RPC_METHOD_ORIGINAL, path.chars().take(100).collect::<String>());
        }
        metrics.call_began(method.name);
        Self {
            method: method.name,
            span,
            began: Instant::now(),
            metrics: metrics.clone(),
            status: None,
            permit: None,
            _running: activity.run(),
        }
    }
}

impl Drop for ObservedCall {
    fn drop(&mut self) {
        let ended = self.permit.as_ref().and_then(|permit| permit.holder().failure());
        let ended = ended.map_or(Code::Cancelled, |failure| failure.status().code());
        let code = self.status.unwrap_or(ended);
        let status = code_name(code);
        let took = self.began.elapsed();
        self.metrics.call_ended(self.method, status, took);
        self.span.set_attribute(RPC_RESPONSE_STATUS_CODE, status);
        if code != Code::Ok {
            self.span.set_attribute(ERROR_TYPE, status);
        }
        if is_fault(code) {
            self.span.set_status(opentelemetry::trace::Status::error(""));
        }
        let microseconds = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let method = self.method;
        if self.span.is_none() {
            debug!(method, status, microseconds, "answered");
        } else {
            let _entered = self.span.enter();
            info!(method, status, microseconds, "answered");
        }
    }
}
