//! The limits of connections.

use std::time::Duration;

/// The limits of connections.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionLimits {
    /// Connections that are open at a time; one more is closed at once.
    pub connections: usize,
    /// Calls at a time on each connection.
    pub streams: u32,
    /// Bytes of the headers of a call.
    pub header_bytes: u32,
    /// The time between two pings of a silent client.
    pub keepalive_interval: Duration,
    /// The time that a client may take to answer a ping.
    pub keepalive_timeout: Duration,
    /// The time that a connection stays open without a call.
    pub idle: Duration,
    /// The time that a connection takes new calls, so that its client connects again, perhaps elsewhere.
    pub age: Duration,
    /// The time from then until streams on it are ended.
    pub age_grace: Duration,
}
