//! Hands an answer out in pieces, and takes it back from a caller who does not take it.
//!
//! The next piece is handed out when the one before is on the wire. So what a slow caller has not
//! taken yet stays here, but for one piece, and can be dropped with the bytes that are reserved for
//! it. Whole, the answer would lie in the transport's buffer for as long as the connection lives.
//!
//! The one answer of a call goes out in one go, headers and trailers with its data: clients repeat no
//! call of which they have read the headers, so a server that is killed must seldom be between them.

#[cfg(test)]
mod tests;

use super::{
    budget::{Ledger, Reservation},
    terms::PREFIX,
};
use crate::server::{
    status::Failure,
    transport::{fairness::Holder, method::CallKind},
};
use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};
use parking_lot::Mutex;
use std::{
    collections::VecDeque,
    pin::Pin,
    sync::{Arc, Weak},
    task::{Context, Poll, Waker, ready},
    time::Duration,
};
use tokio_util::task::AbortOnDropHandle;
use tonic::{Status, body::Body};

/// The largest piece [bytes]: a frame of HTTP/2.
pub(crate) const PIECE: usize = 16 << 10;

/// Hands out the answers of `ledger`, as many as `body` says that there are, and its end. What comes
/// together of them (one answer, or several) is to be taken within `patience`: then the rest is dropped,
/// and all that it holds.
///
/// Where there is one answer, it is made at once, and not while the headers go out.
pub(crate) fn deliver(
    body: Body,
    kind: CallKind,
    ledger: Ledger,
    holder: Arc<Holder>,
    patience: Duration,
) -> Body {
    if body.is_end_stream() {
        return body;
    }
    let rest = Rest { body, ledger, upcoming: Upcoming::Unknown, hold: None };
    let progress = Progress { rest: Some(rest), holder, piece_is_out: false, waker: None };
    let delivery = Delivery { progress: Arc::new(Mutex::new(progress)), kind, patience };
    if let Some(rest) = delivery.progress.lock().rest.as_mut() {
        if kind != CallKind::Stream {
            // An answer that is not ready yet is asked for again by the transport.
            let _ = delivery.look(rest, &mut Context::from_waker(Waker::noop()));
        }
        // The time runs even if the transport never asks.
        rest.hold.get_or_insert_with(|| delivery.hold(Vec::new()));
    }
    Body::new(delivery)
}

/// The body of an answer that is handed out.
struct Delivery {
    progress: Arc<Mutex<Progress>>,
    kind: CallKind,
    patience: Duration,
}

/// The state of a delivery. The pieces that are out and the end of its time change it too.
struct Progress {
    /// `None`: the caller did not take it in time.
    rest: Option<Rest>,
    /// The call that is answered.
    holder: Arc<Holder>,
    /// The transport has a piece that is not on the wire yet.
    piece_is_out: bool,
    /// The task that waits for the next piece.
    waker: Option<Waker>,
}

/// The rest of an answer, which is still to be taken.
struct Rest {
    body: Body,
    ledger: Ledger,
    upcoming: Upcoming,
    /// The hold of the data that is next; `None` while the caller waits for us.
    hold: Option<Arc<Hold>>,
}

/// The next thing to hand out.
enum Upcoming {
    /// The body was not asked yet.
    Unknown,
    /// The answers that are left of those that came together.
    Data(VecDeque<Bytes>),
    /// Trailers, a failure, or nothing.
    End(Option<Result<Frame<Bytes>, Status>>),
}

/// Holds the bytes of a frame until the last of its pieces is on the wire, or its time is over.
struct Hold {
    _reservations: Vec<Arc<Reservation>>,
    _end: AbortOnDropHandle<()>,
}

/// A piece with what it holds. It is a copy: a part of the answer would keep all of it in memory.
struct Piece {
    bytes: Box<[u8]>,
    progress: Weak<Mutex<Progress>>,
    _hold: Option<Arc<Hold>>,
}

impl AsRef<[u8]> for Piece {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Piece {
    fn drop(&mut self) {
        let Some(progress) = self.progress.upgrade() else { return };
        let mut progress = progress.lock();
        progress.piece_is_out = false;
        progress.holder.answers(true);
        let waker = progress.waker.take();
        drop(progress);
        waker.into_iter().for_each(Waker::wake);
    }
}

impl Delivery {
    /// Holds reservations for as long as a frame may take.
    fn hold(&self, reservations: Vec<Arc<Reservation>>) -> Arc<Hold> {
        let progress = Arc::downgrade(&self.progress);
        let held: Vec<_> = reservations.iter().map(Arc::downgrade).collect();
        let patience = self.patience;
        let end = tokio::spawn(async move {
            tokio::time::sleep(patience).await;
            give_up(&progress, &held);
        });
        Arc::new(Hold { _reservations: reservations, _end: AbortOnDropHandle::new(end) })
    }

    /// Asks the body for what is next.
    fn look(&self, rest: &mut Rest, context: &mut Context<'_>) -> Poll<()> {
        rest.hold = None;
        let frame = ready!(Pin::new(&mut rest.body).poll_frame(context));
        rest.upcoming = match frame.map(|frame| frame.map(Frame::into_data)) {
            // Each of them says that there is one.
            Some(Ok(Ok(data))) => {
                let answers = rest.ledger.take_answers(data.len() / PREFIX);
                let (answers, held): (VecDeque<_>, Vec<_>) = answers.into_iter().unzip();
                rest.hold = Some(self.hold(held.into_iter().flatten().collect()));
                Upcoming::Data(answers)
            }
            Some(Ok(Err(trailers))) => Upcoming::End(Some(Ok(trailers))),
            Some(Err(status)) => Upcoming::End(Some(Err(status))),
            None => Upcoming::End(None),
        };
        Poll::Ready(())
    }

    /// The next piece of the data that is next.
    fn piece(&self, rest: &mut Rest) -> Option<Piece> {
        let Upcoming::Data(answers) = &mut rest.upcoming else { return None };
        let mut bytes = Vec::new();
        while bytes.len() < PIECE
            && let Some(answer) = answers.front_mut()
        {
            bytes.extend_from_slice(&answer.split_to(answer.len().min(PIECE - bytes.len())));
            if answer.is_empty() {
                answers.pop_front();
            }
        }
        let bytes = bytes.into_boxed_slice();
        let hold = if answers.is_empty() {
            rest.upcoming = Upcoming::Unknown;
            rest.hold.take()
        } else {
            rest.hold.clone()
        };
        Some(Piece { bytes, progress: Arc::downgrade(&self.progress), _hold: hold })
    }
}

/// Drops what a caller did not take. The piece that the transport has already holds nothing any
/// more: it ends with the connection.
fn give_up(progress: &Weak<Mutex<Progress>>, held: &[Weak<Reservation>]) {
    if let Some(progress) = progress.upgrade() {
        let mut progress = progress.lock();
        // What is in it may lock this itself when it is dropped.
        progress.holder.end(Failure::DeadlineExceeded);
        let (dropped, waker) = (progress.rest.take(), progress.waker.take());
        drop(progress);
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
        let mut progress = self.progress.lock();
        let progress = &mut *progress;
        progress.waker = Some(context.waker().clone());
        let Some(rest) = progress.rest.as_mut() else {
            return Poll::Ready(Some(Err(Failure::DeadlineExceeded.status())));
        };
        if matches!(rest.upcoming, Upcoming::Unknown) {
            // Of one answer only the trailers are left. The next one of a stream would be made while
            // the transport, which lets go of the piece, waits for us.
            if progress.piece_is_out && self.kind == CallKind::Stream {
                return Poll::Pending;
            }
            ready!(self.look(rest, context));
        }
        match &mut rest.upcoming {
            // A failure would overtake the piece.
            Upcoming::Data(_) | Upcoming::End(Some(Err(_))) if progress.piece_is_out => {
                Poll::Pending
            }
            Upcoming::End(end) => Poll::Ready(end.take()),
            Upcoming::Unknown | Upcoming::Data(_) => {
                let piece = self.piece(rest);
                if piece.is_some() {
                    progress.piece_is_out = true;
                    progress.holder.answers(false);
                }
                Poll::Ready(piece.map(|piece| Ok(Frame::data(Bytes::from_owner(piece)))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.progress.lock().rest.as_ref().is_some_and(|rest| match &rest.upcoming {
            Upcoming::Unknown => rest.body.is_end_stream(),
            Upcoming::Data(_) => false,
            Upcoming::End(end) => end.is_none(),
        })
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::default()
    }
}
