//! What is measured: one set of instruments, read over OTLP and on `/metrics` alike.
//!
//! Names and attributes follow the semantic conventions of OpenTelemetry where they have any
//! (RPC, process); the others begin with `copydesk.`. Every attribute has a bounded set of values:
//! methods of the contract, status codes, stages, kinds, and the names in the file of API keys.

use opentelemetry::{
    KeyValue,
    metrics::{
        Counter, Gauge, Histogram, Meter, MeterProvider, ObservableGauge, UpDownCounter,
        noop::NoopMeterProvider,
    },
};
use opentelemetry_semantic_conventions::{attribute, metric};
use std::{sync::Arc, time::Duration};

/// The name of the meter, the tracer and the logger.
pub const SCOPE: &str = "copydesk";

/// Upper bounds of calls [s]: those that the conventions recommend for RPC, and three more.
const CALL_BOUNDS: [f64; 17] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0,
    30.0,
];
/// Upper bounds of stages and of waits for them [s].
const STAGE_BOUNDS: [f64; 15] = [
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0,
];
/// Upper bounds of contents [bytes].
const CONTENT_BOUNDS: [f64; 9] =
    [512.0, 2048.0, 4096.0, 8192.0, 16384.0, 65536.0, 262_144.0, 1_048_576.0, 4_194_304.0];

/// Why something was refused before any work was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// As many single documents as may run or wait.
    Documents,
    /// As many bytes as may be in flight.
    Bytes,
    /// As many batches and streams as may be open.
    BulkCalls,
    /// As many calls as may be open.
    Calls,
    /// The client's own rate.
    Rate,
    /// As many connections as may be open.
    Connections,
}

impl Refused {
    const ALL: [Self; 6] =
        [Self::Documents, Self::Bytes, Self::BulkCalls, Self::Calls, Self::Rate, Self::Connections];

    /// Its value in `copydesk.refusal.reason`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Bytes => "bytes",
            Self::BulkCalls => "bulk_calls",
            Self::Calls => "calls",
            Self::Rate => "rate",
            Self::Connections => "connections",
        }
    }
}

/// The instruments. Clones share them.
#[derive(Clone)]
pub struct Metrics(Arc<Instruments>);

struct Instruments {
    call_duration: Histogram<f64>,
    calls_in_flight: UpDownCounter<i64>,
    refusals: Counter<u64>,
    client_documents: Counter<u64>,
    client_bytes: Counter<u64>,
    connections: UpDownCounter<i64>,
    queue_depth: UpDownCounter<i64>,
    queue_wait: Histogram<f64>,
    stage_duration: Histogram<f64>,
    stage_panics: Counter<u64>,
    content_bytes: Histogram<u64>,
    documents: Counter<u64>,
    entities: Counter<u64>,
    removed_blocks: Counter<u64>,
    model_load: Gauge<f64>,
    reloads: Counter<u64>,
    meter: Meter,
}

impl Metrics {
    /// On a meter.
    pub fn new(meter: Meter) -> Self {
        let seconds = |name: &'static str, about: &'static str, bounds: &[f64]| {
            let histogram = meter.f64_histogram(name).with_unit("s").with_description(about);
            histogram.with_boundaries(bounds.to_vec()).build()
        };
        let counter = |name: &'static str, unit: &'static str, about: &'static str| {
            meter.u64_counter(name).with_unit(unit).with_description(about).build()
        };
        let level = |name: &'static str, unit: &'static str, about: &'static str| {
            meter.i64_up_down_counter(name).with_unit(unit).with_description(about).build()
        };
        let metrics = Self(Arc::new(Instruments {
            call_duration: seconds(
                metric::RPC_SERVER_CALL_DURATION,
                "From a call's headers to the end of its answer, or until its caller went.",
                &CALL_BOUNDS,
            ),
            calls_in_flight: level("copydesk.calls.in_flight", "{call}", "Calls not answered yet."),
            refusals: counter(
                "copydesk.refusals",
                "{refusal}",
                "Calls, documents and connections refused before any work was done.",
            ),
            client_documents: counter(
                "copydesk.client.documents",
                "{document}",
                "Documents by API key, and whether its rates allowed them.",
            ),
            client_bytes: counter(
                "copydesk.client.messages",
                "By",
                "Bytes of messages by API key, and whether its rates allowed them.",
            ),
            connections: level("copydesk.connections", "{connection}", "Open connections."),
            queue_depth: level(
                "copydesk.queue.depth",
                "{job}",
                "Steps of documents that wait for a thread.",
            ),
            queue_wait: seconds(
                "copydesk.queue.wait",
                "How long a step of a document waited for a thread.",
                &STAGE_BOUNDS,
            ),
            stage_duration: seconds(
                "copydesk.stage.duration",
                "How long a step of a document ran.",
                &STAGE_BOUNDS,
            ),
            stage_panics: counter("copydesk.stage.panics", "{panic}", "Steps that panicked."),
            content_bytes: meter
                .u64_histogram("copydesk.document.content")
                .with_unit("By")
                .with_description("Bytes of content in a document.")
                .with_boundaries(CONTENT_BOUNDS.to_vec())
                .build(),
            documents: counter(
                "copydesk.documents",
                "{document}",
                "Documents by how they ended; in batches and streams each for itself.",
            ),
            entities: counter("copydesk.entities", "{entity}", "Entities found."),
            removed_blocks: counter(
                "copydesk.removed_blocks",
                "{block}",
                "Blocks removed by cleaning.",
            ),
            model_load: meter
                .f64_gauge("copydesk.models.load_duration")
                .with_unit("s")
                .with_description("How long it took to load the models.")
                .build(),
            reloads: counter(
                "copydesk.reloads",
                "{reload}",
                "Files read again because they changed: certificates and API keys.",
            ),
            meter,
        }));
        // Shows that there were none, until there is one.
        for reason in Refused::ALL {
            metrics.refusals(reason, 0);
        }
        metrics
    }

    /// Measures nothing.
    pub fn off() -> Self {
        Self::new(NoopMeterProvider::new().meter(SCOPE))
    }

    /// A call began.
    pub fn call_began(&self, method: &'static str) {
        self.0.calls_in_flight.add(1, &[rpc_method(method)]);
    }

    /// A call ended: was answered with a status, or cancelled by its caller.
    pub fn call_ended(&self, method: &'static str, status: &'static str, took: Duration) {
        self.0.calls_in_flight.add(-1, &[rpc_method(method)]);
        let mut attributes = vec![
            KeyValue::new(attribute::RPC_SYSTEM_NAME, "grpc"),
            rpc_method(method),
            KeyValue::new(attribute::RPC_RESPONSE_STATUS_CODE, status),
        ];
        if status != "OK" {
            attributes.push(KeyValue::new(attribute::ERROR_TYPE, status));
        }
        self.0.call_duration.record(took.as_secs_f64(), &attributes);
    }

    /// Something was refused.
    pub fn refused(&self, reason: Refused) {
        self.refusals(reason, 1);
    }

    fn refusals(&self, reason: Refused, count: u64) {
        let reason = KeyValue::new("copydesk.refusal.reason", reason.name());
        self.0.refusals.add(count, &[reason]);
    }

    /// A client with an API key sent documents in messages of so many bytes; `accepted` is whether
    /// its rates allowed it.
    pub fn client_charged(&self, client: &str, documents: usize, bytes: usize, accepted: bool) {
        let accepted = KeyValue::new("copydesk.client.accepted", accepted);
        let attributes = [client_name(client), accepted];
        self.0.client_documents.add(documents as u64, &attributes);
        self.0.client_bytes.add(bytes as u64, &attributes);
    }

    /// A connection was opened (1) or closed (-1).
    pub fn connections(&self, change: i64) {
        self.0.connections.add(change, &[]);
    }

    /// A job entered the queue (1) or left it (-1).
    pub fn queued(&self, stage: &'static str, change: i64) {
        self.0.queue_depth.add(change, &[stage_name(stage)]);
    }

    /// A job waited for its turn, whether or not anybody still wanted it then.
    pub fn waited(&self, stage: &'static str, waited: Duration) {
        self.0.queue_wait.record(waited.as_secs_f64(), &[stage_name(stage)]);
    }

    /// A job ran.
    pub fn ran(&self, stage: &'static str, ran: Duration) {
        let stage = [stage_name(stage)];
        self.0.stage_duration.record(ran.as_secs_f64(), &stage);
        // Shows that there were none, until there is one.
        self.0.stage_panics.add(0, &stage);
    }

    /// A job panicked.
    pub fn panicked(&self, stage: &'static str) {
        self.0.stage_panics.add(1, &[stage_name(stage)]);
    }

    /// A document of a call of a kind ended with a status.
    pub fn document(&self, kind: &'static str, status: &'static str) {
        let status = KeyValue::new(attribute::RPC_RESPONSE_STATUS_CODE, status);
        self.0.documents.add(1, &[KeyValue::new("copydesk.call.kind", kind), status]);
    }

    /// A document was analyzed.
    pub fn analyzed(&self, content_bytes: usize) {
        self.0.content_bytes.record(content_bytes as u64, &[]);
    }

    /// Entities of a type, by its name in the contract, were found.
    pub fn found(&self, entity_type: &'static str, count: u64) {
        self.0.entities.add(count, &[KeyValue::new("copydesk.entity.type", entity_type)]);
    }

    /// Blocks were removed for a reason, by its name in the contract.
    pub fn removed(&self, reason: &'static str, count: u64) {
        self.0.removed_blocks.add(count, &[KeyValue::new("copydesk.removal.reason", reason)]);
    }

    /// The models were loaded.
    pub fn loaded(&self, took: Duration) {
        self.0.model_load.record(took.as_secs_f64(), &[]);
    }

    /// A changed file was read again, well or not.
    pub fn reloaded(&self, file: &'static str, well: bool) {
        let file = KeyValue::new("copydesk.reload.file", file);
        self.0.reloads.add(1, &[file, KeyValue::new("copydesk.reload.ok", well)]);
    }

    /// Watches how many bytes are in flight, of how many that may be.
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
