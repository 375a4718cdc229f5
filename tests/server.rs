//! The surroundings of the RPCs: health, reflection, compression, shutdown.

#![allow(clippy::unwrap_used)] // A failure is a failure.

mod support;

use copydesk::server::copydesk_v1::{SERVICE_NAME, pb};
use regex::Regex;
use support::{NEWS, Server, request};
use tokio::sync::mpsc;
use tokio_stream::{StreamExt, wrappers::ReceiverStream};
use tonic::{Code, codec::CompressionEncoding};
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};
use tonic_reflection::pb::v1::{
    ServerReflectionRequest, server_reflection_client::ServerReflectionClient,
    server_reflection_request::MessageRequest, server_reflection_response::MessageResponse,
};

const SERVING: i32 = 1;
const NOT_SERVING: i32 = 2;

#[tokio::test]
async fn health_knows_the_service_and_the_whole() {
    let server = Server::start().await;
    let mut health = HealthClient::new(server.channel().await);
    for service in ["", SERVICE_NAME] {
        let request = HealthCheckRequest { service: service.to_owned() };
        assert_eq!(health.check(request).await.unwrap().into_inner().status, SERVING);
    }
    let request = HealthCheckRequest { service: "unknown".to_owned() };
    assert_eq!(health.check(request).await.unwrap_err().code(), Code::NotFound);
}

#[tokio::test]
async fn probes_of_the_manifest_ask_for_names_that_are_served() {
    let manifest = include_str!("../deploy/base/deployment.yaml");
    let probe = Regex::new(r"grpc:\n +port: \d+(?:\n +service: (\S+))?").unwrap();
    let names =
        probe.captures_iter(manifest).map(|found| found.get(1).map_or("", |name| name.as_str()));
    let names: Vec<_> = names.collect();
    assert_eq!(names, ["", SERVICE_NAME, "copydesk.liveness"]);
    let server = Server::start().await;
    let mut health = HealthClient::new(server.channel().await);
    for name in names {
        let request = HealthCheckRequest { service: name.to_owned() };
        assert_eq!(health.check(request).await.unwrap().into_inner().status, SERVING, "{name}");
    }
}

#[tokio::test]
async fn reflection_lists_the_service_once() {
    let server = Server::start().await;
    let mut reflection = ServerReflectionClient::new(server.channel().await);
    let message = MessageRequest::ListServices(String::new());
    let request = ServerReflectionRequest { host: String::new(), message_request: Some(message) };
    let answers = reflection.server_reflection_info(tokio_stream::once(request)).await.unwrap();
    let answer = answers.into_inner().next().await.unwrap().unwrap();
    let Some(MessageResponse::ListServicesResponse(list)) = answer.message_response else {
        panic!("no list");
    };
    let ours = list.service.iter().filter(|service| service.name == SERVICE_NAME);
    assert_eq!(ours.count(), 1);
}

#[tokio::test]
async fn speaks_gzip_and_zstd() {
    let server = Server::start().await;
    for encoding in [CompressionEncoding::Gzip, CompressionEncoding::Zstd] {
        let client = server.client().await.send_compressed(encoding);
        let mut client = client.accept_compressed(encoding);
        let answer = client.analyze(request(NEWS)).await.unwrap();
        let used = answer.metadata().get("grpc-encoding").unwrap();
        assert_eq!(
            used.to_str().unwrap(),
            if encoding == CompressionEncoding::Gzip { "gzip" } else { "zstd" }
        );
    }
}

#[tokio::test]
async fn shutdown_answers_what_is_in_flight() {
    let server = Server::start().await;
    let release = server.block().await;
    let mut health = HealthClient::new(server.channel().await);
    let watched = health.watch(HealthCheckRequest::default()).await.unwrap();
    let mut watched = watched.into_inner();
    assert_eq!(watched.next().await.unwrap().unwrap().status, SERVING);
    let mut client = server.client().await;
    let (documents, receiver) = mpsc::channel(1);
    let stream = client.stream_analyze(ReceiverStream::new(receiver)).await.unwrap();
    let mut stream = stream.into_inner();
    let message =
        pb::StreamAnalyzeRequest { document: Some(support::document("s", NEWS)), options: None };
    documents.send(message).await.unwrap();
    let mut caller = client.clone();
    let call = tokio::spawn(async move { caller.analyze(request(NEWS)).await });
    // Admitted before the stop: the same connection takes its calls in order.
    client.get_capabilities(pb::GetCapabilitiesRequest {}).await.unwrap();

    let address = server.address;
    let ended = server.stop();
    assert_eq!(watched.next().await.unwrap().unwrap().status, NOT_SERVING);
    // The watch ends by itself: it must not hold the shutdown.
    assert!(watched.next().await.is_none_or(|last| last.is_err()));
    drop(release);
    call.await.unwrap().unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().result.unwrap().id, "s");
    let last = stream.next().await.unwrap().unwrap_err();
    assert_eq!(last.code(), Code::Unavailable);
    assert_eq!(support::reason(&last), "SHUTTING_DOWN");
    drop((client, health, stream));
    ended.await.unwrap().unwrap();
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}
