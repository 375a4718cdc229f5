//! The limits of requests, each and together, whatever door they come through.

use std::time::Duration;

/// The limits of requests.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of UTF-8 in the content of a document.
    pub content_bytes: u32,
    /// Documents in a batch.
    pub batch_documents: u32,
    /// Bytes of UTF-8 in the contents of a batch together.
    pub batch_bytes: u32,
    /// Documents of one stream that are taken on before the first of them is answered.
    pub stream_in_flight: u32,
    /// Batches and streams at the same time.
    pub bulk_calls: usize,
    /// Calls of any kind at the same time.
    pub calls: usize,
    /// The time that a stream may have no document.
    pub stream_idle: Duration,
    /// Bytes of the messages of single documents in flight.
    pub single_bytes: u32,
    /// Bytes of the messages of batches and streams in flight.
    pub bulk_bytes: u32,
    /// The time that a message may take to arrive, and a piece of an answer to be taken.
    pub time: Duration,
}

impl Limits {
    /// The largest message that is read at all [bytes]. It lies so far above the other limits that
    /// callers who exceed those see our answer and not the transport's, and that there is room for
    /// options.
    pub fn message_bytes(&self) -> usize {
        2 * self.largest() as usize
    }

    /// The largest options that a stream keeps [bytes of the message]: those of all streams together
    /// take half of the bytes in flight, so that there is always room for documents.
    pub fn stream_options_bytes(&self) -> usize {
        self.bulk_bytes as usize / (2 * self.bulk_calls.max(1))
    }

    /// The largest contents of a call [bytes].
    pub fn largest(&self) -> u64 {
        self.content_bytes.max(self.batch_bytes).into()
    }
}
