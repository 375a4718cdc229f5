//! More than the server can take, less time than it needs, and a fault of its own.

#![allow(clippy::unwrap_used)] // A failure is a failure.

mod support;

use copydesk::{
    clean::{Cleaner, SiteRules},
    document::{Cleaned, Raw, Report, Stage, StageName, Tier},
    engine::{ANY_LANGUAGE, Choice, Compute, Registry},
    language::ENGLISH,
    metrics::{Metrics, SCOPE},
    server::copydesk_v1::pb,
};
use opentelemetry::metrics::MeterProvider;
use opentelemetry_sdk::metrics::SdkMeterProvider;
use std::time::Duration;
use support::{CONNECTIONS, DOCUMENTS, LIMITS, NEWS, REGISTRY, Server, document, reason, request};
use tokio::{sync::mpsc, task::JoinSet};
use tokio_stream::{StreamExt, wrappers::ReceiverStream};
use tonic::{Code, Request};
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};
use tonic_types::StatusExt;

#[tokio::test]
async fn sheds_when_full_and_stays_healthy() {
    let server = Server::start().await;
    let release = server.block().await;
    let client = server.client().await;
    let mut calls = JoinSet::new();
    for _ in 0..DOCUMENTS + 3 {
        let mut client = client.clone();
        calls.spawn(async move { client.analyze(request(NEWS)).await });
    }
    for _ in 0..3 {
        let status = calls.join_next().await.unwrap().unwrap().unwrap_err();
        assert_eq!(status.code(), Code::ResourceExhausted);
        assert_eq!(reason(&status), "OVERLOADED");
        let details = status.get_error_details();
        assert!(details.retry_info().unwrap().retry_delay.unwrap() > Duration::ZERO);
    }
    let mut health = HealthClient::new(server.channel().await);
    let status = health.check(HealthCheckRequest::default()).await.unwrap().into_inner();
    assert_eq!(status.status, 1, "SERVING");
    drop(release);
    while let Some(answer) = calls.join_next().await {
        answer.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_short_deadline_is_told_as_such() {
    let server = Server::start().await;
    let release = server.block().await;
    let mut client = server.client().await;
    let mut call = Request::new(request(NEWS));
    call.metadata_mut().insert("grpc-timeout", "2S".parse().unwrap());
    let status = client.analyze(call).await.unwrap_err();
    assert_eq!(status.code(), Code::DeadlineExceeded);
    assert_eq!(reason(&status), "DEADLINE_EXCEEDED");
    let mut batch = Request::new(pb::BatchAnalyzeRequest {
        documents: vec![document("", NEWS)],
        options: None,
    });
    batch.metadata_mut().insert("grpc-timeout", "2S".parse().unwrap());
    let status = client.batch_analyze(batch).await.unwrap_err();
    assert_eq!(status.code(), Code::DeadlineExceeded);
    drop(release);
    client.analyze(request(NEWS)).await.unwrap();
}

#[tokio::test]
async fn bulk_calls_are_limited_and_do_not_starve_single_documents() {
    let server = Server::start().await;
    let mut client = server.client().await;
    let mut open = Vec::new();
    for _ in 0..support::LIMITS.bulk_calls {
        let (sender, receiver) = mpsc::channel::<pb::StreamAnalyzeRequest>(1);
        let answers = client.stream_analyze(ReceiverStream::new(receiver)).await.unwrap();
        open.push((sender, answers));
    }
    let batch = pb::BatchAnalyzeRequest { documents: vec![document("", NEWS)], options: None };
    let status = client.batch_analyze(batch).await.unwrap_err();
    assert_eq!(status.code(), Code::ResourceExhausted);
    client.analyze(request(NEWS)).await.unwrap();
}

#[tokio::test]
async fn an_id_in_flight_may_not_come_again() {
    let server = Server::start().await;
    let release = server.block().await;
    let mut client = server.client().await;
    let messages = [document("same", NEWS), document("same", NEWS)]
        .map(|document| pb::StreamAnalyzeRequest { document: Some(document), options: None });
    let answers = client.stream_analyze(tokio_stream::iter(messages)).await.unwrap();
    let mut answers = answers.into_inner();
    let first = answers.next().await.unwrap().unwrap().result.unwrap();
    assert_eq!(first.index, 1);
    assert!(matches!(first.result, Some(pb::document_result::Result::Error(_))));
    drop(release);
    let second = answers.next().await.unwrap().unwrap().result.unwrap();
    assert_eq!(second.index, 0);
    assert!(matches!(second.result, Some(pb::document_result::Result::Analysis(_))));
    assert!(answers.next().await.is_none());
}

/// A cleaner that panics at a word.
struct Fragile(Cleaner);

impl Stage<Raw> for Fragile {
    type Out = Cleaned;

    fn name(&self) -> StageName {
        self.0.name()
    }

    fn model(&self) -> &'static str {
        self.0.model()
    }

    fn is_wanted(&self, raw: &Raw) -> bool {
        self.0.is_wanted(raw)
    }

    fn run(&self, raw: Raw) -> (Cleaned, Report) {
        assert!(!raw.document.content.contains("boom"), "on purpose");
        self.0.run(raw)
    }

    fn skip(&self, raw: Raw) -> Cleaned {
        self.0.skip(raw)
    }
}

#[tokio::test]
async fn a_panic_in_a_stage_costs_one_document() {
    let gathered = prometheus::Registry::new();
    let exporter = opentelemetry_prometheus::exporter().with_registry(gathered.clone());
    let meters = SdkMeterProvider::builder().with_reader(exporter.build().unwrap()).build();
    let compute = Compute::new(1, &Metrics::new(meters.meter(SCOPE))).unwrap();
    let fragile = Choice::of(
        ANY_LANGUAGE,
        Tier::Standard,
        Fragile(Cleaner::embedded(&ENGLISH, SiteRules::default())),
    );
    let registry = Registry { cleaning: fragile, ..REGISTRY.clone() };
    let server = Server::over(&registry, compute, LIMITS, CONNECTIONS).await;
    let mut client = server.client().await;

    let status = client.analyze(request("boom")).await.unwrap_err();
    assert_eq!((status.code(), reason(&status).as_str()), (Code::Internal, "INTERNAL"));
    assert!(!status.message().contains("purpose"));
    let documents = vec![document("", NEWS), document("", "boom"), document("", NEWS)];
    let batch = pb::BatchAnalyzeRequest { documents, options: None };
    let results = client.batch_analyze(batch).await.unwrap().into_inner().results;
    let well = |result: &pb::DocumentResult| {
        matches!(result.result, Some(pb::document_result::Result::Analysis(_)))
    };
    assert_eq!(results.iter().map(well).collect::<Vec<_>>(), [true, false, true]);
    client.analyze(request(NEWS)).await.unwrap();

    let text = prometheus::TextEncoder::new().encode_to_string(&gathered.gather()).unwrap();
    let panics = text
        .lines()
        .find(|line| line.starts_with("copydesk_stage_panics_total{copydesk_stage=\"cleaning\""));
    assert!(panics.unwrap().ends_with(" 2"), "{panics:?}");
}
