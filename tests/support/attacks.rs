//! Attackers: callers who take all that they can get, over and over, and give nothing back.

#![allow(dead_code, clippy::unwrap_used)] // Each test uses what it needs; a failure is a failure.

use bytes::Bytes;
use copydesk::server::copydesk_v1::pb;
use h2::{
    SendStream,
    client::{Builder, ResponseFuture, SendRequest},
};
use http::Request;
use prost::Message;
use std::time::Duration;
use tokio::{io::AsyncReadExt, net::TcpStream, time::sleep};
use tokio_util::task::AbortOnDropHandle;

/// Between two attempts of an attacker: more is a flood, against which only the network helps.
const PAUSE: Duration = Duration::from_millis(500);

/// What attackers do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attack {
    /// Upload documents of nearly 4 MB without their last byte.
    Uploads,
    /// Announce calls, and send no message.
    Announcements,
    /// Call, and have no room for an answer.
    Untaken,
    /// Open connections, and say nothing.
    Silence,
    /// Open streams, and send no document.
    IdleStreams,
    /// Send 334 bytes that unpack to 8 MB of options.
    Options,
}

impl Attack {
    pub const ALL: [Self; 6] = [
        Self::Uploads,
        Self::Announcements,
        Self::Untaken,
        Self::Silence,
        Self::IdleStreams,
        Self::Options,
    ];

    /// So many attackers at an address, until what is returned is dropped.
    pub fn begin(self, address: &str, attackers: usize) -> Vec<AbortOnDropHandle<()>> {
        let attacker = |address: String| async move {
            loop {
                let _ = self.attempt(&address).await;
                sleep(PAUSE).await;
            }
        };
        let attackers = (0..attackers).map(|_| tokio::spawn(attacker(address.to_owned())));
        attackers.map(AbortOnDropHandle::new).collect()
    }

    /// One attempt, until the server ends it.
    async fn attempt(self, address: &str) -> Option<()> {
        let mut stream = TcpStream::connect(address).await.ok()?;
        if self == Self::Silence {
            // The server's own first words come in spite of it.
            while stream.read(&mut [0; 1024]).await.ok()? > 0 {}
            return None;
        }
        let window = if self == Self::Untaken { 0 } else { 65_535 };
        let handshake = Builder::new().initial_window_size(window).handshake(stream);
        let (mut calls, connection) = handshake.await.ok()?;
        let _connection = AbortOnDropHandle::new(tokio::spawn(connection));
        let method = if self == Self::IdleStreams { "StreamAnalyze" } else { "Analyze" };
        let (answer, mut body) = self.open(&mut calls, method)?;
        match self {
            Self::Uploads => {
                let whole = message(&"The ferry came back. ".repeat(190_000));
                send(&mut body, whole.slice(..whole.len() - 1)).await?;
            }
            Self::Untaken => body.send_data(message("It rained."), true).ok()?,
            Self::Options => body.send_data(options(), true).ok()?,
            Self::Announcements | Self::IdleStreams | Self::Silence => {}
        }
        // Nothing comes of it but the end.
        let mut body = answer.await.ok()?.into_body();
        while let Some(Ok(_)) = body.data().await {}
        Some(())
    }

    fn open(
        self,
        calls: &mut SendRequest<Bytes>,
        method: &str,
    ) -> Option<(ResponseFuture, SendStream<Bytes>)> {
        let uri = format!("http://server/copydesk.v1.TextAnalysisService/{method}");
        let request = Request::post(uri).header("content-type", "application/grpc");
        let packed = self == Self::Options;
        let request = if packed { request.header("grpc-encoding", "zstd") } else { request };
        calls.send_request(request.body(()).unwrap(), false).ok()
    }
}

/// A message as it goes over the wire.
fn message(content: &str) -> Bytes {
    let document = pb::Document { content: content.to_owned(), ..pb::Document::default() };
    let request = pb::AnalyzeRequest { document: Some(document), options: None };
    framed(0, &request.encode_to_vec())
}

/// Options of four million stages.
fn options() -> Bytes {
    let stages = [8, 1].repeat(4_000_000);
    let mut request = vec![2 << 3 | 2];
    prost::encoding::encode_varint(stages.len() as u64, &mut request);
    request.extend(stages);
    framed(1, &zstd::bulk::compress(&request, 3).unwrap())
}

fn framed(flag: u8, message: &[u8]) -> Bytes {
    let length = u32::try_from(message.len()).unwrap().to_be_bytes();
    [&[flag], &length[..], message].concat().into()
}

/// Sends as there is credit.
async fn send(body: &mut SendStream<Bytes>, mut left: Bytes) -> Option<()> {
    while !left.is_empty() {
        body.reserve_capacity(left.len());
        let credit = std::future::poll_fn(|context| body.poll_capacity(context)).await?.ok()?;
        body.send_data(left.split_to(credit.min(left.len())), false).ok()?;
    }
    Some(())
}
