//! Who is let in, how much of it, and what it costs to find out.

#![allow(clippy::unwrap_used)] // A failure is a failure.

mod support;

use copydesk::server::copydesk_v1::pb;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};
use support::{
    Client, NEWS, document, reason, request,
    served::{BINARY, Served},
};
use tokio_stream::StreamExt;
use tonic::{
    Code, Request, Status,
    codec::CompressionEncoding,
    transport::{Certificate, Channel, ClientTlsConfig, Endpoint, Identity},
};
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};
use tonic_reflection::pb::v1::{
    ServerReflectionRequest, server_reflection_client::ServerReflectionClient,
    server_reflection_request::MessageRequest,
};
use tonic_types::StatusExt;

/// A folder that goes with its test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("copydesk-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Writes a file whole: nobody sees half of it.
    fn write(&self, name: &str, text: &str) -> String {
        let (path, new) = (self.0.join(name), self.0.join("new"));
        fs::write(&new, text).unwrap();
        fs::rename(new, &path).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

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

fn refused(answer: Result<impl std::fmt::Debug, Status>) -> (Code, String) {
    let status = answer.unwrap_err();
    (status.code(), reason(&status))
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

#[tokio::test]
async fn each_key_has_its_rates() {
    let folder = Folder::new("rates");
    let (slow, mut row) = new_key("slow");
    row += "documents_per_second = 1\ndocument_burst = 3\n";
    let (small, second) = new_key("small");
    row += &format!("{second}bytes_per_second = {}\n", NEWS.len() + 20);
    let (free, third) = new_key("free");
    row += &third;
    let served = Served::start(&["--api-keys", &folder.write("keys.toml", &row)]);
    let mut client = served.client().await;

    // A batch of three takes three; one more has to wait.
    let documents = (0..3).map(|number| document(&number.to_string(), NEWS)).collect();
    let batch = pb::BatchAnalyzeRequest { documents, options: None };
    client.batch_analyze(with_key(batch, "x-api-key", &slow)).await.unwrap();
    let status = client.analyze(with_key(request(NEWS), "x-api-key", &slow)).await.unwrap_err();
    assert_eq!(
        (status.code(), reason(&status).as_str()),
        (Code::ResourceExhausted, "RATE_LIMITED")
    );
    let wait = status.get_error_details().retry_info().unwrap().retry_delay.unwrap();
    assert!(wait > Duration::ZERO && wait <= Duration::from_secs(1));
    tokio::time::sleep(wait).await;
    client.analyze(with_key(request(NEWS), "x-api-key", &slow)).await.unwrap();

    // A batch that is larger than a burst waits for a full one, and is paid afterwards.
    tokio::time::sleep(Duration::from_millis(3100)).await;
    let documents = (0..4).map(|number| document(&number.to_string(), NEWS)).collect();
    let batch = pb::BatchAnalyzeRequest { documents, options: None };
    client.batch_analyze(with_key(batch, "x-api-key", &slow)).await.unwrap();
    let status = client.analyze(with_key(request(NEWS), "x-api-key", &slow)).await.unwrap_err();
    let wait = status.get_error_details().retry_info().unwrap().retry_delay.unwrap();
    assert!(wait > Duration::from_secs(1), "{wait:?}");

    // The documents of a stream count each by itself.
    let messages = ["a", "b", "c"]
        .map(|id| pb::StreamAnalyzeRequest { document: Some(document(id, NEWS)), options: None });
    let stream = with_key(tokio_stream::iter(messages), "x-api-key", &small);
    let answers = client.stream_analyze(stream).await.unwrap().into_inner();
    let answers: Vec<_> = answers.map(|answer| answer.unwrap().result.unwrap()).collect().await;
    let limited = answers.iter().filter(|answer| match &answer.result {
        Some(pb::document_result::Result::Error(status)) => {
            status.code == Code::ResourceExhausted as i32
        }
        _ => false,
    });
    assert_eq!((answers.len(), limited.count()), (3, 2));

    for _ in 0..20 {
        client.analyze(with_key(request(NEWS), "x-api-key", &free)).await.unwrap();
    }
    assert_eq!(served.metric("copydesk_refusals_total", &["\"rate\""]), 4.0);
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

/// An authority and certificates of it.
struct Authority {
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut parameters = CertificateParams::new(Vec::new()).unwrap();
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let pem = parameters.self_signed(&key).unwrap().pem();
        Self { pem, issuer: Issuer::new(parameters, key) }
    }

    /// A certificate and its key.
    fn sign(&self, name: &str) -> (String, String) {
        let key = KeyPair::generate().unwrap();
        let parameters = CertificateParams::new(vec![name.to_owned()]).unwrap();
        (parameters.signed_by(&key, &self.issuer).unwrap().pem(), key.serialize_pem())
    }
}

async fn secure(
    served: &Served,
    authority: &Authority,
    identity: Option<(String, String)>,
) -> Result<Channel, tonic::transport::Error> {
    let mut tls = ClientTlsConfig::new()
        .ca_certificate(Certificate::from_pem(&authority.pem))
        .domain_name("localhost");
    if let Some((certificate, key)) = identity {
        tls = tls.identity(Identity::from_pem(certificate, key));
    }
    let endpoint = Endpoint::from_shared(format!("https://{}", served.address)).unwrap();
    endpoint.tls_config(tls).unwrap().connect().await
}

async fn analyzes(channel: Result<Channel, tonic::transport::Error>) -> bool {
    match channel {
        Ok(channel) => Client::new(channel).analyze(request(NEWS)).await.is_ok(),
        Err(_) => false,
    }
}

#[tokio::test]
async fn certificates_change_without_a_broken_connection() {
    let folder = Folder::new("tls");
    let (first, second) = (Authority::new(), Authority::new());
    let (certificate, key) = first.sign("localhost");
    let certificate = folder.write("tls.crt", &certificate);
    let key = folder.write("tls.key", &key);
    let served = Served::start(&["--tls-certificate", &certificate, "--tls-key", &key]);
    let mut open = Client::new(secure(&served, &first, None).await.unwrap());
    open.analyze(request(NEWS)).await.unwrap();
    assert!(!analyzes(secure(&served, &second, None).await).await, "who it does not trust");
    // Plain text is not answered.
    let plain = Endpoint::from_shared(format!("http://{}", served.address)).unwrap();
    assert!(!analyzes(plain.connect().await).await);

    let (new_certificate, new_key) = second.sign("localhost");
    folder.write("tls.crt", &new_certificate);
    // Between the two files they do not fit: the old ones serve on.
    served.until("copydesk_reloads_total", &["ok=\"false\""], |count| count >= 1.0).await;
    assert!(analyzes(secure(&served, &first, None).await).await);
    folder.write("tls.key", &new_key);
    served.until("copydesk_reloads_total", &["ok=\"true\""], |count| count >= 1.0).await;
    assert!(analyzes(secure(&served, &second, None).await).await);
    assert!(!analyzes(secure(&served, &first, None).await).await);
    open.analyze(request(NEWS)).await.unwrap();
    // Probes of Kubernetes speak no TLS: they ask for health where operators do.
    let mut health = HealthClient::new(served.admin_channel().await);
    health.check(HealthCheckRequest::default()).await.unwrap();
}

#[tokio::test]
async fn only_clients_with_a_certificate_are_let_in() {
    let folder = Folder::new("mtls");
    let (own, clients) = (Authority::new(), Authority::new());
    let (certificate, key) = own.sign("localhost");
    let served = Served::start(&[
        "--tls-certificate",
        &folder.write("tls.crt", &certificate),
        "--tls-key",
        &folder.write("tls.key", &key),
        "--tls-client-ca",
        &folder.write("ca.crt", &clients.pem),
    ]);
    assert!(analyzes(secure(&served, &own, Some(clients.sign("caller"))).await).await);
    assert!(!analyzes(secure(&served, &own, None).await).await);
    assert!(!analyzes(secure(&served, &own, Some(own.sign("caller"))).await).await);
}

#[test]
fn bad_files_stop_the_start() {
    let folder = Folder::new("bad");
    let (certificate, _) = Authority::new().sign("localhost");
    let (_, key) = Authority::new().sign("localhost");
    let certificate = folder.write("tls.crt", &certificate);
    let key = folder.write("tls.key", &key);
    for arguments in [
        &["--tls-certificate", &certificate, "--tls-key", &key][..],
        &["--tls-certificate", &key, "--tls-key", &key],
        &["--tls-certificate", "no-such-file", "--tls-key", &key],
        &["--tls-certificate", &certificate],
        &["--api-keys", &certificate],
        &["--memory-limit", "1000000"],
        &["--max-bytes-in-flight", "1000"],
    ] {
        let mut command = Command::new(BINARY);
        let output = command.args(["--listen", "127.0.0.1:0"]).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(64), "{arguments:?}");
        let line = String::from_utf8(output.stderr).unwrap();
        assert!(line.starts_with("copydesk: ") && line.lines().count() == 1, "{line}");
    }
    assert!(Path::new(&certificate).exists());
}

#[tokio::test]
async fn what_is_too_large_is_refused_unread() {
    let served = Served::start(&["--max-content-bytes", "20000", "--max-batch-bytes", "20000"]);
    let mut client = served.client().await;
    let text = "a ".repeat(5_000_000);
    let answer = refused(client.analyze(request(&text)).await);
    assert_eq!(answer, (Code::InvalidArgument, "MESSAGE_TOO_LARGE".to_owned()));
    // Compressed it is short, and must not unfold.
    let mut zipped = served.client().await.send_compressed(CompressionEncoding::Gzip);
    let answer = refused(zipped.analyze(request(&text)).await);
    assert_eq!(answer, (Code::InvalidArgument, "MESSAGE_TOO_LARGE".to_owned()));
    let mut headers = Request::new(request(NEWS));
    headers.metadata_mut().insert("x-long", "a".repeat(20_000).parse().unwrap());
    client.analyze(headers).await.unwrap_err();
    client.analyze(request(NEWS)).await.unwrap();
    // Nor is more read where nobody needs a key.
    let mut health = HealthClient::new(served.channel().await);
    let long = HealthCheckRequest { service: "a".repeat(5000) };
    let status = health.check(long).await.unwrap_err();
    assert_eq!(reason(&status), "MESSAGE_TOO_LARGE");
    let limit =
        status.get_error_details().error_info().unwrap().metadata["max_message_bytes"].clone();
    assert_eq!(limit, "4096");
}
