//! TODO.

pub mod auth;
pub mod connection;
pub(crate) mod context;
pub(crate) mod deadline;
pub(crate) mod error_details;
pub mod health;
pub mod messages;
pub(crate) mod method;
pub(crate) mod middleware;
pub(crate) mod observe;
pub mod tls;
pub(crate) mod trace;
