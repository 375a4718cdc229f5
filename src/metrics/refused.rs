//! The reasons for which something is refused, and for which connections fail.

/// The reason for which something was refused before any work was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// There are as many single documents as may run or wait.
    Documents,
    /// There are as many bytes in flight as may be.
    Bytes,
    /// There are as many batches and streams open as may be.
    BulkCalls,
    /// There are as many calls open as may be.
    Calls,
    /// The client is at its own rate.
    Rate,
    /// There are as many connections open as may be.
    Connections,
}

impl Refused {
    pub(super) const ALL: [Self; 6] =
        [Self::Documents, Self::Bytes, Self::BulkCalls, Self::Calls, Self::Rate, Self::Connections];

    /// Its value in `copydesk.refusal.reason`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Bytes => "bytes",
            Self::BulkCalls => "bulk_calls",
            Self::Calls => "calls",
            Self::Rate => "rate",
            Self::Connections => "connections",
        }
    }
}

/// The reason for which a connection did not begin, or ended badly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectionFailure {
    /// The system could not accept it: it has no descriptor left, or the like.
    Accept,
    /// The client did not agree on TLS.
    Tls,
    /// The client broke HTTP/2.
    Protocol,
    /// The client sent more frames than any client needs.
    Flood,
    /// The client did not answer pings.
    Silent,
    /// It broke.
    Lost,
}

impl ConnectionFailure {
    /// Its value in `copydesk.failure.reason`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Tls => "tls",
            Self::Protocol => "protocol",
            Self::Flood => "flood",
            Self::Silent => "silent",
            Self::Lost => "lost",
        }
    }
}
