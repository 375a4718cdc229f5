//! Requests as they come over the wire, and as JSON: options of every kind. Whatever is wrong with
//! one is told with its reason.
#![no_main]

use copydesk::{
    clean::SiteRules,
    engine::{Admission, Compute, Registry},
    metrics::Metrics,
    server::{
        Limits, Service,
        copydesk_v1::{TextAnalysis, json::Json, pb},
    },
};
use libfuzzer_sys::fuzz_target;
use prost::Message;
use std::{sync::LazyLock, time::Duration};
use tokio::runtime::{Builder, Runtime};

static SERVICE: LazyLock<(Runtime, TextAnalysis, Json)> = LazyLock::new(|| {
    let compute = Compute::new(1, &Metrics::off()).expect("a pool");
    let time = Duration::from_secs(60);
    let admission = Admission { documents: 1, time, shed: false };
    let registry = Registry::embedded(SiteRules::default());
    let limits = Limits {
        content_bytes: 1 << 16,
        batch_documents: 1,
        batch_bytes: 1 << 16,
        stream_in_flight: 1,
        bulk_calls: 1,
        calls: 1,
        stream_idle: time,
        single_bytes: 1 << 20,
        bulk_bytes: 1 << 20,
        time,
    };
    let service = TextAnalysis::new(Service::new(&registry, &compute, [admission; 2], limits));
    (Builder::new_current_thread().enable_time().build().expect("a runtime"), service, Json::new())
});

fuzz_target!(|bytes: &[u8]| {
    let (runtime, service, json) = &*SERVICE;
    let request = match bytes.split_first() {
        Some((b'{', _)) => std::str::from_utf8(bytes).ok().and_then(|text| json.request(text).ok()),
        Some((_, message)) => pb::AnalyzeRequest::decode(message).ok(),
        None => None,
    };
    let Some(request) = request else { return };
    if let Err(status) = runtime.block_on(service.analyze_in_turn(request)) {
        assert_ne!(status.code(), tonic::Code::Internal);
        assert!(!status.details().is_empty());
    }
});
