//! API keys: which callers are answered, and how much each may ask for.

use crate::{
    refused::refused,
    support::{
        NEWS, document,
        folder::Folder,
        reason, request,
        served::{BINARY, Served},
    },
};
use copydesk::server::copydesk_v1::pb;
use std::{process::Command, time::Duration};
use tokio_stream::StreamExt;
use tonic::{Code, Request, Status};
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};
use tonic_reflection::pb::v1::{
    ServerReflectionRequest, server_reflection_client::ServerReflectionClient,
    server_reflection_request::MessageRequest,
};
use tonic_types::StatusExt;

/// A key and its row, as the command line makes them.
fn new_key(client: &str) -> (String, String) {
    let output = Command::new(BINARY).args(["new-key", client]).output().unwrap();
    assert!(output.status.success());
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout).trim().to_owned(), text(output.stderr))
}

fn with_key<T>(message: T, header: &'static str, value: &str) -> Request<T> {
    let mut request = Request::new(message);
    request.metadata_mut().insert(header, value.parse().unwrap());
    request
}

#[tokio::test]
async fn only_who_has_a_key_is_answered() {
    let folder = Folder::new("keys");
    let (key, row) = new_key("risk");
    let file = folder.write("keys.toml", &row);
    let served = Served::start(&["--api-keys", &file]);
    let mut client = served.client().await;

    let unauthenticated = (Code::Unauthenticated, "UNAUTHENTICATED".to_owned());
    assert_eq!(refused(client.analyze(request(NEWS)).await), unauthenticated);
    for (header, value) in
        [("authorization", "Bearer cd_wrong"), ("authorization", "Basic x"), ("x-api-key", "")]
    {
        let call = with_key(request(NEWS), header, value);
        assert_eq!(refused(client.analyze(call).await), unauthenticated);
    }
    client
        .analyze(with_key(request(NEWS), "authorization", &format!("Bearer {key}")))
        .await
        .unwrap();
    client.analyze(with_key(request(NEWS), "x-api-key", &key)).await.unwrap();
    // The contract is told to those with a key, health to everybody.
    let list = || {
        let message_request = Some(MessageRequest::ListServices(String::new()));
        tokio_stream::once(ServerReflectionRequest { host: String::new(), message_request })
    };
    let mut reflection = ServerReflectionClient::new(served.channel().await);
    assert_eq!(refused(reflection.server_reflection_info(list()).await), unauthenticated);
    reflection.server_reflection_info(with_key(list(), "x-api-key", &key)).await.unwrap();
    let mut health = HealthClient::new(served.channel().await);
    health.check(HealthCheckRequest::default()).await.unwrap();
    // Metrics know the client, and nobody's key.
    let risk = "copydesk_client=\"risk\"";
    assert_eq!(served.metric("copydesk_client_documents_total", &[risk]), 2.0);
    assert!(!served.metrics().contains(&key));
}

#[tokio::test]
async fn keys_change_while_the_server_runs() {
    let folder = Folder::new("rotation");
    let (old, row) = new_key("risk");
    let (new, other) = new_key("search");
    let file = folder.write("keys.toml", &row);
    let served = Served::start(&["--api-keys", &file]);
    let mut client = served.client().await;
    client.analyze(with_key(request(NEWS), "x-api-key", &old)).await.unwrap();
    let reloads = "copydesk_reloads_total";
    // A mistake changes nothing but the metric.
    folder.write("keys.toml", "[[client]]\n");
    served.until(reloads, &["ok=\"false\""], |count| count == 1.0).await;
    client.analyze(with_key(request(NEWS), "x-api-key", &old)).await.unwrap();
    let (documents, receiver) = tokio::sync::mpsc::channel(1);
    let receiver = tokio_stream::wrappers::ReceiverStream::new(receiver);
    let stream = client.stream_analyze(with_key(receiver, "x-api-key", &old)).await.unwrap();
    let mut stream = stream.into_inner();
    let message =
        || pb::StreamAnalyzeRequest { document: Some(document("a", NEWS)), options: None };
    documents.send(message()).await.unwrap();
    stream.next().await.unwrap().unwrap();
    folder.write("keys.toml", &other);
    served.until(reloads, &["ok=\"true\""], |count| count == 1.0).await;
    client.analyze(with_key(request(NEWS), "x-api-key", &new)).await.unwrap();
    assert_eq!(
        refused(client.analyze(with_key(request(NEWS), "x-api-key", &old)).await).0,
        Code::Unauthenticated
    );
    // Nor does a stream outlive its key.
    documents.send(message()).await.unwrap();
    let end = stream.next().await.unwrap();
    assert_eq!(refused(end).0, Code::Unauthenticated);
}

/// Whoever writes a file empties it first, and may be interrupted.
#[tokio::test]
async fn a_file_that_is_being_written_locks_nobody_out() {
    let folder = Folder::new("half-written");
    let (key, row) = new_key("risk");
    let file = folder.write("keys.toml", &row);
    let served = Served::start(&["--api-keys", &file]);
    let mut client = served.client().await;
    folder.write("keys.toml", "");
    served.until("copydesk_reloads_total", &["ok=\"false\""], |count| count == 1.0).await;
    client.analyze(with_key(request(NEWS), "x-api-key", &key)).await.unwrap();
    folder.write("keys.toml", "no_clients = true\n");
    served.until("copydesk_reloads_total", &["ok=\"true\""], |count| count == 1.0).await;
    let refused = refused(client.analyze(with_key(request(NEWS), "x-api-key", &key)).await);
    assert_eq!(refused.0, Code::Unauthenticated);
}

fn batch(documents: usize) -> pb::BatchAnalyzeRequest {
    let documents = (0..documents).map(|number| document(&number.to_string(), NEWS)).collect();
    pb::BatchAnalyzeRequest { documents, options: None }
}

/// The time after which a status says that the caller may try again.
fn wait(status: &Status) -> Duration {
    assert_eq!((status.code(), reason(status).as_str()), (Code::ResourceExhausted, "RATE_LIMITED"));
    status.get_error_details().retry_info().unwrap().retry_delay.unwrap()
}

#[tokio::test]
async fn each_key_has_its_rates() {
    let folder = Folder::new("rates");
    let (slow, mut entries) = new_key("slow");
    entries += "documents_per_second = 1\ndocument_burst = 3\n";
    let (free, other) = new_key("free");
    entries += &other;
    let served = Served::start(&["--api-keys", &folder.write("keys.toml", &entries)]);
    let mut client = served.client().await;

    // A batch of three takes three; one more has to wait.
    client.batch_analyze(with_key(batch(3), "x-api-key", &slow)).await.unwrap();
    let status = client.analyze(with_key(request(NEWS), "x-api-key", &slow)).await.unwrap_err();
    let until = wait(&status);
    assert!(until > Duration::ZERO && until <= Duration::from_secs(1));
    tokio::time::sleep(until).await;
    client.analyze(with_key(request(NEWS), "x-api-key", &slow)).await.unwrap();

    // A batch that is larger than a burst waits for a full one, and is paid afterwards.
    tokio::time::sleep(Duration::from_millis(3100)).await;
    client.batch_analyze(with_key(batch(4), "x-api-key", &slow)).await.unwrap();
    let status = client.analyze(with_key(request(NEWS), "x-api-key", &slow)).await.unwrap_err();
    assert!(wait(&status) > Duration::from_secs(1));

    for _ in 0..20 {
        client.analyze(with_key(request(NEWS), "x-api-key", &free)).await.unwrap();
    }
    assert_eq!(served.metric("copydesk_refusals_total", &["\"rate\""]), 2.0);
}

#[tokio::test]
async fn what_the_server_can_do_is_told_for_nothing() {
    let folder = Folder::new("free");
    let (key, row) = new_key("risk");
    let file = folder.write("keys.toml", &(row + "documents_per_second = 1\n"));
    let served = Served::start(&["--api-keys", &file]);
    let mut client = served.client().await;
    for _ in 0..20 {
        let question = with_key(pb::GetCapabilitiesRequest {}, "x-api-key", &key);
        client.get_capabilities(question).await.unwrap();
    }
    assert_eq!(served.metric("copydesk_client_documents_total", &[]), 0.0);
    client.analyze(with_key(request(NEWS), "x-api-key", &key)).await.unwrap();
}

#[tokio::test]
async fn the_documents_of_a_stream_count_each_by_itself() {
    let folder = Folder::new("stream-rates");
    let (small, entry) = new_key("small");
    let entry = format!("{entry}bytes_per_second = {}\n", NEWS.len() + 20);
    let served = Served::start(&["--api-keys", &folder.write("keys.toml", &entry)]);
    let messages = ["a", "b", "c"]
        .map(|id| pb::StreamAnalyzeRequest { document: Some(document(id, NEWS)), options: None });
    let stream = with_key(tokio_stream::iter(messages), "x-api-key", &small);
    let answers = served.client().await.stream_analyze(stream).await.unwrap().into_inner();
    let answers: Vec<_> = answers.map(|answer| answer.unwrap().result.unwrap()).collect().await;
    let limited = answers.iter().filter(|answer| match &answer.result {
        Some(pb::document_result::Result::Error(status)) => {
            status.code == Code::ResourceExhausted as i32
        }
        _ => false,
    });
    assert_eq!((answers.len(), limited.count()), (3, 2));
    assert_eq!(served.metric("copydesk_refusals_total", &["\"rate\""]), 2.0);
}

#[test]
fn a_hash_that_is_too_short_stops_the_start() {
    let folder = Folder::new("short-hash");
    let entry = format!("[[client]]\nname = \"risk\"\nkey_sha256 = [\"{}\"]\n", "0".repeat(63));
    let file = folder.write("keys.toml", &entry);
    let mut command = Command::new(BINARY);
    let output = command.args(["--listen", "127.0.0.1:0", "--api-keys", &file]).output().unwrap();
    assert_eq!(output.status.code(), Some(64));
    let line = String::from_utf8(output.stderr).unwrap();
    let expected = "line 3: client risk: key_sha256: 64 hexadecimal digits each";
    assert!(line.starts_with("copydesk: ") && line.trim_end().ends_with(expected), "{line}");
}

#[tokio::test]
async fn reflection_can_be_off() {
    let served = Served::start(&["--no-reflection"]);
    let mut reflection = ServerReflectionClient::new(served.channel().await);
    let requests = tokio_stream::iter(Vec::<ServerReflectionRequest>::new());
    let answer = reflection.server_reflection_info(requests).await;
    assert_eq!(answer.unwrap_err().code(), Code::Unimplemented);
    served.client().await.analyze(request(NEWS)).await.unwrap();
}
