//! More than the server can take, and less time than it needs.

#![allow(clippy::unwrap_used)] // A failure is a failure.

mod support;

use copydesk::grpc::pb;
use std::time::Duration;
use support::{DOCUMENTS, NEWS, Server, document, reason, request};
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
