//! Reads the messages of a call as they arrive, and weighs each before it is decoded.
//!
//! Five bytes stand before a message: whether it is compressed, and how long it is.

use super::{
    budget::Reservation,
    compression::Compression,
    form::Framing,
    terms::{MessageTerms, PREFIX},
};
use crate::server::{
    status::Failure,
    transport::{auth::caller::Caller, error_details::message_too_large},
};
use bytes::{Bytes, BytesMut};
use futures_util::stream;
use http_body::Frame;
use http_body_util::{BodyExt, StreamBody};
use tonic::{Code, Status, body::Body};

/// Room that is made for a message before it comes [bytes].
const FIRST_ROOM: usize = 16 << 10;
/// The part of a message that has to be there before room is made for the rest [bytes]. That is memory
/// which nobody has touched yet, and copying what came over and over would keep the reactor.
const EARNEST: usize = 64 << 10;

/// What tonic is given instead of a message: an empty one, as it goes over the wire.
const NOTICE: Bytes = Bytes::from_static(&[0; PREFIX]);

/// The messages of a call, as they arrive.
pub(super) struct MessageReader {
    body: Body,
    /// The bytes that came, but were not read yet.
    unread: BytesMut,
    /// The length of the message that arrives, with its prefix [bytes].
    arriving: usize,
    terms: MessageTerms,
}

/// A message as its prefix announces it.
struct Announced {
    /// `None`: not compressed.
    compression: Option<Compression>,
    /// The length of the message with its prefix.
    bytes: usize,
}

impl MessageReader {
    /// Reads the body of a call.
    pub(super) fn new(body: Body, terms: MessageTerms) -> Self {
        Self { body, unread: BytesMut::new(), arriving: 0, terms }
    }

    /// Reads the one message of a call; what tonic is given in its stead.
    pub(super) async fn only(mut self, caller: Option<&Caller>) -> Result<Bytes, Status> {
        if let Framing::Whole { length } = self.terms.framing {
            return self.whole(length, caller).await;
        }
        // tonic says what is missing.
        let Some(announced) = self.announced().await? else { return Ok(Bytes::new()) };
        if let Some(caller) = caller {
            caller.charge(1, announced.bytes)?;
        }
        let reservation = self.receive_only(announced.bytes, announced.bytes).await?;
        if self.unread.len() > announced.bytes {
            // A second message, where there is to be one.
            return Err(Failure::MalformedMessage.status());
        }
        self.terms.holder.works();
        let packed = self.take(announced.bytes)?;
        self.hand_over(packed, announced.compression, reservation, caller).await
    }

    /// Reads the whole body as the one message of a call.
    async fn whole(
        mut self,
        length: Option<usize>,
        caller: Option<&Caller>,
    ) -> Result<Bytes, Status> {
        let most = self.terms.most - PREFIX;
        if length.is_some_and(|length| length > most) {
            return Err(message_too_large(self.terms.most));
        }
        let announced = length.unwrap_or_default();
        self.arriving = announced;
        if let Some(caller) = caller {
            caller.charge(1, announced)?;
        }
        let reservation = self.receive_only(announced, length.unwrap_or(most)).await?;
        if self.unread.len() > most {
            return Err(message_too_large(self.terms.most));
        }
        if let Some(caller) = caller {
            caller.owe(0, self.unread.len().saturating_sub(announced));
        }
        self.terms.holder.works();
        let packed = std::mem::take(&mut self.unread).freeze();
        let compression = self.terms.compression;
        self.hand_over(packed, compression, reservation, caller).await
    }

    /// Hands a message over, without its compression.
    async fn hand_over(
        self,
        packed: Bytes,
        compression: Option<Compression>,
        reservation: Reservation,
        caller: Option<&Caller>,
    ) -> Result<Bytes, Status> {
        let Some(compression) = compression else {
            self.terms.ledger.read(packed, reservation);
            return Ok(NOTICE);
        };
        let bytes = self.terms.weigh(compression, &packed).await?;
        let more = bytes.saturating_sub(packed.len());
        if let Some(caller) = caller {
            caller.owe(0, more);
        }
        reservation.merge(self.terms.reserve_now(more).await?);
        let message = self.terms.unpack(compression, packed, bytes).await?;
        self.terms.ledger.read(message, reservation);
        Ok(NOTICE)
    }

    /// Receives the one message of a call, or what is longer than that. Its bytes are reserved as they
    /// arrive, so that who announces much and sends nothing holds nothing.
    async fn receive_only(&mut self, announced: usize, most: usize) -> Result<Reservation, Status> {
        if !self.terms.budget.has_room(&self.terms.holder, announced) {
            return Err(Failure::Overloaded.status());
        }
        let reservation = self.terms.reserve_now(0).await?;
        loop {
            if self.unread.len() > most {
                return Ok(reservation);
            }
            let more = self.unread.len().saturating_sub(reservation.bytes());
            reservation.merge(self.terms.reserve_now(more).await?);
            if !self.fill().await? {
                return Ok(reservation);
            }
        }
    }

    /// Reads the messages of a stream, one after the other, and gives tonic a body in their stead.
    pub(super) fn into_body(self) -> Body {
        let messages = stream::unfold(Some(self), |messages| async {
            let mut messages = messages?;
            match messages.next().await {
                Ok(false) => None,
                Ok(true) => Some((Ok(Frame::data(NOTICE)), Some(messages))),
                Err(status) => Some((Err(status), None)),
            }
        });
        Body::new(StreamBody::new(messages))
    }

    /// Reads the next message of a stream; false at the end. It waits for its bytes when it is there, so
    /// that no message holds some while it waits for more.
    async fn next(&mut self) -> Result<bool, Status> {
        let Some(announced) = self.announced().await? else { return Ok(false) };
        self.terms.ledger.reading();
        let patience = self.terms.patience;
        let whole = async {
            while self.unread.len() < announced.bytes && self.fill().await? {}
            Ok::<_, Status>(())
        };
        let whole = tokio::time::timeout(patience, whole).await;
        whole.map_err(|_| Failure::DeadlineExceeded.status())??;
        self.terms.holder.works();
        let packed = self.take(announced.bytes)?;
        let (message, reservation) = match announced.compression {
            None => {
                let reservation = self.terms.reserve(announced.bytes).await?;
                (packed, reservation)
            }
            Some(compression) => {
                let bytes = self.terms.weigh(compression, &packed).await?;
                let reservation = self.terms.reserve(PREFIX + bytes).await?;
                (self.terms.unpack(compression, packed, bytes).await?, reservation)
            }
        };
        self.terms.ledger.read(message, reservation);
        Ok(true)
    }

    /// Reads the prefix of the next message; `None`: there is no next message.
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
        let compression = match (flag, self.terms.compression) {
            (0, _) => None,
            (1, Some(compression)) => Some(compression),
            _ => return Err(Failure::MalformedMessage.status()),
        };
        let bytes = PREFIX + u32::from_be_bytes(bytes) as usize;
        if bytes > self.terms.most {
            return Err(message_too_large(self.terms.most));
        }
        self.unread.reserve(bytes.saturating_sub(self.unread.len()).min(FIRST_ROOM));
        self.arriving = bytes;
        Ok(Some(Announced { compression, bytes }))
    }

    /// Reads what arrives next; false at the end.
    async fn fill(&mut self) -> Result<bool, Status> {
        // What follows the messages are trailers, of which a request has none that matter.
        let Some(frame) = self.body.frame().await else { return Ok(false) };
        let frame = frame.map_err(|status| fault(&status))?;
        if let Ok(data) = frame.into_data() {
            self.terms.holder.progressed();
            if self.unread.len() >= EARNEST {
                self.unread.reserve(self.arriving.saturating_sub(self.unread.len()));
            }
            self.unread.extend_from_slice(&data);
        }
        Ok(true)
    }

    /// Takes a message, which is so long with its prefix, out of what came, if all of it did.
    fn take(&mut self, bytes: usize) -> Result<Bytes, Status> {
        if self.unread.len() < bytes {
            return Err(Failure::MalformedMessage.status());
        }
        let message = self.unread.split_to(bytes).freeze();
        if self.unread.is_empty() {
            // What is left would keep the room of the message.
            self.unread = BytesMut::new();
        }
        Ok(message.slice(PREFIX..))
    }
}

/// The fault of a body: that of whoever wrote it, or that the caller went.
fn fault(status: &Status) -> Status {
    // What `tonic_web` says of what is no base64.
    let is_malformed = status.message().starts_with("tonic-web");
    if is_malformed || status.code() == Code::InvalidArgument {
        Failure::MalformedMessage.status()
    } else {
        Status::cancelled("the caller went")
    }
}
