//! Sends the response to a call.
//!
//! Headers, data and trailers that are there already go to the connection together, so that it writes
//! them in one go.

use crate::server::transport::fairness::Holder;
use bytes::Bytes;
use h2::{Reason, SendStream, server::SendResponse};
use http::{HeaderMap, Response};
use http_body::{Body as _, Frame};
use std::{
    convert::Infallible,
    future::{pending, poll_fn},
    pin::{Pin, pin},
    sync::Arc,
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
    let call = parts.extensions.get::<Arc<Holder>>().cloned();
    let mut stream = respond.send_response(Response::from_parts(parts, ()), ends)?;
    if ends {
        return Ok(());
    }
    let ended = async {
        match &call {
            Some(call) => call.ended().await,
            None => pending().await,
        }
    };
    let sent = tokio::select! {
        biased;
        sent = send_body(&mut stream, &mut body) => Ok(sent),
        failure = ended => Err(failure),
    };
    // A caller who has read a part of the answer hears that it is not all.
    let sent = sent.unwrap_or_else(|failure| stream.send_trailers(trailers(&failure.status())));
    if sent.is_err() {
        stream.send_reset(Reason::INTERNAL_ERROR);
    }
    sent
}

async fn send_body(stream: &mut SendStream<Bytes>, body: &mut Body) -> Result<(), h2::Error> {
    loop {
        let frame = match next(stream, body).await? {
            None => return stream.send_data(Bytes::new(), true),
            Some(Ok(frame)) => frame,
            Some(Err(status)) => return stream.send_trailers(trailers(&status)),
        };
        match frame.into_data() {
            Ok(data) => send_data(stream, data).await?,
            Err(frame) => return stream.send_trailers(frame.into_trailers().unwrap_or_default()),
        }
    }
}

/// The next frame of a body, unless the client takes its call back.
async fn next(
    stream: &mut SendStream<Bytes>,
    body: &mut Body,
) -> Result<Option<Result<Frame<Bytes>, Status>>, h2::Error> {
    poll_fn(|context| match Pin::new(&mut *body).poll_frame(context) {
        Poll::Ready(frame) => Poll::Ready(Ok(frame)),
        Poll::Pending => stream.poll_reset(context).map(|reason| Err(reason?.into())),
    })
    .await
}

/// Sends data as there is credit for it, and never leaves more with the connection.
async fn send_data(stream: &mut SendStream<Bytes>, mut data: Bytes) -> Result<(), h2::Error> {
    while !data.is_empty() {
        stream.reserve_capacity(data.len());
        let mut credit = stream.capacity();
        while credit == 0 {
            let more = poll_fn(|context| stream.poll_capacity(context)).await;
            credit = more.ok_or(Reason::CANCEL)??;
        }
        stream.send_data(data.split_to(credit.min(data.len())), false)?;
    }
    Ok(())
}

/// A status that comes after the headers.
fn trailers(status: &Status) -> HeaderMap {
    let mut trailers = HeaderMap::new();
    // A status of ours is always a valid header.
    let _ = status.add_header(&mut trailers);
    trailers
}
