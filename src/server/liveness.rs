//! Signs of life of what answers calls: the reactor and the pool. Where one of them is stuck, only
//! a new process helps, and liveness says so; that there is much to do is no reason.

use super::transport::health::Health;
use crate::engine::Compute;
use parking_lot::Mutex;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::time::sleep;

/// The time between two signs of life.
const INTERVAL: Duration = Duration::from_secs(1);
/// The time that the reactor may give none.
const REACTOR: Duration = Duration::from_secs(10);
/// The time that the pool may give none, beside the longest that a document waits for it.
const POOL: Duration = Duration::from_secs(30);

/// The last signs of life.
struct Pulse {
    reactor: Instant,
    pool: Instant,
}

/// Lets the reactor that this is called on and the pool give signs of life. What is returned tells
/// `health` whether they do, and is to run on another reactor. A document waits for the pool no longer than
/// `wait`.
pub fn watch(
    compute: &Compute,
    health: Health,
    wait: Duration,
) -> impl Future<Output = ()> + use<> {
    let now = Instant::now();
    let pulse = Arc::new(Mutex::new(Pulse { reactor: now, pool: now }));
    tokio::spawn(beat(Arc::clone(&pulse), compute.clone()));
    observe(pulse, health, wait + POOL)
}

async fn beat(pulse: Arc<Mutex<Pulse>>, compute: Compute) {
    let mut asked = Arc::new(());
    loop {
        pulse.lock().reactor = Instant::now();
        // One at a time: a pool that is stuck would gather them.
        if Arc::strong_count(&asked) == 1 {
            asked = Arc::new(());
            let (pulse, asked) = (Arc::clone(&pulse), Arc::clone(&asked));
            compute.spawn_aside(move || {
                pulse.lock().pool = Instant::now();
                drop(asked);
            });
        }
        sleep(INTERVAL).await;
    }
}

async fn observe(pulse: Arc<Mutex<Pulse>>, health: Health, pool_limit: Duration) {
    let mut told = true;
    loop {
        sleep(INTERVAL).await;
        let alive = pulse.lock().is_alive(pool_limit);
        if alive != told {
            health.alive(alive).await;
            told = alive;
            tracing::error!(alive, "the server is stuck, or is not any more");
        }
    }
}

impl Pulse {
    fn is_alive(&self, pool_limit: Duration) -> bool {
        self.reactor.elapsed() < REACTOR && self.pool.elapsed() < pool_limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Metrics;
    use std::sync::mpsc;

    #[tokio::test]
    async fn a_pool_that_is_stuck_gives_no_sign() {
        let compute = Compute::new(1, &Metrics::off()).expect("a pool");
        let (release, stuck) = mpsc::channel::<()>();
        compute.spawn_aside(move || {
            let _ = stuck.recv();
        });
        let now = Instant::now();
        let long_ago = now.checked_sub(POOL).expect("a time");
        let pulse = Arc::new(Mutex::new(Pulse { reactor: long_ago, pool: long_ago }));
        tokio::spawn(beat(Arc::clone(&pulse), compute.clone()));
        sleep(INTERVAL / 10).await;
        assert!(pulse.lock().reactor > long_ago && !pulse.lock().is_alive(POOL));
        release.send(()).expect("it waits");
        while !pulse.lock().is_alive(POOL) {
            sleep(INTERVAL / 10).await;
        }
    }
}
