//! Where work meets a thread: named, timed, cancellable jobs on a fixed pool.
//!
//! A fixed pool keeps the reactor free and the tail short: the machine never runs more analyses
//! at once than it has cores. The queue has no bound of its own; the pipeline's admission is it.

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
}

/// The result of a job and what it took.
#[derive(Debug)]
pub struct Done<T> {
    /// What the job returned.
    pub value: T,
    /// How long it waited for a thread.
    pub queued: Duration,
    /// How long it ran.
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
    pub fn new(threads: usize) -> Result<Self, rayon::ThreadPoolBuildError> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .thread_name(|index| format!("compute-{index}"))
            .build()?;
        Ok(Self { pool: Arc::new(pool) })
    }

    /// Runs a job when its turn comes. If the returned future is dropped before, it never starts.
    ///
    /// # Errors
    /// When the job panics.
    pub async fn run<T: Send + 'static>(
        &self,
        name: &'static str,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<Done<T>, Panicked> {
        let (answer, answered) = oneshot::channel();
        let span = tracing::Span::current();
        let asked = Instant::now();
        self.pool.spawn(move || {
            if answer.is_closed() {
                return;
            }
            let queued = asked.elapsed();
            let started = Instant::now();
            // The job owns all that it touches: nothing half-done is seen after a panic.
            let result = span.in_scope(|| catch_unwind(AssertUnwindSafe(job)));
            let ran = started.elapsed();
            let done = result.map(|value| Done { value, queued, ran });
            // The caller may have gone meanwhile: then nobody wants the answer.
            let _ = answer.send(done.map_err(|_| Panicked(name)));
        });
        answered.await.unwrap_or(Err(Panicked(name)))
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
        let compute = Compute::new(1).expect("a pool");
        let panicked = compute.run("bad", || panic!("on purpose")).await;
        assert_eq!(panicked.map(|done: Done<()>| done.value).unwrap_err().0, "bad");
        let fine = compute.run("good", || 7).await.expect("the thread lives");
        assert_eq!(fine.value, 7);
    }

    #[tokio::test]
    async fn an_abandoned_job_never_starts() {
        let compute = Compute::new(1).expect("a pool");
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
