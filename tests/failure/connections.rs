//! Connections that are silent, lost, idle, old or too many.

use crate::{
    http2::connect,
    metric::CONNECTIONS,
    support::{NEWS, document, reason, request, served::Served},
};
use copydesk::server::copydesk_v1::pb;
use std::time::Duration;
use tokio::{net::TcpStream, sync::mpsc};
use tokio_stream::{StreamExt, wrappers::ReceiverStream};
use tonic::Code;
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};

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
