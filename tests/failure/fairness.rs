//! Callers who take all that they can get, and one who wants a little of it.

use crate::{
    http2::{Transport, message},
    metric::{CONNECTIONS, IN_FLIGHT},
    support::{Client, NEWS, attacks::Attack, document, request, served::Served},
};
use copydesk::server::copydesk_v1::pb;
use std::{net::Ipv4Addr, time::Duration};
use tokio::{task::JoinSet, time::sleep};
use tonic::transport::Endpoint;

/// Calls of the honest caller.
const CALLS: usize = 100;
/// Of them, those that have to be answered.
const ANSWERED: usize = 95;

/// The honest caller, who comes from an address of his own.
async fn honest(served: &Served) -> Client {
    let endpoint = Endpoint::from_shared(format!("http://{}", served.address)).unwrap();
    let endpoint = endpoint.local_address(Some(Ipv4Addr::new(127, 0, 0, 2).into()));
    Client::new(endpoint.connect().await.unwrap())
}

/// Calls at a calm pace, while others do as they do; the number of answers.
async fn answered(client: &Client) -> usize {
    let mut calls = JoinSet::new();
    for _ in 0..CALLS {
        let mut client = client.clone();
        calls.spawn(async move { client.analyze(request(NEWS)).await.is_ok() });
        sleep(Duration::from_millis(20)).await;
    }
    calls.join_all().await.into_iter().filter(|answered| *answered).count()
}

#[tokio::test]
async fn uploads_without_an_end_keep_no_bytes_from_others() {
    let served = Served::start(&[]);
    let _attack = Attack::Uploads.begin(&served.address, 4);
    served.until("copydesk_content_in_flight_bytes", &["single"], |held| held > 4e6).await;
    let answered = answered(&honest(&served).await).await;
    assert!(answered >= ANSWERED, "{answered}");
}

#[tokio::test]
async fn calls_that_wait_for_their_clients_keep_no_place_from_others() {
    for attack in [Attack::Announcements, Attack::Untaken] {
        let served = Served::start(&["--max-calls", "100"]);
        let _attack = attack.begin(&served.address, 120);
        served.until(IN_FLIGHT, &[], |calls| calls >= 100.0).await;
        let answered = answered(&honest(&served).await).await;
        assert!(answered >= ANSWERED, "{attack:?}: {answered}");
    }
}

#[tokio::test]
async fn silent_connections_keep_none_from_others() {
    let served = Served::start(&["--max-connections", "20"]);
    let _attack = Attack::Silence.begin(&served.address, 40);
    served.until(CONNECTIONS, &[], |open| open >= 20.0).await;
    for _ in 0..10 {
        honest(&served).await.analyze(request(NEWS)).await.unwrap();
    }
}

#[tokio::test]
async fn streams_without_a_document_keep_no_place_from_others() {
    let served = Served::start(&["--max-bulk-calls", "4"]);
    let _attack = Attack::IdleStreams.begin(&served.address, 10);
    sleep(Duration::from_millis(1500)).await;
    let mut client = honest(&served).await;
    for _ in 0..4 {
        let batch = pb::BatchAnalyzeRequest { documents: vec![document("b", NEWS)], options: None };
        client.batch_analyze(batch).await.unwrap();
    }
}

#[tokio::test]
async fn small_messages_of_many_options_keep_no_thread_from_others() {
    let served = Served::start(&[]);
    let _attack = Attack::Options.begin(&served.address, 4);
    let answered = answered(&honest(&served).await).await;
    assert!(answered >= ANSWERED, "{answered}");
}

/// Nobody is honest or not: who holds less than others keeps what it has, whatever it does with it.
#[tokio::test]
async fn who_holds_little_keeps_it() {
    let served = Served::start(&["--max-calls", "10"]);
    let mut few = Transport::connect(&served).await;
    let mut kept = few.open("Analyze").await;
    let mut many = Transport::from([127, 0, 0, 3].into(), &served).await;
    let mut held = Vec::new();
    for _ in 0..9 {
        held.push(many.open("Analyze").await);
    }
    served.until(IN_FLIGHT, &[], |calls| calls == 10.0).await;
    honest(&served).await.analyze(request(NEWS)).await.unwrap();
    kept.1.send_data(message(NEWS), true).unwrap();
    assert_eq!(kept.0.await.unwrap().status(), 200);
}
