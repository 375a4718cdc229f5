//! The answer of a call that is watched.

use super::call::{CallPermit, ObservedCall};
use bytes::Bytes;
use http::{HeaderMap, Response};
use http_body::{Body as _, Frame, SizeHint};
use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};
use tonic::{Code, Status, body::Body};
use tracing::Span;

/// Goes on watching a call while its answer is taken; it ends here where the answer has no body.
pub(super) fn watch(mut call: ObservedCall, response: Response<Body>) -> Response<Body> {
    call.status = status_in(response.headers());
    if !response.status().is_success() {
        // What was asked is none of gRPC.
        call.status.get_or_insert(Code::InvalidArgument);
    }
    if response.body().is_end_stream() {
        call.status.get_or_insert(Code::Ok);
        return response;
    }
    response.map(|inner| Body::new(ObservedBody { inner, call: Some(call) }))
}

/// The code of the status in headers or trailers.
pub(super) fn status_in(headers: &HeaderMap) -> Option<Code> {
    headers.get("grpc-status").map(|code| Code::from_bytes(code.as_bytes()))
}

/// A part of an answer, which keeps the permit of its call.
struct PermittedBytes {
    bytes: Bytes,
    _permit: Option<CallPermit>,
}

impl AsRef<[u8]> for PermittedBytes {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

/// The body of an answer that is watched to its end.
struct ObservedBody {
    inner: Body,
    /// `None`: it has ended.
    call: Option<ObservedCall>,
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
        let permit = self.call.as_ref().and_then(|call| call.permit.clone());
        match &frame {
            None => self.end(Code::Ok),
            Some(Err(status)) => self.end(status.code()),
            Some(Ok(frame)) => {
                if let Some(trailers) = frame.trailers_ref() {
                    self.end(status_in(trailers).unwrap_or(Code::Unknown));
                }
            }
        }
        let held = |bytes| Bytes::from_owner(PermittedBytes { bytes, _permit: permit });
        Poll::Ready(frame.map(|frame| frame.map(|frame| frame.map_data(held))))
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
