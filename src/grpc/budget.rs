//! How many bytes of requests may be in flight: what holds memory, however large documents are.
//!
//! A request is weighed by its message before the message is read, and lets go when the transport
//! has taken its answer. Single documents and bulk have bytes of their own, so that neither starves the other.

use crate::metrics::{Metrics, Refused};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Bytes that may be in flight. Clones share them.
#[derive(Clone)]
pub(super) struct Budget {
    bytes: Arc<Semaphore>,
    limit: u32,
    metrics: Metrics,
}

/// Bytes that a request holds until this is dropped.
pub(super) struct Reservation {
    held: Mutex<OwnedSemaphorePermit>,
    budget: Budget,
}

impl Budget {
    /// So many bytes for calls of a kind.
    pub(super) fn new(kind: &'static str, limit: u32, metrics: &Metrics) -> Self {
        let bytes = Arc::new(Semaphore::new(limit as usize));
        let free = Arc::clone(&bytes);
        let in_flight = move || (limit as usize).saturating_sub(free.available_permits());
        metrics.watch_bytes(kind, limit as usize, in_flight);
        Self { bytes, limit, metrics: metrics.clone() }
    }

    /// Reserves bytes if that many are free.
    pub(super) fn try_reserve(&self, bytes: usize) -> Option<Arc<Reservation>> {
        self.try_acquire(self.weight(bytes)).map(|held| self.reservation(held))
    }

    /// Waits until that many bytes are free.
    pub(super) async fn reserve(&self, bytes: usize) -> Option<Arc<Reservation>> {
        let held = Arc::clone(&self.bytes).acquire_many_owned(self.weight(bytes)).await;
        held.ok().map(|held| self.reservation(held))
    }

    fn try_acquire(&self, weight: u32) -> Option<OwnedSemaphorePermit> {
        let held = Arc::clone(&self.bytes).try_acquire_many_owned(weight).ok();
        if held.is_none() {
            self.metrics.refused(Refused::Bytes);
        }
        held
    }

    fn reservation(&self, held: OwnedSemaphorePermit) -> Arc<Reservation> {
        Arc::new(Reservation { held: Mutex::new(held), budget: self.clone() })
    }

    /// What is larger than all there is takes all there is: then it runs alone.
    fn weight(&self, bytes: usize) -> u32 {
        u32::try_from(bytes).unwrap_or(u32::MAX).min(self.limit)
    }
}

impl Reservation {
    /// Reserves more if the message turns out to be larger, as a compressed one does.
    pub(super) fn grow_to(&self, bytes: usize) -> bool {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let more = self.budget.weight(bytes).saturating_sub(permits(&held));
        if more == 0 {
            return true;
        }
        self.budget.try_acquire(more).map(|grown| held.merge(grown)).is_some()
    }
}

fn permits(held: &OwnedSemaphorePermit) -> u32 {
    u32::try_from(held.num_permits()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn budget(limit: u32) -> Budget {
        Budget::new("single", limit, &Metrics::off())
    }

    #[test]
    fn what_is_held_is_not_given_twice() {
        let budget = budget(100);
        let first = budget.try_reserve(60);
        assert!(first.is_some() && budget.try_reserve(60).is_none());
        drop(first);
        assert!(budget.try_reserve(60).is_some());
    }

    #[test]
    fn the_largest_runs_alone() {
        let budget = budget(100);
        let largest = budget.try_reserve(1000);
        assert!(largest.is_some() && budget.try_reserve(1).is_none());
    }

    #[test]
    fn grows_as_far_as_there_is_room() {
        let budget = budget(100);
        let small = budget.try_reserve(10).expect("room");
        assert!(small.grow_to(90) && small.grow_to(50));
        assert!(budget.try_reserve(20).is_none());
        let other = budget.try_reserve(10).expect("room");
        assert!(!other.grow_to(20));
    }
}
