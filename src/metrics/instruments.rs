//! The instruments: their names, units and descriptions, and the bounds of histograms.

use opentelemetry::metrics::{Counter, Gauge, Histogram, Meter, UpDownCounter};
use opentelemetry_semantic_conventions::metric;

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

/// The instruments of calls and of those who make them.
pub(super) struct CallInstruments {
    pub(super) duration: Histogram<f64>,
    pub(super) in_flight: UpDownCounter<i64>,
    pub(super) refusals: Counter<u64>,
    pub(super) client_documents: Counter<u64>,
    pub(super) client_bytes: Counter<u64>,
    pub(super) connections: UpDownCounter<i64>,
    pub(super) connections_failed: Counter<u64>,
    pub(super) reactor_kept: Counter<u64>,
}

impl CallInstruments {
    pub(super) fn new(meter: &Meter) -> Self {
        Self {
            duration: seconds(
                meter,
                metric::RPC_SERVER_CALL_DURATION,
                "From a call's headers to the end of its answer, or until its caller went.",
                &CALL_BOUNDS,
            ),
            in_flight: level(
                meter,
                "copydesk.calls.in_flight",
                "{call}",
                "Calls not answered yet.",
            ),
            refusals: counter(
                meter,
                "copydesk.refusals",
                "{refusal}",
                "Calls, documents and connections refused before any work was done.",
            ),
            client_documents: counter(
                meter,
                "copydesk.client.documents",
                "{document}",
                "Documents by API key, and whether its rates allowed them.",
            ),
            client_bytes: counter(
                meter,
                "copydesk.client.messages",
                "By",
                "Bytes of messages by API key, and whether its rates allowed them.",
            ),
            connections: level(meter, "copydesk.connections", "{connection}", "Open connections."),
            connections_failed: counter(
                meter,
                "copydesk.connections.failed",
                "{connection}",
                "Connections that did not begin, or ended badly.",
            ),
            reactor_kept: counter(
                meter,
                "copydesk.reactor.kept",
                "{time}",
                "Times that a connection or a call kept a thread of the reactor for over a millisecond.",
            ),
        }
    }
}

/// The instruments of the steps that documents take.
pub(super) struct StageInstruments {
    pub(super) queue_depth: UpDownCounter<i64>,
    pub(super) queue_wait: Histogram<f64>,
    pub(super) duration: Histogram<f64>,
    pub(super) panics: Counter<u64>,
}

impl StageInstruments {
    pub(super) fn new(meter: &Meter) -> Self {
        Self {
            queue_depth: level(
                meter,
                "copydesk.queue.depth",
                "{job}",
                "Steps of documents that wait for a thread.",
            ),
            queue_wait: seconds(
                meter,
                "copydesk.queue.wait",
                "How long a document, or the unpacking of a message, waited for a thread.",
                &STAGE_BOUNDS,
            ),
            duration: seconds(
                meter,
                "copydesk.stage.duration",
                "How long a step of a document ran.",
                &STAGE_BOUNDS,
            ),
            panics: counter(meter, "copydesk.stage.panics", "{panic}", "Steps that panicked."),
        }
    }
}

/// The instruments of documents and of what is found in them.
pub(super) struct DocumentInstruments {
    pub(super) content_bytes: Histogram<u64>,
    pub(super) ended: Counter<u64>,
    pub(super) entities: Counter<u64>,
    pub(super) removed_blocks: Counter<u64>,
}

impl DocumentInstruments {
    pub(super) fn new(meter: &Meter) -> Self {
        let content = meter.u64_histogram("copydesk.document.content").with_unit("By");
        let content = content.with_description("Bytes of content in a document.");
        Self {
            content_bytes: content.with_boundaries(CONTENT_BOUNDS.to_vec()).build(),
            ended: counter(
                meter,
                "copydesk.documents",
                "{document}",
                "Documents by how they ended; in batches and streams each for itself.",
            ),
            entities: counter(meter, "copydesk.entities", "{entity}", "Entities found."),
            removed_blocks: counter(
                meter,
                "copydesk.removed_blocks",
                "{block}",
                "Blocks removed by cleaning.",
            ),
        }
    }
}

/// The instruments of what the process reads: models, certificates and API keys.
pub(super) struct FileInstruments {
    pub(super) model_load: Gauge<f64>,
    pub(super) reloads: Counter<u64>,
    pub(super) certificate_expiry: Gauge<i64>,
}

impl FileInstruments {
    pub(super) fn new(meter: &Meter) -> Self {
        let model_load = meter.f64_gauge("copydesk.models.load_duration").with_unit("s");
        let about = "How long it took to load the models.";
        Self {
            model_load: model_load.with_description(about).build(),
            reloads: counter(
                meter,
                "copydesk.reloads",
                "{reload}",
                "Files read again because they changed: certificates and API keys.",
            ),
            certificate_expiry: meter
                .i64_gauge("copydesk.certificate.expiry")
                .with_unit("s")
                .with_description("When the server's certificate ends, as Unix time.")
                .build(),
        }
    }
}

fn seconds(
    meter: &Meter,
    name: &'static str,
    about: &'static str,
    bounds: &[f64],
) -> Histogram<f64> {
    let histogram = meter.f64_histogram(name).with_unit("s").with_description(about);
    histogram.with_boundaries(bounds.to_vec()).build()
}

fn counter(
    meter: &Meter,
    name: &'static str,
    unit: &'static str,
    about: &'static str,
) -> Counter<u64> {
    meter.u64_counter(name).with_unit(unit).with_description(about).build()
}

fn level(
    meter: &Meter,
    name: &'static str,
    unit: &'static str,
    about: &'static str,
) -> UpDownCounter<i64> {
    meter.i64_up_down_counter(name).with_unit(unit).with_description(about).build()
}
