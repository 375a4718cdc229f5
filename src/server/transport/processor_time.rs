//! The processor time of what runs on the reactor: whoever keeps it keeps all other calls waiting.

use std::{future::poll_fn, pin::pin, time::Duration};

/// The longest that anything is to keep a thread of the reactor at a time.
const LIMIT: Duration = Duration::from_millis(1);

/// Does the work, and tells each time that it kept its thread for longer than it should.
pub(super) async fn watched<T>(kept_long: impl Fn(), work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    poll_fn(|context| {
        let began = Clock::now();
        let polled = work.as_mut().poll(context);
        if began.elapsed() > LIMIT {
            kept_long();
        }
        polled
    })
    .await
}

/// The processor time of this thread: on a busy machine it may wait for its turn, which is nobody's fault.
#[cfg(target_os = "linux")]
struct Clock(rustix::time::Timespec);

#[cfg(target_os = "linux")]
impl Clock {
    fn now() -> Self {
        Self(rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime))
    }

    fn elapsed(&self) -> Duration {
        Duration::try_from(Self::now().0 - self.0).unwrap_or_default()
    }
}

/// Elsewhere the time of the clock on the wall.
#[cfg(not(target_os = "linux"))]
use std::time::Instant as Clock;

#[cfg(test)]
mod tests {
    use super::*;
    use std::{cell::Cell, hint::black_box};

    #[tokio::test]
    async fn work_that_keeps_its_thread_is_told_and_sleep_is_not() {
        let told = Cell::new(0);
        let tell = || told.set(told.get() + 1);
        watched(tell, async {
            tokio::task::yield_now().await;
            std::thread::sleep(Duration::from_millis(20));
        })
        .await;
        // Where only the clock on the wall is known, sleep is work.
        let asleep = usize::from(!cfg!(target_os = "linux"));
        assert_eq!(told.get(), asleep);
        watched(tell, async {
            let began = Clock::now();
            while began.elapsed() < 2 * LIMIT {
                black_box(());
            }
        })
        .await;
        assert_eq!(told.get(), asleep + 1);
    }
}
