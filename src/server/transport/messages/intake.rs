//! The layer that reads the messages of calls before they are decoded, and hands out their answers.
//!
//! gRPC says how long a message is before it sends it. So a single document or a batch that does not
//! fit is refused unread; one that does is read whole before tonic decodes it, so that a decoded
//! message never waits for its caller's last word. The messages of a stream wait for their bytes.
//! What was compressed is decompressed here: tonic sees messages of the size for which bytes are
//! reserved.

use super::{
    budget::Budget, compression::Compression, delivery::deliver, form::Framing,
    reader::MessageReader, terms::MessageTerms,
};
use crate::{
    engine::Compute,
    server::{
        status::Failure,
        transport::{
            context::CallContext,
            method::{CallKind, Methods},
            middleware::{Inner, Middleware, Next, Outcome},
        },
    },
};
use http::{HeaderMap, HeaderValue, Request, header::HeaderName};
use http_body_util::Full;
use std::{sync::Arc, time::Duration};
use tonic::{Status, body::Body};

/// The header that names the compression of messages.
const ENCODING: HeaderName = HeaderName::from_static("grpc-encoding");

/// Reads the messages of calls and hands out their answers.
pub(crate) struct Intake {
    /// The methods that are served.
    pub(crate) methods: Methods,
    /// Bytes for single documents.
    pub(crate) single: Budget,
    /// Bytes for batches and streams.
    pub(crate) bulk: Budget,
    /// The largest message that is read [bytes].
    pub(crate) message_bytes: usize,
    /// The time that a message may take to arrive, and a piece of an answer to be taken.
    pub(crate) patience: Duration,
    /// The threads that decompress messages.
    pub(crate) compute: Compute,
}

impl Middleware for Intake {
    async fn call<S: Inner>(&self, request: Request<Body>, next: Next<S>) -> Outcome<S> {
        let kind = self.methods.at(request.uri().path()).kind;
        let read = async {
            let context = CallContext::of(request.extensions())?;
            Ok((self.read(request, kind, &context).await?, context))
        };
        match read.await {
            Ok((request, context)) => {
                let mut response = next.call(request).await?;
                let CallContext { compression, ledger, holder, .. } = context;
                if let Some(compression) = compression {
                    let name = HeaderValue::from_static(compression.name());
                    response.headers_mut().insert(ENCODING, name);
                }
                Ok(response.map(|body| deliver(body, kind, ledger, holder, self.patience)))
            }
            Err(status) => Ok(Status::into_http(status)),
        }
    }
}

impl Intake {
    /// The request with its message read, or, of a stream, with messages that will be.
    async fn read(
        &self,
        request: Request<Body>,
        kind: CallKind,
        context: &CallContext,
    ) -> Result<Request<Body>, Status> {
        // A method that is none of `Methods` would be served without limits.
        if kind == CallKind::Other {
            return Err(Failure::MethodNotFound.status());
        }
        if kind == CallKind::Stream && context.form.framing != Framing::Prefixed {
            return Err(Failure::NeedsGrpc.status());
        }
        let (mut parts, body) = request.into_parts();
        // tonic says which encodings there are, and reads nothing.
        let Some(compression) = compression(&parts.headers) else {
            return Ok(Request::from_parts(parts, body));
        };
        parts.headers.remove(ENCODING);
        let budget = match kind {
            CallKind::Single | CallKind::Question => &self.single,
            CallKind::Batch | CallKind::Stream | CallKind::Health | CallKind::Other => &self.bulk,
        };
        let terms = MessageTerms {
            compression,
            framing: context.form.framing,
            most: self.message_bytes.min(budget.limit()),
            budget: budget.clone(),
            holder: Arc::clone(&context.holder),
            patience: self.patience,
            compute: self.compute.clone(),
            ledger: context.ledger.clone(),
        };
        let messages = MessageReader::new(body, terms);
        let body = if kind == CallKind::Stream {
            context.holder.may_rest();
            messages.into_body()
        } else {
            let charged = context.caller.as_ref().filter(|_| kind != CallKind::Question);
            let message = messages.only(charged);
            let read = context.deadline.or_in(self.patience).limit(message);
            Body::new(Full::new(read.await??))
        };
        Ok(Request::from_parts(parts, body))
    }
}

/// The compression of messages that say that they are compressed; `None`: one that is not spoken.
fn compression(headers: &HeaderMap) -> Option<Option<Compression>> {
    match headers.get(ENCODING).map(HeaderValue::as_bytes) {
        None | Some(b"identity") => Some(None),
        Some(name) => Compression::named(name).map(Some),
    }
}
