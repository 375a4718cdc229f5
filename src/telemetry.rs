//! The logs. They never hold any text of a document.

use std::{io::IsTerminal, panic};
use tracing_subscriber::{filter::EnvFilter, fmt};

/// How log lines look.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One object a line, for collectors.
    Json,
}

/// Starts logging to standard error, and lets panics be logged without their messages.
pub fn init(format: LogFormat, filter: &str) {
    let filter = EnvFilter::new(filter);
    let lines = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match format {
        LogFormat::Text => lines.with_ansi(std::io::stderr().is_terminal()).init(),
        LogFormat::Json => lines.json().flatten_event(true).init(),
    }
    // The message of a panic may quote the text that caused it.
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "panic");
    }));
}
