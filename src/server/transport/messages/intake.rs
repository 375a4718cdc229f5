//! Reads the messages of calls, and weighs each before it is decoded.
//!
//! gRPC says how long a message is before it sends it (five bytes: compressed or not, and the
//! length). So a single document or a batch that does not fit is refused unread; one that does is
//! read whole before tonic decodes it, so that a decoded message never waits for its caller's last
//! word. The messages of a stream wait for their bytes. What was compressed is decompressed here:
//! tonic sees messages of the size for which bytes are reserved.

use super::{
    budget::{Budget, Ledger},
    compression::Compression,
    delivery::deliver,
};
use crate::{
    engine::Compute,
    server::{
        status::Failure,
        transport::{
            auth::caller::Caller,
            context::CallContext,
            error_details::too_large,
            method::{Kind, Method},
            middleware::{Inner, Middleware, Next, Outcome},
        },
    },
};
use bytes::{Bytes, BytesMut};
use futures_util::stream;
use http::{HeaderMap, Request, header::HeaderName};
use http_body::Frame;
use http_body_util::{BodyExt, Full, StreamBody};
use std::time::Duration;
use tonic::{Status, body::Body};

/// What stands before a message [bytes].
const PREFIX: usize = 5;
/// Room that is made for a message before it comes [bytes].
const FIRST: usize = 16 << 10;

const ENCODING: HeaderName = HeaderName::from_static("grpc-encoding");

/// Reserves the bytes of messages and hands out their answers in pieces.
pub(crate) struct Intake {
    pub(crate) single: Budget,
    pub(crate) bulk: Budget,
    /// The largest message that is read [bytes].
    pub(crate) message_bytes: usize,
    /// How long a message may take to arrive, and a piece of an answer to be taken.
    pub(crate) patience: Duration,
    pub(crate) compute: Compute,
}

impl Middleware for Intake {
    async fn call<S: Inner>(&self, request: Request<Body>, next: Next<S>) -> Outcome<S> {
        let kind = Method::of(request.uri().path()).kind;
        let read = async {
            let context = CallContext::of(request.extensions())?;
            Ok((self.read(request, kind, &context).await?, context.ledger))
        };
        match read.await {
            Ok((request, ledger)) => {
                let response = next.call(request).await?;
                Ok(response.map(|body| deliver(body, kind, ledger, self.patience)))
            }
            Err(status) => Ok(Status::into_http(status)),
        }
    }
}

impl Intake {
    /// The request with its message read, or, of a stream, with messages that will be.
    async fn read(
        &self,
        request: Request<Body>,
        kind: Kind,
        context: &CallContext,
    ) -> Result<Request<Body>, Status> {
        let (mut parts, body) = request.into_parts();
        // tonic says that there is no such method, or which encodings there are, and reads nothing.
        let (false, Some(compression)) = (kind == Kind::Other, compression(&parts.headers)) else {
            return Ok(Request::from_parts(parts, body));
        };
        parts.headers.remove(ENCODING);
        let budget = if kind == Kind::Single { &self.single } else { &self.bulk };
        let messages = Messages {
            body,
            unread: BytesMut::new(),
            compression,
            most: self.message_bytes.min(budget.limit()),
            budget: budget.clone(),
            time: self.patience,
            compute: self.compute.clone(),
            ledger: context.ledger.clone(),
        };
        let body = if kind == Kind::Stream {
            messages.into_body()
        } else {
            let message = messages.only(context.caller.as_ref());
            let read = context.deadline.or_in(self.patience).limit(message);
            Body::new(Full::new(read.await??))
        };
        Ok(Request::from_parts(parts, body))
    }
}

/// How messages are compressed that say that they are; `None`: in a way that is not spoken.
fn compression(headers: &HeaderMap) -> Option<Option<Compression>> {
    match headers.get(ENCODING).map(http::HeaderValue::as_bytes) {
        None | Some(b"identity") => Some(None),
        Some(name) => Compression::named(name).map(Some),
    }
}

/// The messages of a call, as they come.
struct Messages {
    body: Body,
    /// What came, but was not read yet.
    unread: BytesMut,
    compression: Option<Compression>,
    /// The longest message that is read [bytes].
    most: usize,
    budget: Budget,
    /// How long one may take to arrive.
    time: Duration,
    compute: Compute,
    ledger: Ledger,
}

/// What the prefix of a message says.
struct Announced {
    /// `None`: not at all.
    compression: Option<Compression>,
    /// With the prefix.
    bytes: usize,
}

impl Messages {
    /// The one message of a call, with its prefix. Its bytes are reserved as they arrive, so that
    /// who announces much and sends nothing holds nothing.
    async fn only(mut self, caller: Option<&Caller>) -> Result<Bytes, Status> {
        // tonic says what is missing.
        let Some(announced) = self.announced().await? else { return Ok(Bytes::new()) };
        if let Some(caller) = caller {
            caller.charge(1, announced.bytes)?;
        }
        let overloaded = || Failure::Overloaded.status();
        if !self.budget.has_room(announced.bytes) {
            return Err(overloaded());
        }
        let reservation = self.budget.try_reserve(0).ok_or_else(overloaded)?;
        loop {
            if self.unread.len() > announced.bytes {
                // A second message, where there is to be one.
                return Err(Failure::MalformedMessage.status());
            }
            let more = self.unread.len().saturating_sub(reservation.bytes());
            reservation.merge(self.budget.try_reserve(more).ok_or_else(overloaded)?);
            if !self.fill().await? {
                break;
            }
        }
        let packed = self.packed(&announced)?;
        let Some(compression) = announced.compression else {
            self.ledger.read(reservation);
            return Ok(packed);
        };
        let bytes = self.weigh(compression, &packed).await?;
        let more = bytes.saturating_sub(announced.bytes);
        if let Some(caller) = caller {
            caller.owe(0, more);
        }
        reservation.merge(self.budget.try_reserve(more).ok_or_else(overloaded)?);
        self.ledger.read(reservation);
        self.unpack(compression, packed, bytes).await
    }

    /// The messages of a stream, one after the other, as a body without compression.
    fn into_body(self) -> Body {
        let messages = stream::unfold(Some(self), |messages| async {
            let mut messages = messages?;
            match messages.next().await {
                Ok(None) => None,
                Ok(Some(message)) => Some((Ok(Frame::data(message)), Some(messages))),
                Err(status) => Some((Err(status), None)),
            }
        });
        Body::new(StreamBody::new(messages))
    }

    /// The next message of a stream, with its prefix; `None` at the end. It is read first, and waits
    /// for its bytes then, so that no message holds some while it waits for more.
    async fn next(&mut self) -> Result<Option<Bytes>, Status> {
        let Some(announced) = self.announced().await? else { return Ok(None) };
        self.ledger.reading();
        let time = self.time;
        let whole = async {
            while self.unread.len() < announced.bytes && self.fill().await? {}
            Ok::<_, Status>(())
        };
        let whole = tokio::time::timeout(time, whole).await;
        whole.map_err(|_| Failure::DeadlineExceeded.status())??;
        let packed = self.packed(&announced)?;
        let Some(compression) = announced.compression else {
            self.reserve(packed.len()).await?;
            return Ok(Some(packed));
        };
        let bytes = self.weigh(compression, &packed).await?;
        self.reserve(bytes).await?;
        self.unpack(compression, packed, bytes).await.map(Some)
    }

    async fn reserve(&mut self, bytes: usize) -> Result<(), Status> {
        let reservation = tokio::time::timeout(self.time, self.budget.reserve(bytes)).await;
        let reservation = reservation.map_err(|_| Failure::Overloaded.status())?;
        self.ledger.read(reservation.ok_or_else(|| too_large(self.most))?);
        Ok(())
    }

    /// What stands before the next message; `None`: there is none.
    async fn announced(&mut self) -> Result<Option<Announced>, Status> {
        let [flag, bytes @ ..] = loop {
            if let Some(prefix) = self.unread.first_chunk::<PREFIX>() {
                break *prefix;
            }
            if !self.fill().await? {
                let cut = !self.unread.is_empty();
                return if cut { Err(Failure::MalformedMessage.status()) } else { Ok(None) };
            }
        };
        let compression = match (flag, self.compression) {
            (0, _) => None,
            (1, Some(compression)) => Some(compression),
            _ => return Err(Failure::MalformedMessage.status()),
        };
        let bytes = PREFIX + u32::from_be_bytes(bytes) as usize;
        if bytes > self.most {
            return Err(too_large(self.most));
        }
        self.unread.reserve(bytes.saturating_sub(self.unread.len()).min(FIRST));
        Ok(Some(Announced { compression, bytes }))
    }

    /// Reads what comes next; whether there was something.
    async fn fill(&mut self) -> Result<bool, Status> {
        // What follows the messages are trailers, of which a request has none that matter.
        let Some(frame) = self.body.frame().await else { return Ok(false) };
        let frame = frame.map_err(|_| Status::cancelled("the caller went"))?;
        if let Ok(data) = frame.into_data() {
            self.unread.extend_from_slice(&data);
        }
        Ok(true)
    }

    /// The message as it came, if all of it did.
    fn packed(&mut self, announced: &Announced) -> Result<Bytes, Status> {
        if self.unread.len() < announced.bytes {
            return Err(Failure::MalformedMessage.status());
        }
        let message = self.unread.split_to(announced.bytes).freeze();
        if self.unread.is_empty() {
            // What is left would keep the room of the message.
            self.unread = BytesMut::new();
        }
        Ok(message)
    }

    /// How long a message is without compression, with its prefix.
    async fn weigh(&mut self, compression: Compression, packed: &Bytes) -> Result<usize, Status> {
        let (packed, most) = (packed.slice(PREFIX..), self.most);
        let weighed = self.compute.run("weigh", move || compression.weigh(&packed, most)).await;
        weighed.map_err(|_| Failure::Internal.status())?.value.map(|bytes| PREFIX + bytes)
    }

    /// A message without compression, with its prefix.
    async fn unpack(
        &mut self,
        compression: Compression,
        packed: Bytes,
        bytes: usize,
    ) -> Result<Bytes, Status> {
        let unpack = move || {
            let bytes = bytes.saturating_sub(PREFIX);
            let mut prefix = [0; PREFIX];
            prefix[1..].copy_from_slice(&u32::try_from(bytes).unwrap_or(u32::MAX).to_be_bytes());
            compression.unpack(&prefix, &packed[PREFIX..], bytes)
        };
        let unpacked = self.compute.run("unpack", unpack).await;
        let unpacked = unpacked.map_err(|_| Failure::Internal.status())?.value;
        unpacked.map_err(|_| Failure::MalformedMessage.status())
    }
}
