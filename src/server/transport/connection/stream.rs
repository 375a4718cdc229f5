//! A connection: the bytes that go over it, and its end.

use super::{activity::Activity, lifetime::Lifetime, limits::ConnectionLimits};
use crate::metrics::Metrics;
use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    sync::OwnedSemaphorePermit,
    time::{Instant, Sleep, sleep_until},
};
use tokio_rustls::server::TlsStream;
use tokio_util::either::Either;
use tonic::transport::server::Connected;

/// The time that a client may take to close its side. Closed before it has, a connection is reset if a
/// word of the client is still unread (it always says how much it has read), and what the system
/// had not sent yet of our answers is lost.
const FAREWELL: Duration = Duration::from_secs(3);

/// The system's connection, with or without TLS.
pub(super) type Socket = Either<TcpStream, Box<TlsStream<TcpStream>>>;

/// One of the connections that may be open.
pub(super) struct ConnectionPermit {
    _permit: OwnedSemaphorePermit,
    metrics: Metrics,
}

impl ConnectionPermit {
    /// Counts a connection until it is dropped.
    pub(super) fn new(permit: OwnedSemaphorePermit, metrics: &Metrics) -> Self {
        metrics.connections(1);
        Self { _permit: permit, metrics: metrics.clone() }
    }
}

impl Drop for ConnectionPermit {
    fn drop(&mut self) {
        self.metrics.connections(-1);
    }
}

/// A connection that ends by itself when its lifetime is over.
pub(crate) struct Connection {
    socket: Socket,
    activity: Activity,
    lifetime: Lifetime,
    /// The time when the client must have closed its side, once ours is.
    farewell: Option<Pin<Box<Sleep>>>,
    _permit: ConnectionPermit,
}

impl Connection {
    /// Begins a connection.
    pub(super) fn new(
        socket: Socket,
        permit: ConnectionPermit,
        limits: ConnectionLimits,
        patience: Duration,
    ) -> Self {
        let activity = Activity::begin();
        let lifetime = Lifetime::begin(activity.clone(), limits, patience);
        Self { socket, activity, lifetime, farewell: None, _permit: permit }
    }
}

impl Connected for Connection {
    type ConnectInfo = Activity;

    fn connect_info(&self) -> Activity {
        self.activity.clone()
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let connection = self.get_mut();
        let before = buffer.filled().len();
        let read = Pin::new(&mut connection.socket).poll_read(context, buffer);
        if read.is_ready() {
            connection.lifetime.heard(buffer.filled().len() - before);
            return read;
        }
        match connection.lifetime.poll_end(context) {
            // Nothing read is the end of the stream.
            Poll::Ready(()) => Poll::Ready(Ok(())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.socket).poll_write(context, bytes);
        self.lifetime.unless_ended(written, context)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.socket).poll_flush(context);
        self.lifetime.unless_ended(flushed, context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let connection = self.get_mut();
        let farewell = match &mut connection.farewell {
            Some(farewell) => farewell,
            none => {
                ready!(Pin::new(&mut connection.socket).poll_shutdown(context))?;
                none.insert(Box::pin(sleep_until(Instant::now() + FAREWELL)))
            }
        };
        let mut unread = [0; 1024];
        loop {
            let mut unread = ReadBuf::new(&mut unread);
            match Pin::new(&mut connection.socket).poll_read(context, &mut unread) {
                Poll::Ready(Ok(())) if !unread.filled().is_empty() => {}
                Poll::Ready(_) => return Poll::Ready(Ok(())),
                Poll::Pending => return farewell.as_mut().poll(context).map(Ok),
            }
        }
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.socket).poll_write_vectored(context, pieces);
        self.lifetime.unless_ended(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }
}
