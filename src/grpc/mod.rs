//! The contract on the wire: the only place, with the command line, that knows generated types.

pub mod auth;
mod budget;
pub mod connection;
mod convert;
mod deadline;
mod delivery;
mod explain;
mod intake;
pub mod json;
mod names;
mod observe;
mod respond;
pub mod server;
pub mod service;
pub mod status;
mod stream;
pub mod tls;
mod trace;

use connection::ConnectionLimits;
use std::time::Duration;

/// The types and services generated from `proto/copydesk/v1/analysis.proto`.
#[allow(missing_docs, clippy::large_enum_variant)]
pub mod pb {
    tonic::include_proto!("copydesk.v1");
}

/// The contract and all that it imports, as an encoded `FileDescriptorSet`.
pub static DESCRIPTOR: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/descriptor.bin"));

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

impl Limits {
    /// The largest message that is read at all. It lies so far above the other limits that
    /// callers who exceed those see our answer and not the transport's.
    pub fn message_bytes(&self) -> usize {
        2 * self.largest() as usize + (1 << 20)
    }

    /// The largest contents of a call [bytes].
    pub fn largest(&self) -> u64 {
        self.content_bytes.max(self.batch_bytes).into()
    }

    /// The most memory that the process takes [bytes]; the README says what it does not count yet.
    pub fn memory(&self, connections: &ConnectionLimits, threads: usize) -> u64 {
        let message = self.message_bytes() as u64;
        let stream = u64::from(connections.streams) * delivery::PIECE as u64;
        let connection = u64::from(server::WINDOW) + stream;
        MEMORY_AT_REST
            + MEMORY_PER_BYTE * (u64::from(self.single_bytes) + u64::from(self.bulk_bytes))
            + connections.connections as u64 * connection
            // A message of a stream is read before it is weighed, and may then wait.
            + 2 * self.bulk_calls as u64 * message
            // So is one that was compressed, on as many threads as there are.
            + threads as u64 * message
    }
}
