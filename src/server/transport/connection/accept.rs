//! Lets connections in, as many as there may be, and agrees on TLS.

use super::{
    lifetime::GREETING,
    limits::ConnectionLimits,
    stream::{Connection, ConnectionPermit, Socket},
};
use crate::{
    metrics::{Metrics, Refused},
    watched::Watched,
};
use rustls::ServerConfig;
use std::{io, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, mpsc},
    time::timeout,
};
use tokio_rustls::TlsAcceptor;
use tokio_stream::wrappers::ReceiverStream;

/// The time until the system, which has no descriptor left or the like, may have one again.
const BREATH: Duration = Duration::from_millis(100);

/// Accepts connections until the stream is dropped. A client that takes nothing of what is sent for
/// `patience` loses its connection.
pub(crate) fn accept(
    listener: TcpListener,
    tls: Option<Watched<ServerConfig>>,
    limits: ConnectionLimits,
    patience: Duration,
    metrics: &Metrics,
) -> ReceiverStream<io::Result<Connection>> {
    let (sender, receiver) = mpsc::channel(1);
    let metrics = metrics.clone();
    let permits = Arc::new(Semaphore::new(limits.connections));
    tokio::spawn(async move {
        loop {
            let accepted = tokio::select! {
                () = sender.closed() => return,
                accepted = listener.accept() => accepted,
            };
            let Ok((stream, _)) = accepted else {
                tokio::time::sleep(BREATH).await;
                continue;
            };
            let Ok(permit) = Arc::clone(&permits).try_acquire_owned() else {
                metrics.refused(Refused::Connections);
                continue;
            };
            let permit = ConnectionPermit::new(permit, &metrics);
            let tls = tls.as_ref().map(|tls| Arc::clone(&tls.borrow()));
            let sender = sender.clone();
            tokio::spawn(async move {
                if let Some(socket) = greet(stream, tls).await {
                    let connection = Connection::new(socket, permit, limits, patience);
                    // Nobody listens once the server stops.
                    let _ = sender.send(Ok(connection)).await;
                }
            });
        }
    });
    ReceiverStream::new(receiver)
}

/// Agrees on TLS, if there is any; `None` where the client does not.
async fn greet(stream: TcpStream, tls: Option<Arc<ServerConfig>>) -> Option<Socket> {
    let _ = stream.set_nodelay(true);
    let Some(tls) = tls else { return Some(Socket::Left(stream)) };
    match timeout(GREETING, TlsAcceptor::from(tls).accept(stream)).await {
        Ok(Ok(stream)) => Some(Socket::Right(Box::new(stream))),
        _ => {
            tracing::debug!("a client did not agree on TLS");
            None
        }
    }
}
