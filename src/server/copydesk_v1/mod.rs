//! TODO.

pub mod json;
pub(crate) mod methods;
pub(crate) mod names;
pub(crate) mod read;
pub mod rpc;
pub(crate) mod stream;
pub(crate) mod write;
/// The types and services generated from `proto/copydesk/v1/analysis.proto`.
#[allow(missing_docs, clippy::large_enum_variant)]
pub mod pb {
    tonic::include_proto!("copydesk.v1");
}

/// The contract and all that it imports, as an encoded `FileDescriptorSet`.
pub static DESCRIPTOR: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/descriptor.bin"));
