//! HTTP/1.1: one call after the other on a connection, for clients that speak no HTTP/2.

use super::{
    connection::{ConnectionLimits, activity::Activity, socket::Socket},
    fairness::Holder,
    http2::Answers,
    processor_time::watched,
};
use crate::{
    metrics::{ConnectionFailure, Metrics},
    server::status::Failure,
};
use http::{
    HeaderValue, Request, Response, StatusCode, Version,
    header::{CONNECTION, HOST, TRANSFER_ENCODING},
};
use http_body_util::BodyExt;
use hyper::{body::Incoming, server::conn::http1::Builder, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{error::Error, future::pending, io, pin::pin, sync::Arc, time::Duration};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tonic::{Status, body::Body};
use tower::ServiceExt;

/// The time that the head of a call may take to come, and a connection stays open without one.
const HEAD: Duration = Duration::from_secs(30);
/// The least that hyper keeps of a head [bytes].
const LEAST_BUFFER: usize = 8 << 10;

/// Answers the calls on a connection until it ends. Once `leave` is cancelled, or it has reached its age, it
/// ends with the call that runs.
///
/// # Errors
/// When the client breaks the protocol, takes nothing of an answer, or goes.
pub(crate) async fn serve<S: Answers>(
    socket: Socket,
    answers: S,
    limits: ConnectionLimits,
    leave: CancellationToken,
    metrics: Metrics,
) -> Result<(), ConnectionFailure> {
    let activity = socket.activity().clone();
    let (answered, mut answering) = watch::channel(None);
    let calls = service_fn(move |request| {
        let kept_long = {
            let metrics = metrics.clone();
            move || metrics.kept_reactor()
        };
        let call = call(
            request,
            answers.clone(),
            activity.clone(),
            answered.clone(),
            limits.header_bytes as usize,
        );
        watched(kept_long, call)
    });
    let buffer = (2 * limits.header_bytes as usize).max(LEAST_BUFFER);
    let connection = Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD.min(limits.idle))
        .max_buf_size(buffer)
        .serve_connection(TokioIo::new(socket), calls);
    let mut connection = pin!(connection);
    let mut leaving = pin!(async {
        tokio::select! {
            () = leave.cancelled() => {}
            () = tokio::time::sleep(limits.age) => {}
        }
    });
    let mut has_left = false;
    loop {
        tokio::select! {
            biased;
            ended = &mut connection => {
                return ended.map_err(|error| failure(&error));
            }
            () = &mut leaving, if !has_left => {
                has_left = true;
                connection.as_mut().graceful_shutdown();
            }
            // Its answer is not taken, and others want what it holds.
            () = ended(&mut answering) => return Err(ConnectionFailure::Lost),
        }
    }
}

/// Answers one call.
async fn call<S: Answers>(
    request: Request<Incoming>,
    answers: S,
    activity: Activity,
    answered: watch::Sender<Option<CancellationToken>>,
    header_bytes: usize,
) -> Result<Response<Body>, S::Error> {
    if let Some(refusal) = refusal(&request, header_bytes) {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = refusal;
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        return Ok(response);
    }
    let mut request = request.map(|body| Body::new(body.map_err(|error| fault(&error))));
    request.extensions_mut().insert(activity);
    let mut response = answers.oneshot(request).await?;
    // Kept, the call would seem to work on.
    let call = response.extensions_mut().remove::<Arc<Holder>>();
    answered.send_replace(call.map(|call| call.end_signal()));
    Ok(response)
}

/// The status of a request that HTTP/1.1 forbids (RFC 9112, sections 3.2 and 6.1), or whose headers are too
/// long, each counted as HTTP/2 counts it; `None`: it is none of them.
fn refusal(request: &Request<Incoming>, header_bytes: usize) -> Option<StatusCode> {
    let headers = request.headers();
    let hosts = headers.get_all(HOST).iter().count();
    let is_named = hosts == 1 || hosts == 0 && request.version() < Version::HTTP_11;
    let host = headers.get(HOST).map_or(&[][..], HeaderValue::as_bytes);
    let codings: Vec<&[u8]> =
        headers.get_all(TRANSFER_ENCODING).iter().map(HeaderValue::as_bytes).collect();
    let is_chunked = codings.iter().all(|coding| coding.eq_ignore_ascii_case(b"chunked"));
    let bytes = headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 32);
    if !is_named || host.iter().any(|byte| b" /?#@".contains(byte)) {
        Some(StatusCode::BAD_REQUEST)
    } else if !is_chunked || codings.len() > 1 {
        Some(StatusCode::NOT_IMPLEMENTED)
    } else if bytes.sum::<usize>() > header_bytes {
        Some(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE)
    } else {
        None
    }
}

/// The fault of a body: that of whoever wrote it, or that the caller went.
fn fault(error: &hyper::Error) -> Status {
    let source = error.source().and_then(|source| source.downcast_ref::<io::Error>());
    match source.map(io::Error::kind) {
        Some(io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData) => {
            Failure::MalformedMessage.status()
        }
        _ => Status::cancelled("the caller went"),
    }
}

/// Ready when the call whose answer goes out is ended by others.
async fn ended(answering: &mut watch::Receiver<Option<CancellationToken>>) {
    loop {
        let signal = answering.borrow_and_update().clone();
        let over = async {
            match signal {
                Some(signal) => signal.cancelled().await,
                None => pending().await,
            }
        };
        tokio::select! {
            () = over => return,
            changed = answering.changed() => {
                if changed.is_err() {
                    return pending().await;
                }
            }
        }
    }
}

fn failure(error: &hyper::Error) -> ConnectionFailure {
    if error.is_parse() || error.is_parse_too_large() {
        ConnectionFailure::Protocol
    } else {
        ConnectionFailure::Lost
    }
}
