//! Connections: how many there may be, how long each may last, and TLS.

use crate::{
    metrics::{Metrics, Refused},
    server::status,
    watched::Watched,
};
use http::Extensions;
use parking_lot::Mutex;
use rustls::ServerConfig;
use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, mpsc},
    time::{Instant, Sleep, sleep_until, timeout},
};
use tokio_rustls::TlsAcceptor;
use tokio_stream::wrappers::ReceiverStream;
use tokio_util::{either::Either, sync::CancellationToken};
use tonic::{Status, transport::server::Connected};

/// How long a client may take to say its first words, and to agree on TLS.
const GREETING: Duration = Duration::from_secs(10);
/// What a client says first [bytes]: the preface of HTTP/2 and the head of its settings.
const FIRST_WORDS: usize = 24 + 9;
/// From the end of a connection's streams to its own: time for their last words.
const LAST_WORDS: Duration = Duration::from_secs(10);
/// How long a client may take to close its side. Closed before it has, a connection is reset if a
/// word of the client is still unread (it always says how much it has read), and what the system
/// had not sent yet of our answers is lost.
const FAREWELL: Duration = Duration::from_secs(3);
/// Calls for health and for reflection at a time: one that watches, and another.
pub(crate) const CALLS_ASIDE: usize = 2;
/// Where the system has no descriptor left, or the like, it may have one soon.
const BREATH: Duration = Duration::from_millis(100);

/// What connections may be.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionLimits {
    /// Open at a time; one more is closed at once.
    pub connections: usize,
    /// Calls at a time on each.
    pub streams: u32,
    /// Bytes of the headers of a call.
    pub header_bytes: u32,
    /// Between two pings of a silent client.
    pub keepalive_interval: Duration,
    /// How long it may take to answer one.
    pub keepalive_timeout: Duration,
    /// Without a call, until it is closed.
    pub idle: Duration,
    /// Until it takes no new calls, so that its client connects again, perhaps elsewhere.
    pub age: Duration,
    /// From then until streams on it are ended.
    pub age_grace: Duration,
}

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
    let places = Arc::new(Semaphore::new(limits.connections));
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
            let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
                metrics.refused(Refused::Connections);
                continue;
            };
            let place = Place::new(place, &metrics);
            let tls = tls.as_ref().map(|tls| Arc::clone(&tls.borrow()));
            let sender = sender.clone();
            tokio::spawn(async move {
                if let Some(greeted) = greet(stream, tls).await {
                    // Nobody listens once the server stops.
                    let _ =
                        sender.send(Ok(Connection::new(greeted, place, limits, patience))).await;
                }
            });
        }
    });
    ReceiverStream::new(receiver)
}

type Stream = Either<TcpStream, Box<tokio_rustls::server::TlsStream<TcpStream>>>;

/// Agrees on TLS, if there is any; `None` where the client does not.
async fn greet(stream: TcpStream, tls: Option<Arc<ServerConfig>>) -> Option<Stream> {
    let _ = stream.set_nodelay(true);
    let Some(tls) = tls else { return Some(Either::Left(stream)) };
    match timeout(GREETING, TlsAcceptor::from(tls).accept(stream)).await {
        Ok(Ok(stream)) => Some(Either::Right(Box::new(stream))),
        _ => {
            tracing::debug!("a client did not agree on TLS");
            None
        }
    }
}

/// A connection's place among those that may be open.
struct Place {
    _permit: OwnedSemaphorePermit,
    metrics: Metrics,
}

impl Place {
    fn new(permit: OwnedSemaphorePermit, metrics: &Metrics) -> Self {
        metrics.connections(1);
        Self { _permit: permit, metrics: metrics.clone() }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.metrics.connections(-1);
    }
}

/// A connection that ends by itself when its client is silent or takes nothing, or when it is idle
/// or old.
pub(crate) struct Connection {
    stream: Stream,
    info: ConnectionInfo,
    idle: Duration,
    patience: Duration,
    /// Bytes that the client has still to say before it has said its first words.
    first_words: usize,
    /// Since when the client takes nothing.
    blocked: Option<Instant>,
    /// When the next of its ends may have come.
    alarm: Pin<Box<Sleep>>,
    streams_end: Instant,
    end: Instant,
    /// When the client must have closed its side, once ours is.
    farewell: Option<Pin<Box<Sleep>>>,
    _place: Place,
}

/// What a call knows of its connection.
#[derive(Clone)]
pub(crate) struct ConnectionInfo {
    /// Cancelled when streams on it are to end.
    pub(crate) aged: CancellationToken,
    /// Places for calls that are no work.
    pub(crate) aside: Arc<Semaphore>,
    calls: Arc<Calls>,
}

struct Calls {
    running: AtomicUsize,
    /// When the last one ended, or the connection began.
    last: Mutex<Instant>,
}

/// A call that runs on a connection.
pub(crate) struct Running(Arc<Calls>);

impl ConnectionInfo {
    /// Of the connection over which a call came.
    ///
    /// # Errors
    /// `INTERNAL` when it came over none.
    pub(crate) fn of(extensions: &Extensions) -> Result<&Self, Status> {
        extensions.get().ok_or_else(|| status::broken("a call came over no connection"))
    }

    /// Keeps the connection from being idle until it is dropped.
    pub(crate) fn running(&self) -> Running {
        self.calls.running.fetch_add(1, Ordering::Relaxed);
        Running(Arc::clone(&self.calls))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        *self.0.last.lock() = Instant::now();
        self.0.running.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Connection {
    fn new(stream: Stream, place: Place, limits: ConnectionLimits, patience: Duration) -> Self {
        let now = Instant::now();
        let calls = Calls { running: AtomicUsize::new(0), last: Mutex::new(now) };
        let streams_end = now + limits.age + limits.age_grace;
        Self {
            stream,
            info: ConnectionInfo {
                aged: CancellationToken::new(),
                aside: Arc::new(Semaphore::new(CALLS_ASIDE)),
                calls: Arc::new(calls),
            },
            idle: limits.idle,
            patience,
            first_words: FIRST_WORDS,
            blocked: None,
            alarm: Box::pin(sleep_until(now + GREETING)),
            streams_end,
            end: streams_end + LAST_WORDS,
            farewell: None,
            _place: place,
        }
    }

    /// What came of writing; an error when the connection is to end: while it cannot write, the
    /// transport reads nothing, and would not see that end.
    fn unless_ended<T>(
        &mut self,
        outcome: Poll<io::Result<T>>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<T>> {
        if outcome.is_ready() {
            self.blocked = None;
        } else {
            let now = Instant::now();
            let due = *self.blocked.get_or_insert(now) + self.patience;
            if due < self.alarm.deadline() {
                self.alarm.as_mut().reset(due);
            }
            if self.poll_end(context).is_ready() {
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
        }
        outcome
    }

    /// Whether it is to end now; else wakes up when it may be.
    fn poll_end(&mut self, context: &mut Context<'_>) -> Poll<()> {
        while self.alarm.as_mut().poll(context).is_ready() {
            let now = Instant::now();
            let taken = self.blocked.map(|since| since + self.patience);
            if self.first_words > 0 || now >= self.end || taken.is_some_and(|due| now >= due) {
                return Poll::Ready(());
            }
            if now >= self.streams_end {
                self.info.aged.cancel();
            }
            let calls = &self.info.calls;
            let last = *calls.last.lock();
            let runs = calls.running.load(Ordering::Relaxed) > 0;
            let idle_end = if runs { now } else { last } + self.idle;
            if idle_end <= now {
                return Poll::Ready(());
            }
            let next = if now < self.streams_end { self.streams_end } else { self.end };
            let next = taken.into_iter().fold(next.min(idle_end), Instant::min);
            self.alarm.as_mut().reset(next);
        }
        Poll::Pending
    }
}

impl Connected for Connection {
    type ConnectInfo = ConnectionInfo;

    fn connect_info(&self) -> ConnectionInfo {
        self.info.clone()
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
        let read = Pin::new(&mut connection.stream).poll_read(context, buffer);
        if read.is_ready() {
            let words = buffer.filled().len() - before;
            connection.first_words = connection.first_words.saturating_sub(words);
            return read;
        }
        match connection.poll_end(context) {
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
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.unless_ended(written, context)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(context);
        self.unless_ended(flushed, context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let connection = self.get_mut();
        let farewell = match &mut connection.farewell {
            Some(farewell) => farewell,
            none => {
                ready!(Pin::new(&mut connection.stream).poll_shutdown(context))?;
                none.insert(Box::pin(sleep_until(Instant::now() + FAREWELL)))
            }
        };
        let mut unread = [0; 1024];
        loop {
            let mut unread = ReadBuf::new(&mut unread);
            match Pin::new(&mut connection.stream).poll_read(context, &mut unread) {
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
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, pieces);
        self.unless_ended(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
