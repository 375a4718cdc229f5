//! The facade beside what stands around all calls: keys, metrics, health, reflection, its switch.

use crate::{
    First, PLAIN_TEXT, STORY, Second, documents, everything,
    support::{NEWS, folder::Folder, reason, request, served::Served},
    v1,
};
use std::process::Command;
use tokio_stream::StreamExt;
use tonic::{Code, Request, codec::CompressionEncoding, transport::Channel};
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};
use tonic_reflection::pb::v1::{
    ServerReflectionRequest, server_reflection_client::ServerReflectionClient,
    server_reflection_request::MessageRequest, server_reflection_response::MessageResponse,
};

const NAMES: [&str; 2] =
    ["google.cloud.language.v1.LanguageService", "google.cloud.language.v2.LanguageService"];

/// The services that reflection lists.
async fn listed(channel: Channel) -> Vec<String> {
    let message = MessageRequest::ListServices(String::new());
    let request = ServerReflectionRequest { host: String::new(), message_request: Some(message) };
    let mut reflection = ServerReflectionClient::new(channel);
    let answers = reflection.server_reflection_info(tokio_stream::once(request)).await.unwrap();
    let answer = answers.into_inner().next().await.unwrap().unwrap();
    let Some(MessageResponse::ListServicesResponse(list)) = answer.message_response else {
        panic!("no list");
    };
    list.service.into_iter().map(|service| service.name).collect()
}

#[tokio::test]
async fn methods_are_listed_counted_and_compressed_as_ours_are() {
    let served = Served::start(&[]);
    let listed = listed(served.channel().await).await;
    let mut health = HealthClient::new(served.channel().await);
    for name in NAMES {
        assert_eq!(listed.iter().filter(|one| *one == name).count(), 1, "{listed:?}");
        let request = HealthCheckRequest { service: name.to_owned() };
        assert_eq!(health.check(request).await.unwrap().into_inner().status, 1);
    }
    let (one, two) = everything(PLAIN_TEXT, &NEWS.repeat(20), 2);
    let gzip = CompressionEncoding::Gzip;
    let first = First::new(served.channel().await);
    let mut first = first.send_compressed(gzip).accept_compressed(gzip);
    let answer = first.annotate_text(one).await.unwrap();
    assert_eq!(answer.metadata().get("grpc-encoding").unwrap(), "gzip");
    Second::new(served.channel().await).annotate_text(two).await.unwrap();
    for name in NAMES {
        let method = format!("rpc_method=\"{name}/AnnotateText\"");
        let labels = [method.as_str(), "rpc_response_status_code=\"OK\""];
        let calls = "rpc_server_call_duration_seconds_count";
        served.until(calls, &labels, |count| count == 1.0).await;
    }
    served.until("copydesk_documents_total", &["kind=\"single\""], |count| count == 2.0).await;
}

#[tokio::test]
async fn it_can_be_switched_off() {
    let served = Served::start(&["--no-google"]);
    let listed = listed(served.channel().await).await;
    let mut health = HealthClient::new(served.channel().await);
    for name in NAMES {
        assert!(!listed.iter().any(|one| one == name), "{listed:?}");
        let request = HealthCheckRequest { service: name.to_owned() };
        assert_eq!(health.check(request).await.unwrap_err().code(), Code::NotFound);
    }
    let (one, _) = everything(PLAIN_TEXT, STORY, 1);
    let status = First::new(served.channel().await).annotate_text(one).await.unwrap_err();
    assert_eq!((status.code(), reason(&status).as_str()), {
        (Code::Unimplemented, "METHOD_NOT_FOUND")
    });
    served.client().await.analyze(request(NEWS)).await.unwrap();
    // It is counted as any other method that is not there.
    let (calls, other) = ("rpc_server_call_duration_seconds_count", "rpc_method=\"_OTHER\"");
    served.until(calls, &[other], |count| count == 1.0).await;
}

/// A request with a header.
fn with(name: &'static str, value: &str) -> Request<v1::pb::AnalyzeSentimentRequest> {
    let (document, _) = documents(PLAIN_TEXT, STORY);
    let mut request = Request::new(v1::pb::AnalyzeSentimentRequest { document, encoding_type: 3 });
    request.metadata_mut().insert(name, value.parse().unwrap());
    request
}

#[tokio::test]
async fn what_clients_show_is_checked_where_there_are_keys_and_passed_over_elsewhere() {
    let open = Served::start(&[]);
    let mut client = First::new(open.channel().await);
    for header in ["authorization", "x-goog-api-key", "x-goog-api-client", "x-goog-user-project"] {
        client.analyze_sentiment(with(header, "Bearer ya29.of-google")).await.unwrap();
    }
    let folder = Folder::new("google");
    let output = Command::new(crate::support::served::BINARY).args(["new-key", "desk"]).output();
    let output = output.unwrap();
    let key = String::from_utf8(output.stdout).unwrap().trim().to_owned();
    let keys = folder.write("keys.toml", std::str::from_utf8(&output.stderr).unwrap());
    let closed = Served::start(&["--api-keys", &keys]);
    let mut client = First::new(closed.channel().await);
    client.analyze_sentiment(with("x-goog-api-key", &key)).await.unwrap();
    client.analyze_sentiment(with("authorization", &format!("Bearer {key}"))).await.unwrap();
    for request in [
        with("x-goog-api-key", "of-google"),
        with("authorization", "Bearer ya29.of-google"),
        with("x-goog-api-client", &key),
    ] {
        let status = client.analyze_sentiment(request).await.unwrap_err();
        assert_eq!((status.code(), reason(&status).as_str()), {
            (Code::Unauthenticated, "UNAUTHENTICATED")
        });
    }
    let labels = ["client=\"desk\"", "accepted=\"true\""];
    closed.until("copydesk_client_documents_total", &labels, |count| count == 2.0).await;
}
