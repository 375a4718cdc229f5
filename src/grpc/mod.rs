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

impl Limits {
    /// The largest message that is read at all. It lies so far above the other limits that
    /// callers who exceed those see our answer and not the transport's.
    pub const fn message_bytes(&self) -> usize {
        let contents = if self.content_bytes > self.batch_bytes {
            self.content_bytes
        } else {
            self.batch_bytes
        };
        2 * contents as usize + (1 << 20)
    }
}
