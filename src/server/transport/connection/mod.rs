//! Connections: how many there may be, how long each may last, and TLS.

pub(crate) mod accept;
pub(crate) mod activity;
mod failures;
mod lifetime;
mod limits;
mod open;
pub(crate) mod socket;

pub use limits::ConnectionLimits;
