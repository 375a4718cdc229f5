//! Lets callers in: all of them, or those with an API key, where there are any.
//!
//! It stands around the services that need it and nowhere else: health is asked without a key.

use super::{
    caller::Caller,
    keys::{self, Keys},
};
use crate::{
    metrics::Metrics,
    server::{
        status::Failure,
        transport::{
            context::CallContext,
            fairness::Peer,
            middleware::{Inner, Middleware, Next, Outcome},
        },
    },
    watched::Watched,
};
use http::{HeaderMap, Request};
use tonic::{Status, body::Body};
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// Lets callers with a key in, or everybody where there are no keys. Clones share the keys.
#[derive(Clone)]
pub(crate) struct Authenticate {
    keys: Option<Watched<Keys>>,
    metrics: Metrics,
}

impl Authenticate {
    pub(crate) fn new(keys: Option<Watched<Keys>>, metrics: &Metrics) -> Self {
        Self { keys, metrics: metrics.clone() }
    }

    /// The peer behind a call from an address; `None`: a stranger, where there are keys.
    pub(crate) fn peer(&self, headers: &HeaderMap, address: Peer) -> Option<Peer> {
        let Some(keys) = &self.keys else { return Some(address) };
        let shown = key(headers).map(keys::hash)?;
        keys.borrow().client(&shown).map(|_| Peer::Key(shown))
    }

    /// The client behind a call; `None` where callers need no key.
    fn caller(&self, headers: &HeaderMap) -> Result<Option<Caller>, Status> {
        let Some(keys) = &self.keys else { return Ok(None) };
        let shown = key(headers).map(keys::hash);
        let name =
            shown.and_then(|shown| keys.borrow().client(&shown).map(|client| client.name.clone()));
        let (Some(shown), Some(name)) = (shown, name) else {
            return Err(Failure::Unauthenticated.status());
        };
        tracing::Span::current().set_attribute("copydesk.client", name);
        Ok(Some(Caller::new(shown, keys.clone(), self.metrics.clone())))
    }
}

/// The headers that hold nothing but a key; the second is that of Google's clients.
const KEY_HEADERS: [&str; 2] = ["x-api-key", "x-goog-api-key"];

/// `authorization: Bearer KEY`, or a header that holds the key alone.
fn key(headers: &HeaderMap) -> Option<&[u8]> {
    let bearer = headers.get(http::header::AUTHORIZATION).and_then(|value| {
        let (scheme, key) = value.as_bytes().split_at_checked(7)?;
        scheme.eq_ignore_ascii_case(b"bearer ").then_some(key)
    });
    bearer.or_else(|| {
        let alone = KEY_HEADERS.into_iter().find_map(|name| headers.get(name));
        alone.map(http::HeaderValue::as_bytes)
    })
}

impl Middleware for Authenticate {
    async fn call<S: Inner>(&self, mut request: Request<Body>, next: Next<S>) -> Outcome<S> {
        let caller = self.caller(request.headers());
        match caller.and_then(|caller| CallContext::new(&request, caller)) {
            Ok(context) => {
                request.extensions_mut().insert(context);
                next.call(request).await
            }
            Err(status) => Ok(status.into_http()),
        }
    }
}
