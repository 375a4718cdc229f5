//! The contract on the wire: the only place, with the command line, that knows generated types.

mod convert;
mod deadline;
mod explain;
pub mod json;
mod names;
mod respond;
pub mod server;
pub mod service;
pub mod status;
mod stream;

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
