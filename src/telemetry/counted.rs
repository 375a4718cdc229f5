//! Exporters that count what they could not export.
//!
//! What does not fit the queue before them is counted by the SDK itself, as
//! `otel.sdk.processor.span.processed` and `otel.sdk.processor.log.processed` with the `error.type`
//! `queue_full`. Names here are those of the conventions for SDK metrics.

use crate::metrics::SCOPE;
use opentelemetry::{KeyValue, metrics::Counter};
use opentelemetry_sdk::{
    Resource,
    error::{OTelSdkError, OTelSdkResult},
    logs::{LogBatch, LogExporter},
    trace::{SpanData, SpanExporter},
};
use opentelemetry_semantic_conventions::{attribute::ERROR_TYPE, metric};
use std::time::Duration;

/// An exporter whose records are counted.
#[derive(Debug)]
pub(super) struct Counted<E> {
    inner: E,
    exported: Counter<u64>,
}

/// Counts spans.
pub(super) fn spans<E: SpanExporter>(inner: E) -> Counted<E> {
    Counted { inner, exported: counter(metric::OTEL_SDK_EXPORTER_SPAN_EXPORTED, "{span}") }
}

/// Counts log records.
pub(super) fn logs<E: LogExporter>(inner: E) -> Counted<E> {
    Counted { inner, exported: counter(metric::OTEL_SDK_EXPORTER_LOG_EXPORTED, "{log_record}") }
}

fn counter(name: &'static str, unit: &'static str) -> Counter<u64> {
    let meter = opentelemetry::global::meter(SCOPE);
    let about = "Records that an exporter is done with; error.type: those that are lost.";
    meter.u64_counter(name).with_unit(unit).with_description(about).build()
}

impl<E> Counted<E> {
    fn count(&self, records: usize, result: &OTelSdkResult) {
        let failed = result.as_ref().err().map(|error| match error {
            OTelSdkError::Timeout(_) => "timeout",
            OTelSdkError::AlreadyShutdown => "already_shutdown",
            OTelSdkError::InternalFailure(_) => "rejected",
        });
        let attributes = failed.map(|error| KeyValue::new(ERROR_TYPE, error));
        self.exported.add(records as u64, attributes.as_slice());
    }
}

impl<E: SpanExporter> SpanExporter for Counted<E> {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let records = batch.len();
        let result = self.inner.export(batch).await;
        self.count(records, &result);
        result
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.inner.shutdown_with_timeout(timeout)
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.inner.force_flush()
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.inner.set_resource(resource);
    }
}

impl<E: LogExporter> LogExporter for Counted<E> {
    async fn export(&self, batch: LogBatch<'_>) -> OTelSdkResult {
        let records = batch.iter().count();
        let result = self.inner.export(batch).await;
        self.count(records, &result);
        result
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.inner.shutdown_with_timeout(timeout)
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.inner.set_resource(resource);
    }
}
