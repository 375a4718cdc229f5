//! What tonic is given instead of messages: to decode and encode them takes too long for the reactor
//! where they are long, and belongs on the pool.
//!
//! Both go through the [`Ledger`](super::budget::Ledger): a request as its bytes, an answer encoded
//! already. tonic, which would copy them, only learns that there is one ([`Undecoded`], [`Deposited`]).

use super::{
    form::{AnswerForm, Format},
    scan::repeats_too_often,
    terms::PREFIX,
};
use crate::{
    engine::Compute,
    server::{json, status::Failure},
};
use bytes::{Bytes, BytesMut};
use prost::Message;
use prost_reflect::MessageDescriptor;
use std::marker::PhantomData;
use tonic::{
    Status,
    codec::{BufferSettings, Codec, DecodeBuf, Decoder, EncodeBuf, Encoder},
};

/// The longest message that is decoded on the reactor [bytes].
const SHORT: usize = 16 << 10;
/// Answers that tonic takes of a stream at once.
const AT_ONCE: usize = 16;

/// A message that came, lies in the ledger, and is not decoded yet.
#[derive(Debug)]
pub struct Undecoded<T>(PhantomData<fn() -> T>);

impl<T: Message + Default + 'static> Undecoded<T> {
    /// Decodes its bytes, if they are a message of this shape in this format.
    ///
    /// # Errors
    /// `MALFORMED_MESSAGE` when it is none, or repeats a field more often than any honest one does.
    pub(crate) async fn decode(
        self,
        bytes: Bytes,
        shape: &MessageDescriptor,
        format: Format,
        compute: &Compute,
    ) -> Result<T, Status> {
        let shape = shape.clone();
        let length = bytes.len();
        let decode = move || {
            let bytes = match format {
                Format::Protobuf => bytes,
                Format::Json(_) => json::read(&bytes, &shape)?.into(),
            };
            let honest = !repeats_too_often(&bytes, &shape);
            let decoded = honest.then(|| T::decode(bytes).ok()).flatten();
            decoded.ok_or_else(|| Failure::MalformedMessage.status())
        };
        if length <= SHORT {
            return decode();
        }
        let decoded = compute.run("decode", length, decode).await;
        decoded.map_err(|_| Failure::Internal.status())?.value
    }
}

/// The shortest message that is compressed [bytes]: shorter ones hardly shrink.
const WORTH_PACKING: usize = 1 << 10;

/// An answer of this shape as it goes over the wire, compressed where that is spoken and worth it.
pub(crate) fn encode(answer: &impl Message, shape: &MessageDescriptor, form: AnswerForm) -> Bytes {
    let mut framed = BytesMut::with_capacity(PREFIX + answer.encoded_len());
    framed.resize(PREFIX, 0);
    match form.format {
        // There is room for it.
        Format::Protobuf => drop(answer.encode(&mut framed)),
        Format::Json(style) => framed.extend_from_slice(&json::write(answer, shape, style)),
    }
    if framed.len() - PREFIX >= WORTH_PACKING
        && let Some(packed) = form.compression.and_then(|one| one.pack(&framed[PREFIX..]).ok())
    {
        framed.truncate(PREFIX);
        framed[0] = 1;
        framed.extend_from_slice(&packed);
    }
    let length = u32::try_from(framed.len() - PREFIX).unwrap_or(u32::MAX);
    framed[1..PREFIX].copy_from_slice(&length.to_be_bytes());
    framed.freeze()
}

/// An answer that is with the transport already.
#[derive(Clone, Copy, Debug)]
pub struct Deposited;

/// Reads and writes nothing but that there are messages.
pub(crate) struct MessageCodec<T>(PhantomData<fn() -> T>);

impl<T> Default for MessageCodec<T> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<T: 'static> Codec for MessageCodec<T> {
    type Encode = Deposited;
    type Decode = Undecoded<T>;
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        Self::default()
    }

    fn decoder(&mut self) -> Self {
        Self::default()
    }
}

impl<T> Encoder for MessageCodec<T> {
    type Item = Deposited;
    type Error = Status;

    fn encode(&mut self, Deposited: Deposited, _: &mut EncodeBuf<'_>) -> Result<(), Status> {
        Ok(())
    }

    fn buffer_settings(&self) -> BufferSettings {
        BufferSettings::new(AT_ONCE * PREFIX, AT_ONCE * PREFIX)
    }
}

impl<T> Decoder for MessageCodec<T> {
    type Item = Undecoded<T>;
    type Error = Status;

    fn decode(&mut self, _: &mut DecodeBuf<'_>) -> Result<Option<Undecoded<T>>, Status> {
        Ok(Some(Undecoded(PhantomData)))
    }
}
