//! Reads the message of a call with one, after its bytes are reserved.
//!
//! gRPC says how long a message is before it sends it (five bytes: compressed or not, and the
//! length). So what does not fit is refused unread; what does is read whole before tonic decodes
//! it, so that a decoded message never waits for its caller's last word.

use super::{
    Limits,
    budget::{Budget, Reservation},
    delivery::deliver,
    explain::too_large,
    status::Failure,
};
use bytes::{Bytes, BytesMut};
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};
use tonic::{Status, body::Body};
use tower::{Layer, Service};

/// What stands before a message.
const PREFIX: usize = 5;

/// Reserves the bytes of calls and hands out their answers in pieces.
#[derive(Clone)]
pub(super) struct IntakeLayer {
    pub(super) single: Budget,
    pub(super) bulk: Budget,
    pub(super) limits: Limits,
}

impl<S> Layer<S> for IntakeLayer {
    type Service = Taken<S>;

    fn layer(&self, inner: S) -> Taken<S> {
        Taken { inner, intake: self.clone() }
    }
}

/// The service that [`IntakeLayer`] makes.
#[derive(Clone)]
pub(super) struct Taken<S> {
    inner: S,
    intake: IntakeLayer,
}

impl<S> Service<Request<Body>> for Taken<S>
where
    S: Service<Request<Body>, Response = Response<Body>> + Clone + Send + 'static,
    S::Future: Send + 'static,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let clone = self.inner.clone();
        let mut inner = std::mem::replace(&mut self.inner, clone);
        let IntakeLayer { single, bulk, limits } = self.intake.clone();
        let budget = match request.uri().path().rsplit('/').next() {
            // It reads its messages one by one, and reserves the bytes of each.
            Some("StreamAnalyze") => None,
            Some("BatchAnalyze") => Some(bulk),
            _ => Some(single),
        };
        Box::pin(async move {
            let Some(budget) = budget else {
                let response = inner.call(request).await?;
                return Ok(response.map(|body| deliver(body, None, limits.time)));
            };
            match take(request, &budget, limits).await {
                Ok((request, reservation)) => {
                    let response = inner.call(request).await?;
                    Ok(response.map(|body| deliver(body, reservation, limits.time)))
                }
                Err(status) => Ok(status.into_http()),
            }
        })
    }
}

/// Reads a request's message whole. It comes back with its reservation, which the handler finds
/// among the extensions too.
async fn take(
    request: Request<Body>,
    budget: &Budget,
    limits: Limits,
) -> Result<(Request<Body>, Option<Arc<Reservation>>), Status> {
    let (mut parts, body) = request.into_parts();
    let reading = read(body, budget, limits.message_bytes());
    let read = tokio::time::timeout(limits.time, reading).await;
    let (message, reservation) = read.map_err(|_| Failure::DeadlineExceeded.status())??;
    if let Some(reservation) = &reservation {
        parts.extensions.insert(Arc::clone(reservation));
    }
    Ok((Request::from_parts(parts, Body::new(Full::new(message))), reservation))
}

async fn read(
    mut body: Body,
    budget: &Budget,
    message_bytes: usize,
) -> Result<(Bytes, Option<Arc<Reservation>>), Status> {
    let mut message = BytesMut::new();
    let mut reservation = None;
    let mut length = None;
    while let Some(frame) = body.frame().await {
        // What follows the message are trailers, of which a request has none that matter.
        let frame = frame.map_err(|_| Status::cancelled("the caller went"))?;
        let Ok(data) = frame.into_data() else { continue };
        message.extend_from_slice(&data);
        if let (None, Some(prefix)) = (length, message.first_chunk::<PREFIX>()) {
            let [_, size @ ..] = *prefix;
            let size = u32::from_be_bytes(size) as usize;
            if size > message_bytes {
                return Err(too_large(message_bytes));
            }
            reservation =
                Some(budget.try_reserve(size).ok_or_else(|| Failure::Overloaded.status())?);
            message.reserve((PREFIX + size).saturating_sub(message.len()));
            length = Some(PREFIX + size);
        }
        if length.is_some_and(|length| message.len() > length) {
            // A second message, where there is to be one.
            return Err(Failure::MalformedMessage.status());
        }
    }
    Ok((message.freeze(), reservation))
}
