//! Answers that are not taken, and messages that never come.

use crate::{
    http2::{Transport, call, framed, message},
    metric::{ANALYZE, CONNECTIONS, HELD, IN_FLIGHT},
    support::{NEWS, document, paragraphs, request, served::Served},
};
use bytes::Bytes;
use copydesk::server::copydesk_v1::pb;
use std::time::Duration;
use tonic::Code;

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
    while let Some(piece) = body.data().await {
        body.flow_control().release_capacity(piece.unwrap().len()).unwrap();
    }
    // A part of an answer does not look like all of it.
    let trailers = body.trailers().await.unwrap().unwrap();
    assert_eq!(trailers["grpc-status"], (Code::DeadlineExceeded as i32).to_string());
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
