//! Failures of production, done to a server in a process of its own.

#![allow(clippy::unwrap_used)] // A failure is a failure.

mod answers;
mod calls;
mod connections;
mod fairness;
mod http2;
mod metric;
mod operators;
mod protocol;
mod streams;
#[path = "../support/mod.rs"]
mod support;
mod surroundings;
