//! Streams of clients that send faster than they are answered.

use crate::{
    http2::{Transport, framed},
    support::{document, request, served::Served},
};
use bytes::{Buf, Bytes, BytesMut};
use copydesk::server::copydesk_v1::pb;
use h2::{SendStream, client::ResponseFuture};
use std::time::Duration;
use tokio::{task::JoinSet, time::timeout};

/// Documents of each stream.
const DOCUMENTS: usize = 10_000;

/// Sends documents of three bytes as fast as there is credit, each in a frame of its own.
async fn send(mut stream: SendStream<Bytes>) {
    for number in 0..DOCUMENTS {
        let document = Some(document(&number.to_string(), "abc"));
        let message = framed(&pb::StreamAnalyzeRequest { document, options: None });
        stream.reserve_capacity(message.len());
        while stream.capacity() < message.len() {
            std::future::poll_fn(|context| stream.poll_capacity(context)).await.unwrap().unwrap();
        }
        stream.send_data(message, false).unwrap();
    }
    stream.send_data(Bytes::new(), true).unwrap();
}

/// Counts the answers of a stream that ends well.
async fn answers(response: ResponseFuture) -> usize {
    let mut body = response.await.unwrap().into_body();
    let (mut unread, mut answers) = (BytesMut::new(), 0);
    while let Some(data) = body.data().await {
        let data = data.unwrap();
        body.flow_control().release_capacity(data.len()).unwrap();
        unread.extend_from_slice(&data);
        while let Some(&[_, a, b, c, d]) = unread.first_chunk::<5>() {
            let whole = 5 + u32::from_be_bytes([a, b, c, d]) as usize;
            if unread.len() < whole {
                break;
            }
            unread.advance(whole);
            answers += 1;
        }
    }
    let trailers = body.trailers().await.unwrap().unwrap();
    assert_eq!(trailers["grpc-status"], "0", "{trailers:?}");
    answers
}

#[tokio::test]
async fn tiny_documents_wait_for_their_turn() {
    let served = Served::start(&[]);
    let mut transport = Transport::connect(&served).await;
    let (mut senders, mut receivers) = (JoinSet::new(), JoinSet::new());
    for _ in 0..4 {
        let (response, stream) = transport.open("StreamAnalyze").await;
        senders.spawn(send(stream));
        receivers.spawn(answers(response));
    }
    // A call beside them on the same connection has its turn, too.
    let beside = timeout(Duration::from_secs(20), transport.send(framed(&request("abc"))).await);
    assert_eq!(beside.await.unwrap().unwrap().status(), 200);
    while let Some(answers) = receivers.join_next().await {
        assert_eq!(answers.unwrap(), DOCUMENTS);
    }
    while let Some(sent) = senders.join_next().await {
        sent.unwrap();
    }
}

/// Frames of a single byte are as small as they can be, and none of them is lost.
#[tokio::test]
async fn a_message_may_come_byte_by_byte() {
    let served = Served::start(&[]);
    let mut transport = Transport::connect(&served).await;
    let (response, mut stream) = transport.open("Analyze").await;
    let message = framed(&request(&"The ferry came back to Harwich. ".repeat(500)));
    for at in 0..message.len() {
        stream.reserve_capacity(1);
        while stream.capacity() < 1 {
            std::future::poll_fn(|context| stream.poll_capacity(context)).await.unwrap().unwrap();
        }
        stream.send_data(message.slice(at..=at), at + 1 == message.len()).unwrap();
    }
    let mut body = response.await.unwrap().into_body();
    while let Some(data) = body.data().await {
        body.flow_control().release_capacity(data.unwrap().len()).unwrap();
    }
    assert_eq!(body.trailers().await.unwrap().unwrap()["grpc-status"], "0");
}
