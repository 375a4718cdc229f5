//! Connections: how many there may be, how long each may last, and TLS.

pub(crate) mod accept;
pub(crate) mod activity;
mod lifetime;
mod limits;
pub(crate) mod socket;

pub(crate) use limits::CALLS_ASIDE;
pub use limits::ConnectionLimits;
