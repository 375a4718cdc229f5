use super::{super::budget::Budget, *};
use crate::{
    metrics::Metrics,
    server::transport::fairness::{Holders, Peer, Resource},
};
use http::HeaderMap;
use http_body_util::{BodyExt, Full, StreamBody};
use std::sync::atomic::{AtomicBool, Ordering};
use tokio_stream::{StreamExt, wrappers::ReceiverStream};

const PATIENCE: Duration = Duration::from_secs(30);

fn holder(holders: &Holders) -> Arc<Holder> {
    Arc::clone(&holders.enter(Peer::Address([0; 16])).holder)
}

/// A call that nobody else sees.
fn call() -> Arc<Holder> {
    holder(&Holders::default())
}

/// An answer of 100,000 bytes, and the budget of which it holds all.
async fn delivery() -> (Body, Budget) {
    let holders = Holders::default();
    let budget = Budget::new(("single", Resource::SingleBytes), 10, &holders, &Metrics::off());
    let holder = holder(&holders);
    let ledger = Ledger::default();
    let held = budget.reserve_now(&holder, 10).await.map(Arc::new);
    ledger.answer(Bytes::from(vec![7; 100_000]), held);
    let body = Body::new(Full::new(ONE));
    (deliver(body, CallKind::Single, ledger, holder, PATIENCE), budget)
}

#[tokio::test]
async fn all_of_it_arrives_in_pieces() {
    let (mut delivery, budget) = delivery().await;
    let mut sizes = Vec::new();
    while let Some(frame) = delivery.frame().await {
        assert_eq!(budget.free(), 0);
        sizes.push(frame.expect("no failure").into_data().expect("data").len());
    }
    assert_eq!(sizes.iter().sum::<usize>(), 100_000);
    assert!(sizes.iter().all(|&size| size <= PIECE));
    assert_eq!(budget.free(), 10);
}

#[tokio::test]
async fn pieces_hold_what_they_are_made_of() {
    let (mut delivery, budget) = delivery().await;
    let piece = delivery.frame().await.expect("a piece").expect("no failure");
    drop(delivery);
    assert_eq!(budget.free(), 0);
    drop(piece);
    assert_eq!(budget.free(), 10);
}

#[tokio::test(start_paused = true)]
async fn what_is_not_taken_is_dropped_with_what_it_holds() {
    let (mut delivery, budget) = delivery().await;
    let piece = delivery.frame().await.expect("a piece").expect("no failure");
    tokio::time::sleep(Duration::from_secs(29)).await;
    assert_eq!(budget.free(), 0);
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(budget.free(), 10);
    assert!(delivery.frame().await.expect("an end").is_err());
    drop(piece);
}

#[tokio::test(start_paused = true)]
async fn the_next_piece_comes_when_the_last_is_on_the_wire() {
    let (mut delivery, _budget) = delivery().await;
    let piece = delivery.frame().await.expect("a piece").expect("no failure");
    let mut next = tokio_test::task::spawn(delivery.frame());
    assert!(next.poll().is_pending());
    drop(piece);
    assert!(next.is_woken() && next.poll().is_ready());
}

/// What says that there is an answer.
const ONE: Bytes = Bytes::from_static(&[0; PREFIX]);

/// Answers of six bytes.
fn answers(count: usize) -> Ledger {
    let ledger = Ledger::default();
    for _ in 0..count {
        ledger.answer(Bytes::from_static(b"answer"), None);
    }
    ledger
}

/// An answer and its trailers.
fn small() -> Body {
    let trailers = async { Some(Ok(HeaderMap::new())) };
    Body::new(Full::new(ONE).with_trailers(trailers))
}

#[tokio::test]
async fn answers_that_come_together_go_together() {
    let body = Body::new(Full::new(Bytes::from(ONE.repeat(3))));
    let mut delivery = deliver(body, CallKind::Stream, answers(3), call(), PATIENCE);
    let piece = delivery.frame().await.expect("a piece").expect("no failure").into_data();
    assert_eq!(piece.expect("data"), "answer".repeat(3));
}

#[tokio::test]
async fn trailers_follow_one_answer_at_once() {
    let mut delivery = deliver(small(), CallKind::Single, answers(1), call(), PATIENCE);
    let _piece = delivery.frame().await.expect("a piece").expect("no failure");
    let mut next = tokio_test::task::spawn(delivery.frame());
    let Poll::Ready(Some(Ok(next))) = next.poll() else { panic!("it waits") };
    assert!(next.is_trailers());
}

#[tokio::test]
async fn one_answer_is_made_before_the_headers_go_out() {
    let made = Arc::new(AtomicBool::new(false));
    let body = small().map_frame({
        let made = Arc::clone(&made);
        move |frame| {
            made.store(true, Ordering::Relaxed);
            frame
        }
    });
    let _answer = deliver(Body::new(body), CallKind::Single, answers(1), call(), PATIENCE);
    assert!(made.load(Ordering::Relaxed));
}

#[tokio::test(start_paused = true)]
async fn a_stream_may_have_no_answer_for_long() {
    let (sender, receiver) = tokio::sync::mpsc::channel(2);
    let frames = ReceiverStream::new(receiver).map(Ok::<_, Status>);
    let body = Body::new(StreamBody::new(frames));
    let mut delivery = deliver(body, CallKind::Stream, answers(3), call(), PATIENCE);
    for _ in 0..2 {
        let mut next = tokio_test::task::spawn(delivery.frame());
        assert!(next.poll().is_pending());
        tokio::time::sleep(2 * PATIENCE).await;
        sender.send(Frame::data(ONE)).await.expect("a reader");
        let Poll::Ready(Some(Ok(_piece))) = next.poll() else { panic!("it was given up") };
    }
}

#[tokio::test(start_paused = true)]
async fn each_answer_of_a_stream_has_its_own_time() {
    let frame = || Ok::<_, Status>(Frame::data(ONE));
    let body = Body::new(StreamBody::new(tokio_stream::iter([frame(), frame(), frame()])));
    let mut delivery = deliver(body, CallKind::Stream, answers(3), call(), PATIENCE);
    for _ in 0..3 {
        let piece = delivery.frame().await.expect("a piece").expect("no failure");
        let mut next = tokio_test::task::spawn(delivery.frame());
        assert!(next.poll().is_pending());
        tokio::time::sleep(PATIENCE * 2 / 3).await;
        drop((next, piece));
    }
    assert!(delivery.frame().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn who_waits_is_told_that_it_is_over() {
    let (mut delivery, _budget) = delivery().await;
    let _piece = delivery.frame().await.expect("a piece").expect("no failure");
    // It would wait for ever.
    assert!(delivery.frame().await.expect("an end").is_err());
}

#[tokio::test(start_paused = true)]
async fn what_is_never_asked_for_is_dropped_too() {
    let (_delivery, budget) = delivery().await;
    tokio::time::sleep(Duration::from_secs(29)).await;
    assert_eq!(budget.free(), 0);
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(budget.free(), 10);
}
