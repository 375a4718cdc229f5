//! TODO.

pub mod auth;
pub mod connection;
pub(crate) mod deadline;
pub(crate) mod error_details;
pub mod health;
pub mod messages;
pub(crate) mod method;
pub(crate) mod observe;
pub mod tls;
pub(crate) mod trace;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks what no panic leaves half-done.
pub(crate) fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
