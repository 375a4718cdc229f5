//! The life of a connection: its calls, and what they share with it.

use crate::server::{
    status,
    transport::fairness::{Holder, Peer},
};
use http::Extensions;
use parking_lot::Mutex;
use std::{
    sync::{Arc, Weak},
    time::Duration,
};
use tokio::time::{Instant, sleep, sleep_until};
use tokio_util::sync::CancellationToken;
use tonic::Status;

/// The state that a connection shares with its calls, each of which has it among its extensions.
#[derive(Clone)]
pub(crate) struct Activity {
    /// Cancelled when streams on the connection are to end.
    pub(crate) aged: CancellationToken,
    peer: Peer,
    calls: Arc<Mutex<Calls>>,
}

struct Calls {
    /// The time when the client last said anything.
    last_heard: Instant,
    running: usize,
    /// Those that run, as others see them.
    holders: Vec<Weak<Holder>>,
    /// The time when the last call ended, or the connection began.
    last_end: Instant,
}

/// A call that runs on a connection, until this is dropped.
pub(crate) struct RunningCall(Arc<Mutex<Calls>>);

impl Activity {
    /// The activity of a connection that begins.
    pub(crate) fn begin(peer: Peer) -> Self {
        let now = Instant::now();
        Self {
            aged: CancellationToken::new(),
            peer,
            calls: Arc::new(Mutex::new(Calls {
                last_heard: now,
                running: 0,
                holders: Vec::new(),
                last_end: now,
            })),
        }
    }

    /// The activity of the connection over which a call came.
    ///
    /// # Errors
    /// `INTERNAL` when it came over none.
    pub(crate) fn of(extensions: &Extensions) -> Result<&Self, Status> {
        extensions.get().ok_or_else(|| status::broken("a call came over no connection"))
    }

    /// The peer that it comes from.
    pub(crate) const fn peer(&self) -> Peer {
        self.peer
    }

    /// Keeps the connection from being idle until the call is dropped.
    pub(crate) fn run(&self) -> RunningCall {
        self.calls.lock().running += 1;
        RunningCall(Arc::clone(&self.calls))
    }

    /// Ready when no call has run for so long, counted from `from` at the earliest.
    pub(crate) async fn idle_for(&self, time: Duration, from: Option<Instant>) {
        loop {
            let idle_since =
                self.idle_since().map(|since| from.map_or(since, |from| since.max(from)));
            match idle_since.map(|since| since + time) {
                Some(due) if due <= Instant::now() => return,
                Some(due) => sleep_until(due).await,
                None => sleep(time).await,
            }
        }
    }

    /// Notes that the client said something.
    pub(super) fn heard(&self) {
        self.calls.lock().last_heard = Instant::now();
    }

    /// The time when it last did, or the connection began.
    pub(crate) fn last_heard(&self) -> Instant {
        self.calls.lock().last_heard
    }

    /// Notes a call that runs.
    pub(crate) fn enter(&self, call: &Arc<Holder>) {
        let mut calls = self.calls.lock();
        calls.holders.retain(|call| call.strong_count() > 0);
        calls.holders.push(Arc::downgrade(call));
    }

    /// Tells whether none of its calls works: all wait for their client.
    pub(super) fn all_wait(&self) -> bool {
        let calls = self.calls.lock();
        let mut running = calls.holders.iter().filter_map(Weak::upgrade);
        running.all(|call| call.waits_since().is_some())
    }

    /// The time since which no call runs; `None` while one does.
    pub(super) fn idle_since(&self) -> Option<Instant> {
        let calls = self.calls.lock();
        (calls.running == 0).then_some(calls.last_end)
    }
}

impl Drop for RunningCall {
    fn drop(&mut self) {
        let mut calls = self.0.lock();
        calls.running -= 1;
        calls.last_end = Instant::now();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_connection_is_idle_from_the_end_of_its_last_call() {
        let activity = Activity::begin(Peer::Address([0; 16]));
        assert_eq!(activity.idle_since(), Some(Instant::now()));
        let (first, second) = (activity.run(), activity.run());
        tokio::time::advance(Duration::from_secs(5)).await;
        drop(first);
        assert_eq!(activity.idle_since(), None);
        drop(second);
        assert_eq!(activity.idle_since(), Some(Instant::now()));
    }
}
