//! Hands an answer out in pieces, and takes it back from a caller who does not take it.
//!
//! The next piece is handed out when the one before is on the wire. So what a slow caller has not
//! taken yet stays here, but for one piece, and can be dropped with the bytes that are reserved for
//! it. Whole, the answer would lie in the transport's buffer for as long as the connection lives.
//!
//! The one answer of a call goes out in one go, headers and trailers with its data: clients repeat no
//! call of which they have read the headers, so a server that is killed must seldom be between them.

use super::budget::{Ledger, Reservation};
use crate::server::{status::Failure, transport::method::Kind};
use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};
use parking_lot::Mutex;
use std::{
    pin::Pin,
    sync::{Arc, Weak},
    task::{Context, Poll, Waker, ready},
    time::Duration,
};
use tokio_util::task::AbortOnDropHandle;
use tonic::{Status, body::Body};

/// The largest piece [bytes]: a frame of HTTP/2.
pub(crate) const PIECE: usize = 16 << 10;

/// Hands out `body`. Each of its frames (one answer, or several small ones) is to be taken within
/// `patience`: then the rest is dropped, and all that it holds.
///
/// Where there is one answer, it is made at once, and not while the headers go out.
pub(crate) fn deliver(body: Body, kind: Kind, ledger: Ledger, patience: Duration) -> Body {
    if body.is_end_stream() {
        return body;
    }
    let rest = Rest { body, ledger, next: Next::Unknown, hold: None };
    let state = State { rest: Some(rest), piece_is_out: false, waker: None };
    let delivery = Delivery { state: Arc::new(Mutex::new(state)), kind, patience };
    if let Some(rest) = delivery.state.lock().rest.as_mut() {
        if kind != Kind::Stream {
            // Whoever is not ready is asked again by the transport.
            let _ = delivery.look(rest, &mut Context::from_waker(Waker::noop()));
        }
        // The time runs even if the transport never asks.
        rest.hold.get_or_insert_with(|| delivery.hold(Vec::new()));
    }
    Body::new(delivery)
}

/// An answer that is handed out.
struct Delivery {
    state: Arc<Mutex<State>>,
    kind: Kind,
    patience: Duration,
}

struct State {
    /// `None`: the caller did not take it in time.
    rest: Option<Rest>,
    /// The transport has a piece that is not on the wire yet.
    piece_is_out: bool,
    /// Who waits for the next.
    waker: Option<Waker>,
}

/// What is still to be taken.
struct Rest {
    body: Body,
    ledger: Ledger,
    next: Next,
    /// Of the data that is next; `None` while the caller waits for us.
    hold: Option<Arc<Hold>>,
}

enum Next {
    Unknown,
    /// What is left of a frame.
    Data(Bytes),
    /// Trailers, a failure, or nothing.
    End(Option<Result<Frame<Bytes>, Status>>),
}

/// What a frame holds until the last of its pieces is on the wire, or its time is over.
struct Hold {
    _reservations: Vec<Arc<Reservation>>,
    _end: AbortOnDropHandle<()>,
}

/// A piece with what it holds. It is a copy: a part of the answer would keep all of it in memory.
struct Piece {
    bytes: Box<[u8]>,
    state: Weak<Mutex<State>>,
    _hold: Option<Arc<Hold>>,
}

impl AsRef<[u8]> for Piece {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Piece {
    fn drop(&mut self) {
        let Some(state) = self.state.upgrade() else { return };
        let mut state = state.lock();
        state.piece_is_out = false;
        let waker = state.waker.take();
        drop(state);
        waker.into_iter().for_each(Waker::wake);
    }
}

impl Delivery {
    fn hold(&self, reservations: Vec<Arc<Reservation>>) -> Arc<Hold> {
        let state = Arc::downgrade(&self.state);
        let held: Vec<_> = reservations.iter().map(Arc::downgrade).collect();
        let patience = self.patience;
        let end = tokio::spawn(async move {
            tokio::time::sleep(patience).await;
            give_up(&state, &held);
        });
        Arc::new(Hold { _reservations: reservations, _end: AbortOnDropHandle::new(end) })
    }

    /// Sees what is next, if it is there yet.
    fn look(&self, rest: &mut Rest, context: &mut Context<'_>) -> Poll<()> {
        rest.hold = None;
        let frame = ready!(Pin::new(&mut rest.body).poll_frame(context));
        rest.next = match frame.map(|frame| frame.map(Frame::into_data)) {
            Some(Ok(Ok(data))) => {
                rest.hold = Some(self.hold(rest.ledger.take_answered()));
                Next::Data(data)
            }
            Some(Ok(Err(trailers))) => Next::End(Some(Ok(trailers))),
            Some(Err(status)) => Next::End(Some(Err(status))),
            None => Next::End(None),
        };
        Poll::Ready(())
    }

    /// The next piece of the data that is next.
    fn piece(&self, rest: &mut Rest) -> Option<Piece> {
        let Next::Data(data) = &mut rest.next else { return None };
        let bytes = Box::from(&data.split_to(data.len().min(PIECE))[..]);
        let hold = if data.is_empty() {
            rest.next = Next::Unknown;
            rest.hold.take()
        } else {
            rest.hold.clone()
        };
        Some(Piece { bytes, state: Arc::downgrade(&self.state), _hold: hold })
    }
}

/// Drops what a caller did not take. The piece that the transport has already holds nothing any
/// more: it ends with the connection.
fn give_up(state: &Weak<Mutex<State>>, held: &[Weak<Reservation>]) {
    if let Some(state) = state.upgrade() {
        let mut state = state.lock();
        // What is in it may lock this itself when it is dropped.
        let (dropped, waker) = (state.rest.take(), state.waker.take());
        drop(state);
        drop(dropped);
        waker.into_iter().for_each(Waker::wake);
    }
    for reservation in held.iter().filter_map(Weak::upgrade) {
        reservation.release();
    }
}

impl http_body::Body for Delivery {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let mut state = self.state.lock();
        let state = &mut *state;
        state.waker = Some(context.waker().clone());
        let Some(rest) = state.rest.as_mut() else {
            return Poll::Ready(Some(Err(Failure::DeadlineExceeded.status())));
        };
        if matches!(rest.next, Next::Unknown) {
            // Of one answer only the trailers are left. The next one of a stream would be made while
            // the transport, which lets go of the piece, waits for us.
            if state.piece_is_out && self.kind == Kind::Stream {
                return Poll::Pending;
            }
            ready!(self.look(rest, context));
        }
        match &mut rest.next {
            // A failure would overtake the piece.
            Next::Data(_) | Next::End(Some(Err(_))) if state.piece_is_out => Poll::Pending,
            Next::End(end) => Poll::Ready(end.take()),
            Next::Unknown | Next::Data(_) => {
                let piece = self.piece(rest);
                state.piece_is_out = piece.is_some();
                Poll::Ready(piece.map(|piece| Ok(Frame::data(Bytes::from_owner(piece)))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.state.lock().rest.as_ref().is_some_and(|rest| match &rest.next {
            Next::Unknown => rest.body.is_end_stream(),
            Next::Data(_) => false,
            Next::End(end) => end.is_none(),
        })
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::budget::Budget;
    use super::*;
    use crate::metrics::Metrics;
    use http::HeaderMap;
    use http_body_util::{BodyExt, Full, StreamBody};
    use std::sync::atomic::{AtomicBool, Ordering};
    use tokio_stream::{StreamExt, wrappers::ReceiverStream};

    const PATIENCE: Duration = Duration::from_secs(30);

    /// An answer of 100,000 bytes, and the budget of which it holds all.
    fn delivery() -> (Body, Budget) {
        let budget = Budget::new("single", 10, &Metrics::off());
        let ledger = Ledger::default();
        ledger.answered(budget.try_reserve(10).map(Arc::new));
        let body = Body::new(Full::new(Bytes::from(vec![7; 100_000])));
        (deliver(body, Kind::Single, ledger, PATIENCE), budget)
    }

    #[tokio::test]
    async fn all_of_it_arrives_in_pieces() {
        let (mut delivery, budget) = delivery();
        let mut sizes = Vec::new();
        while let Some(frame) = delivery.frame().await {
            assert!(budget.try_reserve(1).is_none());
            sizes.push(frame.expect("no failure").into_data().expect("data").len());
        }
        assert_eq!(sizes.iter().sum::<usize>(), 100_000);
        assert!(sizes.iter().all(|&size| size <= PIECE));
        assert!(budget.try_reserve(10).is_some());
    }

    #[tokio::test]
    async fn pieces_hold_what_they_are_made_of() {
        let (mut delivery, budget) = delivery();
        let piece = delivery.frame().await.expect("a piece").expect("no failure");
        drop(delivery);
        assert!(budget.try_reserve(1).is_none());
        drop(piece);
        assert!(budget.try_reserve(10).is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_not_taken_is_dropped_with_what_it_holds() {
        let (mut delivery, budget) = delivery();
        let piece = delivery.frame().await.expect("a piece").expect("no failure");
        tokio::time::sleep(Duration::from_secs(29)).await;
        assert!(budget.try_reserve(1).is_none());
        tokio::time::sleep(Duration::from_secs(2)).await;
        assert!(budget.try_reserve(10).is_some());
        assert!(delivery.frame().await.expect("an end").is_err());
        drop(piece);
    }

    #[tokio::test(start_paused = true)]
    async fn the_next_piece_comes_when_the_last_is_on_the_wire() {
        let (mut delivery, _budget) = delivery();
        let piece = delivery.frame().await.expect("a piece").expect("no failure");
        let mut next = tokio_test::task::spawn(delivery.frame());
        assert!(next.poll().is_pending());
        drop(piece);
        assert!(next.is_woken() && next.poll().is_ready());
    }

    /// An answer of six bytes and its trailers.
    fn small() -> Body {
        let trailers = async { Some(Ok(HeaderMap::new())) };
        Body::new(Full::new(Bytes::from_static(b"answer")).with_trailers(trailers))
    }

    #[tokio::test]
    async fn trailers_follow_one_answer_at_once() {
        let mut delivery = deliver(small(), Kind::Single, Ledger::default(), PATIENCE);
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
        let _answer = deliver(Body::new(body), Kind::Single, Ledger::default(), PATIENCE);
        assert!(made.load(Ordering::Relaxed));
    }

    #[tokio::test(start_paused = true)]
    async fn a_stream_may_have_no_answer_for_long() {
        let (sender, receiver) = tokio::sync::mpsc::channel(2);
        let frames = ReceiverStream::new(receiver).map(Ok::<_, Status>);
        let body = Body::new(StreamBody::new(frames));
        let mut delivery = deliver(body, Kind::Stream, Ledger::default(), PATIENCE);
        for _ in 0..2 {
            let mut next = tokio_test::task::spawn(delivery.frame());
            assert!(next.poll().is_pending());
            tokio::time::sleep(2 * PATIENCE).await;
            sender.send(Frame::data(Bytes::from_static(b"answer"))).await.expect("a reader");
            let Poll::Ready(Some(Ok(_piece))) = next.poll() else { panic!("it was given up") };
        }
    }

    #[tokio::test(start_paused = true)]
    async fn each_answer_of_a_stream_has_its_own_time() {
        let frame = || Ok::<_, Status>(Frame::data(Bytes::from_static(b"answer")));
        let body = Body::new(StreamBody::new(tokio_stream::iter([frame(), frame(), frame()])));
        let mut delivery = deliver(body, Kind::Stream, Ledger::default(), PATIENCE);
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
        let (mut delivery, _budget) = delivery();
        let _piece = delivery.frame().await.expect("a piece").expect("no failure");
        // It would wait for ever.
        assert!(delivery.frame().await.expect("an end").is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_never_asked_for_is_dropped_too() {
        let (_delivery, budget) = delivery();
        tokio::time::sleep(Duration::from_secs(29)).await;
        assert!(budget.try_reserve(1).is_none());
        tokio::time::sleep(Duration::from_secs(2)).await;
        assert!(budget.try_reserve(10).is_some());
    }
}
