//! Watches every call: one span, one log line and one set of measurements each.
//!
//! A call is counted when its answer ends, not when it begins: the status of a stream stands in its
//! trailers. One that is dropped before counts as cancelled, whoever let it go. Its end is when the
//! transport has the trailers: the caller may not have taken the last piece yet.

use super::{
    connection::{ConnectionInfo, Running},
    method::{Kind, Method},
    trace,
};
use crate::{
    metrics::{Metrics, Refused},
    server::status::Failure,
};
use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use http_body::{Body as _, Frame, SizeHint};
use opentelemetry_semantic_conventions::attribute::{
    ERROR_TYPE, RPC_METHOD_ORIGINAL, RPC_RESPONSE_STATUS_CODE,
};
use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Instant,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tonic::{Code, Status, body::Body};
use tower::{Layer, Service};
use tracing::{Span, debug, info};
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// Watches the calls of the service inside.
#[derive(Clone)]
pub(crate) struct ObserveLayer {
    metrics: Metrics,
    calls: Arc<Semaphore>,
}

impl ObserveLayer {
    /// At most so many calls at a time. Those for health and for reflection are not among them:
    /// each connection has places for them.
    pub(crate) fn new(calls: usize, metrics: &Metrics) -> Self {
        Self { metrics: metrics.clone(), calls: Arc::new(Semaphore::new(calls)) }
    }

    fn place(&self, method: Method, connection: Option<&ConnectionInfo>) -> Option<Place> {
        let aside = matches!(method.kind, Kind::Health | Kind::Other);
        let own = connection.filter(|_| aside).map(|connection| &connection.aside);
        Arc::clone(own.unwrap_or(&self.calls)).try_acquire_owned().ok().map(Arc::new)
    }
}

impl<S> Layer<S> for ObserveLayer {
    type Service = Observed<S>;

    fn layer(&self, inner: S) -> Observed<S> {
        Observed { inner, layer: self.clone() }
    }
}

/// The service that [`ObserveLayer`] makes.
#[derive(Clone)]
pub(crate) struct Observed<S> {
    inner: S,
    layer: ObserveLayer,
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

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let call = Call::begin(&request, &self.layer);
        if call.place.is_none() {
            call.metrics.refused(Refused::Calls);
            let response = Failure::Overloaded.status().into_http();
            return Box::pin(async { Ok(call.answered(response)) });
        }
        let span = call.span.clone();
        let answer = span.in_scope(|| self.inner.call(request));
        let answer = tracing::Instrument::instrument(answer, span);
        Box::pin(async move {
            let response = answer.await?;
            Ok(call.answered(response))
        })
    }
}

/// A call's place among those that may be open: its own until all its data is on the wire.
type Place = Arc<OwnedSemaphorePermit>;

/// A call that is watched. Dropped, it has ended.
struct Call {
    method: &'static str,
    span: Span,
    began: Instant,
    metrics: Metrics,
    /// `None`: not known yet, and at the end: cancelled.
    status: Option<Code>,
    place: Option<Place>,
    _running: Option<Running>,
}

impl Call {
    fn begin(request: &Request<Body>, layer: &ObserveLayer) -> Self {
        let method = Method::of(request.uri().path());
        // A probe every few seconds is no trace that anybody wants.
        let span = if method.kind == Kind::Health {
            Span::none()
        } else {
            trace::of_call(request.headers(), method.name)
        };
        if method == Method::UNKNOWN {
            let path = request.uri().path().trim_start_matches('/');
            span.set_attribute(RPC_METHOD_ORIGINAL, path.chars().take(100).collect::<String>());
        }
        layer.metrics.call_began(method.name);
        let connection: Option<&ConnectionInfo> = request.extensions().get();
        Self {
            method: method.name,
            span,
            began: Instant::now(),
            metrics: layer.metrics.clone(),
            status: None,
            place: layer.place(method, connection),
            _running: connection.map(ConnectionInfo::running),
        }
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
pub(crate) const fn code_name(code: Code) -> &'static str {
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

/// A part of an answer, in the place of its call.
struct Placed {
    bytes: Bytes,
    _place: Option<Place>,
}

impl AsRef<[u8]> for Placed {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
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
        let place = self.call.as_ref().and_then(|call| call.place.clone());
        match &frame {
            None => self.end(Code::Ok),
            Some(Err(status)) => self.end(status.code()),
            Some(Ok(frame)) => {
                if let Some(trailers) = frame.trailers_ref() {
                    self.end(status_in(trailers).unwrap_or(Code::Unknown));
                }
            }
        }
        let held = |bytes| Bytes::from_owner(Placed { bytes, _place: place });
        Poll::Ready(frame.map(|frame| frame.map(|frame| frame.map_data(held))))
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
    use http_body_util::{BodyExt, Full};

    #[tokio::test]
    async fn a_place_is_free_when_all_data_is_on_the_wire() {
        let layer = ObserveLayer::new(1, &Metrics::off());
        let answer = |_| {
            let trailers = async { Some(Ok(HeaderMap::new())) };
            let body = Full::new(Bytes::from_static(b"answer")).with_trailers(trailers);
            std::future::ready(Ok::<_, Status>(Response::new(Body::new(body))))
        };
        let mut service = layer.layer(tower::service_fn(answer));
        let request = || Request::new(Body::empty());
        let mut body = service.call(request()).await.expect("an answer").into_body();
        let piece = body.frame().await.expect("a piece").expect("no failure");
        while body.frame().await.is_some() {}
        drop(body);
        let refused = service.call(request()).await.expect("an answer");
        assert_eq!(status_in(refused.headers()), Some(Code::ResourceExhausted));
        drop(piece);
        let answered = service.call(request()).await.expect("an answer");
        assert_eq!(status_in(answered.headers()), None);
    }
}
