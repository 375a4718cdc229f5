//! Security: which callers are let in, how much each may ask for, and what it costs to find out.

#![allow(clippy::unwrap_used)] // A failure is a failure.

mod intake;
mod keys;
mod refused;
#[path = "../support/mod.rs"]
mod support;
mod tls;
