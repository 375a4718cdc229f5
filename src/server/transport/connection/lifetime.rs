//! The end that a connection finds by itself: when its client says nothing at first or takes nothing, or
//! when it is old.

use super::{activity::Activity, limits::ConnectionLimits};
use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use tokio::time::{Instant, Sleep, sleep_until};

/// The time that a client may take to say its first words.
pub(super) const GREETING: Duration = Duration::from_secs(10);
/// The length of what a client says first [bytes]: the preface of HTTP/2 and the head of its settings.
const FIRST_WORDS: usize = 24 + 9;
/// From the end of a connection's streams to its own: time for their last words.
const LAST_WORDS: Duration = Duration::from_secs(10);

/// The time that a connection has left.
pub(super) struct Lifetime {
    activity: Activity,
    /// The time that a client may take nothing of what is sent.
    patience: Duration,
    /// Bytes that the client has still to say before it has said its first words.
    first_words: usize,
    /// Since when the client takes nothing.
    blocked: Option<Instant>,
    /// The time when the next of the ends may have come.
    alarm: Pin<Box<Sleep>>,
    streams_end: Instant,
    end: Instant,
}

impl Lifetime {
    /// The lifetime of a connection that begins.
    pub(super) fn begin(activity: Activity, limits: ConnectionLimits, patience: Duration) -> Self {
        let now = Instant::now();
        let streams_end = now + limits.age + limits.age_grace;
        Self {
            activity,
            patience,
            first_words: FIRST_WORDS,
            blocked: None,
            alarm: Box::pin(sleep_until(now + GREETING)),
            streams_end,
            end: streams_end + LAST_WORDS,
        }
    }

    /// Notes that the client said so many bytes.
    pub(super) fn heard(&mut self, bytes: usize) {
        self.first_words = self.first_words.saturating_sub(bytes);
        self.activity.heard();
    }

    /// The outcome of writing, or an error when the connection is to end: while it cannot write, the
    /// transport reads nothing, and would not see that end.
    pub(super) fn unless_ended<T>(
        &mut self,
        written: Poll<io::Result<T>>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.blocked = None;
            return written;
        }
        let due = *self.blocked.get_or_insert_with(Instant::now) + self.patience;
        if due < self.alarm.deadline() {
            self.alarm.as_mut().reset(due);
        }
        if self.poll_end(context).is_ready() {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        written
    }

    /// Ready when the connection is to end now; else the task is woken when it may be.
    pub(super) fn poll_end(&mut self, context: &mut Context<'_>) -> Poll<()> {
        while self.alarm.as_mut().poll(context).is_ready() {
            let now = Instant::now();
            let taken = self.blocked.map(|since| since + self.patience);
            if self.first_words > 0 || now >= self.end || taken.is_some_and(|due| now >= due) {
                return Poll::Ready(());
            }
            if now >= self.streams_end {
                self.activity.aged.cancel();
            }
            let next = if now < self.streams_end { self.streams_end } else { self.end };
            let next = taken.into_iter().fold(next, Instant::min);
            self.alarm.as_mut().reset(next);
        }
        Poll::Pending
    }
}
