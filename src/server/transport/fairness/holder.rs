//! The calls that hold something, and the end of those that are to give it.

use super::{Peer, STALLED, victim};
use crate::server::status::Failure;
use parking_lot::Mutex;
use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// The time that a stream may wait for its client before it is one that others may have.
const STREAM_REST: Duration = Duration::from_secs(1);

/// The most calls that are ended for one: to look for more would take too long.
const MOST_ENDED: usize = 32;

/// What a call may hold of what there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Resource {
    /// A place among all calls.
    Call,
    /// A place among the calls for health and reflection.
    Aside,
    /// A place among batches and streams.
    Bulk,
    /// Bytes of messages of single documents.
    SingleBytes,
    /// Bytes of messages of batches and streams.
    BulkBytes,
}

const RESOURCES: usize = 5;

/// A call, as those see it who want what it holds.
#[derive(Debug)]
pub(crate) struct Holder {
    peer: Peer,
    state: Mutex<State>,
    held: [AtomicUsize; RESOURCES],
    end: CancellationToken,
    leave: CancellationToken,
}

#[derive(Debug)]
struct State {
    /// The time since which nothing of its message came; `None`: it works.
    unsent_since: Option<Instant>,
    /// The time since which its answer is not taken.
    untaken_since: Option<Instant>,
    /// The time for which it must have waited to be ended.
    rest: Duration,
    failure: Option<Failure>,
}

impl Holder {
    fn new(peer: Peer) -> Self {
        let state = State {
            unsent_since: Some(Instant::now()),
            untaken_since: None,
            rest: Duration::ZERO,
            failure: None,
        };
        Self {
            peer,
            state: Mutex::new(state),
            held: Default::default(),
            end: CancellationToken::new(),
            leave: CancellationToken::new(),
        }
    }

    /// Notes that it is a stream: its client may rest a while.
    pub(crate) fn may_rest(&self) {
        self.state.lock().rest = STREAM_REST;
    }

    /// Notes that it waits for its client's message, from now on.
    pub(crate) fn awaits_message(&self) {
        self.state.lock().unsent_since.get_or_insert_with(Instant::now);
    }

    /// Notes that a part of its message came: it waits from now on.
    pub(crate) fn progressed(&self) {
        let mut state = self.state.lock();
        state.unsent_since = state.unsent_since.map(|_| Instant::now());
    }

    /// Notes that a message came: it works.
    pub(crate) fn works(&self) {
        self.state.lock().unsent_since = None;
    }

    /// Notes that a part of its answer is to be taken, or was.
    pub(crate) fn answers(&self, is_taken: bool) {
        self.state.lock().untaken_since = (!is_taken).then(Instant::now);
    }

    /// Ends it; the first failure is what the caller hears.
    pub(crate) fn end(&self, failure: Failure) {
        self.state.lock().failure.get_or_insert(failure);
        self.end.cancel();
    }

    /// Ready when it is to take on nothing more, and to end when its work is done.
    pub(crate) async fn is_to_leave(&self) {
        self.leave.cancelled().await;
    }

    /// Cancelled when it is ended by others. It outlives the call, and does not keep it.
    pub(crate) fn end_signal(&self) -> CancellationToken {
        self.end.clone()
    }

    /// The reason of its end, once it is ended by others.
    pub(crate) async fn ended(&self) -> Failure {
        self.end.cancelled().await;
        self.failure().unwrap_or(Failure::Overloaded)
    }

    /// The reason of its end, if it was ended by others.
    pub(crate) fn failure(&self) -> Option<Failure> {
        self.state.lock().failure
    }

    /// Counts what it holds.
    pub(crate) fn hold(&self, resource: Resource, amount: usize) {
        self.held[resource as usize].fetch_add(amount, Ordering::Relaxed);
    }

    /// Counts what it holds no more.
    pub(crate) fn let_go(&self, resource: Resource, amount: usize) {
        self.held[resource as usize].fetch_sub(amount, Ordering::Relaxed);
    }

    pub(super) fn share(&self, resource: Resource) -> (Peer, usize) {
        (self.peer, self.held[resource as usize].load(Ordering::Relaxed))
    }

    /// The time since which it waits for its client; `None`: it does not, or not for long, or has ended.
    pub(crate) fn waits_since(&self) -> Option<Instant> {
        let state = self.state.lock();
        let since = state.unsent_since.into_iter().chain(state.untaken_since).min();
        since.filter(|since| state.failure.is_none() && since.elapsed() >= state.rest)
    }
}

/// All calls. Clones share them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Holders {
    calls: Arc<Mutex<HashMap<u64, Arc<Holder>>>>,
    next: Arc<AtomicU64>,
}

/// A call among all, until this is dropped.
#[derive(Debug)]
pub(crate) struct Entered {
    holders: Holders,
    number: u64,
    /// The call.
    pub(crate) holder: Arc<Holder>,
}

impl Holders {
    /// Enters a call that begins.
    pub(crate) fn enter(&self, peer: Peer) -> Entered {
        let holder = Arc::new(Holder::new(peer));
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.calls.lock().insert(number, Arc::clone(&holder));
        Entered { holders: self.clone(), number, holder }
    }

    /// The amount that calls hold which were ended.
    pub(super) fn ending(&self, resource: Resource) -> usize {
        let calls = self.calls.lock();
        let ended = calls.values().filter(|call| call.failure().is_some());
        ended.map(|call| call.share(resource).1).sum()
    }

    /// The calls that are to make room for another, `missing` in all; `None`: there are not enough.
    pub(super) fn to_end(
        &self,
        resource: Resource,
        by: &Holder,
        wanted: usize,
        mut missing: usize,
    ) -> Option<Vec<Arc<Holder>>> {
        let (by, _) = by.share(resource);
        let calls = self.calls.lock();
        // What those hold that were ended already is counted elsewhere.
        let going_on = calls.values().filter(|call| call.failure().is_none());
        let mut left: Vec<_> = going_on.map(|call| (call, call.share(resource))).collect();
        let mut found = Vec::new();
        while missing > 0 {
            if found.len() == MOST_ENDED {
                return None;
            }
            let rank = |(_, (call, _)): &(usize, &(&Arc<Holder>, (Peer, usize))), has_to: bool| {
                call.waits_since().filter(|since| has_to || since.elapsed() >= STALLED)
            };
            let held = left.iter().enumerate();
            let (index, _) = victim(held, by, wanted, |(_, (_, share))| *share, rank)?;
            let (call, (_, amount)) = left.swap_remove(index);
            found.push(Arc::clone(call));
            missing = missing.saturating_sub(amount);
        }
        Some(found)
    }

    /// Asks a call of the peer that holds the most, and more than another would, to leave when its work is
    /// done; false: there is none.
    pub(super) fn ask_to_leave(&self, resource: Resource, by: &Holder) -> bool {
        let (by, _) = by.share(resource);
        let calls = self.calls.lock();
        let share = |(_, call): &(&u64, &Arc<Holder>)| call.share(resource);
        // The oldest; of two, the one that has to leave anyway.
        let rank = |(number, call): &(&u64, &Arc<Holder>), has_to: bool| {
            has_to.then_some((!call.leave.is_cancelled(), **number))
        };
        let found = victim(calls.iter(), by, 2, share, rank);
        found.inspect(|(_, call)| call.leave.cancel()).is_some()
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        self.holders.calls.lock().remove(&self.number);
    }
}
