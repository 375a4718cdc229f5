//! Lets connections in, as many as there may be, agrees on TLS, and has their calls answered.

use super::{
    activity::Activity,
    failures::Failures,
    lifetime::GREETING,
    limits::ConnectionLimits,
    open::{ConnectionPlace, OpenConnections},
    socket::{Socket, Wire},
};
use crate::{
    metrics::{ConnectionFailure, Metrics, Refused},
    server::transport::{
        fairness::Peer,
        http1,
        http2::{self, Answers},
        processor_time::watched,
    },
    watched::Watched,
};
use rustls::ServerConfig;
use std::{sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
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
        let open = OpenConnections::new(self.limits.connections);
        let failures = Arc::new(Failures::new(&self.metrics));
        let mut connections = JoinSet::new();
        loop {
            let accepted = tokio::select! {
                () = leave.now.cancelled() => break,
                Some(_) = connections.join_next() => continue,
                accepted = listener.accept() => accepted,
            };
            let Ok((stream, address)) = accepted else {
                failures.tell(ConnectionFailure::Accept);
                tokio::time::sleep(BREATH).await;
                continue;
            };
            let activity = Activity::begin(Peer::at(address));
            let Some(place) = open.place(&activity).await else {
                self.metrics.refused(Refused::Connections);
                continue;
            };
            // Who comes while others are sent away is answered until nobody is let in any more.
            let gently = if leave.gently.is_cancelled() { &leave.now } else { &leave.gently };
            let let_in = LetIn {
                tls: self.tls.as_ref().map(|tls| Arc::clone(&tls.borrow())),
                limits: self.limits,
                patience: self.patience,
                activity,
                place,
                counted: Counted::new(&self.metrics),
                leave: gently.clone(),
                failures: Arc::clone(&failures),
            };
            let metrics = self.metrics.clone();
            let kept_long = move || metrics.kept_reactor();
            connections.spawn(watched(kept_long, let_in.serve(stream, answers.clone())));
        }
        drop(listener);
        while connections.join_next().await.is_some() {}
    }
}

/// A connection that was let in.
struct LetIn {
    tls: Option<Arc<ServerConfig>>,
    limits: ConnectionLimits,
    patience: Duration,
    activity: Activity,
    place: ConnectionPlace,
    counted: Counted,
    /// Cancelled when it is to take no new calls.
    leave: CancellationToken,
    failures: Arc<Failures>,
}

impl LetIn {
    /// Answers its calls until it ends, or makes room for another.
    async fn serve<S: Answers>(self, stream: TcpStream, answers: S) {
        let end = self.place.end.clone();
        let served = async {
            let wire = greet(stream, self.tls).await?;
            let mut socket = Socket::new(wire, self.activity, self.limits, self.patience);
            let metrics = self.counted.0.clone();
            match socket.speaks_http2().await {
                Ok(true) => http2::serve(socket, answers, self.limits, self.leave, metrics).await,
                Ok(false) => http1::serve(socket, answers, self.limits, self.leave, metrics).await,
                Err(_) => Err(ConnectionFailure::Lost),
            }
        };
        if let Some(Err(failure)) = end.run_until_cancelled(served).await {
            self.failures.tell(failure);
        }
    }
}

/// Counts a connection until it is dropped.
struct Counted(Metrics);

impl Counted {
    fn new(metrics: &Metrics) -> Self {
        metrics.connections(1);
        Self(metrics.clone())
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.connections(-1);
    }
}

/// Agrees on TLS, if there is any.
async fn greet(
    stream: TcpStream,
    tls: Option<Arc<ServerConfig>>,
) -> Result<Wire, ConnectionFailure> {
    let _ = stream.set_nodelay(true);
    let Some(tls) = tls else { return Ok(Wire::Left(stream)) };
    match timeout(GREETING, TlsAcceptor::from(tls).accept(stream)).await {
        Ok(Ok(stream)) => Ok(Wire::Right(Box::new(stream))),
        _ => Err(ConnectionFailure::Tls),
    }
}
