//! The shapes of the messages of all contracts.

use prost::Message;
use prost_reflect::{DescriptorPool, MessageDescriptor};
use prost_types::FileDescriptorSet;
use std::sync::LazyLock;

/// All contracts and what they import, as an encoded `FileDescriptorSet`.
pub static DESCRIPTORS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/descriptor.bin"));

static POOL: LazyLock<DescriptorPool> = LazyLock::new(|| {
    let mut pool = DescriptorPool::decode(DESCRIPTORS).expect("the embedded descriptors are whole");
    // The messages that the details of errors are; the contract has that of a status already.
    let details = FileDescriptorSet::decode(tonic_types::pb::FILE_DESCRIPTOR_SET);
    let mut details = details.expect("the embedded descriptors are whole");
    details.file.retain(|file| file.message_type.iter().all(|message| message.name() != "Status"));
    pool.add_file_descriptor_set(details).expect("the embedded descriptors are whole");
    pool
});

/// The shape of a message of the contracts, by its full name.
///
/// # Panics
/// When there is none of this name.
pub(crate) fn shape(name: &str) -> MessageDescriptor {
    POOL.get_message_by_name(name).expect("the embedded descriptors have this message")
}
