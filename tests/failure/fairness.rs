//! Callers who take all that they can get, and one who wants a little of it.

use crate::{
    http2::{Transport, message},
    metric::{CONNECTIONS, IN_FLIGHT},
    support::{
        Client, NEWS,
        attacks::Attack,
        document,
        folder::Folder,
        request,
        served::{BINARY, Served},
    },
};
use copydesk::server::copydesk_v1::pb;
use std::{net::Ipv4Addr, process::Command, time::Duration};
use tokio::{task::JoinSet, time::sleep};
use tonic::{Code, transport::Endpoint};

/// Calls of the honest caller.
const CALLS: usize = 100;
/// Of them, those that have to be answered.
const ANSWERED: usize = 95;

/// The honest caller, who comes from an address of his own.
async fn honest(served: &Served) -> Client {
    connect_honestly(served).await.unwrap()
}

async fn connect_honestly(served: &Served) -> Result<Client, tonic::transport::Error> {
    let endpoint = Endpoint::from_shared(format!("http://{}", served.address)).unwrap();
    let endpoint = endpoint.local_address(Some(Ipv4Addr::new(127, 0, 0, 2).into()));
    endpoint.connect().await.map(Client::new)
}

/// Sends batches one after the other; the number of answers to ten of them.
async fn answered_batches(served: &Served) -> usize {
    let mut client = honest(served).await;
    let mut answered = 0;
    for _ in 0..10 {
        let batch = pb::BatchAnalyzeRequest { documents: vec![document("b", NEWS)], options: None };
        answered += usize::from(client.batch_analyze(batch).await.is_ok());
    }
    answered
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
    let mut answered = 0;
    for _ in 0..10 {
        if let Ok(mut client) = connect_honestly(&served).await {
            answered += usize::from(client.analyze(request(NEWS)).await.is_ok());
        }
    }
    assert!(answered >= 8, "{answered}");
}

#[tokio::test]
async fn streams_without_a_document_keep_no_place_from_others() {
    let served = Served::start(&["--max-bulk-calls", "4"]);
    let _attack = Attack::IdleStreams.begin(&served.address, 10);
    sleep(Duration::from_millis(1500)).await;
    let answered = answered_batches(&served).await;
    assert!(answered >= 8, "{answered}");
}

#[tokio::test]
async fn small_messages_of_many_options_keep_no_thread_from_others() {
    let served = Served::start(&[]);
    let _attack = Attack::Options.begin(&served.address, 4);
    let answered = answered(&honest(&served).await).await;
    assert!(answered >= ANSWERED, "{answered}");
}

/// Streams that always have a document in work are not ended for others, but leave when it is done.
#[tokio::test]
async fn busy_streams_of_one_leave_a_place_to_others() {
    let served = Served::start(&["--max-bulk-calls", "4"]);
    let mut busy = JoinSet::new();
    for _ in 0..4 {
        let mut client = served.client().await;
        busy.spawn(async move {
            for round in 0.. {
                let documents = (0..).map(move |number| pb::StreamAnalyzeRequest {
                    document: Some(document(&format!("{round}-{number}"), NEWS)),
                    options: None,
                });
                let Ok(answers) = client.stream_analyze(tokio_stream::iter(documents)).await else {
                    sleep(Duration::from_millis(50)).await;
                    continue;
                };
                let mut answers = answers.into_inner();
                while let Ok(Some(_)) = answers.message().await {}
            }
        });
    }
    let documents = "copydesk_documents_total";
    served.until(documents, &["\"bulk\""], |count| count > 100.0).await;
    let answered = answered_batches(&served).await;
    assert!(answered >= 6, "{answered}");
}

/// It takes far longer than what is stalled may, and its bytes are wanted by others.
#[tokio::test]
async fn an_upload_that_goes_on_is_not_ended_for_one_that_is_announced() {
    let served = Served::start(&["--max-bytes-in-flight", "4300000"]);
    let mut slow = Transport::from([127, 0, 0, 2].into(), &served).await;
    let (answer, mut body) = slow.open("Analyze").await;
    let whole = message(&"The ferry came back. ".repeat(10_000));
    let mut other = Transport::connect(&served).await;
    let mut announced = Vec::new();
    let parts = whole.chunks(whole.len().div_ceil(24));
    for part in parts.map(bytes::Bytes::copy_from_slice) {
        body.send_data(part, false).unwrap();
        // More than there is, and nothing of it comes.
        let (refused, mut huge) = other.open("Analyze").await;
        huge.send_data(bytes::Bytes::from_static(&[0, 0, 0x41, 0, 0]), false).unwrap();
        announced.push((refused, huge));
        sleep(Duration::from_millis(300)).await;
    }
    body.send_data(bytes::Bytes::new(), true).unwrap();
    let answer = answer.await.unwrap();
    assert!(!answer.headers().contains_key("grpc-status"), "{answer:?}");
}

/// Whoever shows no key takes nothing of those who have one.
#[tokio::test]
async fn strangers_take_no_place_of_keys() {
    let folder = Folder::new("strangers");
    let output = Command::new(BINARY).args(["new-key", "risk"]).output().unwrap();
    let key = String::from_utf8(output.stdout).unwrap();
    let file = folder.write("keys.toml", &String::from_utf8(output.stderr).unwrap());
    let served = Served::start(&["--api-keys", &file, "--max-calls", "2"]);
    let mut keyed = Transport::with_key(&served, key.trim()).await;
    let mut kept = [keyed.open("Analyze").await, keyed.open("Analyze").await];
    served.until(IN_FLIGHT, &[], |calls| calls == 2.0).await;
    let mut client = honest(&served).await;
    assert_eq!(client.analyze(request(NEWS)).await.unwrap_err().code(), Code::ResourceExhausted);
    // Nor does a key take of itself.
    let (third, _body) = keyed.open("Analyze").await;
    assert_eq!(third.await.unwrap().headers()["grpc-status"], "8");
    for (answer, body) in &mut kept {
        body.send_data(message(NEWS), true).unwrap();
        assert!(!answer.await.unwrap().headers().contains_key("grpc-status"));
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
