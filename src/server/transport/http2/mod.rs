//! HTTP/2: the calls on a connection, and their answers.
//!
//! It drives the crate h2 by itself, where a server of tonic leaves that to hyper: hyper gives a client
//! its credit back whenever a frame is read, so a call that is to wait must leave its frames in h2,
//! which ends a connection with many small ones. Here each [`body`] takes its frames as they come and
//! gives credit for what is consumed. It also knows when and why a connection ends.
//!
//! | file | its part |
//! |---|---|
//! | `body` | the bytes of a request: taken as they come, credited as they are read |
//! | `answer` | sends a response, in one go where there is credit |
//! | `keepalive` | asks a silent client whether it is there |

mod answer;
mod body;
mod keepalive;

use super::{
    connection::{
        ConnectionLimits,
        socket::{BURST, Socket},
    },
    processor_time::watched,
};
use crate::metrics::{ConnectionFailure, Metrics};
use body::RequestBody;
use bytes::Bytes;
use futures_util::{StreamExt, stream::FuturesUnordered};
use h2::{Reason, server};
use http::Request;
use keepalive::keepalive;
use std::{convert::Infallible, pin::pin, time::Duration};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tonic::body::Body;
use tower::{Service, ServiceExt};

/// Bytes of requests that a connection has credit for.
pub(crate) const WINDOW: u32 = 512 << 10;
/// The same for a call: less, so that a few that wait hold up no other.
const CALL_WINDOW: u32 = WINDOW / 8;
/// Calls that were answered before their message had come, of which h2 knows for a while that what still
/// comes is no fault: ten times as many as there may be at a time.
const ANSWERED_EARLY: usize = 10;
/// Faults of calls in the life of a connection.
const FAULTS: usize = 10_240;
/// The time that a client without a call may take to hear that it is to go.
const FAREWELL: Duration = Duration::from_secs(2);
/// The cost of small frames that h2 may hold [bytes, 256 for each frame]: more than those that
/// [`BURST`] bytes can be, which is all that it ever holds.
const FRAMES: usize = 256 * BURST;

/// A service that answers the calls of connections.
pub(crate) trait Answers:
    Service<Request<Body>, Response = http::Response<Body>, Error = Infallible, Future: Send>
    + Clone
    + Send
    + 'static
{
}

impl<S> Answers for S where
    S: Service<Request<Body>, Response = http::Response<Body>, Error = Infallible, Future: Send>
        + Clone
        + Send
        + 'static
{
}

/// Answers the calls on a connection until it ends. Once `leave` is cancelled, or it has reached its age or
/// been idle for long, it takes no new ones, and ends with the last of those that run.
///
/// # Errors
/// When the client breaks the protocol, is not there any more, or the connection fails.
pub(crate) async fn serve<S: Answers>(
    socket: Socket,
    answers: S,
    limits: ConnectionLimits,
    leave: CancellationToken,
    metrics: Metrics,
) -> Result<(), ConnectionFailure> {
    let activity = socket.activity().clone();
    let mut connection = server::Builder::new()
        .initial_connection_window_size(WINDOW)
        .initial_window_size(CALL_WINDOW)
        .max_concurrent_streams(limits.streams)
        .max_header_list_size(limits.header_bytes)
        // A client may take all of its calls back at once.
        .max_pending_accept_reset_streams(limits.streams as usize + 20)
        .max_concurrent_reset_streams(ANSWERED_EARLY * limits.streams as usize)
        .max_local_error_reset_streams(Some(FAULTS))
        .data_frame_budget(FRAMES)
        .handshake::<_, Bytes>(socket)
        .await
        .map_err(|error| failure(&error))?;
    let pings = connection.ping_pong();
    let mut silence = pin!(keepalive(pings, activity.clone(), limits));
    let mut leaving = pin!(async {
        tokio::select! {
            () = leave.cancelled() => {}
            () = tokio::time::sleep(limits.age) => {}
            () = activity.idle_for(limits.idle, None) => {}
        }
    });
    let mut left_at = None;
    // Polled here, right after the connection: it never holds more frames than it reads at once.
    let mut bodies = FuturesUnordered::new();
    loop {
        tokio::select! {
            biased;
            accepted = connection.accept() => match accepted {
                None => return Ok(()),
                Some(accepted) => {
                    let (request, respond) = accepted.map_err(|error| failure(&error))?;
                    let (mut request, received) = RequestBody::receive(request);
                    bodies.extend(received);
                    request.extensions_mut().insert(activity.clone());
                    let response = answers.clone().oneshot(request);
                    let metrics = metrics.clone();
                    let kept_long = move || metrics.kept_reactor();
                    tokio::spawn(watched(kept_long, answer::send(respond, response)));
                }
            },
            Some(()) = bodies.next() => {}
            () = &mut leaving, if left_at.is_none() => {
                left_at = Some(Instant::now());
                connection.graceful_shutdown();
            }
            // A client that does not go by itself has had time to hear it.
            () = activity.idle_for(FAREWELL, left_at), if left_at.is_some() => return Ok(()),
            () = &mut silence => {
                connection.abrupt_shutdown(Reason::NO_ERROR);
                return Err(ConnectionFailure::Silent);
            }
        }
    }
}

/// The reason for which a connection ended.
fn failure(error: &h2::Error) -> ConnectionFailure {
    match error.reason() {
        Some(Reason::ENHANCE_YOUR_CALM) => ConnectionFailure::Flood,
        Some(_) => ConnectionFailure::Protocol,
        None => ConnectionFailure::Lost,
    }
}
