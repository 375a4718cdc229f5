//! Watches every call: one span, one log line and one set of measurements each.
//!
//! A call is counted when its answer ends, not when it begins: the status of a stream stands in its
//! trailers. One that is dropped before counts as cancelled, whoever let it go.

use super::{
    connection::{ConnectionInfo, Running},
    trace,
};
use crate::metrics::Metrics;
use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use http_body::{Body as _, Frame, SizeHint};
use opentelemetry_semantic_conventions::attribute::{
    ERROR_TYPE, RPC_METHOD_ORIGINAL, RPC_RESPONSE_STATUS_CODE,
};
use std::{
    pin::Pin,
    task::{Context, Poll, ready},
    time::Instant,
};
use tonic::{Code, Status, body::Body};
use tower::{Layer, Service};
use tracing::{Span, debug, info};
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// The methods that are there. Others share one name, or strangers could make up any number.
const METHODS: [&str; 8] = [
    "copydesk.v1.TextAnalysisService/Analyze",
    "copydesk.v1.TextAnalysisService/BatchAnalyze",
    "copydesk.v1.TextAnalysisService/StreamAnalyze",
    "copydesk.v1.TextAnalysisService/GetCapabilities",
    "grpc.health.v1.Health/Check",
    "grpc.health.v1.Health/Watch",
    "grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
    "grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
];

/// The name of a method that is not there.
const OTHER: &str = "_OTHER";

/// Watches the calls of the service inside.
#[derive(Clone)]
pub(super) struct ObserveLayer {
    metrics: Metrics,
}

impl ObserveLayer {
    pub(super) fn new(metrics: &Metrics) -> Self {
        Self { metrics: metrics.clone() }
    }
}

impl<S> Layer<S> for ObserveLayer {
    type Service = Observed<S>;

    fn layer(&self, inner: S) -> Observed<S> {
        Observed { inner, metrics: self.metrics.clone() }
    }
}

/// The service that [`ObserveLayer`] makes.
#[derive(Clone)]
pub(super) struct Observed<S> {
    inner: S,
    metrics: Metrics,
}

impl<S> Service<Request<Body>> for Observed<S>
where
    S: Service<Request<Body>, Response = Response<Body>>,
    S::Future: Send + 'static,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<Body>) -> Self::Future {
        let call = Call::begin(&mut request, &self.metrics);
        let span = call.span.clone();
        let answer = span.in_scope(|| self.inner.call(request));
        let answer = tracing::Instrument::instrument(answer, span);
        Box::pin(async move {
            let response = answer.await?;
            Ok(call.answered(response))
        })
    }
}

/// A call that is watched. Dropped, it has ended.
struct Call {
    method: &'static str,
    span: Span,
    began: Instant,
    metrics: Metrics,
    /// `None`: not known yet, and at the end: cancelled.
    status: Option<Code>,
    _running: Option<Running>,
}

impl Call {
    fn begin(request: &mut Request<Body>, metrics: &Metrics) -> Self {
        let path = request.uri().path().trim_start_matches('/');
        let method = METHODS.into_iter().find(|method| *method == path).unwrap_or(OTHER);
        let unknown = (method == OTHER).then(|| path.chars().take(100).collect::<String>());
        // A probe every few seconds is no trace that anybody wants.
        let span = if method.starts_with("grpc.health.") {
            Span::none()
        } else {
            trace::of_call(request, method)
        };
        if let Some(unknown) = unknown {
            span.set_attribute(RPC_METHOD_ORIGINAL, unknown);
        }
        metrics.call_began(method);
        let _running = request.extensions().get().map(ConnectionInfo::running);
        let (began, metrics) = (Instant::now(), metrics.clone());
        Self { method, span, began, metrics, status: None, _running }
    }

    /// Goes on watching the body; ends here where there is none.
    fn answered(mut self, response: Response<Body>) -> Response<Body> {
        self.status = status_in(response.headers());
        if response.body().is_end_stream() {
            self.status.get_or_insert(Code::Ok);
            return response;
        }
        response.map(|inner| Body::new(ObservedBody { inner, call: Some(self) }))
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        let code = self.status.unwrap_or(Code::Cancelled);
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

/// Whether a status is the server's fault (semantic conventions for gRPC, server spans).
const fn is_fault(code: Code) -> bool {
    matches!(
        code,
        Code::Unknown
            | Code::DeadlineExceeded
            | Code::Unimplemented
            | Code::Internal
            | Code::Unavailable
            | Code::DataLoss
    )
}

/// The name of a code in the specification of gRPC.
pub(super) const fn code_name(code: Code) -> &'static str {
    match code {
        Code::Ok => "OK",
        Code::Cancelled => "CANCELLED",
        Code::Unknown => "UNKNOWN",
        Code::InvalidArgument => "INVALID_ARGUMENT",
        Code::DeadlineExceeded => "DEADLINE_EXCEEDED",
        Code::NotFound => "NOT_FOUND",
        Code::AlreadyExists => "ALREADY_EXISTS",
        Code::PermissionDenied => "PERMISSION_DENIED",
        Code::ResourceExhausted => "RESOURCE_EXHAUSTED",
        Code::FailedPrecondition => "FAILED_PRECONDITION",
        Code::Aborted => "ABORTED",
        Code::OutOfRange => "OUT_OF_RANGE",
        Code::Unimplemented => "UNIMPLEMENTED",
        Code::Internal => "INTERNAL",
        Code::Unavailable => "UNAVAILABLE",
        Code::DataLoss => "DATA_LOSS",
        Code::Unauthenticated => "UNAUTHENTICATED",
    }
}

fn status_in(headers: &HeaderMap) -> Option<Code> {
    headers.get("grpc-status").map(|code| Code::from_bytes(code.as_bytes()))
}

/// The body of an answer that is watched to its end.
struct ObservedBody {
    inner: Body,
    call: Option<Call>,
}

impl ObservedBody {
    fn end(&mut self, code: Code) {
        if let Some(mut call) = self.call.take() {
            call.status.get_or_insert(code);
        }
    }
}

impl http_body::Body for ObservedBody {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let span = self.call.as_ref().map_or_else(Span::none, |call| call.span.clone());
        let frame = span.in_scope(|| Pin::new(&mut self.inner).poll_frame(context));
        drop(span);
        let frame = ready!(frame);
        match &frame {
            None => self.end(Code::Ok),
            Some(Err(status)) => self.end(status.code()),
            Some(Ok(frame)) => {
                if let Some(trailers) = frame.trailers_ref() {
                    self.end(status_in(trailers).unwrap_or(Code::Unknown));
                }
            }
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grpc::DESCRIPTOR;
    use prost::Message;
    use prost_types::FileDescriptorSet;
    use std::collections::BTreeSet;

    #[test]
    fn every_method_that_is_served_has_a_name() {
        let sets = [
            DESCRIPTOR,
            tonic_health::pb::FILE_DESCRIPTOR_SET,
            tonic_reflection::pb::v1::FILE_DESCRIPTOR_SET,
            tonic_reflection::pb::v1alpha::FILE_DESCRIPTOR_SET,
        ];
        let mut served = BTreeSet::new();
        for set in sets {
            for file in FileDescriptorSet::decode(set).expect("a descriptor").file {
                for service in &file.service {
                    let names = service.method.iter().map(|method| {
                        format!("{}.{}/{}", file.package(), service.name(), method.name())
                    });
                    served.extend(names);
                }
            }
        }
        assert_eq!(served, METHODS.map(str::to_owned).into());
    }
}
