//! The connections that fail: all counted, and one a second told in the log.

use crate::metrics::{ConnectionFailure, Metrics};
use parking_lot::Mutex;
use std::time::{Duration, Instant};

/// The time between two lines: strangers must not fill the log.
const SILENCE: Duration = Duration::from_secs(1);

/// Counts and tells failures.
pub(super) struct Failures {
    metrics: Metrics,
    told: Mutex<Option<Instant>>,
}

impl Failures {
    /// None yet.
    pub(super) fn new(metrics: &Metrics) -> Self {
        Self { metrics: metrics.clone(), told: Mutex::new(None) }
    }

    /// Counts one, and tells it unless another was told just now.
    pub(super) fn tell(&self, failure: ConnectionFailure) {
        self.metrics.connection_failed(failure);
        // Clients that go without a word are no news.
        if failure == ConnectionFailure::Lost {
            return;
        }
        let mut told = self.told.lock();
        if told.is_none_or(|told| told.elapsed() >= SILENCE) {
            *told = Some(Instant::now());
            drop(told);
            let reason = failure.name();
            tracing::warn!(reason, "a connection failed; others may have, which are only counted");
        }
    }
}
