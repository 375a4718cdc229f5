//! A fixed pool of threads: jobs that wait for a thread and can be cancelled until they have one, and
//! their steps, which are named, timed and contained.
//!
//! A fixed pool keeps the reactor free and the tail short: the machine never runs more analyses
//! at once than it has cores. Long jobs, and those that nobody waits for one by one, have as many
//! threads of their own, which give way to the others ([`NICE`]): a document of a megabyte takes hundreds
//! of times as long as an article, which is not to wait behind it. The queue has no bound of its own: the
//! pipeline's admission bounds what is wanted, and of what nobody wants any more only an empty place
//! stays until a thread comes to it.

use crate::metrics::Metrics;
use parking_lot::Mutex;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::oneshot;

/// A fixed pool of threads. Clones share it.
#[derive(Clone)]
pub struct Compute {
    short: Arc<rayon::ThreadPool>,
    long: Arc<rayon::ThreadPool>,
    metrics: Metrics,
}

/// The longest text or message whose jobs are short [bytes]: ten articles.
const SHORT: usize = 64 << 10;
/// The priority of the threads for long jobs (`nice`, POSIX.1): on Linux they get a quarter of the
/// processor while others want it, and else all.
const NICE: i32 = 5;

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

/// A job that somebody waits for: what it holds must not lie in the queue any longer than that.
struct Awaited<Job>(Arc<Mutex<Option<Job>>>);

impl<Job> Drop for Awaited<Job> {
    fn drop(&mut self) {
        let job = self.0.lock().take();
        drop(job);
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
        let pool = |name: &'static str| {
            rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .thread_name(move |index| format!("{name}-{index}"))
        };
        let short = pool("compute").build()?;
        let long = pool("background").start_handler(|_| lower_priority()).build()?;
        Ok(Self { short: Arc::new(short), long: Arc::new(long), metrics: metrics.clone() })
    }

    /// The same pool for jobs that give way to those of others, however short they are.
    pub fn giving_way(&self) -> Self {
        Self { short: Arc::clone(&self.long), ..self.clone() }
    }

    /// The threads for jobs on so many bytes.
    fn pool(&self, bytes: usize) -> &rayon::ThreadPool {
        if bytes > SHORT { &self.long } else { &self.short }
    }

    /// The metrics of its jobs.
    pub const fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Runs something short on a thread when its turn comes, and measures nothing.
    pub fn spawn_aside(&self, job: impl FnOnce() + Send + 'static) {
        self.short.spawn(job);
    }

    /// Runs a job on so many bytes on a thread when its turn comes, and tells it how long it waited. If the
    /// returned future is dropped before, the job never starts, and what it holds is dropped at once. What
    /// it does is measured by [`Self::step`].
    ///
    /// # Errors
    /// When the job panics outside of a step.
    pub async fn enter<T: Send + 'static>(
        &self,
        name: &'static str,
        bytes: usize,
        job: impl FnOnce(Duration) -> T + Send + 'static,
    ) -> Result<T, Panicked> {
        let (answer, answered) = oneshot::channel();
        let caller = tracing::Span::current();
        let metrics = self.metrics.clone();
        metrics.queued(name, 1);
        let waiting = Waiting { name, metrics: metrics.clone() };
        let awaited = Awaited(Arc::new(Mutex::new(Some(job))));
        let job = Arc::clone(&awaited.0);
        let asked = Instant::now();
        self.pool(bytes).spawn(move || {
            drop(waiting);
            let queued = asked.elapsed();
            metrics.waited(name, queued);
            let Some(job) = job.lock().take() else { return };
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
        let answer = answered.await.unwrap_or(Err(Panicked(name)));
        drop(awaited);
        answer
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

    /// Runs a job of one step on so many bytes when its turn comes.
    ///
    /// # Errors
    /// When it panics.
    pub async fn run<T: Send + 'static>(
        &self,
        name: &'static str,
        bytes: usize,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<Done<T>, Panicked> {
        let here = self.clone();
        self.enter(name, bytes, move |queued| here.step(name, queued, work)).await.flatten()
    }
}

/// Gives this thread what others leave. Where the system does not allow it all threads are equal.
fn lower_priority() {
    #[cfg(target_os = "linux")] // Elsewhere it would be that of the process.
    let _ = rustix::process::setpriority_process(None, NICE);
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
        let panicked = compute.run("bad", 0, || panic!("on purpose")).await;
        assert_eq!(panicked.map(|done: Done<()>| done.value).unwrap_err().0, "bad");
        let fine = compute.run("good", 0, || 7).await.expect("the thread lives");
        assert_eq!(fine.value, 7);
    }

    #[tokio::test]
    async fn an_abandoned_job_never_starts() {
        let compute = Compute::new(1, &Metrics::off()).expect("a pool");
        let (release, blocked) = mpsc::channel::<()>();
        let started = Arc::new(AtomicBool::new(false));
        let first = compute.run("first", 0, move || blocked.recv());
        let flag = Arc::clone(&started);
        let second = compute.run("second", 0, move || flag.store(true, Ordering::SeqCst));
        let mut first = Box::pin(first);
        let mut second = Box::pin(second);
        // Each is asked for once, so that both are in the queue.
        assert!(futures_now(&mut first).is_none());
        assert!(futures_now(&mut second).is_none());
        let held = Arc::strong_count(&started);
        drop(second);
        assert!(Arc::strong_count(&started) < held, "it holds something still");
        release.send(()).expect("the first job waits");
        first.await.expect("no panic").value.expect("released");
        compute.run("last", 0, || ()).await.expect("the queue is empty");
        assert!(!started.load(Ordering::SeqCst));
    }

    #[tokio::test]
    async fn short_jobs_do_not_wait_for_long_ones() {
        let compute = Compute::new(1, &Metrics::off()).expect("a pool");
        let (release, blocked) = mpsc::channel::<()>();
        let mut long = Box::pin(compute.run("long", SHORT + 1, move || blocked.recv()));
        assert!(futures_now(&mut long).is_none());
        compute.run("short", SHORT, || ()).await.expect("a thread of its own");
        release.send(()).expect("the long one waits");
        long.await.expect("no panic").value.expect("released");
    }

    fn futures_now<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
        let mut task = std::task::Context::from_waker(std::task::Waker::noop());
        match std::pin::Pin::new(future).poll(&mut task) {
            std::task::Poll::Ready(output) => Some(output),
            std::task::Poll::Pending => None,
        }
    }
}
