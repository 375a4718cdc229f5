//! The connections that are open, and the end of those that make room for others.

use super::activity::Activity;
use crate::server::transport::fairness::{HANDOVER, Peer, STALLED, victim};
use parking_lot::Mutex;
use std::sync::Arc;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};
use tokio_util::sync::CancellationToken;

/// The connections that may be open.
pub(super) struct OpenConnections {
    number: usize,
    free: Arc<Semaphore>,
    open: Mutex<Vec<Open>>,
}

/// A connection that is open.
#[derive(Clone)]
struct Open {
    activity: Activity,
    /// Cancelled when it is to end.
    end: CancellationToken,
}

/// A place for a connection, until this is dropped.
pub(super) struct ConnectionPlace {
    _permit: OwnedSemaphorePermit,
    /// Cancelled when it is to make room.
    pub(super) end: CancellationToken,
}

impl OpenConnections {
    /// At most so many.
    pub(super) fn new(number: usize) -> Self {
        Self { number, free: Arc::new(Semaphore::new(number)), open: Mutex::default() }
    }

    /// A place for one more, which is another's where none is free; `None`: no other is to give one.
    pub(super) async fn place(&self, activity: &Activity) -> Option<ConnectionPlace> {
        let free = Arc::clone(&self.free);
        let permit = match Arc::clone(&free).try_acquire_owned() {
            Ok(permit) => permit,
            Err(_) if self.is_one_ending() || self.end_one(activity.peer()) => {
                timeout(HANDOVER, free.acquire_owned()).await.ok()?.ok()?
            }
            Err(_) => return None,
        };
        let end = CancellationToken::new();
        let mut open = self.open.lock();
        open.retain(|one| !one.end.is_cancelled());
        open.push(Open { activity: activity.clone(), end: end.clone() });
        Some(ConnectionPlace { _permit: permit, end })
    }

    /// Tells whether one was ended, and still has its place.
    fn is_one_ending(&self) -> bool {
        let open = self.open.lock().iter().filter(|one| !one.end.is_cancelled()).count();
        open + self.free.available_permits() < self.number
    }

    /// Ends the connection that is to make room: one without a call before those whose calls all wait for
    /// their client, and the one of which nothing was heard for the longest time.
    fn end_one(&self, by: Peer) -> bool {
        let open = self.open.lock().clone();
        let found = victim(
            open.iter(),
            by,
            1,
            |one| (one.activity.peer(), usize::from(!one.end.is_cancelled())),
            |one, has_to| {
                let idle_since = one.activity.idle_since();
                let is_stalled = idle_since.is_some_and(|since| since.elapsed() >= STALLED);
                let gives = is_stalled || has_to && one.activity.all_wait();
                gives.then(|| (idle_since.is_none(), one.activity.last_heard()))
            },
        );
        found.inspect(|one| one.end.cancel()).is_some()
    }
}

impl Drop for ConnectionPlace {
    fn drop(&mut self) {
        // It is open no more, however it ended.
        self.end.cancel();
    }
}
