//! The client behind a call, and what its documents cost it.

use super::keys::{Hash, Keys};
use crate::{
    metrics::{Metrics, Refused},
    server::status::Failure,
    watched::Watched,
};
use std::time::Duration;
use tonic::Status;

/// The client behind a call. Whether its key is still valid is looked up for every document: a
/// stream may last longer than its key.
#[derive(Clone)]
pub(crate) struct Caller {
    shown: Hash,
    keys: Watched<Keys>,
    metrics: Metrics,
}

impl Caller {
    /// The client that showed a key with this hash.
    pub(super) fn new(shown: Hash, keys: Watched<Keys>, metrics: Metrics) -> Self {
        Self { shown, keys, metrics }
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
