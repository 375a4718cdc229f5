//! A fixed pool of threads: jobs that wait for a thread and can be cancelled until they have one, and
//! their steps, which are named, timed and contained.
//!
//! A fixed pool keeps the reactor free and the tail short: the machine never runs more analyses
//! at once than it has cores. The queue has no bound of its own: the pipeline's admission
//! bounds what is wanted, and what nobody wants any more stays until a thread comes to it.

use crate::metrics::Metrics;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::oneshot;

/// A fixed pool of threads. Clones share it.
#[derive(Clone)]
pub struct Compute {
    pool: Arc<rayon::ThreadPool>,
    metrics: Metrics,
}

/// A job in the queue: counted from when it is asked for until its turn, or until the pool goes.
struct Waiting {
    name: &'static str,
    metrics: Metrics,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.metrics.queued(self.name, -1);
    }
}

/// The result of a job and what it took.
#[derive(Debug)]
pub struct Done<T> {
    /// The value that the job returned.
    pub value: T,
    /// The time that it waited for a thread.
    pub queued: Duration,
    /// The time that it ran.
    pub ran: Duration,
}

/// A job panicked; the thread lives on.
#[derive(Debug, thiserror::Error)]
#[error("the job {0} panicked")]
pub struct Panicked(pub &'static str);

impl Compute {
    /// A pool of so many threads.
    ///
    /// # Errors
    /// When the system refuses to start them.
    pub fn new(threads: usize, metrics: &Metrics) -> Result<Self, rayon::ThreadPoolBuildError> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .thread_name(|index| format!("compute-{index}"))
            .build()?;
        Ok(Self { pool: Arc::new(pool), metrics: metrics.clone() })
    }

    /// The metrics of its jobs.
    pub const fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Runs something short on a thread when its turn comes, and measures nothing.
    pub fn spawn_aside(&self, job: impl FnOnce() + Send + 'static) {
        self.pool.spawn(job);
    }

    /// Runs a job on a thread when its turn comes, and tells it how long it waited. If the returned
    /// future is dropped before, the job never starts. What it does is measured by [`Self::step`].
    ///
    /// # Errors
    /// When the job panics outside of a step.
    pub async fn enter<T: Send + 'static>(
        &self,
        name: &'static str,
        job: impl FnOnce(Duration) -> T + Send + 'static,
    ) -> Result<T, Panicked> {
        let (answer, answered) = oneshot::channel();
        let caller = tracing::Span::current();
        let metrics = self.metrics.clone();
        metrics.queued(name, 1);
        let waiting = Waiting { name, metrics: metrics.clone() };
        let asked = Instant::now();
        self.pool.spawn(move || {
            drop(waiting);
            let queued = asked.elapsed();
            metrics.waited(name, queued);
            if answer.is_closed() {
                return;
            }
            // The job owns all that it touches: nothing half-done is seen after a panic.
            let result = caller.in_scope(|| catch_unwind(AssertUnwindSafe(|| job(queued))));
            if result.is_err() {
                metrics.panicked(name);
            }
            // Ended before the caller's own, which may be flushed as soon as it is answered.
            drop(caller);
            // The caller may have gone meanwhile: then nobody wants the answer.
            let _ = answer.send(result.map_err(|_| Panicked(name)));
        });
        answered.await.unwrap_or(Err(Panicked(name)))
    }

    /// Does a step of a job here and now: with a span beside those of the other steps, measured, and
    /// with its panics contained. `queued` is how long it waited for the thread.
    ///
    /// # Errors
    /// When it panics.
    pub fn step<T>(
        &self,
        name: &'static str,
        queued: Duration,
        work: impl FnOnce() -> T,
    ) -> Result<Done<T>, Panicked> {
        // An error's level, so that no log filter takes the span away.
        let span = tracing::error_span!(
            "job",
            otel.name = name,
            copydesk.queue.wait = queued.as_secs_f64(),
            otel.status_code = tracing::field::Empty,
        );
        let started = Instant::now();
        // The work owns all that it touches: nothing half-done is seen after a panic.
        let result = span.in_scope(|| catch_unwind(AssertUnwindSafe(work)));
        let ran = started.elapsed();
        self.metrics.ran(name, ran);
        if result.is_err() {
            span.record("otel.status_code", "ERROR");
            self.metrics.panicked(name);
        }
        result.map(|value| Done { value, queued, ran }).map_err(|_| Panicked(name))
    }

    /// Runs a job of one step when its turn comes.
    ///
    /// # Errors
    /// When it panics.
    pub async fn run<T: Send + 'static>(
        &self,
        name: &'static str,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<Done<T>, Panicked> {
        let here = self.clone();
        self.enter(name, move |queued| here.step(name, queued, work)).await.flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{
        atomic::{AtomicBool, Ordering},
        mpsc,
    };

    #[tokio::test]
    async fn a_panic_costs_one_answer() {
        let compute = Compute::new(1, &Metrics::off()).expect("a pool");
        let panicked = compute.run("bad", || panic!("on purpose")).await;
        assert_eq!(panicked.map(|done: Done<()>| done.value).unwrap_err().0, "bad");
        let fine = compute.run("good", || 7).await.expect("the thread lives");
        assert_eq!(fine.value, 7);
    }

    #[tokio::test]
    async fn an_abandoned_job_never_starts() {
        let compute = Compute::new(1, &Metrics::off()).expect("a pool");
        let (release, blocked) = mpsc::channel::<()>();
        let started = Arc::new(AtomicBool::new(false));
        let first = compute.run("first", move || blocked.recv());
        let flag = Arc::clone(&started);
        let second = compute.run("second", move || flag.store(true, Ordering::SeqCst));
        let mut first = Box::pin(first);
        let mut second = Box::pin(second);
        // Each is asked for once, so that both are in the queue.
        assert!(futures_now(&mut first).is_none());
        assert!(futures_now(&mut second).is_none());
        drop(second);
        release.send(()).expect("the first job waits");
        first.await.expect("no panic").value.expect("released");
        compute.run("last", || ()).await.expect("the queue is empty");
        assert!(!started.load(Ordering::SeqCst));
    }

    fn futures_now<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
        let mut task = std::task::Context::from_waker(std::task::Waker::noop());
        match std::pin::Pin::new(future).poll(&mut task) {
            std::task::Poll::Ready(output) => Some(output),
            std::task::Poll::Pending => None,
        }
    }
}
