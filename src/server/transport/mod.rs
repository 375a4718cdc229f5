//! The transport: what stands around the RPCs, whatever contract they are of.
//!
//! A call comes over a [`connection`] by [`http2`] or [`http1`], is put into gRPC's words where it is in
//! others ([`web`]), watched ([`observe`]), let in ([`auth`]), read
//! ([`messages`]) and answered by a contract's RPC, which is told all of it in one [`context`]. Each of
//! these layers is a [`middleware`].

pub mod auth;
pub mod connection;
pub(crate) mod context;
pub(crate) mod deadline;
pub(crate) mod error_details;
pub(crate) mod fairness;
pub mod health;
pub(crate) mod http1;
pub(crate) mod http2;
pub mod messages;
pub(crate) mod method;
pub(crate) mod middleware;
pub(crate) mod observe;
mod processor_time;
pub(crate) mod protocol;
pub(crate) mod reflection;
pub mod tls;
pub(crate) mod trace;
pub(crate) mod web;
