//! The contract on the wire: the only place, with the command line, that knows generated types.

pub mod copydesk_v1;
pub mod serve;
pub mod status;
pub mod transport;

use crate::server::transport::connection;
use crate::server::transport::messages::compression;
use crate::server::transport::messages::delivery;
use std::time::Duration;
use transport::connection::ConnectionLimits;

/// What a request may hold.
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
    /// How long a stream may have no document.
    pub stream_idle: Duration,
    /// Bytes of the messages of single documents in flight.
    pub single_bytes: u32,
    /// Bytes of the messages of batches and streams in flight.
    pub bulk_bytes: u32,
    /// How long a message may take to arrive, and a piece of an answer to be taken.
    pub time: Duration,
}

/// What the process takes without a call [bytes]: models, threads, and what the allocator keeps.
const MEMORY_AT_REST: u64 = 192 << 20;
/// What a byte of a message takes at most, from its text to all that is found in it and the answer
/// that is written: measured with texts made for it, the worst of which is all quotations.
pub const MEMORY_PER_BYTE: u64 = 200;

/// What a call takes beside its message and its headers [bytes].
const MEMORY_PER_CALL: u64 = 16 << 10;
/// What a header takes at most, for each byte that HTTP/2 counts of it.
const MEMORY_PER_HEADER_BYTE: u64 = 4;

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

    /// The most memory that the process takes [bytes].
    pub fn memory(&self, connections: &ConnectionLimits, threads: usize) -> u64 {
        let headers = MEMORY_PER_HEADER_BYTE * u64::from(connections.header_bytes);
        let connection = u64::from(connection::WINDOW) + headers;
        let call = headers + delivery::PIECE as u64 + MEMORY_PER_CALL;
        let calls = (self.calls + connection::CALLS_ASIDE * connections.connections) as u64;
        MEMORY_AT_REST
            + MEMORY_PER_BYTE * (u64::from(self.single_bytes) + u64::from(self.bulk_bytes))
            + connections.connections as u64 * connection
            + calls * call
            // A message of a stream is read before it waits for its bytes, and tonic keeps the room
            // of the largest.
            + 2 * self.bulk_calls as u64 * self.message_bytes() as u64
            + threads as u64 * compression::MEMORY
    }
}
