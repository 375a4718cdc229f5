//! Lets connections in, as many as there may be, agrees on TLS, and has their calls answered.

use super::{
    lifetime::GREETING,
    limits::ConnectionLimits,
    socket::{ConnectionPermit, Socket, Wire},
};
use crate::{
    metrics::{Metrics, Refused},
    server::transport::http2::{self, Answers},
    watched::Watched,
};
use rustls::ServerConfig;
use std::{sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    task::JoinSet,
    time::timeout,
};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;

/// The time until the system, which has no descriptor left or the like, may have one again.
const BREATH: Duration = Duration::from_millis(100);

/// The door for connections.
pub(crate) struct Door {
    /// The certificate that the server shows; `None`: it speaks plain text.
    pub(crate) tls: Option<Watched<ServerConfig>>,
    pub(crate) limits: ConnectionLimits,
    /// The time after which a client that takes nothing of what is sent loses its connection.
    pub(crate) patience: Duration,
    pub(crate) metrics: Metrics,
}

/// The steps of leaving, each of which is cancelled when it begins.
#[derive(Clone, Default)]
pub(crate) struct Leave {
    /// Connections that are open take no new calls: their clients connect again, perhaps elsewhere.
    pub(crate) gently: CancellationToken,
    /// Nor are new connections let in.
    pub(crate) now: CancellationToken,
}

impl Door {
    /// Lets connections in until it is left, and returns when the last of them has ended.
    pub(crate) async fn serve<S: Answers>(self, listener: TcpListener, answers: S, leave: Leave) {
        let permits = Arc::new(Semaphore::new(self.limits.connections));
        let mut connections = JoinSet::new();
        loop {
            let accepted = tokio::select! {
                () = leave.now.cancelled() => break,
                Some(_) = connections.join_next() => continue,
                accepted = listener.accept() => accepted,
            };
            let Ok((stream, _)) = accepted else {
                tokio::time::sleep(BREATH).await;
                continue;
            };
            let Ok(permit) = Arc::clone(&permits).try_acquire_owned() else {
                self.metrics.refused(Refused::Connections);
                continue;
            };
            let permit = ConnectionPermit::new(permit, &self.metrics);
            let tls = self.tls.as_ref().map(|tls| Arc::clone(&tls.borrow()));
            let (limits, patience) = (self.limits, self.patience);
            // Who comes while others are sent away is answered until nobody is let in any more.
            let gently = if leave.gently.is_cancelled() { &leave.now } else { &leave.gently };
            let (answers, leave) = (answers.clone(), gently.clone());
            connections.spawn(async move {
                let Some(wire) = greet(stream, tls).await else { return };
                let socket = Socket::new(wire, permit, limits, patience);
                if let Err(error) = http2::serve(socket, answers, limits, leave).await {
                    tracing::debug!(%error, "a connection ended badly");
                }
            });
        }
        drop(listener);
        while connections.join_next().await.is_some() {}
    }
}

/// Agrees on TLS, if there is any; `None` where the client does not.
async fn greet(stream: TcpStream, tls: Option<Arc<ServerConfig>>) -> Option<Wire> {
    let _ = stream.set_nodelay(true);
    let Some(tls) = tls else { return Some(Wire::Left(stream)) };
    match timeout(GREETING, TlsAcceptor::from(tls).accept(stream)).await {
        Ok(Ok(stream)) => Some(Wire::Right(Box::new(stream))),
        _ => {
            tracing::debug!("a client did not agree on TLS");
            None
        }
    }
}
