//! The bytes of requests that may be in flight: this bounds memory, however large documents are.
//!
//! Every message is weighed by its bytes without compression before it is decoded. What it weighs is
//! let go when the last of its document, of its options and of their answer is gone, wherever that
//! is: in a queue, on a thread, or with the transport. Single documents and bulk have bytes of their
//! own, so that neither starves the other.

use crate::{
    metrics::{Metrics, Refused},
    server::status,
};
use parking_lot::Mutex;
use std::{collections::VecDeque, sync::Arc};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tonic::Status;

/// Bytes that may be in flight. Clones share them.
#[derive(Clone)]
pub(crate) struct Budget {
    bytes: Arc<Semaphore>,
    limit: usize,
    metrics: Metrics,
}

/// Bytes that a message holds until this is dropped.
#[derive(Debug)]
pub(crate) struct Reservation {
    /// `None`: let go.
    held: Mutex<Option<OwnedSemaphorePermit>>,
}

impl Budget {
    /// A budget of so many bytes for calls of a kind.
    pub(crate) fn new(kind: &'static str, limit: u32, metrics: &Metrics) -> Self {
        let limit = limit as usize;
        let bytes = Arc::new(Semaphore::new(limit));
        let free = Arc::clone(&bytes);
        let in_flight = move || limit.saturating_sub(free.available_permits());
        metrics.watch_bytes(kind, limit, in_flight);
        Self { bytes, limit, metrics: metrics.clone() }
    }

    /// All bytes that there are.
    pub(crate) const fn limit(&self) -> usize {
        self.limit
    }

    /// True if that many are free, for now; else a refusal is counted.
    pub(crate) fn has_room(&self, bytes: usize) -> bool {
        let room = self.bytes.available_permits() >= bytes;
        if !room {
            self.metrics.refused(Refused::Bytes);
        }
        room
    }

    /// Reserves bytes if that many are free.
    pub(crate) fn try_reserve(&self, bytes: usize) -> Option<Reservation> {
        let weight = u32::try_from(bytes).ok();
        let held =
            weight.and_then(|weight| Arc::clone(&self.bytes).try_acquire_many_owned(weight).ok());
        if held.is_none() {
            self.metrics.refused(Refused::Bytes);
        }
        held.map(Reservation::new)
    }

    /// Waits until that many bytes are free; `None` where there are never so many.
    pub(crate) async fn reserve(&self, bytes: usize) -> Option<Reservation> {
        let weight = u32::try_from(bytes).ok().filter(|_| bytes <= self.limit)?;
        let held = Arc::clone(&self.bytes).acquire_many_owned(weight).await;
        held.ok().map(Reservation::new)
    }
}

impl Reservation {
    fn new(held: OwnedSemaphorePermit) -> Self {
        Self { held: Mutex::new(Some(held)) }
    }

    /// Takes another one's bytes over.
    pub(crate) fn merge(&self, other: Self) {
        let other = other.held.lock().take();
        if let (Some(held), Some(other)) = (self.held.lock().as_mut(), other) {
            held.merge(other);
        }
    }

    /// Parts with some of its bytes, or with all where it has fewer.
    pub(crate) fn split(&self, bytes: usize) -> Self {
        let mut held = self.held.lock();
        let part = held.as_mut().and_then(|held| held.split(bytes.min(held.num_permits())));
        Self { held: Mutex::new(part) }
    }

    /// Lets go now.
    pub(crate) fn release(&self) {
        self.held.lock().take();
    }

    /// The bytes that it holds.
    pub(crate) fn bytes(&self) -> usize {
        self.held.lock().as_ref().map_or(0, OwnedSemaphorePermit::num_permits)
    }
}

/// The reservations of a call: of the messages that were read, and of the answers that are to be
/// handed out.
/// Clones share it; it passes from the transport's side of a call to its handler and back.
#[derive(Clone, Default)]
pub(crate) struct Ledger(Arc<Mutex<Entries>>);

#[derive(Default)]
struct Entries {
    reading: bool,
    read: VecDeque<Arc<Reservation>>,
    answered: Vec<Arc<Reservation>>,
}

impl Ledger {
    /// Notes that a message arrives, or waits for its bytes.
    pub(crate) fn reading(&self) {
        self.0.lock().reading = true;
    }

    /// True if one does.
    pub(crate) fn is_reading(&self) -> bool {
        self.0.lock().reading
    }

    /// Notes that a message was read.
    pub(crate) fn read(&self, reservation: Reservation) {
        let mut entries = self.0.lock();
        entries.reading = false;
        entries.read.push_back(Arc::new(reservation));
    }

    /// Takes what the next message holds, in the order in which they were read.
    ///
    /// # Errors
    /// `INTERNAL` when it was not weighed.
    pub(crate) fn next(&self) -> Result<Arc<Reservation>, Status> {
        let next = self.0.lock().read.pop_front();
        next.ok_or_else(|| status::broken("a message holds no bytes: it was read by nobody"))
    }

    /// Notes that a message is answered: what the transport takes next has the answer.
    pub(crate) fn answered(&self, reservation: Option<Arc<Reservation>>) {
        self.0.lock().answered.extend(reservation);
    }

    /// Takes what holds the bytes of the answers since the last time.
    pub(crate) fn take_answered(&self) -> Vec<Arc<Reservation>> {
        std::mem::take(&mut self.0.lock().answered)
    }
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

    #[tokio::test]
    async fn what_never_fits_is_not_waited_for() {
        let budget = budget(100);
        assert!(budget.reserve(101).await.is_none());
        assert!(budget.reserve(100).await.is_some());
    }

    #[test]
    fn parts_and_sums_hold_what_they_say() {
        let budget = budget(100);
        let whole = budget.try_reserve(30).expect("room");
        whole.merge(budget.try_reserve(30).expect("room"));
        let part = whole.split(40);
        assert_eq!((whole.bytes(), part.bytes()), (20, 40));
        assert_eq!(whole.split(1000).bytes(), 20);
        assert!(budget.try_reserve(70).is_none());
        part.release();
        assert!(budget.try_reserve(100).is_some());
    }
}
