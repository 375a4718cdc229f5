//! The bytes of requests that may be in flight: this bounds memory, however large documents are.
//!
//! Every message is weighed by its bytes without compression before it is decoded. What it weighs is
//! let go when the last of its document, of its options and of their answer is gone, wherever that
//! is: in a queue, on a thread, or with the transport. Single documents and bulk have bytes of their
//! own, so that neither starves the other.

use crate::{
    metrics::{Metrics, Refused},
    server::{
        status,
        transport::fairness::{Holder, Holders, Place, Places, Resource},
    },
};
use bytes::Bytes;
use parking_lot::Mutex;
use std::{collections::VecDeque, sync::Arc};
use tonic::Status;

/// Bytes that may be in flight. Clones share them.
#[derive(Clone)]
pub(crate) struct Budget {
    bytes: Places,
    limit: usize,
    metrics: Metrics,
}

/// Bytes that a message holds until this is dropped.
#[derive(Debug)]
pub(crate) struct Reservation {
    /// `None`: let go.
    held: Mutex<Option<Place>>,
}

impl Budget {
    /// A budget of so many bytes for calls of a kind.
    pub(crate) fn new(
        (kind, resource): (&'static str, Resource),
        limit: u32,
        holders: &Holders,
        metrics: &Metrics,
    ) -> Self {
        let limit = limit as usize;
        let bytes = Places::new(resource, limit, holders);
        let free = bytes.clone();
        metrics.watch_bytes(kind, limit, move || limit.saturating_sub(free.free()));
        Self { bytes, limit, metrics: metrics.clone() }
    }

    /// All bytes that there are.
    pub(crate) const fn limit(&self) -> usize {
        self.limit
    }

    /// The bytes that nobody holds.
    #[cfg(test)]
    pub(super) fn free(&self) -> usize {
        self.bytes.free()
    }

    /// True if that many are free, for now, or would be if others made room; else a refusal is counted.
    pub(crate) fn has_room(&self, holder: &Holder, bytes: usize) -> bool {
        let room = self.bytes.could_have_room(holder, bytes);
        if !room {
            self.metrics.refused(Refused::Bytes);
        }
        room
    }

    /// Reserves bytes if that many are free, or others make room for them.
    pub(crate) async fn reserve_now(
        &self,
        holder: &Arc<Holder>,
        bytes: usize,
    ) -> Option<Reservation> {
        let held = match u32::try_from(bytes) {
            Ok(number) => self.bytes.take(holder, number).await,
            Err(_) => None,
        };
        if held.is_none() {
            self.metrics.refused(Refused::Bytes);
        }
        held.map(Reservation::new)
    }

    /// Waits until that many bytes are free; `None` where there are never so many.
    pub(crate) async fn reserve(&self, holder: &Arc<Holder>, bytes: usize) -> Option<Reservation> {
        let number = u32::try_from(bytes).ok().filter(|_| bytes <= self.limit)?;
        self.bytes.make_room(holder, bytes);
        self.bytes.wait(holder, number).await.map(Reservation::new)
    }
}

impl Reservation {
    fn new(held: Place) -> Self {
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
        let part = self.held.lock().as_mut().map(|held| held.split(bytes));
        Self { held: Mutex::new(part) }
    }

    /// Lets go now.
    pub(crate) fn release(&self) {
        self.held.lock().take();
    }

    /// The bytes that it holds.
    pub(crate) fn bytes(&self) -> usize {
        self.held.lock().as_ref().map_or(0, Place::number)
    }
}

/// The messages of a call that were read, and the answers that are to be handed out, each with what it
/// holds: tonic, which would copy them, only hears of them.
/// Clones share it; it passes from the transport's side of a call to its handler and back.
#[derive(Clone, Default)]
pub(crate) struct Ledger(Arc<Mutex<Entries>>);

#[derive(Default)]
struct Entries {
    /// Messages that arrive, wait for their bytes, or wait to be begun.
    reading: usize,
    read: VecDeque<Message>,
    answers: VecDeque<Answer>,
}

/// A message without compression, and what it holds.
type Message = (Bytes, Arc<Reservation>);

/// An answer as it goes over the wire, and what it holds until it is there.
type Answer = (Bytes, Option<Arc<Reservation>>);

impl Ledger {
    /// Notes that a message arrives.
    pub(crate) fn reading(&self) {
        self.0.lock().reading += 1;
    }

    /// Notes that a message was begun that had arrived.
    pub(crate) fn begun(&self) {
        let mut entries = self.0.lock();
        entries.reading = entries.reading.saturating_sub(1);
    }

    /// True if one arrives, or waits for its bytes or to be begun.
    pub(crate) fn is_reading(&self) -> bool {
        self.0.lock().reading > 0
    }

    /// Hands a message to its handler, with what it holds.
    pub(crate) fn read(&self, message: Bytes, reservation: Reservation) {
        self.0.lock().read.push_back((message, Arc::new(reservation)));
    }

    /// Takes the next message and what it holds, in the order in which they were read.
    ///
    /// # Errors
    /// `INTERNAL` when there is none.
    pub(crate) fn next(&self) -> Result<(Bytes, Arc<Reservation>), Status> {
        let next = self.0.lock().read.pop_front();
        next.ok_or_else(|| status::broken("a message was read by nobody"))
    }

    /// Hands an answer to the transport, with what its message holds.
    pub(crate) fn answer(&self, answer: Bytes, reservation: Option<Arc<Reservation>>) {
        self.0.lock().answers.push_back((answer, reservation));
    }

    /// Takes the next answers, as many as there are up to a number.
    pub(super) fn take_answers(&self, most: usize) -> Vec<Answer> {
        let mut entries = self.0.lock();
        let most = most.min(entries.answers.len());
        entries.answers.drain(..most).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::transport::fairness::Peer;

    #[tokio::test]
    async fn what_is_held_is_not_given_twice_and_what_never_fits_is_not_waited_for() {
        let holders = Holders::default();
        let kind = ("single", Resource::SingleBytes);
        let budget = Budget::new(kind, 100, &holders, &Metrics::off());
        let call = holders.enter(Peer::Address([1; 16]));
        let first = budget.reserve_now(&call.holder, 60).await;
        assert!(first.is_some() && budget.reserve_now(&call.holder, 60).await.is_none());
        first.expect("room").release();
        assert!(budget.reserve_now(&call.holder, 60).await.is_some());
        assert!(budget.reserve(&call.holder, 101).await.is_none());
        assert!(budget.reserve(&call.holder, 100).await.is_some());
    }
}
