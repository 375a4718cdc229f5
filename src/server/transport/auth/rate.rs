//! The rates of a client: two token buckets, of documents and of bytes.
//!
//! What is larger than a whole bucket must pass too, and pay in full: it waits for a full bucket and
//! takes more than is in it (a token bucket with debt). So over time nobody gets more than the
//! rate, whatever the size of what is asked for. Both buckets are looked at before either is
//! touched: what is refused costs nothing.

use parking_lot::{Mutex, MutexGuard};
use std::{
    num::NonZeroU32,
    time::{Duration, Instant},
};

/// The most that a client may ask for each second, and at once (`None`: as much as in a second).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quota {
    pub(crate) per_second: NonZeroU32,
    pub(crate) burst: Option<NonZeroU32>,
}

/// The documents and bytes that a client has left.
#[derive(Debug)]
pub(crate) struct Limiter {
    rates: [Option<Rate>; 2],
    levels: Mutex<Levels>,
}

#[derive(Clone, Copy, Debug)]
struct Rate {
    per_second: f64,
    burst: f64,
}

#[derive(Debug)]
struct Levels {
    /// Below zero: debt.
    left: [f64; 2],
    at: Instant,
}

impl Levels {
    fn owe(&mut self, amounts: [f64; 2]) {
        for (left, amount) in self.left.iter_mut().zip(amounts) {
            *left -= amount;
        }
    }
}

impl Limiter {
    /// A limiter with full buckets, of documents and of bytes; `None`: as many as the client likes.
    pub(crate) fn new(documents: Option<Quota>, bytes: Option<Quota>) -> Self {
        let rates = [documents, bytes].map(|quota| {
            quota.map(|Quota { per_second, burst }| Rate {
                per_second: per_second.get().into(),
                burst: burst.unwrap_or(per_second).get().into(),
            })
        });
        let left = rates.map(|rate| rate.map_or(0.0, |rate| rate.burst));
        Self { rates, levels: Mutex::new(Levels { left, at: Instant::now() }) }
    }

    /// Goes on with what another one has left: a file that is read again gives nothing away.
    pub(crate) fn carry_over(&self, before: &Self) {
        let now = Instant::now();
        let old = before.levels_at(now).left;
        let mut levels = self.levels_at(now);
        for (at, rate) in self.rates.iter().enumerate() {
            if let (Some(rate), Some(_)) = (rate, before.rates[at]) {
                levels.left[at] = old[at].min(rate.burst);
            }
        }
    }

    /// Takes documents and bytes.
    ///
    /// # Errors
    /// When there are too few: how long until there are enough.
    pub(crate) fn take(&self, documents: usize, bytes: usize) -> Result<(), Duration> {
        self.take_at(Instant::now(), [documents as f64, bytes as f64])
    }

    /// Takes them without asking: what could not be known before is paid afterwards.
    pub(crate) fn owe(&self, documents: usize, bytes: usize) {
        self.levels_at(Instant::now()).owe([documents as f64, bytes as f64]);
    }

    fn take_at(&self, now: Instant, amounts: [f64; 2]) -> Result<(), Duration> {
        let mut levels = self.levels_at(now);
        let wait = self.rates.iter().zip(amounts).zip(levels.left);
        let wait = wait.filter_map(|((rate, amount), left)| {
            rate.map(|rate| (amount.min(rate.burst) - left) / rate.per_second)
        });
        let wait = wait.fold(0.0, f64::max);
        if wait > 0.0 {
            return Err(Duration::try_from_secs_f64(wait).unwrap_or(Duration::MAX));
        }
        levels.owe(amounts);
        Ok(())
    }

    /// The levels now, with what has come in since they were last asked for.
    fn levels_at(&self, now: Instant) -> MutexGuard<'_, Levels> {
        let mut levels = self.levels.lock();
        let passed = now.saturating_duration_since(levels.at).as_secs_f64();
        for (left, rate) in levels.left.iter_mut().zip(&self.rates) {
            *left = rate.map_or(0.0, |rate| (*left + passed * rate.per_second).min(rate.burst));
        }
        levels.at = now;
        levels
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limiter(documents: u32, bytes: u32) -> Limiter {
        let quota =
            |rate| NonZeroU32::new(rate).map(|per_second| Quota { per_second, burst: None });
        Limiter::new(quota(documents), quota(bytes))
    }

    #[test]
    fn says_when_to_try_again() {
        let limiter = limiter(2, 0);
        let now = Instant::now();
        assert_eq!(limiter.take_at(now, [2.0, 1e9]), Ok(()));
        let wait = limiter.take_at(now, [1.0, 0.0]).expect_err("used up");
        assert_eq!(wait, Duration::from_millis(500));
        assert_eq!(limiter.take_at(now + wait, [1.0, 0.0]), Ok(()));
    }

    #[test]
    fn what_is_larger_than_a_burst_is_paid_in_full() {
        let limiter = limiter(0, 100);
        let now = Instant::now();
        assert_eq!(limiter.take_at(now, [1.0, 5000.0]), Ok(()));
        let wait = limiter.take_at(now, [1.0, 1.0]).expect_err("in debt");
        assert_eq!(wait, Duration::from_secs_f64(49.01));
    }

    #[test]
    fn what_is_owed_is_paid_before_anything_else() {
        let limiter = limiter(2, 100);
        let now = Instant::now();
        assert_eq!(limiter.take_at(now, [1.0, 10.0]), Ok(()));
        limiter.levels_at(now).owe([9.0, 0.0]);
        let wait = limiter.take_at(now, [1.0, 10.0]).expect_err("in debt");
        assert_eq!(wait, Duration::from_millis(4500));
    }

    #[test]
    fn a_refusal_costs_nothing() {
        let limiter = limiter(2, 100);
        let now = Instant::now();
        assert_eq!(limiter.take_at(now, [1.0, 100.0]), Ok(()));
        assert!(limiter.take_at(now, [1.0, 1.0]).is_err());
        assert_eq!(limiter.take_at(now, [1.0, 0.0]), Ok(()));
        assert!(limiter.take_at(now, [1.0, 0.0]).is_err());
    }

    #[test]
    fn a_new_file_refills_nothing() {
        let old = limiter(2, 100);
        assert_eq!(old.take(2, 0), Ok(()));
        let new = limiter(1, 50);
        new.carry_over(&old);
        assert!(new.take(1, 0).is_err());
        assert_eq!(new.take(0, 50), Ok(()));
    }
}
