//! The reasons for which something is refused.

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
