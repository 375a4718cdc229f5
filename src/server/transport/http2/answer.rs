//! Sends the response to a call.
//!
//! Headers, data and trailers that are there already go to the connection together, so that it writes
//! them in one go.

use bytes::Bytes;
use h2::{Reason, SendStream, server::SendResponse};
use http::{HeaderMap, Response};
use http_body::{Body as _, Frame};
use std::{
    convert::Infallible,
    future::poll_fn,
    pin::{Pin, pin},
    task::Poll,
};
use tonic::{Status, body::Body};

/// Waits for the response to a call and sends it, unless the client goes before.
pub(super) async fn send(
    mut respond: SendResponse<Bytes>,
    response: impl Future<Output = Result<Response<Body>, Infallible>>,
) {
    let Some(Ok(response)) = unless_reset(&mut respond, response).await else { return };
    // It fails where the client has gone.
    if let Err(error) = send_response(&mut respond, response).await {
        tracing::trace!(%error, "an answer was not taken");
    }
}

/// The outcome of `work`; `None`: the client took its call back.
async fn unless_reset<T>(
    respond: &mut SendResponse<Bytes>,
    work: impl Future<Output = T>,
) -> Option<T> {
    let mut work = pin!(work);
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => respond.poll_reset(context).map(|_| None),
    })
    .await
}

async fn send_response(
    respond: &mut SendResponse<Bytes>,
    response: Response<Body>,
) -> Result<(), h2::Error> {
    let (parts, mut body) = response.into_parts();
    let ends = body.is_end_stream();
    let mut stream = respond.send_response(Response::from_parts(parts, ()), ends)?;
    if ends {
        return Ok(());
    }
    let outgoing = Outgoing { stream: &mut stream, body: &mut body, upcoming: None };
    let sent = outgoing.send().await;
    if sent.is_err() {
        stream.send_reset(Reason::INTERNAL_ERROR);
    }
    sent
}

/// The body of a response on its way: the connection never holds more of it than there is credit for.
struct Outgoing<'call> {
    stream: &'call mut SendStream<Bytes>,
    body: &'call mut Body,
    /// What comes after the data that waits for credit.
    upcoming: Option<Upcoming>,
}

/// A frame of a body, the failure that it ends with, or `None` at its end.
type Upcoming = Option<Result<Frame<Bytes>, Status>>;

impl Outgoing<'_> {
    async fn send(mut self) -> Result<(), h2::Error> {
        loop {
            let frame = match self.next().await? {
                None => return self.stream.send_data(Bytes::new(), true),
                Some(Ok(frame)) => frame,
                // A caller who has read a part of the answer hears that it is not all.
                Some(Err(status)) => return self.stream.send_trailers(trailers(&status)),
            };
            match frame.into_data() {
                Ok(data) => self.send_data(data).await?,
                Err(frame) => {
                    return self.stream.send_trailers(frame.into_trailers().unwrap_or_default());
                }
            }
        }
    }

    /// What is next, unless the client takes its call back.
    async fn next(&mut self) -> Result<Upcoming, h2::Error> {
        if let Some(upcoming) = self.upcoming.take() {
            return Ok(upcoming);
        }
        poll_fn(|context| match Pin::new(&mut *self.body).poll_frame(context) {
            Poll::Ready(frame) => Poll::Ready(Ok(frame)),
            Poll::Pending => self.stream.poll_reset(context).map(|reason| Err(reason?.into())),
        })
        .await
    }

    /// Sends data as there is credit for it. Where the body fails meanwhile, the rest of it is dropped.
    async fn send_data(&mut self, mut data: Bytes) -> Result<(), h2::Error> {
        while !data.is_empty() {
            self.stream.reserve_capacity(data.len());
            let credit = match self.stream.capacity() {
                0 => self.credit().await?,
                credit => credit,
            };
            if credit == 0 {
                return Ok(());
            }
            self.stream.send_data(data.split_to(credit.min(data.len())), false)?;
        }
        Ok(())
    }

    /// Waits for credit; none where the body fails meanwhile.
    async fn credit(&mut self) -> Result<usize, h2::Error> {
        poll_fn(|context| {
            if let Poll::Ready(credit) = self.stream.poll_capacity(context) {
                return Poll::Ready(credit.unwrap_or_else(|| Err(Reason::CANCEL.into())));
            }
            if self.upcoming.is_none()
                && let Poll::Ready(frame) = Pin::new(&mut *self.body).poll_frame(context)
            {
                self.upcoming = Some(frame);
            }
            match &self.upcoming {
                Some(Some(Err(_))) => Poll::Ready(Ok(0)),
                _ => Poll::Pending,
            }
        })
        .await
    }
}

/// A status that comes after the headers.
fn trailers(status: &Status) -> HeaderMap {
    let mut trailers = HeaderMap::new();
    // A status of ours is always a valid header.
    let _ = status.add_header(&mut trailers);
    trailers
}
