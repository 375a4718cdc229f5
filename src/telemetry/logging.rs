//! Log lines on standard error, and the spans and lines that are exported.

use super::providers::Providers;
use crate::metrics::SCOPE;
use opentelemetry::trace::TracerProvider;
use opentelemetry_appender_tracing::layer::OpenTelemetryTracingBridge;
use opentelemetry_sdk::{logs::SdkLoggerProvider, trace::SdkTracerProvider};
use std::{io::IsTerminal, panic, sync::Arc};
use tracing::{Level, Metadata};
use tracing_appender::non_blocking::{ErrorCounter, NonBlocking, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::{
    Layer, Registry,
    filter::{EnvFilter, FilterExt, LevelFilter, filter_fn},
    fmt,
    layer::{Filter, SubscriberExt},
    reload,
    util::SubscriberInitExt,
};

/// The form of log lines.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One object a line, for collectors.
    Json,
}

/// The filter of what is logged; it can be changed while the server runs. Clones share it.
#[derive(Clone)]
pub struct LogFilter {
    handle: reload::Handle<EnvFilter, Registry>,
}

impl LogFilter {
    /// Logs what `filter` says from now on: a level, or targets with levels.
    ///
    /// # Errors
    /// When it is no filter; then nothing changes.
    pub fn set(&self, filter: &str) -> Result<(), NoFilter> {
        let filter = parse(filter)?;
        // It fails only where the subscriber is gone, and then nothing is logged at all.
        let _ = self.handle.reload(filter);
        Ok(())
    }
}

/// A text that is no filter of the log.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("must be a level, or targets with levels")]
pub struct NoFilter;

/// Reads a filter. A word that is no level would be taken for a target, of which all is logged, and
/// nothing else.
///
/// # Errors
/// When it is none.
pub fn parse(text: &str) -> Result<EnvFilter, NoFilter> {
    let has_level = |part: &str| {
        let level = part.rsplit('=').next().unwrap_or_default();
        // Nothing would be taken for "error".
        !level.is_empty() && level.trim().parse::<LevelFilter>().is_ok()
    };
    if text.is_empty() || !text.split(',').all(has_level) {
        return Err(NoFilter);
    }
    EnvFilter::try_new(text).map_err(|_| NoFilter)
}

impl std::fmt::Display for LogFilter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown = self.handle.with_current(|filter| write!(formatter, "{filter}"));
        shown.unwrap_or(Ok(()))
    }
}

/// Lines that wait to be written; more are lost.
const LINES: usize = 8192;

/// Standard error, written by a thread of its own: a pipe that nobody reads stops that thread alone, and
/// not those who log.
pub(super) struct Output {
    lines: NonBlocking,
    /// Writes what waits when it is dropped, unless that takes over a second.
    _guard: WorkerGuard,
}

impl Output {
    /// Begins to write.
    pub(super) fn start() -> Self {
        let builder = NonBlockingBuilder::default().lossy(true).buffered_lines_limit(LINES);
        let (lines, guard) = builder.thread_name("log").finish(std::io::stderr());
        Self { lines, _guard: guard }
    }

    /// Counts the lines that are lost.
    pub(super) fn lost(&self) -> ErrorCounter {
        self.lines.error_counter()
    }
}

type BoxedLayer = Box<dyn Layer<Registry> + Send + Sync>;
type SharedFilter = Arc<dyn Filter<Registry> + Send + Sync>;

/// Starts logging and tracing, and lets panics be logged without their messages.
pub(super) fn start(
    format: LogFormat,
    filter: EnvFilter,
    output: &Output,
    providers: &Providers,
) -> LogFilter {
    let (reloadable, handle) = reload::Layer::new(filter);
    // One filter for both: logs on standard error and over OTLP are the same.
    let chosen: SharedFilter = Arc::new(reloadable);
    let mut layers = vec![lines(format, output.lines.clone(), chosen.clone())];
    layers.extend(providers.logs.as_ref().map(|logs| exported_lines(logs, chosen)));
    layers.extend(providers.traces.as_ref().map(exported_spans));
    tracing_subscriber::registry().with(layers).init();
    // The message of a panic may quote the text that caused it.
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "panic");
    }));
    LogFilter { handle }
}

/// Lines on standard error.
fn lines(format: LogFormat, output: NonBlocking, chosen: SharedFilter) -> BoxedLayer {
    let lines = fmt::layer().with_writer(output);
    let lines = match format {
        LogFormat::Text => lines.with_ansi(std::io::stderr().is_terminal()).boxed(),
        LogFormat::Json => lines.json().flatten_event(true).with_current_span(false).boxed(),
    };
    lines.with_filter(chosen.and(filter_fn(is_harmless))).boxed()
}

/// Lines over OTLP.
fn exported_lines(logs: &SdkLoggerProvider, chosen: SharedFilter) -> BoxedLayer {
    let bridge = OpenTelemetryTracingBridge::new(logs);
    // Exporting speaks gRPC too: what that logs must not be exported in turn.
    bridge.with_filter(chosen.and(filter_fn(is_ours))).boxed()
}

/// Spans over OTLP, and nothing in them but what is set on purpose.
fn exported_spans(traces: &SdkTracerProvider) -> BoxedLayer {
    let layer = tracing_opentelemetry::layer()
        .with_tracer(traces.tracer(SCOPE))
        .with_location(false)
        .with_threads(false)
        .with_target(false)
        .with_level(false)
        .with_tracked_inactivity(false)
        .with_error_events_to_status(false)
        .with_error_events_to_exceptions(false);
    let spans = filter_fn(|metadata| metadata.is_span() && is_ours(metadata));
    layer.with_filter(spans).boxed()
}

fn is_ours(metadata: &Metadata<'_>) -> bool {
    metadata.target().split("::").next() == Some(SCOPE)
}

/// At their finest level the crates of the transport log headers, and with them API keys.
fn is_harmless(metadata: &Metadata<'_>) -> bool {
    is_ours(metadata) || *metadata.level() <= Level::DEBUG
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_a_level_or_targets_with_levels() {
        for right in ["info", "WARN", "off", "warn,copydesk=debug", "copydesk::server=trace, error"]
        {
            assert!(parse(right).is_ok(), "{right}");
        }
        for wrong in ["", "garbage", "copydesk", "copydesk=loud", "info,", "=", "[x", "<html>"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
