//! What goes wrong in production, done to a server in a process of its own.

#![allow(clippy::unwrap_used)] // A failure is a failure.

mod support;

use bytes::Bytes;
use copydesk::server::copydesk_v1::pb;
use h2::client::SendRequest;
use http::Request;
use prost::Message;
use std::{net::TcpListener, process::Command, time::Duration};
use support::{
    NEWS, document, reason, request,
    served::{BINARY, Served},
};
use tokio::{net::TcpStream, sync::mpsc, task::JoinSet};
use tokio_stream::{StreamExt, wrappers::ReceiverStream};
use tonic::Code;
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};

const ANALYZE: &str = "rpc_method=\"copydesk.v1.TextAnalysisService/Analyze\"";
const IN_FLIGHT: &str = "copydesk_calls_in_flight";
const CALLS: &str = "rpc_server_call_duration_seconds_count";
const HELD: &str = "copydesk_content_in_flight_bytes";
const CONNECTIONS: &str = "copydesk_connections";
const STAGES: &str = "copydesk_stage_duration_seconds_count";

/// So many paragraphs, no two alike: what comes twice is taken for furniture.
fn paragraphs(count: usize) -> String {
    let paragraph = |number| format!("On day {number}, {NEWS} She counted {number} guests.\n\n");
    (0..count).map(paragraph).collect()
}

/// Long enough to keep a thread busy for a while.
fn long_text() -> String {
    paragraphs(2000)
}

#[tokio::test]
async fn a_signal_drains_what_is_in_flight() {
    let mut served = Served::start(&["--threads", "1", "--drain-delay", "1s"]);
    let mut health = HealthClient::new(served.channel().await);
    let watched = health.watch(HealthCheckRequest::default()).await.unwrap();
    let mut watched = watched.into_inner();
    assert_eq!(watched.next().await.unwrap().unwrap().status, 1, "SERVING");
    let mut client = served.client().await;
    let (documents, receiver) = mpsc::channel(8);
    let stream = client.stream_analyze(ReceiverStream::new(receiver)).await.unwrap();
    let mut stream = stream.into_inner();
    let mut calls = JoinSet::new();
    for number in 0..4 {
        let mut client = client.clone();
        calls.spawn(async move { client.analyze(request(&long_text())).await });
        let document = Some(document(&number.to_string(), NEWS));
        documents.send(pb::StreamAnalyzeRequest { document, options: None }).await.unwrap();
    }
    served.until(IN_FLIGHT, &[ANALYZE], |calls| calls == 4.0).await;
    served.until("copydesk_queue_depth", &[], |jobs| jobs >= 4.0).await;

    served.signal("TERM");
    assert_eq!(watched.next().await.unwrap().unwrap().status, 2, "NOT_SERVING");
    // Until balancers have noticed, new callers are answered.
    served.client().await.get_capabilities(pb::GetCapabilitiesRequest {}).await.unwrap();
    while let Some(answer) = calls.join_next().await {
        answer.unwrap().unwrap();
    }
    let mut answered = 0;
    let last = loop {
        match stream.next().await.unwrap() {
            Ok(_) => answered += 1,
            Err(status) => break status,
        }
    };
    assert_eq!(answered, 4);
    assert_eq!((last.code(), reason(&last).as_str()), (Code::Unavailable, "SHUTTING_DOWN"));
    drop((client, health, stream));
    assert_eq!(served.wait(), Some(0));
    assert!(TcpStream::connect(&served.address).await.is_err());
}

#[tokio::test]
async fn work_of_callers_who_went_is_never_begun() {
    let served = Served::start(&["--threads", "1"]);
    let mut long = JoinSet::new();
    // Cleaning alone, for long enough that the others arrive meanwhile.
    let options = pb::AnalysisOptions {
        stages: vec![pb::Stage::Cleaning.into()],
        ..pb::AnalysisOptions::default()
    };
    let busy = pb::AnalyzeRequest { options: Some(options), ..request(&paragraphs(20_000)) };
    for _ in 0..2 {
        let (mut client, busy) = (served.client().await, busy.clone());
        long.spawn(async move { client.analyze(busy).await });
    }
    // One runs, the other waits for it.
    served.until("copydesk_queue_depth", &[], |jobs| jobs == 1.0).await;
    let client = served.client().await;
    let mut leaving = JoinSet::new();
    for _ in 0..5 {
        let mut client = client.clone();
        leaving.spawn(async move { client.analyze(request(NEWS)).await });
    }
    served.until(IN_FLIGHT, &[ANALYZE], |calls| calls == 7.0).await;
    leaving.abort_all();
    served.until(CALLS, &["status_code=\"CANCELLED\""], |calls| calls == 5.0).await;
    assert_eq!(served.metric(IN_FLIGHT, &[ANALYZE]), 2.0);
    for answer in long.join_all().await {
        answer.unwrap();
    }
    // The two, and one more: of the five others nothing is to be seen.
    client.clone().analyze(request(NEWS)).await.unwrap();
    assert_eq!(served.metric(STAGES, &["copydesk_stage=\"cleaning\""]), 3.0);
    served.until("copydesk_queue_depth", &[], |jobs| jobs == 0.0).await;
}

#[tokio::test]
async fn an_answer_that_nobody_takes_is_dropped() {
    let served = Served::start(&["--time-limit", "3s"]);
    let mut transport = Transport::connect(&served).await;
    // Its answer is far larger than what a caller takes without being asked.
    let content = paragraphs(300);
    let mut answer = transport.send(message(&content)).await;
    let response = (&mut answer).await.unwrap();
    assert!(served.metric(HELD, &[]) > 0.0);
    served.until(HELD, &[], |bytes| bytes == 0.0).await;
    let mut body = response.into_body();
    let end = loop {
        match body.data().await {
            Some(Ok(piece)) => body.flow_control().release_capacity(piece.len()).unwrap(),
            end => break end,
        }
    };
    assert!(matches!(end, Some(Err(_))), "a part of an answer must not look like all of it");
    // The connection goes on.
    let answer = transport.send(message(NEWS)).await;
    answer.await.unwrap();
}

#[tokio::test]
async fn nobody_keeps_bytes_by_doing_nothing() {
    let served = Served::start(&["--time-limit", "3s"]);
    // Has no room for any part of an answer.
    let mut closed = Transport::with_window(&served, 0).await;
    let answer = closed.send(message(NEWS)).await;
    answer.await.unwrap();
    assert!(served.metric(HELD, &[]) > 0.0);
    served.until(HELD, &[], |bytes| bytes == 0.0).await;
    // The answers of a stream that it does not take.
    let call = pb::StreamAnalyzeRequest { document: Some(document("a", NEWS)), options: None };
    let (answer, mut stream) = closed.open("StreamAnalyze").await;
    stream.send_data(framed(&call), false).unwrap();
    answer.await.unwrap();
    served.until("copydesk_documents_total", &["\"bulk\""], |count| count == 1.0).await;
    assert!(served.metric(HELD, &[]) > 0.0);
    stream.send_data(Bytes::new(), true).unwrap();
    served.until(HELD, &[], |bytes| bytes == 0.0).await;
    drop((closed, stream));
    // Announces what it never sends: others are answered meanwhile.
    let mut silent = Vec::new();
    let mut transport = Transport::connect(&served).await;
    for _ in 0..4 {
        let (answer, mut body) = transport.open("Analyze").await;
        body.send_data(Bytes::from_static(&[0, 0, 0x3f, 0xff, 0xff]), false).unwrap();
        silent.push((answer, body));
    }
    served.until(IN_FLIGHT, &[ANALYZE], |calls| calls == 4.0).await;
    served.client().await.analyze(request(NEWS)).await.unwrap();
    served.until(IN_FLIGHT, &[], |calls| calls == 0.0).await;
}

#[tokio::test]
async fn who_reads_nothing_loses_the_connection() {
    let served = Served::start(&["--time-limit", "2s"]);
    // Takes everything that HTTP/2 allows, but is never run: nothing is read from the socket.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    let socket = socket.connect(served.address.parse().unwrap()).await.unwrap();
    let mut builder = h2::client::Builder::new();
    builder.initial_window_size(1 << 30).initial_connection_window_size(1 << 30);
    let (sender, mut connection) = builder.handshake(socket).await.unwrap();
    let mut sender = sender.ready().await.unwrap();
    let mut answers = Vec::new();
    let content = message(&paragraphs(2000));
    for _ in 0..3 {
        let (answer, mut body) = sender.send_request(call("Analyze"), false).unwrap();
        body.send_data(content.clone(), true).unwrap();
        answers.push(answer);
    }
    // Runs as long as there is something to send.
    let bytes = 3.0 * content.len() as f64;
    let sent = async {
        while served.metric(HELD, &[]) < bytes {
            let _ = tokio::time::timeout(Duration::from_millis(20), &mut connection).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), sent).await.unwrap();
    served.until(CONNECTIONS, &[], |open| open == 0.0).await;
    served.until(HELD, &[], |bytes| bytes == 0.0).await;
}

#[tokio::test]
async fn a_silent_stream_gives_its_place_back() {
    let served = Served::start(&["--max-stream-idle", "1s", "--max-bulk-calls", "1"]);
    let mut client = served.client().await;
    let (documents, receiver) = mpsc::channel(1);
    let stream = client.stream_analyze(ReceiverStream::new(receiver)).await.unwrap();
    let document = Some(document("a", NEWS));
    documents.send(pb::StreamAnalyzeRequest { document, options: None }).await.unwrap();
    let mut stream = stream.into_inner();
    stream.next().await.unwrap().unwrap();
    let last = stream.next().await.unwrap().unwrap_err();
    assert_eq!((last.code(), reason(&last).as_str()), (Code::Unavailable, "STREAM_IDLE"));
    let batch =
        pb::BatchAnalyzeRequest { documents: vec![support::document("b", NEWS)], options: None };
    client.batch_analyze(batch).await.unwrap();
}

#[tokio::test]
async fn no_more_calls_than_may_be() {
    let served = Served::start(&["--max-calls", "2"]);
    let mut transport = Transport::connect(&served).await;
    let _open = [transport.open("Analyze").await, transport.open("Analyze").await];
    served.until(IN_FLIGHT, &[ANALYZE], |calls| calls == 2.0).await;
    let refused = served.client().await.analyze(request(NEWS)).await.unwrap_err();
    assert_eq!(
        (refused.code(), reason(&refused).as_str()),
        (Code::ResourceExhausted, "OVERLOADED")
    );
    // Probes are answered under any load.
    let mut health = HealthClient::new(served.channel().await);
    health.check(HealthCheckRequest::default()).await.unwrap();
}

#[tokio::test]
async fn silent_and_lost_clients_lose_their_connections() {
    let served = Served::start(&["--keepalive-interval", "1s", "--keepalive-timeout", "1s"]);
    // Says nothing at all.
    let silent = TcpStream::connect(&served.address).await.unwrap();
    // Says hello and is lost: nobody answers the server's pings.
    let (_sender, mut lost) = h2::client::handshake(connect(&served).await).await.unwrap();
    let hello = tokio::time::timeout(Duration::from_millis(500), &mut lost).await;
    assert!(hello.is_err(), "the connection should be open: {hello:?}");
    served.until(CONNECTIONS, &[], |open| open == 2.0).await;
    served.until(CONNECTIONS, &[], |open| open == 0.0).await;
    drop((silent, lost));
}

#[tokio::test]
async fn connections_end_when_idle_or_old() {
    let served = Served::start(&["--max-connection-idle", "1s"]);
    let mut client = served.client().await;
    let (documents, receiver) = mpsc::channel(1);
    let stream = client.stream_analyze(ReceiverStream::new(receiver)).await.unwrap();
    // With a stream open it is not idle, however little happens on it.
    tokio::time::sleep(Duration::from_millis(2500)).await;
    let message = pb::StreamAnalyzeRequest { document: Some(document("a", NEWS)), options: None };
    documents.send(message).await.unwrap();
    let mut stream = stream.into_inner();
    stream.next().await.unwrap().unwrap();
    drop((documents, stream));
    served.until(CONNECTIONS, &[], |open| open == 0.0).await;
    drop(client);

    let age = ["--max-connection-age", "1s", "--max-connection-age-grace", "1s"];
    let served = Served::start(&age);
    let mut client = served.client().await;
    let (documents, receiver) = mpsc::channel(1);
    let stream = client.stream_analyze(ReceiverStream::new(receiver)).await.unwrap();
    let mut stream = stream.into_inner();
    let document = Some(document("a", NEWS));
    documents.send(pb::StreamAnalyzeRequest { document, options: None }).await.unwrap();
    stream.next().await.unwrap().unwrap();
    let last = stream.next().await.unwrap().unwrap_err();
    assert_eq!((last.code(), reason(&last).as_str()), (Code::Unavailable, "CONNECTION_AGED"));
    // A call finds its way over a new connection; the first may have met the end of the old one.
    if client.analyze(request(NEWS)).await.is_err() {
        client.analyze(request(NEWS)).await.unwrap();
    }
}

#[tokio::test]
async fn no_more_connections_than_may_be() {
    let served = Served::start(&["--max-connections", "2"]);
    let _open = [served.client().await, served.client().await];
    served.until(CONNECTIONS, &[], |open| open == 2.0).await;
    let mut third = TcpStream::connect(&served.address).await.unwrap();
    let mut byte = [0];
    let read = tokio::io::AsyncReadExt::read(&mut third, &mut byte).await;
    assert!(!matches!(read, Ok(1..)), "it should be closed");
    served.until("copydesk_refusals_total", &["\"connections\""], |count| count == 1.0).await;
    // Probes need none of them, or a full house would be killed.
    let mut health = HealthClient::new(served.admin_channel().await);
    let liveness = HealthCheckRequest { service: "copydesk.liveness".to_owned() };
    assert_eq!(health.check(liveness).await.unwrap().into_inner().status, 1, "SERVING");
}

#[tokio::test]
async fn resets_leave_nothing_behind() {
    let served = Served::start(&["--threads", "1"]);
    let descriptors = "process_unix_file_descriptor_count";
    let before = served.metric(descriptors, &[]);
    let bytes = message(&long_text());
    for round in 0..20 {
        let mut transport = Transport::connect(&served).await;
        for _ in 0..5 {
            // Half a message, then a reset, or the end of the connection.
            let (answer, mut body) = transport.open("Analyze").await;
            body.reserve_capacity(10_000);
            body.send_data(bytes.slice(..10_000), false).unwrap();
            tokio::task::yield_now().await;
            if round % 2 == 0 {
                body.send_reset(h2::Reason::CANCEL);
            }
            drop(answer);
        }
    }
    served.until(CONNECTIONS, &[], |open| open == 0.0).await;
    served.until(IN_FLIGHT, &[], |calls| calls == 0.0).await;
    served.until(HELD, &[], |bytes| bytes == 0.0).await;
    served.until(descriptors, &[], |open| open <= before).await;
    served.client().await.analyze(request(NEWS)).await.unwrap();
}

#[tokio::test]
async fn a_bad_collector_costs_no_answer() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    // Accepts and never answers.
    let slow = TcpListener::bind("127.0.0.1:0").unwrap();
    // Speaks gRPC, and has no such method.
    let failing = Served::start(&[]);
    let addresses =
        [closed.to_string(), slow.local_addr().unwrap().to_string(), failing.address.clone()];
    for address in addresses {
        let endpoint = format!("http://{address}");
        let variables = [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint.as_str()),
            ("OTEL_EXPORTER_OTLP_TIMEOUT", "200"),
            ("OTEL_BSP_MAX_QUEUE_SIZE", "8"),
            ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "8"),
            ("OTEL_BSP_SCHEDULE_DELAY", "100"),
        ];
        let mut served = Served::with(&["--grace-period", "20s"], &variables);
        let mut client = served.client().await;
        for _ in 0..20 {
            client.analyze(request(NEWS)).await.unwrap();
        }
        // Five spans each; none is lost without being counted.
        let lost = async || {
            let unsent = served.metric("otel_sdk_exporter_span_exported_total", &["error_type="]);
            let full = "error_type=\"queue_full\"";
            unsent + served.metric("otel_sdk_processor_span_processed_total", &[full])
        };
        let all = async {
            while lost().await < 100.0 {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        let counted = tokio::time::timeout(Duration::from_secs(60), all).await;
        assert!(counted.is_ok(), "{address}: {}", served.metrics());
        drop(client);
        served.signal("TERM");
        assert_eq!(served.wait(), Some(0), "{address}");
    }
}

#[tokio::test]
async fn runs_with_next_to_nothing() {
    // What is logged goes to a disk that is full.
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut command = Command::new(BINARY);
    command.args(["--listen", &port.to_string()]).stderr(full).env_clear();
    let mut child = command.spawn().unwrap();
    let mut connected = Err(String::new());
    for _ in 0..500 {
        let endpoint = tonic::transport::Endpoint::from_shared(format!("http://{port}")).unwrap();
        connected = endpoint.connect().await.map_err(|error| error.to_string());
        if connected.is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let mut client = support::Client::new(connected.unwrap());
    client.analyze(request(NEWS)).await.unwrap();
    child.kill().unwrap();
    child.wait().unwrap();

    // Nothing to write to, an unknown user, no HOME: what a container gives it.
    let script = "mount --make-rprivate / && mount -o remount,ro,bind / && cd / && \
                  exec setpriv --reuid 54321 --regid 54321 --clear-groups env -i \"$0\" \"$@\"";
    let mut probe = Command::new("unshare");
    probe.args(["--mount", "sh", "-c", script, "true"]);
    if !probe.status().is_ok_and(|status| status.success()) {
        eprintln!("skipped: mounts cannot be changed here, or users");
        return;
    }
    let mut command = Command::new("unshare");
    command.args(["--mount", "sh", "-c", script, BINARY]);
    let mut served = Served::run(command);
    served.client().await.analyze(request(NEWS)).await.unwrap();
    served.signal("TERM");
    assert_eq!(served.wait(), Some(0));
}

/// A message as it goes over the wire.
fn message(content: &str) -> Bytes {
    framed(&request(content))
}

fn framed(message: &impl Message) -> Bytes {
    let encoded = message.encode_to_vec();
    let length = u32::try_from(encoded.len()).unwrap().to_be_bytes();
    [&[0], &length[..], &encoded].concat().into()
}

async fn connect(served: &Served) -> TcpStream {
    TcpStream::connect(&served.address).await.unwrap()
}

/// The head of a call.
fn call(method: &str) -> Request<()> {
    let call = Request::post(format!("http://server/copydesk.v1.TextAnalysisService/{method}"))
        .header("content-type", "application/grpc")
        .header("te", "trailers");
    call.body(()).unwrap()
}

/// HTTP/2 without gRPC: a client that does what no gRPC library does.
struct Transport {
    sender: SendRequest<Bytes>,
    _connection: tokio_util::task::AbortOnDropHandle<()>,
}

impl Transport {
    async fn connect(served: &Served) -> Self {
        Self::with_window(served, 65_535).await
    }

    /// With room for so many bytes of an answer.
    async fn with_window(served: &Served, bytes: u32) -> Self {
        let mut builder = h2::client::Builder::new();
        let socket = connect(served).await;
        let handshake = builder.initial_window_size(bytes).handshake(socket);
        let (sender, connection) = handshake.await.unwrap();
        let run = tokio::spawn(async move {
            let _ = connection.await;
        });
        Self { sender, _connection: tokio_util::task::AbortOnDropHandle::new(run) }
    }

    /// Opens a call without its message.
    async fn open(&mut self, method: &str) -> (h2::client::ResponseFuture, h2::SendStream<Bytes>) {
        std::future::poll_fn(|context| self.sender.poll_ready(context)).await.unwrap();
        self.sender.send_request(call(method), false).unwrap()
    }

    /// Calls with a message; the answer is not read.
    async fn send(&mut self, message: Bytes) -> h2::client::ResponseFuture {
        let (answer, mut body) = self.open("Analyze").await;
        body.send_data(message, true).unwrap();
        answer
    }
}
