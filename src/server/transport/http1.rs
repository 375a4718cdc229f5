//! HTTP/1.1: one call after the other on a connection, for clients that speak no HTTP/2.

use super::{
    connection::{ConnectionLimits, activity::Activity, socket::Socket},
    fairness::Holder,
    http2::Answers,
    processor_time::watched,
};
use crate::metrics::{ConnectionFailure, Metrics};
use http::{Request, Response};
use hyper::{body::Incoming, server::conn::http1::Builder, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{future::pending, pin::pin, sync::Arc, time::Duration};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tonic::body::Body;
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
        watched(kept_long, call(request, answers.clone(), activity.clone(), answered.clone()))
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
    answered: watch::Sender<Option<Arc<Holder>>>,
) -> Result<Response<Body>, S::Error> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(activity);
    let response = answers.oneshot(request).await?;
    answered.send_replace(response.extensions().get().cloned());
    Ok(response)
}

/// Ready when the call whose answer goes out is ended by others.
async fn ended(answering: &mut watch::Receiver<Option<Arc<Holder>>>) {
    loop {
        let holder = answering.borrow_and_update().clone();
        let over = async {
            match holder {
                Some(holder) => drop(holder.ended().await),
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
