//! copydesk: raw news text in; the clean article, its entities and its sentiment out.
//!
//! | module | what lives there |
//! |---|---|
//! | [`nlp`] | the stages and what they make of a document; pure |
//! | [`compute`] | the pool of threads on which stages run |
//! | [`pipeline`] | the stages as a stack of tower layers, with admission and deadline |
//! | [`grpc`] | the contract, the server and the errors that callers see |
//! | [`cli`] | what a person runs in a terminal |
//! | [`config`] | the settings |
//! | [`metrics`] | what is measured |
//! | [`telemetry`] | where traces, metrics and logs go |
//! | [`watched`] | files that may change while the server runs |
//! | [`app`] | wires all of it together |
//!
//! Dependencies point one way: `app -> cli -> config -> grpc -> pipeline -> { compute, nlp }`;
//! [`metrics`] is named by whoever has something to measure, and names nobody.

pub mod app;
pub mod clean;
pub mod cli;
pub mod config;
pub mod document;
pub mod engine;
pub mod entities;
pub mod language;
pub mod metrics;
pub mod quotes;
pub mod server;
pub mod telemetry;
pub mod text;
pub mod tone;
pub mod values;
pub mod watched;
