//! Who may call: whoever has an API key, where there are any.
//!
//! It stands around the services that need it and nowhere else: health is asked without a key.

pub mod keys;
mod rate;

use crate::{
    metrics::{Metrics, Refused},
    server::status::Failure,
    watched::Watched,
};
use http::{HeaderMap, Request, Response};
use keys::{Hash, Keys};
use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use tonic::{Status, body::Body};
use tower::{Layer, Service};
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// Lets those with a key through, or everybody where there are no keys.
#[derive(Clone)]
pub(crate) struct AuthenticateLayer {
    keys: Option<Watched<Keys>>,
    metrics: Metrics,
}

impl AuthenticateLayer {
    pub(crate) fn new(keys: Option<Watched<Keys>>, metrics: &Metrics) -> Self {
        Self { keys, metrics: metrics.clone() }
    }

    /// Whose call it is; `None` where nobody needs to say.
    fn caller(&self, headers: &HeaderMap) -> Result<Option<Caller>, Status> {
        let Some(keys) = &self.keys else { return Ok(None) };
        let shown = key(headers).map(keys::hash);
        let name =
            shown.and_then(|shown| keys.borrow().client(&shown).map(|client| client.name.clone()));
        let (Some(shown), Some(name)) = (shown, name) else {
            return Err(Failure::Unauthenticated.status());
        };
        tracing::Span::current().set_attribute("copydesk.client", name);
        Ok(Some(Caller { shown, keys: keys.clone(), metrics: self.metrics.clone() }))
    }
}

/// `authorization: Bearer KEY`, or `x-api-key: KEY`.
fn key(headers: &HeaderMap) -> Option<&[u8]> {
    let bearer = headers.get(http::header::AUTHORIZATION).and_then(|value| {
        let (scheme, key) = value.as_bytes().split_at_checked(7)?;
        scheme.eq_ignore_ascii_case(b"bearer ").then_some(key)
    });
    bearer.or_else(|| headers.get("x-api-key").map(http::HeaderValue::as_bytes))
}

/// The client behind a call. Whether it still is one is asked for every document: a stream may
/// last longer than its key.
#[derive(Clone)]
pub(crate) struct Caller {
    shown: Hash,
    keys: Watched<Keys>,
    metrics: Metrics,
}

impl Caller {
    /// Of the call that a request belongs to.
    pub(crate) fn of<T>(request: &tonic::Request<T>) -> Option<Self> {
        request.extensions().get().cloned()
    }

    /// Charges what turned out to be in a message that was charged already.
    pub(crate) fn owe(&self, documents: usize, bytes: usize) {
        let keys = self.keys.borrow();
        if let Some(client) = keys.client(&self.shown) {
            client.limiter.owe(documents, bytes);
            self.metrics.client_charged(&client.name, documents, bytes, true);
        }
    }

    /// Charges documents and bytes of messages to the client, before any work is done for them.
    ///
    /// # Errors
    /// `RATE_LIMITED` above its rates, `UNAUTHENTICATED` when its key is not valid any more.
    pub(crate) fn charge(&self, documents: usize, bytes: usize) -> Result<(), Status> {
        let keys = self.keys.borrow();
        let client = keys.client(&self.shown);
        let client = client.ok_or_else(|| Failure::Unauthenticated.status())?;
        let charged = client.limiter.take(documents, bytes);
        self.metrics.client_charged(&client.name, documents, bytes, charged.is_ok());
        charged.map_err(|wait| {
            self.metrics.refused(Refused::Rate);
            Failure::RateLimited.retry_after(wait.max(Duration::from_millis(1)))
        })
    }
}

impl<S> Layer<S> for AuthenticateLayer {
    type Service = Authenticated<S>;

    fn layer(&self, inner: S) -> Authenticated<S> {
        Authenticated { inner, layer: self.clone() }
    }
}

/// The service that [`AuthenticateLayer`] makes.
#[derive(Clone)]
pub(crate) struct Authenticated<S> {
    inner: S,
    layer: AuthenticateLayer,
}

impl<S> Service<Request<Body>> for Authenticated<S>
where
    S: Service<Request<Body>, Response = Response<Body>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<Body>) -> Self::Future {
        match self.layer.caller(request.headers()) {
            Ok(caller) => {
                if let Some(caller) = caller {
                    request.extensions_mut().insert(caller);
                }
                Box::pin(self.inner.call(request))
            }
            Err(status) => Box::pin(async move { Ok(status.into_http()) }),
        }
    }
}
