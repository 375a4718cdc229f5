//! The answer of a call whose message is the body, out of gRPC's frames.

use super::{errors::ErrorForm, unary::Unary};
use crate::server::{
    status::Failure,
    transport::messages::{PREFIX, form::Format},
};
use bytes::{Buf, Bytes, BytesMut};
use http::{
    HeaderMap, HeaderName, HeaderValue, Response,
    header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, VARY},
};
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt;
use std::{
    pin::Pin,
    task::{Context, Poll},
};
use tonic::{Code, Status, body::Body};

/// gRPC's own headers, which mean nothing here.
const OF_GRPC: [&str; 5] = [
    "grpc-accept-encoding",
    "grpc-encoding",
    "grpc-message",
    "grpc-status",
    "grpc-status-details-bin",
];

/// The same answer without frames and trailers: its message, or its error.
pub(super) async fn of_response(response: Response<Body>, call: &Unary) -> Response<Body> {
    if !response.status().is_success() {
        return response;
    }
    let (mut parts, mut body) = response.into_parts();
    let found = match status_in(&parts.headers) {
        Some(status) => Err(status),
        None => Message::begin(&mut body).await,
    };
    let encoding = parts.headers.get("grpc-encoding").cloned();
    for name in OF_GRPC {
        parts.headers.remove(name);
    }
    match found {
        Err(status) => {
            let mut response = of_error(&status, call.errors);
            response.extensions_mut().extend(parts.extensions);
            response
        }
        Ok(message) => {
            let format = match call.format {
                Format::Json(_) => "application/json",
                Format::Protobuf => "application/proto",
            };
            parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static(format));
            parts.headers.insert(CONTENT_LENGTH, message.length.into());
            parts.headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
            if let Some(encoding) = encoding.filter(|_| message.is_packed) {
                parts.headers.insert(CONTENT_ENCODING, encoding);
            }
            let rest = Rest { first: message.first, left: message.length, inner: body };
            Response::from_parts(parts, Body::new(rest))
        }
    }
}

/// The answer to a call that failed.
pub(super) fn of_error(status: &Status, errors: ErrorForm) -> Response<Body> {
    let (code, error) = errors.write(status);
    let mut response = Response::new(Body::new(http_body_util::Full::from(error)));
    *response.status_mut() = code;
    response.headers_mut().insert(CONTENT_TYPE, ErrorForm::CONTENT_TYPE);
    response
}

/// The beginning of a message in a frame.
struct Message {
    is_packed: bool,
    /// The length of the message [bytes].
    length: usize,
    /// What came with its prefix.
    first: Bytes,
}

impl Message {
    /// Reads as far as to know how long it is.
    async fn begin(body: &mut Body) -> Result<Self, Status> {
        let mut came = BytesMut::new();
        while came.len() < PREFIX {
            let Some(frame) = body.frame().await else { return Err(Failure::Internal.status()) };
            match frame?.into_data() {
                Ok(data) => came.extend_from_slice(&data),
                Err(frame) => {
                    let trailers = frame.into_trailers().unwrap_or_default();
                    let status = status_in(&trailers);
                    return Err(status.unwrap_or_else(|| Failure::Internal.status()));
                }
            }
        }
        let is_packed = came.get_u8() == 1;
        let length = came.get_u32() as usize;
        Ok(Self { is_packed, length, first: came.freeze() })
    }
}

/// The status in headers or trailers, if it is a failure.
fn status_in(headers: &HeaderMap) -> Option<Status> {
    Status::from_header_map(headers).filter(|status| status.code() != Code::Ok)
}

/// The rest of a message.
struct Rest {
    first: Bytes,
    /// Bytes that are still to be handed out.
    left: usize,
    inner: Body,
}

impl http_body::Body for Rest {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        loop {
            let data = if self.first.is_empty() {
                match std::task::ready!(Pin::new(&mut self.inner).poll_frame(context)) {
                    None => return Poll::Ready(None),
                    Some(Err(status)) => return Poll::Ready(Some(Err(status))),
                    Some(Ok(frame)) => match frame.into_data() {
                        Ok(data) => data,
                        Err(trailers) => {
                            let trailers = trailers.into_trailers().unwrap_or_default();
                            return Poll::Ready(status_in(&trailers).map(Err));
                        }
                    },
                }
            } else {
                std::mem::take(&mut self.first)
            };
            self.left = self.left.saturating_sub(data.len());
            if self.left == 0 {
                // Whoever writes the last byte asks for nothing more: the call has its end now.
                let end = Pin::new(&mut self.inner).poll_frame(context);
                if let Poll::Ready(Some(Err(status))) = end {
                    return Poll::Ready(Some(Err(status)));
                }
            }
            if !data.is_empty() {
                return Poll::Ready(Some(Ok(Frame::data(data))));
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0 && self.first.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left as u64)
    }
}

/// The names of headers that browsers may show to the pages that asked.
pub(super) const EXPOSED: [HeaderName; 3] = [
    HeaderName::from_static("grpc-message"),
    HeaderName::from_static("grpc-status"),
    HeaderName::from_static("grpc-status-details-bin"),
];
