//! copydesk: raw news text in; the clean article, its entities and its sentiment out.
//!
//! | module | what lives there |
//! |---|---|
//! | [`text`] | spans and their alignment, sentences, tokens; no meaning yet |
//! | [`document`] | what comes in, what is wanted of it, what was found: every state and result |
//! | [`language`] | which language a text is in, and the words of those that stages read |
//! | [`clean`], [`entities`], [`values`], [`quotes`], [`tone`] | the methods; pure |
//! | [`engine`] | the methods as stages in a stack of tower layers, the choice among them, admission, threads |
//! | [`server`] | what every call passes, and a folder for each contract that is spoken |
//! | [`cli`] | what a person runs in a terminal |
//! | [`config`] | the settings |
//! | [`metrics`] | what is measured |
//! | [`telemetry`] | where traces, metrics and logs go |
//! | [`watched`] | files that may change while the server runs |
//! | [`app`] | wires all of it together |
//!
//! Dependencies point one way, and no two files name each other:
//!
//! ```text
//! app -> cli, config
//!     -> server -> engine -> clean, entities, tone -> language -> document -> text
//!                            entities -> values, quotes
//! cli -> config, server        config -> clean, telemetry
//! ```
//!
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
