//! The server within limits that the system sets: memory, and a clock that jumps.

#![allow(clippy::unwrap_used)] // A failure is a failure.

mod clock;
mod memory;
#[path = "../support/mod.rs"]
mod support;
