//! Hands an answer out in pieces, and takes it back from a caller who does not take it.
//!
//! The transport takes a piece when the caller has room for it, so what a slow caller has not
//! taken yet stays here and can be dropped, with the bytes that are reserved for it. Whole, the
//! answer would lie in the transport's buffer for as long as the connection lives.

use super::{budget::Reservation, status::Failure};
use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};
use std::{
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::time::Instant;
use tokio_util::task::AbortOnDropHandle;
use tonic::{Status, body::Body};

/// The largest piece [bytes]: a frame of HTTP/2.
pub(super) const PIECE: usize = 16 << 10;

/// Hands out `body` and holds `reservation` until all of it is taken, or for `patience` after the
/// last piece was.
pub(super) fn deliver(
    body: Body,
    reservation: Option<Arc<Reservation>>,
    patience: Duration,
) -> Body {
    if body.is_end_stream() {
        return body;
    }
    let rest = Rest { body, piece: Bytes::new(), taken: None, _reservation: reservation };
    let rest = Arc::new(Mutex::new(Some(rest)));
    Body::new(Delivery { rest, patience, watch: None })
}

/// An answer that is handed out.
struct Delivery {
    /// `None`: the caller did not take it in time.
    rest: Arc<Mutex<Option<Rest>>>,
    patience: Duration,
    /// Takes the rest away when the caller does not.
    watch: Option<AbortOnDropHandle<()>>,
}

/// What is still to be taken.
struct Rest {
    body: Body,
    /// Of a frame that is larger than a piece.
    piece: Bytes,
    /// When the last piece was; `None` while the caller waits for us.
    taken: Option<Instant>,
    _reservation: Option<Arc<Reservation>>,
}

impl http_body::Body for Delivery {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let delivery = self.get_mut();
        let mut rest = lock(&delivery.rest);
        let Some(current) = rest.as_mut() else {
            return Poll::Ready(Some(Err(Failure::DeadlineExceeded.status())));
        };
        current.taken = None;
        let frame = ready!(current.poll_piece(context));
        match &frame {
            Some(Ok(frame)) if frame.is_data() => {
                current.taken = Some(Instant::now());
                let rest = Arc::downgrade(&delivery.rest);
                delivery.watch.get_or_insert_with(|| {
                    AbortOnDropHandle::new(tokio::spawn(watch(rest, delivery.patience)))
                });
            }
            Some(_) | None => {
                delivery.watch = None;
                // Kept for whoever asks once more, without what it holds.
                current.body = Body::empty();
                current._reservation = None;
            }
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        lock(&self.rest)
            .as_ref()
            .is_some_and(|rest| rest.piece.is_empty() && rest.body.is_end_stream())
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::default()
    }
}

impl Rest {
    fn poll_piece(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        if self.piece.is_empty() {
            match ready!(Pin::new(&mut self.body).poll_frame(context))
                .map(|frame| frame.map(|frame| frame.into_data()))
            {
                Some(Ok(Ok(data))) => self.piece = data,
                Some(Ok(Err(trailers))) => return Poll::Ready(Some(Ok(trailers))),
                Some(Err(status)) => return Poll::Ready(Some(Err(status))),
                None => return Poll::Ready(None),
            }
        }
        let piece = self.piece.split_to(self.piece.len().min(PIECE));
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }
}

/// Drops the rest when it was not taken for so long.
async fn watch(rest: Weak<Mutex<Option<Rest>>>, patience: Duration) {
    loop {
        let now = Instant::now();
        let due = {
            let Some(rest) = rest.upgrade() else { return };
            let mut rest = lock(&rest);
            let Some(taken) = rest.as_ref().map(|rest| rest.taken) else { return };
            let due = taken.unwrap_or(now) + patience;
            if due <= now {
                *rest = None;
                return;
            }
            due
        };
        tokio::time::sleep_until(due).await;
    }
}

fn lock(rest: &Mutex<Option<Rest>>) -> MutexGuard<'_, Option<Rest>> {
    rest.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::{BodyExt, Full};

    fn body(bytes: usize) -> Body {
        Body::new(Full::new(Bytes::from(vec![7; bytes])))
    }

    #[tokio::test]
    async fn all_of_it_arrives_in_pieces() {
        let mut delivery = deliver(body(100_000), None, Duration::from_secs(1));
        let mut sizes = Vec::new();
        while let Some(frame) = delivery.frame().await {
            sizes.push(frame.expect("no failure").into_data().expect("data").len());
        }
        assert_eq!(sizes.iter().sum::<usize>(), 100_000);
        assert!(sizes.iter().all(|&size| size <= PIECE));
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_not_taken_is_dropped_with_what_it_holds() {
        let budget =
            super::super::budget::Budget::new("single", 10, &crate::metrics::Metrics::off());
        let held = budget.try_reserve(10);
        let mut delivery = deliver(body(100_000), held, Duration::from_secs(30));
        delivery.frame().await.expect("a piece").expect("no failure");
        tokio::time::sleep(Duration::from_secs(29)).await;
        assert!(budget.try_reserve(1).is_none());
        tokio::time::sleep(Duration::from_secs(2)).await;
        assert!(budget.try_reserve(1).is_some());
        assert!(delivery.frame().await.expect("an end").is_err());
    }
}
