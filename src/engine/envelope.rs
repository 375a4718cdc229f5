//! A document on its way through the pipeline, with the call that it belongs to.

use crate::document::{Analysis, Report};
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// A document in some state, with what its call needs on the way.
pub struct Envelope<State> {
    /// The document.
    pub document: State,
    /// The reports of the stages so far.
    pub reports: Vec<Report>,
    /// The time until which the caller waits; `None`: for ever.
    pub deadline: Option<Instant>,
    /// The time that it waited for a thread; zero once a stage has reported it.
    pub queued: Duration,
    /// The one who waits for the analysis.
    pub answer: Box<dyn Answer>,
}

/// One who waits for an analysis.
pub trait Answer: Send {
    /// Tells whether anybody still does.
    fn is_wanted(&self) -> bool;

    /// Hands it over.
    fn finish(self: Box<Self>, analysis: Analysis);
}

impl<State> Envelope<State> {
    /// The same call, with its document in another state.
    pub fn with<Next>(self, next: impl FnOnce(State) -> Next) -> Envelope<Next> {
        let Self { document, reports, deadline, queued, answer } = self;
        Envelope { document: next(document), reports, deadline, queued, answer }
    }
}

/// The caller went before the document came so far.
#[derive(Debug, thiserror::Error)]
#[error("nobody waits for the analysis any more")]
pub(super) struct Abandoned;

/// Makes something of the analysis, on the thread that analyzed, and sends it to who waits.
pub(super) struct Written<Write, Out> {
    pub(super) write: Write,
    pub(super) sender: oneshot::Sender<Out>,
}

impl<Write, Out> Answer for Written<Write, Out>
where
    Write: FnOnce(Analysis) -> Out + Send,
    Out: Send,
{
    fn is_wanted(&self) -> bool {
        !self.sender.is_closed()
    }

    fn finish(self: Box<Self>, analysis: Analysis) {
        // Whoever went meanwhile wants nothing.
        let _ = self.sender.send((self.write)(analysis));
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Waits for an analysis as long as it is said to.
    struct Waiting(bool);

    impl Answer for Waiting {
        fn is_wanted(&self) -> bool {
            self.0
        }

        fn finish(self: Box<Self>, _: Analysis) {}
    }

    /// A document whose caller waits.
    pub fn envelope<State>(document: State) -> Envelope<State> {
        let answer = Box::new(Waiting(true));
        Envelope { document, reports: Vec::new(), deadline: None, queued: Duration::ZERO, answer }
    }

    /// A document whose caller has gone.
    pub fn abandoned<State>(document: State) -> Envelope<State> {
        Envelope { answer: Box::new(Waiting(false)), ..envelope(document) }
    }
}
