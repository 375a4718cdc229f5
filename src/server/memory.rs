//! The most memory that the process takes: a model, measured with texts made for it, from which
//! limits are derived and which a test holds against a server under attack.

use super::{
    Limits,
    transport::{
        connection::ConnectionLimits,
        http2,
        messages::{compression, delivery},
        observe,
    },
};

/// The memory of the process without a call [bytes]: models, threads, and what the allocator keeps.
const AT_REST: u64 = 192 << 20;
/// The most memory for a byte of a message, from its text to all that is found in it and the answer
/// that is written: the worst text is all quotations.
pub const PER_BYTE: u64 = 200;
/// The same where a request is a line of JSON and its answer becomes one: ProtoJSON goes by way of messages
/// that take a kilobyte for each message in them.
pub const PER_BYTE_OF_A_LINE: u64 = 2500;
/// The memory that the allocator keeps of such lines when they are done [bytes].
const KEPT_OF_LINES: u64 = 128 << 20;
/// The memory of files that are compressed, beside their lines [bytes]: to read them the largest window
/// that zstd takes unless it is told otherwise, and what writing takes.
const COMPRESSED_FILES: u64 = (128 << 20) + (16 << 20);
/// The memory of a call beside its message and its headers [bytes].
const PER_CALL: u64 = 16 << 10;
/// The most memory of a header for each byte that HTTP/2 counts of it.
const PER_HEADER_BYTE: u64 = 4;

/// The most memory that the process takes [bytes].
pub fn at_most(limits: &Limits, connections: &ConnectionLimits, threads: usize) -> u64 {
    let headers = PER_HEADER_BYTE * u64::from(connections.header_bytes);
    let connection = u64::from(http2::WINDOW) + headers;
    let call = headers + delivery::PIECE as u64 + PER_CALL;
    let calls = (limits.calls + observe::CALLS_ASIDE * connections.connections) as u64;
    AT_REST
        + PER_BYTE * (u64::from(limits.single_bytes) + u64::from(limits.bulk_bytes))
        + connections.connections as u64 * connection
        + calls * call
        // A message of a stream is read before it waits for its bytes, and tonic keeps the room
        // of the largest.
        + 2 * limits.bulk_calls as u64 * limits.message_bytes() as u64
        // As many for short jobs as for long ones.
        + 2 * threads as u64 * compression::MEMORY
}

/// The most memory that a process takes without a server, with so many bytes of requests in files at
/// hand [bytes].
pub const fn at_most_from_files(bytes: u64) -> u64 {
    AT_REST + KEPT_OF_LINES + COMPRESSED_FILES + PER_BYTE_OF_A_LINE * bytes
}
