//! The spans of calls and of the documents in them.
//!
//! Names and attributes are those of the semantic conventions for RPC. A call takes its parent from
//! the `traceparent` that came with it (W3C Trace Context).

use http::HeaderMap;
use opentelemetry::{
    Context,
    propagation::{Extractor, TextMapPropagator},
    trace::{SpanContext, TraceContextExt},
};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_semantic_conventions::attribute::{RPC_METHOD, RPC_SYSTEM_NAME};
use tracing::{Span, error_span, field::Empty};
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// The span of a call. It has an error's level so that no log filter takes it away, and with it
/// the trace's id on every log line below. What log lines need not show are attributes, no fields.
pub(crate) fn of_call(headers: &HeaderMap, method: &'static str) -> Span {
    let caller = caller(headers);
    let span = error_span!("rpc", otel.name = method, otel.kind = "server", trace_id = Empty);
    let context = caller.span().span_context().clone();
    // It fails where nothing is traced.
    let _ = span.set_parent(caller);
    span.set_attribute(RPC_SYSTEM_NAME, "grpc");
    span.set_attribute(RPC_METHOD, method);
    let own = span.context().span().span_context().clone();
    if let Some(traced) = [own, context].into_iter().find(SpanContext::is_valid) {
        span.record("trace_id", tracing::field::display(traced.trace_id()));
    }
    span
}

/// The trace context of whoever calls.
fn caller(headers: &HeaderMap) -> Context {
    TraceContextPropagator::new().extract(&Headers(headers))
}

/// The way in which the documents of a batch or a stream are traced.
///
/// Each is a trace of its own that links to its call: a stream may carry millions, and its trace
/// would have no end. So the sampler decides for each, as it does for single documents; where the
/// caller said that it does not sample, none is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DocumentTraces {
    untraced: bool,
}

impl DocumentTraces {
    /// That of a call that begins.
    pub(super) fn of_call(headers: &HeaderMap) -> Self {
        let caller = caller(headers);
        let caller = caller.span().span_context().clone();
        Self { untraced: caller.is_valid() && !caller.is_sampled() }
    }

    /// The span of a document of the current call.
    pub(crate) fn span(self) -> Span {
        let call = Span::current();
        if self.untraced {
            return call;
        }
        let span = error_span!(parent: None, "document", otel.name = "document", trace_id = Empty);
        let context = call.context();
        let call = context.span().span_context().clone();
        if call.is_valid() {
            let _ = span.set_parent(Context::new());
            span.add_link(call);
            let own = span.context().span().span_context().trace_id();
            span.record("trace_id", tracing::field::display(own));
        }
        span
    }
}

/// Reads headers for the propagator.
struct Headers<'headers>(&'headers HeaderMap);

impl Extractor for Headers<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(|value| value.to_str().ok())
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(http::HeaderName::as_str).collect()
    }
}
