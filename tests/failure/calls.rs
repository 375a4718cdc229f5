//! Calls that end otherwise than by an answer, and too many of them.

use crate::{
    http2::{Transport, call, message},
    metric::{ANALYZE, CALLS, CONNECTIONS, HELD, IN_FLIGHT, STAGES},
    support::{NEWS, document, paragraphs, reason, request, served::Served},
};
use copydesk::server::copydesk_v1::pb;
use std::time::Duration;
use tokio::{net::TcpStream, sync::mpsc, task::JoinSet};
use tokio_stream::{StreamExt, wrappers::ReceiverStream};
use tonic::Code;
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};

/// Long enough to keep a thread busy for a while.
fn long_text() -> String {
    paragraphs(6000)
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
    let stream = stream.into_inner();
    let mut calls = JoinSet::new();
    for number in 0..4 {
        let mut client = client.clone();
        calls.spawn(async move { client.analyze(request(&long_text())).await });
        let document = Some(document(&number.to_string(), NEWS));
        documents.send(pb::StreamAnalyzeRequest { document, options: None }).await.unwrap();
    }
    served.until(IN_FLIGHT, &[ANALYZE], |calls| calls == 4.0).await;
    // One runs, and the others wait for it; the short documents may be done already.
    served.until("copydesk_queue_depth", &[], |jobs| jobs >= 3.0).await;

    served.signal("TERM");
    assert_eq!(watched.next().await.unwrap().unwrap().status, 2, "NOT_SERVING");
    // Until balancers have noticed, new callers are answered.
    served.client().await.get_capabilities(pb::GetCapabilitiesRequest {}).await.unwrap();
    while let Some(answer) = calls.join_next().await {
        answer.unwrap().unwrap();
    }
    let answers: Vec<_> = stream.collect().await;
    let [Ok(_), Ok(_), Ok(_), Ok(_), Err(last)] = &answers[..] else { panic!("{answers:?}") };
    assert_eq!((last.code(), reason(last).as_str()), (Code::Unavailable, "SHUTTING_DOWN"));
    drop((client, health));
    assert_eq!(served.wait(), Some(0));
    assert!(TcpStream::connect(&served.address).await.is_err());
}

/// Behind one address for all servers, a client stays with its connection until it is told to go.
#[tokio::test]
async fn connections_are_sent_away_when_draining_begins() {
    let mut served = Served::start(&["--drain-delay", "10s"]);
    let socket = TcpStream::connect(&served.address).await.unwrap();
    let (mut calls, connection) = h2::client::handshake(socket).await.unwrap();
    let connection = tokio::spawn(connection);
    let (before, mut body) = calls.send_request(call("Analyze"), false).unwrap();
    let long = message(&paragraphs(400));
    body.reserve_capacity(long.len());
    body.send_data(long, true).unwrap();
    served.until(IN_FLIGHT, &[ANALYZE], |calls| calls == 1.0).await;
    served.signal("TERM");
    // Its last call is answered; then it is over, long before new callers are turned away.
    let mut answer = before.await.unwrap().into_body();
    while let Some(data) = answer.data().await {
        answer.flow_control().release_capacity(data.unwrap().len()).unwrap();
    }
    assert_eq!(answer.trailers().await.unwrap().unwrap()["grpc-status"], "0");
    let went = tokio::time::timeout(Duration::from_secs(5), connection).await;
    went.expect("the connection is sent away").unwrap().unwrap();
    served.client().await.analyze(request(NEWS)).await.unwrap();
    assert_eq!(served.wait(), Some(0));
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
        // Long enough for the threads that the others are on.
        let (mut client, long) = (client.clone(), request(&paragraphs(700)));
        leaving.spawn(async move { client.analyze(long).await });
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
async fn whoever_takes_all_but_one_call_back_keeps_that_one() {
    let served = Served::start(&[]);
    let mut transport = Transport::connect(&served).await;
    for _ in 0..20 {
        let (kept, mut body) = transport.open("Analyze").await;
        for _ in 0..90 {
            let (_, mut body) = transport.open("Analyze").await;
            body.send_reset(h2::Reason::CANCEL);
        }
        body.send_data(message(NEWS), true).unwrap();
        assert_eq!(kept.await.unwrap().status(), 200);
    }
}

#[tokio::test]
async fn a_silent_stream_gives_its_place_back() {
    let served = Served::start(&["--max-stream-idle", "1s", "--max-bulk-calls", "1"]);
    let mut client = served.client().await;
    let (documents, receiver) = mpsc::channel(1);
    let stream = client.stream_analyze(ReceiverStream::new(receiver)).await.unwrap();
    let message = pb::StreamAnalyzeRequest { document: Some(document("a", NEWS)), options: None };
    documents.send(message).await.unwrap();
    let mut stream = stream.into_inner();
    stream.next().await.unwrap().unwrap();
    let last = stream.next().await.unwrap().unwrap_err();
    assert_eq!((last.code(), reason(&last).as_str()), (Code::Unavailable, "STREAM_IDLE"));
    let batch = pb::BatchAnalyzeRequest { documents: vec![document("b", NEWS)], options: None };
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
