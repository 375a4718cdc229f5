//! The body of a request.
//!
//! Its frames are taken from h2 as they come and kept as one run of bytes: a frame of a few bytes
//! costs h2 more than fifty times that. The client gets credit only for what is read of them, so that they
//! never are more than its window.

use bytes::{Bytes, BytesMut};
use h2::{FlowControl, RecvStream};
use http::{HeaderMap, Request};
use http_body::Frame;
use parking_lot::Mutex;
use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, Waker, ready},
};
use tonic::body::Body;

/// The bytes that came and were not read yet.
#[derive(Default)]
struct Inbox {
    bytes: BytesMut,
    /// The end of the body, with its trailers, or the failure that it ended with.
    end: Option<Result<Option<HeaderMap>, h2::Error>>,
    /// The task that waits for more.
    reader: Option<Waker>,
    /// The task that fills it.
    filler: Option<Waker>,
    /// True once nobody reads it.
    is_abandoned: bool,
}

/// The body of a request: what came, and what will.
pub(super) struct RequestBody {
    inbox: Arc<Mutex<Inbox>>,
    credit: FlowControl,
}

/// Takes the frames of a body until it ends, or nobody wants it any more.
pub(super) struct Received {
    stream: RecvStream,
    inbox: Arc<Mutex<Inbox>>,
}

impl RequestBody {
    /// The request with a body that is filled while what is returned with it is polled; `None`: it is
    /// empty.
    pub(super) fn receive(request: Request<RecvStream>) -> (Request<Body>, Option<Received>) {
        let (parts, mut stream) = request.into_parts();
        if stream.is_end_stream() {
            return (Request::from_parts(parts, Body::empty()), None);
        }
        let inbox = Arc::<Mutex<Inbox>>::default();
        let credit = stream.flow_control().clone();
        let body = Self { inbox: Arc::clone(&inbox), credit };
        (Request::from_parts(parts, Body::new(body)), Some(Received { stream, inbox }))
    }
}

impl http_body::Body for RequestBody {
    type Data = Bytes;
    type Error = h2::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, h2::Error>>> {
        let mut inbox = self.inbox.lock();
        if !inbox.bytes.is_empty() {
            // What is left of the room would be kept with the bytes.
            let bytes = std::mem::take(&mut inbox.bytes).freeze();
            drop(inbox);
            // Fails only where the stream has ended: then nobody needs credit.
            let _ = self.credit.release_capacity(bytes.len());
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        match inbox.end.take() {
            None => {
                inbox.reader = Some(context.waker().clone());
                Poll::Pending
            }
            Some(Ok(trailers)) => {
                inbox.end = Some(Ok(None));
                Poll::Ready(trailers.map(|trailers| Ok(Frame::trailers(trailers))))
            }
            Some(Err(error)) => {
                inbox.end = Some(Ok(None));
                Poll::Ready(Some(Err(error)))
            }
        }
    }
}

impl Drop for RequestBody {
    fn drop(&mut self) {
        let mut inbox = self.inbox.lock();
        inbox.is_abandoned = true;
        let filler = inbox.filler.take();
        drop(inbox);
        filler.into_iter().for_each(Waker::wake);
    }
}

impl Received {
    /// Takes what has come into the inbox; ready at the end of the body.
    fn fill(
        &mut self,
        inbox: &mut Inbox,
        context: &mut Context<'_>,
    ) -> Poll<Result<Option<HeaderMap>, h2::Error>> {
        while let Some(data) = ready!(self.stream.poll_data(context)) {
            inbox.bytes.extend_from_slice(&data?);
            inbox.reader.take().into_iter().for_each(Waker::wake);
        }
        self.stream.poll_trailers(context)
    }
}

impl Future for Received {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let inbox = Arc::clone(&self.inbox);
        let mut inbox = inbox.lock();
        if inbox.is_abandoned {
            return Poll::Ready(());
        }
        let Poll::Ready(end) = self.fill(&mut inbox, context) else {
            inbox.filler = Some(context.waker().clone());
            return Poll::Pending;
        };
        inbox.end = Some(end);
        inbox.reader.take().into_iter().for_each(Waker::wake);
        Poll::Ready(())
    }
}
