//! Connections: how many there may be, how long each may last, and TLS.

pub(crate) mod accept;
pub(crate) mod activity;
mod lifetime;
mod limits;
mod stream;

pub use limits::ConnectionLimits;
pub(crate) use limits::{CALLS_ASIDE, WINDOW};
