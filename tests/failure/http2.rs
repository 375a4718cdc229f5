//! HTTP/2 without gRPC: a client that does what no gRPC library does.

use crate::support::{request, served::Served};
use bytes::Bytes;
use h2::client::SendRequest;
use http::Request;
use prost::Message;
use std::net::IpAddr;
use tokio::net::{TcpSocket, TcpStream};

/// A message as it goes over the wire.
pub fn message(content: &str) -> Bytes {
    framed(&request(content))
}

pub fn framed(message: &impl Message) -> Bytes {
    let encoded = message.encode_to_vec();
    let length = u32::try_from(encoded.len()).unwrap().to_be_bytes();
    [&[0], &length[..], &encoded].concat().into()
}

pub async fn connect(served: &Served) -> TcpStream {
    TcpStream::connect(&served.address).await.unwrap()
}

/// The head of a call.
pub fn call(method: &str) -> Request<()> {
    let call = Request::post(format!("http://server/copydesk.v1.TextAnalysisService/{method}"))
        .header("content-type", "application/grpc")
        .header("te", "trailers");
    call.body(()).unwrap()
}

/// HTTP/2 without gRPC: a client that does what no gRPC library does.
pub struct Transport {
    sender: SendRequest<Bytes>,
    key: Option<String>,
    _connection: tokio_util::task::AbortOnDropHandle<()>,
}

impl Transport {
    pub async fn connect(served: &Served) -> Self {
        Self::with_window(served, 65_535).await
    }

    /// With room for so many bytes of an answer.
    pub async fn with_window(served: &Served, bytes: u32) -> Self {
        Self::to(&served.address, bytes).await.unwrap()
    }

    /// The same; `None` where there is no connection to have.
    pub async fn to(address: &str, window: u32) -> Option<Self> {
        Self::over(TcpStream::connect(address).await.ok()?, window).await
    }

    /// With an API key.
    pub async fn with_key(served: &Served, key: &str) -> Self {
        Self { key: Some(key.to_owned()), ..Self::connect(served).await }
    }

    /// From an address of one's own.
    pub async fn from(address: IpAddr, served: &Served) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind((address, 0).into()).unwrap();
        let stream = socket.connect(served.address.parse().unwrap()).await.unwrap();
        Self::over(stream, 65_535).await.unwrap()
    }

    async fn over(stream: TcpStream, window: u32) -> Option<Self> {
        let mut builder = h2::client::Builder::new();
        let handshake = builder.initial_window_size(window).handshake(stream);
        let (sender, connection) = handshake.await.ok()?;
        let run = tokio::spawn(async move {
            let _ = connection.await;
        });
        Some(Self { sender, key: None, _connection: tokio_util::task::AbortOnDropHandle::new(run) })
    }

    /// Opens a call without its message.
    pub async fn open(
        &mut self,
        method: &str,
    ) -> (h2::client::ResponseFuture, h2::SendStream<Bytes>) {
        std::future::poll_fn(|context| self.sender.poll_ready(context)).await.unwrap();
        let mut call = call(method);
        if let Some(key) = &self.key {
            call.headers_mut().insert("x-api-key", key.parse().unwrap());
        }
        self.sender.send_request(call, false).unwrap()
    }

    /// Calls with a message; the answer is not read.
    pub async fn send(&mut self, message: Bytes) -> h2::client::ResponseFuture {
        let (answer, mut body) = self.open("Analyze").await;
        body.send_data(message, true).unwrap();
        answer
    }
}
