//! An answer that is encoded piece by piece.
//!
//! Google has an entity for every number of a text, in which messages lie four deep: all of them at once
//! would take hundreds of bytes for each byte of the text. Encoded they take a tenth of that.

use prost::{
    DecodeError, Message,
    bytes::{Buf, BufMut},
    encoding::{DecodeContext, WireType, skip_field},
};

/// The encoded pieces of a message. Messages one after the other are one on the wire: what is repeated
/// adds up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Encoded(Vec<u8>);

impl Encoded {
    /// With one piece more.
    pub(super) fn and(mut self, piece: &impl Message) -> Self {
        // A vector has room for everything.
        let _ = piece.encode(&mut self.0);
        self
    }

    /// With any number of pieces more.
    pub(super) fn and_all(self, pieces: impl Iterator<Item = impl Message>) -> Self {
        pieces.fold(self, |all, piece| all.and(&piece))
    }
}

impl Message for Encoded {
    fn encode_raw(&self, buffer: &mut impl BufMut) {
        buffer.put_slice(&self.0);
    }

    /// It is only written.
    fn merge_field(
        &mut self,
        tag: u32,
        wire_type: WireType,
        buffer: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        skip_field(wire_type, tag, buffer, context)
    }

    fn encoded_len(&self) -> usize {
        self.0.len()
    }

    fn clear(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::google_language::v2::pb;

    #[test]
    fn pieces_are_one_message() {
        let sentence = |content: &str| pb::Sentence {
            text: Some(pb::TextSpan { content: content.to_owned(), begin_offset: 3 }),
            sentiment: None,
        };
        let piece = |content: &&str| pb::AnalyzeSentimentResponse {
            sentences: vec![sentence(content)],
            ..pb::AnalyzeSentimentResponse::default()
        };
        let rest = pb::AnalyzeSentimentResponse {
            language_code: "en".to_owned(),
            ..pb::AnalyzeSentimentResponse::default()
        };
        let encoded = Encoded::default().and(&rest).and_all(["One.", "Two."].iter().map(piece));
        let whole = pb::AnalyzeSentimentResponse {
            sentences: ["One.", "Two."].map(sentence).to_vec(),
            ..rest
        };
        let read = pb::AnalyzeSentimentResponse::decode(encoded.encode_to_vec().as_slice());
        assert_eq!(read, Ok(whole));
    }
}
