//! Hands an answer out in pieces, and takes it back from a caller who does not take it.
//!
//! The next piece is handed out when the one before is on the wire. So what a slow caller has not
//! taken yet stays here, but for one piece, and can be dropped with the bytes that are reserved for
//! it. Whole, the answer would lie in the transport's buffer for as long as the connection lives.

use super::{
    budget::{Ledger, Reservation},
    lock,
    status::Failure,
};
use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};
use std::{
    pin::Pin,
    sync::{Arc, Mutex, Weak},
    task::{Context, Poll, Waker, ready},
    time::Duration,
};
use tokio_util::task::AbortOnDropHandle;
use tonic::{Status, body::Body};

/// The largest piece [bytes]: a frame of HTTP/2.
pub(super) const PIECE: usize = 16 << 10;

/// Hands out `body`. Each of its frames (one answer, or several small ones) is to be taken within
/// `patience`: then the rest is dropped, and all that it holds.
pub(super) fn deliver(body: Body, ledger: Ledger, patience: Duration) -> Body {
    if body.is_end_stream() {
        return body;
    }
    let rest = Rest { body, ledger, frame: Bytes::new(), hold: None };
    let state = State { rest: Some(rest), piece_is_out: false, waker: None };
    let delivery = Delivery { state: Arc::new(Mutex::new(state)), patience };
    // Even the first is asked for only where the transport comes to it.
    let hold = delivery.hold(Vec::new());
    if let Some(rest) = lock(&delivery.state).rest.as_mut() {
        rest.hold = Some(hold);
    }
    Body::new(delivery)
}

/// An answer that is handed out.
struct Delivery {
    state: Arc<Mutex<State>>,
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
    /// What is left of the last frame.
    frame: Bytes,
    /// Of that frame; `None` while the caller waits for us.
    hold: Option<Arc<Hold>>,
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
        let mut state = lock(&state);
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
}

/// Drops what a caller did not take. The piece that the transport has already holds nothing any
/// more: it ends with the connection.
fn give_up(state: &Weak<Mutex<State>>, held: &[Weak<Reservation>]) {
    if let Some(state) = state.upgrade() {
        let mut state = lock(&state);
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
        let mut state = lock(&self.state);
        let state = &mut *state;
        state.waker = Some(context.waker().clone());
        let Some(rest) = state.rest.as_mut() else {
            return Poll::Ready(Some(Err(Failure::DeadlineExceeded.status())));
        };
        if state.piece_is_out {
            return Poll::Pending;
        }
        if rest.frame.is_empty() {
            rest.hold = None;
            let frame = ready!(Pin::new(&mut rest.body).poll_frame(context));
            match frame.map(|frame| frame.map(Frame::into_data)) {
                Some(Ok(Ok(data))) => {
                    rest.frame = data;
                    rest.hold = Some(self.hold(rest.ledger.take_answered()));
                }
                Some(Ok(Err(trailers))) => return Poll::Ready(Some(Ok(trailers))),
                Some(Err(status)) => return Poll::Ready(Some(Err(status))),
                None => return Poll::Ready(None),
            }
        }
        let bytes = rest.frame.split_to(rest.frame.len().min(PIECE));
        state.piece_is_out = true;
        let piece = Piece {
            bytes: Box::from(&bytes[..]),
            state: Arc::downgrade(&self.state),
            _hold: rest.hold.clone(),
        };
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_owner(piece)))))
    }

    fn is_end_stream(&self) -> bool {
        lock(&self.state)
            .rest
            .as_ref()
            .is_some_and(|rest| rest.frame.is_empty() && rest.body.is_end_stream())
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::default()
    }
}

#[cfg(test)]
mod tests {
    use super::{super::budget::Budget, *};
    use crate::metrics::Metrics;
    use http_body_util::{BodyExt, Full};

    /// An answer of 100,000 bytes, and the budget of which it holds all.
    fn delivery() -> (Body, Budget) {
        let budget = Budget::new("single", 10, &Metrics::off());
        let ledger = Ledger::default();
        ledger.answered(budget.try_reserve(10).map(Arc::new));
        let body = Body::new(Full::new(Bytes::from(vec![7; 100_000])));
        (deliver(body, ledger, Duration::from_secs(30)), budget)
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
