//! Callers who take all that they can get, and one who wants a little of it.

use crate::{
    http2::{Transport, connect, message},
    metric::{CONNECTIONS, IN_FLIGHT},
    support::{Client, NEWS, document, request, served::Served},
};
use copydesk::server::copydesk_v1::pb;
use std::{net::Ipv4Addr, time::Duration};
use tokio::{task::JoinSet, time::sleep};
use tokio_util::task::AbortOnDropHandle;
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

/// Does something over and over, from the address of the attackers.
fn attack<F: Future<Output = ()> + Send>(
    attackers: usize,
    served: &Served,
    window: u32,
    attempt: impl Fn(Transport) -> F + Clone + Send + Sync + 'static,
) -> Vec<AbortOnDropHandle<()>> {
    let address = served.address.clone();
    let attacker = move || {
        let (address, attempt) = (address.clone(), attempt.clone());
        async move {
            loop {
                if let Some(transport) = Transport::to(&address, window).await {
                    attempt(transport).await;
                }
                sleep(Duration::from_millis(1)).await;
            }
        }
    };
    (0..attackers).map(|_| AbortOnDropHandle::new(tokio::spawn(attacker()))).collect()
}

#[tokio::test]
async fn uploads_without_an_end_keep_no_bytes_from_others() {
    let served = Served::start(&[]);
    let withheld = message(&"The ferry came back. ".repeat(190_000));
    let _attack = attack(4, &served, 65_535, move |mut transport| {
        let bytes = withheld.clone();
        async move {
            let (answer, mut body) = transport.open("Analyze").await;
            let mut left = bytes.slice(..bytes.len() - 1);
            while !left.is_empty() {
                body.reserve_capacity(left.len());
                let Some(Ok(credit)) = std::future::poll_fn(|c| body.poll_capacity(c)).await else {
                    return;
                };
                let _ = body.send_data(left.split_to(credit.min(left.len())), false);
            }
            let _ = answer.await;
        }
    });
    served.until("copydesk_content_in_flight_bytes", &["single"], |held| held > 4e6).await;
    let answered = answered(&honest(&served).await).await;
    assert!(answered >= ANSWERED, "{answered}");
}

#[tokio::test]
async fn calls_without_a_message_keep_no_place_from_others() {
    let served = Served::start(&["--max-calls", "100"]);
    let _attack = attack(120, &served, 65_535, |mut transport| async move {
        let (answer, _body) = transport.open("Analyze").await;
        let _ = answer.await;
    });
    served.until(IN_FLIGHT, &[], |calls| calls >= 100.0).await;
    let answered = answered(&honest(&served).await).await;
    assert!(answered >= ANSWERED, "{answered}");
}

#[tokio::test]
async fn answers_that_nobody_takes_keep_no_place_from_others() {
    let served = Served::start(&["--max-calls", "100"]);
    let _attack = attack(120, &served, 0, |mut transport| async move {
        let (answer, mut body) = transport.open("Analyze").await;
        let _ = body.send_data(message("It rained."), true);
        if let Ok(answer) = answer.await {
            let mut body = answer.into_body();
            // Nothing comes but the end.
            while let Some(Ok(_)) = body.data().await {}
        }
    });
    served.until(IN_FLIGHT, &[], |calls| calls >= 100.0).await;
    let answered = answered(&honest(&served).await).await;
    assert!(answered >= ANSWERED, "{answered}");
}

#[tokio::test]
async fn silent_connections_keep_none_from_others() {
    let served = Served::start(&["--max-connections", "20"]);
    let mut silent = Vec::new();
    for _ in 0..40 {
        silent.push(connect(&served).await);
    }
    served.until(CONNECTIONS, &[], |open| open == 20.0).await;
    for _ in 0..10 {
        honest(&served).await.analyze(request(NEWS)).await.unwrap();
    }
}

#[tokio::test]
async fn streams_without_a_document_keep_no_place_from_others() {
    let served = Served::start(&["--max-bulk-calls", "4"]);
    let _attack = attack(10, &served, 65_535, |mut transport| async move {
        let (answer, _body) = transport.open("StreamAnalyze").await;
        if let Ok(answer) = answer.await {
            let _ = answer.into_body().data().await;
        }
    });
    sleep(Duration::from_millis(1500)).await;
    let mut client = honest(&served).await;
    for _ in 0..4 {
        let batch = pb::BatchAnalyzeRequest { documents: vec![document("b", NEWS)], options: None };
        client.batch_analyze(batch).await.unwrap();
    }
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
