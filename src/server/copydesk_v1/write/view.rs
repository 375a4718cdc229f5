//! How an answer is to be written.

use crate::text::Encoding;

/// What is told of an analysis, and how.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::server::copydesk_v1) struct View {
    /// The unit of every offset.
    pub(in crate::server::copydesk_v1) encoding: Encoding,
    /// Where each part of the clean text comes from.
    pub(in crate::server::copydesk_v1) alignment: bool,
    /// What was removed.
    pub(in crate::server::copydesk_v1) removed: bool,
}
