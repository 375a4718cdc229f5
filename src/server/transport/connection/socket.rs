//! The socket of a connection: the bytes that go over it, and its end.

use super::{activity::Activity, lifetime::Lifetime, limits::ConnectionLimits};
use bytes::{BufMut, BytesMut};
use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Instant, Sleep, sleep_until},
};
use tokio_rustls::server::TlsStream;
use tokio_util::either::Either;

/// The time that a client may take to close its side. Closed before it has, a connection is reset if a
/// word of the client is still unread (it always says how much it has read), and what the system
/// had not sent yet of our answers is lost.
const FAREWELL: Duration = Duration::from_secs(3);

/// The first words of a client that speaks HTTP/2 (RFC 9113, section 3.4).
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// Bytes that are read at once: then it is the turn of the calls that they are for.
pub(crate) const BURST: usize = 16 << 10;

/// The system's socket, with or without TLS.
pub(super) type Wire = Either<TcpStream, Box<TlsStream<TcpStream>>>;

/// The socket of a connection, which ends by itself when its lifetime is over.
pub(crate) struct Socket {
    wire: Wire,
    activity: Activity,
    lifetime: Lifetime,
    /// What the client said that nobody has read yet.
    unread: BytesMut,
    /// Bytes that may still be read before it is the turn of others.
    burst: usize,
    /// The time when the client must have closed its side, once ours is.
    farewell: Option<Pin<Box<Sleep>>>,
}

impl Socket {
    /// Begins a connection.
    pub(super) fn new(
        wire: Wire,
        activity: Activity,
        limits: ConnectionLimits,
        patience: Duration,
    ) -> Self {
        let lifetime = Lifetime::begin(activity.clone(), limits, patience);
        let unread = BytesMut::new();
        Self { wire, activity, lifetime, unread, burst: BURST, farewell: None }
    }

    /// Tells whether the client speaks HTTP/2, by its first words, which are left to be read.
    ///
    /// # Errors
    /// When it says nothing, or goes.
    pub(super) async fn speaks_http2(&mut self) -> io::Result<bool> {
        let mut said = BytesMut::with_capacity(PREFACE.len());
        while said.len() < PREFACE.len() && PREFACE.starts_with(&said) {
            let left = PREFACE.len() - said.len();
            if self.read_buf(&mut (&mut said).limit(left)).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        let speaks = PREFACE.starts_with(&said);
        self.unread = said;
        Ok(speaks)
    }

    /// What goes on on the connection.
    pub(crate) const fn activity(&self) -> &Activity {
        &self.activity
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let socket = self.get_mut();
        if !socket.unread.is_empty() {
            let bytes = socket.unread.len().min(buffer.remaining());
            buffer.put_slice(&socket.unread.split_to(bytes));
            return Poll::Ready(Ok(()));
        }
        if socket.burst == 0 {
            socket.burst = BURST;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let room = socket.burst.min(buffer.remaining());
        let mut part = ReadBuf::new(buffer.initialize_unfilled_to(room));
        let read = Pin::new(&mut socket.wire).poll_read(context, &mut part);
        if read.is_ready() {
            let bytes = part.filled().len();
            buffer.advance(bytes);
            socket.burst -= bytes;
            socket.lifetime.heard(bytes);
            return read;
        }
        socket.burst = BURST;
        match socket.lifetime.poll_end(context) {
            // Nothing read is the end of the stream.
            Poll::Ready(()) => Poll::Ready(Ok(())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.wire).poll_write(context, bytes);
        self.lifetime.unless_ended(written, context)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.wire).poll_flush(context);
        self.lifetime.unless_ended(flushed, context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let socket = self.get_mut();
        let farewell = match &mut socket.farewell {
            Some(farewell) => farewell,
            none => {
                ready!(Pin::new(&mut socket.wire).poll_shutdown(context))?;
                none.insert(Box::pin(sleep_until(Instant::now() + FAREWELL)))
            }
        };
        let mut unread = [0; 1024];
        loop {
            let mut unread = ReadBuf::new(&mut unread);
            match Pin::new(&mut socket.wire).poll_read(context, &mut unread) {
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
        let written = Pin::new(&mut self.wire).poll_write_vectored(context, pieces);
        self.lifetime.unless_ended(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.wire.is_write_vectored()
    }
}
