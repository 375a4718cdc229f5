//! Metrics: one set of instruments, read over OTLP and on `/metrics` alike.
//!
//! Names and attributes follow the semantic conventions of OpenTelemetry where they have any
//! (RPC, process); the others begin with `copydesk.`. Every attribute has a bounded set of values:
//! methods of the contract, status codes, stages, kinds, and the names in the file of API keys.

mod instruments;
mod refused;

use instruments::{CallInstruments, DocumentInstruments, FileInstruments, StageInstruments};
use opentelemetry::{
    KeyValue,
    metrics::{Meter, MeterProvider, ObservableCounter, ObservableGauge, noop::NoopMeterProvider},
};
use opentelemetry_semantic_conventions::attribute;
use std::{sync::Arc, time::Duration};

pub use refused::{ConnectionFailure, Refused};

/// The name of the meter, the tracer and the logger.
pub const SCOPE: &str = "copydesk";

/// The instruments. Clones share them.
#[derive(Clone)]
pub struct Metrics(Arc<Instruments>);

struct Instruments {
    calls: CallInstruments,
    stages: StageInstruments,
    documents: DocumentInstruments,
    files: FileInstruments,
    meter: Meter,
}

impl Metrics {
    /// Instruments of a meter.
    pub fn new(meter: Meter) -> Self {
        let metrics = Self(Arc::new(Instruments {
            calls: CallInstruments::new(&meter),
            stages: StageInstruments::new(&meter),
            documents: DocumentInstruments::new(&meter),
            files: FileInstruments::new(&meter),
            meter,
        }));
        // Shows that there were none, until there is one.
        for reason in Refused::ALL {
            metrics.refusals(reason, 0);
        }
        metrics
    }

    /// Instruments that measure nothing.
    pub fn off() -> Self {
        Self::new(NoopMeterProvider::new().meter(SCOPE))
    }

    /// Counts a call that began.
    pub fn call_began(&self, method: &'static str) {
        self.0.calls.in_flight.add(1, &[rpc_method(method)]);
    }

    /// Counts a call that ended: it was answered with a status, or cancelled by its caller.
    pub fn call_ended(&self, method: &'static str, status: &'static str, took: Duration) {
        self.0.calls.in_flight.add(-1, &[rpc_method(method)]);
        let mut attributes = vec![
            KeyValue::new(attribute::RPC_SYSTEM_NAME, "grpc"),
            rpc_method(method),
            KeyValue::new(attribute::RPC_RESPONSE_STATUS_CODE, status),
        ];
        if status != "OK" {
            attributes.push(KeyValue::new(attribute::ERROR_TYPE, status));
        }
        self.0.calls.duration.record(took.as_secs_f64(), &attributes);
    }

    /// Counts something that was refused.
    pub fn refused(&self, reason: Refused) {
        self.refusals(reason, 1);
    }

    fn refusals(&self, reason: Refused, count: u64) {
        let reason = KeyValue::new("copydesk.refusal.reason", reason.name());
        self.0.calls.refusals.add(count, &[reason]);
    }

    /// Counts documents that a client with an API key sent in messages of so many bytes; `accepted`:
    /// its rates allowed it.
    pub fn client_charged(&self, client: &str, documents: usize, bytes: usize, accepted: bool) {
        let accepted = KeyValue::new("copydesk.client.accepted", accepted);
        let attributes = [client_name(client), accepted];
        self.0.calls.client_documents.add(documents as u64, &attributes);
        self.0.calls.client_bytes.add(bytes as u64, &attributes);
    }

    /// Counts a connection that was opened (1) or closed (-1).
    pub fn connections(&self, change: i64) {
        self.0.calls.connections.add(change, &[]);
    }

    /// Counts a connection that did not begin, or ended badly.
    pub fn connection_failed(&self, failure: ConnectionFailure) {
        let reason = KeyValue::new("copydesk.failure.reason", failure.name());
        self.0.calls.connections_failed.add(1, &[reason]);
    }

    /// Counts a time that a connection or a call kept a thread of the reactor from all others.
    pub fn kept_reactor(&self) {
        self.0.calls.reactor_kept.add(1, &[]);
    }

    /// Tells when the server's certificate ends [Unix time, s].
    pub fn certificate_expires(&self, time: i64) {
        self.0.files.certificate_expiry.record(time, &[]);
    }

    /// Counts a job that entered the queue (1) or left it (-1).
    pub fn queued(&self, stage: &'static str, change: i64) {
        self.0.stages.queue_depth.add(change, &[stage_name(stage)]);
    }

    /// Measures how long a job waited for its turn, whether or not anybody still wanted it then.
    pub fn waited(&self, stage: &'static str, waited: Duration) {
        self.0.stages.queue_wait.record(waited.as_secs_f64(), &[stage_name(stage)]);
    }

    /// Measures how long a job ran.
    pub fn ran(&self, stage: &'static str, ran: Duration) {
        let stage = [stage_name(stage)];
        self.0.stages.duration.record(ran.as_secs_f64(), &stage);
        // Shows that there were none, until there is one.
        self.0.stages.panics.add(0, &stage);
    }

    /// Counts a job that panicked.
    pub fn panicked(&self, stage: &'static str) {
        self.0.stages.panics.add(1, &[stage_name(stage)]);
    }

    /// Counts a document of a call of a kind, which ended with a status.
    pub fn document(&self, kind: &'static str, status: &'static str) {
        let status = KeyValue::new(attribute::RPC_RESPONSE_STATUS_CODE, status);
        self.0.documents.ended.add(1, &[KeyValue::new("copydesk.call.kind", kind), status]);
    }

    /// Measures the content of a document that was analyzed.
    pub fn analyzed(&self, content_bytes: usize) {
        self.0.documents.content_bytes.record(content_bytes as u64, &[]);
    }

    /// Counts entities that were found, of a type.
    pub fn found(&self, entity_type: &'static str, count: u64) {
        self.0.documents.entities.add(count, &[KeyValue::new("copydesk.entity.type", entity_type)]);
    }

    /// Counts blocks that were removed, for a reason.
    pub fn removed(&self, reason: &'static str, count: u64) {
        self.0
            .documents
            .removed_blocks
            .add(count, &[KeyValue::new("copydesk.removal.reason", reason)]);
    }

    /// Measures how long it took to load the models.
    pub fn loaded(&self, took: Duration) {
        self.0.files.model_load.record(took.as_secs_f64(), &[]);
    }

    /// Counts a changed file that was read again, well or not.
    pub fn reloaded(&self, file: &'static str, well: bool) {
        let file = KeyValue::new("copydesk.reload.file", file);
        self.0.files.reloads.add(1, &[file, KeyValue::new("copydesk.reload.ok", well)]);
    }

    /// Watches the lines of the log that are lost.
    pub fn watch_lost_lines(&self, lost: impl Fn() -> usize + Send + Sync + 'static) {
        // The meter keeps the callback; the handle itself does nothing.
        let _: ObservableCounter<u64> = self
            .0
            .meter
            .u64_observable_counter("copydesk.log.lost_lines")
            .with_unit("{line}")
            .with_description("Lines of the log that were lost: nobody read standard error.")
            .with_callback(move |counter| counter.observe(lost() as u64, &[]))
            .build();
    }

    /// Watches the bytes in flight of calls of a kind, and tells how many there may be.
    pub fn watch_bytes(
        &self,
        kind: &'static str,
        limit: usize,
        in_flight: impl Fn() -> usize + Send + Sync + 'static,
    ) {
        let kind = [KeyValue::new("copydesk.call.kind", kind)];
        let of_kind = kind.clone();
        let gauge = |name: &'static str, about: &'static str| {
            self.0.meter.u64_observable_gauge(name).with_unit("By").with_description(about)
        };
        // The meter keeps the callbacks; the handles themselves do nothing.
        let _: ObservableGauge<u64> =
            gauge("copydesk.content.in_flight", "Bytes of requests that are not answered yet.")
                .with_callback(move |gauge| gauge.observe(in_flight() as u64, &kind))
                .build();
        let _: ObservableGauge<u64> =
            gauge("copydesk.content.limit", "Bytes of requests that may be in flight.")
                .with_callback(move |gauge| gauge.observe(limit as u64, &of_kind))
                .build();
    }
}

fn rpc_method(method: &'static str) -> KeyValue {
    KeyValue::new(attribute::RPC_METHOD, method)
}

fn stage_name(stage: &'static str) -> KeyValue {
    KeyValue::new("copydesk.stage", stage)
}

fn client_name(client: &str) -> KeyValue {
    KeyValue::new("copydesk.client", client.to_owned())
}
