//! The exporters of traces, metrics and logs, each where it is asked for.

use super::{
    counted,
    otlp::{self, Signal},
};
use anyhow::{Context, Result};
use opentelemetry_sdk::{
    Resource, logs::SdkLoggerProvider, metrics::SdkMeterProvider, trace::SdkTracerProvider,
};
use prometheus::Registry;
use std::time::Duration;
use tokio::task::spawn_blocking;

/// The exporters that are there.
#[derive(Clone, Default)]
pub(super) struct Providers {
    pub(super) traces: Option<SdkTracerProvider>,
    pub(super) metrics: Option<SdkMeterProvider>,
    pub(super) logs: Option<SdkLoggerProvider>,
}

impl Providers {
    /// Starts what the environment asks for; metrics are gathered in `registry` too.
    ///
    /// # Errors
    /// When a variable of OpenTelemetry asks for what is not there, or names a file that is not.
    pub(super) fn start(registry: Option<&Registry>) -> Result<Self> {
        let resource = otlp::resource();
        let metrics = meters(&resource, registry)?;
        if let Some(provider) = &metrics {
            // Where the SDK itself counts what it dropped; so before the other providers.
            opentelemetry::global::set_meter_provider(provider.clone());
        }
        let mut providers = Self { traces: None, metrics, logs: None };
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
        Ok(providers)
    }

    /// Exports what is left, for at most `limit`.
    pub(super) async fn shutdown(self, limit: Duration) {
        let Self { traces, metrics, logs } = self;
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

/// The exporters of metrics, if any.
fn meters(resource: &Resource, registry: Option<&Registry>) -> Result<Option<SdkMeterProvider>> {
    let export = otlp::wanted(Signal::Metrics)?;
    if !export && registry.is_none() {
        return Ok(None);
    }
    let mut metrics = SdkMeterProvider::builder().with_resource(resource.clone());
    if export {
        metrics = metrics.with_periodic_exporter(otlp::metric_exporter()?);
    }
    if let Some(registry) = registry {
        let exporter = opentelemetry_prometheus::exporter()
            .with_registry(registry.clone())
            .scope_info_enabled(false);
        metrics = metrics.with_reader(exporter.build().context("cannot gather metrics")?);
    }
    Ok(Some(metrics.build()))
}
