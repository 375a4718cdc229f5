//! The form of an answer: its parts and their encoding of positions.

use crate::text::Encoding;

/// The parts of an analysis that are told, and their unit.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::server::copydesk_v1) struct View {
    /// The unit of every offset.
    pub(in crate::server::copydesk_v1) encoding: Encoding,
    /// Tells where each part of the clean text comes from.
    pub(in crate::server::copydesk_v1) alignment: bool,
    /// Tells what was removed.
    pub(in crate::server::copydesk_v1) removed: bool,
}
