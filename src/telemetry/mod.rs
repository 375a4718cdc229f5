//! Traces, metrics and logs. They never hold any text of a document, nor a header of a call but
//! its trace context.
//!
//! OTLP is configured by the variables of OpenTelemetry alone ([`otlp`]); without them nothing is
//! exported and nothing is paid for it. Exporters work on threads of their own with bounded queues:
//! a collector that is slow or gone costs the records that do not fit, which are counted, and
//! never an answer.

pub mod admin;
mod counted;
mod otlp;
mod process;

use crate::metrics::{Metrics, SCOPE};
use anyhow::{Context, Result};
use opentelemetry::{metrics::MeterProvider, trace::TracerProvider};
use opentelemetry_appender_tracing::layer::OpenTelemetryTracingBridge;
use opentelemetry_sdk::{
    logs::SdkLoggerProvider, metrics::SdkMeterProvider, trace::SdkTracerProvider,
};
use otlp::Signal;
use prometheus::Registry as Gathered;
use std::{io::IsTerminal, panic, sync::Arc, time::Duration};
use tokio::task::spawn_blocking;
use tracing::{Level, Metadata};
use tracing_subscriber::{
    Layer, Registry,
    filter::{EnvFilter, FilterExt, ParseError, filter_fn},
    fmt,
    layer::{Filter, SubscriberExt},
    reload,
    util::SubscriberInitExt,
};

/// How log lines look.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One object a line, for collectors.
    Json,
}

/// What is logged; it can be changed while the server runs. Clones share it.
#[derive(Clone)]
pub struct LogFilter {
    handle: reload::Handle<EnvFilter, Registry>,
}

impl LogFilter {
    /// Logs what `filter` says from now on: a level, or targets with levels.
    ///
    /// # Errors
    /// When it is no filter; then nothing changes.
    pub fn set(&self, filter: &str) -> Result<(), ParseError> {
        let filter = EnvFilter::try_new(filter)?;
        // It fails only where the subscriber is gone, and then nothing is logged at all.
        let _ = self.handle.reload(filter);
        Ok(())
    }
}

impl std::fmt::Display for LogFilter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown = self.handle.with_current(|filter| write!(formatter, "{filter}"));
        shown.unwrap_or(Ok(()))
    }
}

/// What measures, and what must be flushed at the end.
#[must_use = "what was recorded is lost unless it is flushed"]
pub struct Telemetry {
    /// The instruments.
    pub metrics: Metrics,
    /// What is logged.
    pub log_filter: LogFilter,
    /// What `/metrics` shows, where it is wanted.
    pub gathered: Option<Gathered>,
    providers: Providers,
}

/// What exports, each where it is asked for.
#[derive(Clone, Default)]
struct Providers {
    traces: Option<SdkTracerProvider>,
    metrics: Option<SdkMeterProvider>,
    logs: Option<SdkLoggerProvider>,
}

/// Starts logging to standard error, and nothing else.
pub fn logs_only(format: LogFormat, filter: &str) {
    start(format, EnvFilter::new(filter), &Providers::default());
}

/// Starts all that the environment asks for. `scraped`: metrics are read by Prometheus too.
///
/// # Errors
/// When a variable of OpenTelemetry asks for what is not there, or names a file that is not.
pub fn init(format: LogFormat, filter: &str, scraped: bool) -> Result<Telemetry> {
    let resource = otlp::resource();
    let gathered = scraped.then(Gathered::new);
    let export_metrics = otlp::wanted(Signal::Metrics)?;
    let mut providers = Providers::default();
    if scraped || export_metrics {
        let mut metrics = SdkMeterProvider::builder().with_resource(resource.clone());
        if export_metrics {
            metrics = metrics.with_periodic_exporter(otlp::metric_exporter()?);
        }
        if let Some(registry) = &gathered {
            let exporter = opentelemetry_prometheus::exporter()
                .with_registry(registry.clone())
                .scope_info_enabled(false);
            metrics = metrics.with_reader(exporter.build().context("cannot gather metrics")?);
        }
        let provider = metrics.build();
        // Where the SDK itself counts what it dropped; so before the other providers.
        opentelemetry::global::set_meter_provider(provider.clone());
        providers.metrics = Some(provider);
    }
    let metrics = match &providers.metrics {
        Some(provider) => Metrics::new(provider.meter(SCOPE)),
        None => Metrics::off(),
    };
    if otlp::wanted(Signal::Traces)? {
        let exporter = counted::spans(otlp::span_exporter()?);
        let builder = SdkTracerProvider::builder().with_resource(resource.clone());
        providers.traces = Some(builder.with_batch_exporter(exporter).build());
    }
    if otlp::wanted(Signal::Logs)? {
        let exporter = counted::logs(otlp::log_exporter()?);
        let builder = SdkLoggerProvider::builder().with_resource(resource);
        providers.logs = Some(builder.with_batch_exporter(exporter).build());
    }
    if let Some(provider) = &providers.metrics {
        process::watch(&provider.meter(SCOPE));
    }
    let log_filter = start(format, EnvFilter::new(filter), &providers);
    Ok(Telemetry { metrics, log_filter, gathered, providers })
}

impl Telemetry {
    /// Exports what is left, for at most `limit`.
    pub async fn shutdown(self, limit: Duration) {
        let Providers { traces, metrics, logs } = self.providers;
        // Each blocks; side by side, so that one without a collector does not cost the others.
        let flush = [
            traces.map(|traces| spawn_blocking(move || traces.shutdown_with_timeout(limit))),
            logs.map(|logs| spawn_blocking(move || logs.shutdown_with_timeout(limit))),
            metrics.map(|metrics| spawn_blocking(move || metrics.shutdown_with_timeout(limit))),
        ];
        let all = async {
            for flushed in flush.into_iter().flatten() {
                if !matches!(flushed.await, Ok(Ok(()))) {
                    tracing::warn!("some telemetry was not exported before the end");
                }
            }
        };
        if tokio::time::timeout(limit, all).await.is_err() {
            tracing::warn!("some telemetry was not exported before the end");
        }
    }
}

/// Starts logging and tracing, and lets panics be logged without their messages.
fn start(format: LogFormat, filter: EnvFilter, providers: &Providers) -> LogFilter {
    let (reloadable, handle) = reload::Layer::new(filter);
    // One filter for both: logs on standard error and over OTLP are the same.
    let chosen: Arc<dyn Filter<Registry> + Send + Sync> = Arc::new(reloadable);
    // A full disk must not stop who logs to it: of an error it would tell standard error too.
    let lines = fmt::layer().with_writer(std::io::stderr).log_internal_errors(false);
    let lines = match format {
        LogFormat::Text => lines.with_ansi(std::io::stderr().is_terminal()).boxed(),
        LogFormat::Json => lines.json().flatten_event(true).with_current_span(false).boxed(),
    };
    let mut layers = vec![lines.with_filter(chosen.clone().and(filter_fn(is_harmless))).boxed()];
    if let Some(logs) = &providers.logs {
        let bridge = OpenTelemetryTracingBridge::new(logs);
        // Exporting speaks gRPC too: what that logs must not be exported in turn.
        layers.push(bridge.with_filter(chosen.and(filter_fn(is_ours))).boxed());
    }
    if let Some(traces) = &providers.traces {
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
        layers.push(layer.with_filter(spans).boxed());
    }
    tracing_subscriber::registry().with(layers).init();
    // The message of a panic may quote the text that caused it.
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "panic");
    }));
    LogFilter { handle }
}

fn is_ours(metadata: &Metadata<'_>) -> bool {
    metadata.target().split("::").next() == Some(SCOPE)
}

/// At their finest level the crates of the transport log headers, and with them API keys.
fn is_harmless(metadata: &Metadata<'_>) -> bool {
    is_ours(metadata) || *metadata.level() <= Level::DEBUG
}
