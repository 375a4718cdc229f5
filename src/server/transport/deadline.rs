//! The caller's deadline, from the `grpc-timeout` header.

use crate::server::status::Failure;
use http::HeaderMap;
use std::{
    collections::HashMap,
    time::{Duration, Instant},
};
use tonic::Status;
use tonic_types::FieldViolation;

/// The caller's own clock, which began earlier, would ring first, and tonic's client calls that
/// CANCELLED: our answer has to be there before.
const HEAD_START: Duration = Duration::from_millis(100);
/// The header with the caller's timeout.
const TIMEOUT: &str = "grpc-timeout";

/// The time when the caller stops waiting; `None`: never.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline(pub(crate) Option<Instant>);

impl Deadline {
    /// The deadline of a call that begins.
    ///
    /// # Errors
    /// `INVALID_REQUEST` when its timeout is none by the protocol.
    pub(crate) fn of_call(headers: &HeaderMap) -> Result<Self, Status> {
        let Some(timeout) = headers.get(TIMEOUT) else { return Ok(Self(None)) };
        let Some(timeout) = timeout.to_str().ok().and_then(parse) else {
            let violation = FieldViolation::new(TIMEOUT, "must be 1 to 8 digits and one of HMSmun");
            return Err(Failure::InvalidRequest.with(HashMap::new(), vec![violation]));
        };
        let head_start = HEAD_START.min(timeout / 10);
        Ok(Self(Instant::now().checked_add(timeout - head_start)))
    }

    /// The earlier of it and what is so far from now.
    pub(crate) fn or_in(self, time: Duration) -> Self {
        let latest = Instant::now().checked_add(time);
        Self(self.0.into_iter().chain(latest).min())
    }

    /// Waits for `work`, but no longer.
    ///
    /// # Errors
    /// When it is not done by then.
    pub(crate) async fn limit<T>(self, work: impl Future<Output = T>) -> Result<T, Status> {
        match self.0 {
            Some(deadline) => tokio::time::timeout_at(deadline.into(), work)
                .await
                .map_err(|_| Failure::DeadlineExceeded.status()),
            None => Ok(work.await),
        }
    }
}

/// Parses up to eight digits and a unit (gRPC over HTTP/2, "Timeout").
fn parse(value: &str) -> Option<Duration> {
    let (digits, unit) = value.split_at_checked(value.len().checked_sub(1)?)?;
    if digits.is_empty() || digits.len() > 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let amount = digits.parse().ok()?;
    match unit {
        "H" => Some(Duration::from_secs(amount * 3600)),
        "M" => Some(Duration::from_secs(amount * 60)),
        "S" => Some(Duration::from_secs(amount)),
        "m" => Some(Duration::from_millis(amount)),
        "u" => Some(Duration::from_micros(amount)),
        "n" => Some(Duration::from_nanos(amount)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_what_the_protocol_allows() {
        assert_eq!(parse("2H"), Some(Duration::from_secs(7200)));
        assert_eq!(parse("99999999n"), Some(Duration::from_nanos(99_999_999)));
        assert_eq!(parse("150m"), Some(Duration::from_millis(150)));
        for bad in ["", "S", "1", "999999999S", "-1S", "1.5S", "1x", "1é"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
