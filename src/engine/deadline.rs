//! A deadline for each document: its sender's or the server's, whichever comes first.
//!
//! Once it has passed, the inner future is dropped, and with it all work that has not begun.

use super::Envelope;
use std::{
    pin::Pin,
    task::{Context, Poll},
    time::{Duration, Instant},
};
use tower::{BoxError, Layer, Service};

/// The document's time ran out.
#[derive(Debug, thiserror::Error)]
#[error("the deadline passed before the analysis was done")]
pub struct DeadlineExceeded;

/// Gives each document a deadline.
#[derive(Clone, Copy, Debug)]
pub struct DeadlineLayer {
    limit: Duration,
}

impl DeadlineLayer {
    /// At most `limit` for each document.
    pub const fn new(limit: Duration) -> Self {
        Self { limit }
    }
}

impl<S> Layer<S> for DeadlineLayer {
    type Service = Deadlined<S>;

    fn layer(&self, inner: S) -> Deadlined<S> {
        Deadlined { inner, limit: self.limit }
    }
}

/// The service that [`DeadlineLayer`] makes.
#[derive(Clone, Debug)]
pub struct Deadlined<S> {
    inner: S,
    limit: Duration,
}

impl<State, S> Service<Envelope<State>> for Deadlined<S>
where
    S: Service<Envelope<State>, Error = BoxError>,
    S::Future: Send + 'static,
    S::Response: 'static,
{
    type Response = S::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, envelope: Envelope<State>) -> Self::Future {
        let now = Instant::now();
        let latest = now + self.limit;
        let deadline = envelope.deadline.map_or(latest, |own| own.min(latest));
        if deadline <= now {
            return Box::pin(async { Err(DeadlineExceeded.into()) });
        }
        let answer = tokio::time::timeout_at(deadline.into(), self.inner.call(envelope));
        Box::pin(async { answer.await.unwrap_or_else(|_| Err(DeadlineExceeded.into())) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::envelope::tests::envelope;
    use tower::{ServiceExt, service_fn};

    async fn outcome(own: Option<Duration>, limit: Duration, work: Duration) -> bool {
        let service = service_fn(move |_: Envelope<()>| async move {
            tokio::time::sleep(work).await;
            Ok::<_, BoxError>(())
        });
        let deadline = own.map(|own| tokio::time::Instant::now().into_std() + own);
        let call = Envelope { deadline, ..envelope(()) };
        match DeadlineLayer::new(limit).layer(service).oneshot(call).await {
            Ok(()) => true,
            Err(error) => {
                assert!(error.is::<DeadlineExceeded>());
                false
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn the_earlier_deadline_counts() {
        let [short, middle, long] = [1, 5, 60].map(Duration::from_secs);
        assert!(outcome(None, middle, short).await);
        assert!(!outcome(None, middle, long).await);
        assert!(!outcome(Some(short), long, middle).await);
        assert!(!outcome(Some(Duration::ZERO), long, short).await);
    }
}
