//! Asks a silent client whether it is still there.

use crate::server::transport::connection::{ConnectionLimits, activity::Activity};
use h2::{Ping, PingPong};
use std::future::{pending, poll_fn};
use tokio::time::{Instant, sleep_until, timeout_at};

/// Ready when a client that was silent for as long as it may be does not answer a ping.
pub(super) async fn keepalive(
    pings: Option<PingPong>,
    activity: Activity,
    limits: ConnectionLimits,
) {
    // h2 hands it out once.
    let Some(mut pings) = pings else { return pending().await };
    loop {
        let due = activity.last_heard() + limits.keepalive_interval;
        if Instant::now() < due {
            sleep_until(due).await;
        } else if pings.send_ping(Ping::opaque()).is_err()
            || !is_answered(&mut pings, &activity, limits).await
        {
            return;
        }
    }
}

/// Waits for the answer to a ping: for as long as anything at all comes, which may stand before it.
async fn is_answered(pings: &mut PingPong, activity: &Activity, limits: ConnectionLimits) -> bool {
    let mut since = Instant::now();
    loop {
        let due = since + limits.keepalive_timeout;
        match timeout_at(due, poll_fn(|context| pings.poll_pong(context))).await {
            Ok(pong) => return pong.is_ok(),
            Err(_) if activity.last_heard() > since => since = activity.last_heard(),
            Err(_) => return false,
        }
    }
}
