//! The terms on which messages are read: how large they may be, and what they hold of what there is.

use super::{
    budget::{Budget, Ledger, Reservation},
    compression::Compression,
    form::Framing,
};
use crate::{
    engine::Compute,
    server::{
        status::Failure,
        transport::{error_details::message_too_large, fairness::Holder},
    },
};
use bytes::Bytes;
use std::{sync::Arc, time::Duration};
use tonic::Status;

/// The length of what stands before a message [bytes].
pub(crate) const PREFIX: usize = 5;

/// The terms on which the messages of a call are read.
pub(super) struct MessageTerms {
    /// The compression of those messages that say that they are compressed.
    pub(super) compression: Option<Compression>,
    /// The way in which the end of a message is known.
    pub(super) framing: Framing,
    /// The longest message that is read [bytes].
    pub(super) most: usize,
    pub(super) budget: Budget,
    /// The call that they are of.
    pub(super) holder: Arc<Holder>,
    /// The time that a message of a stream may take to arrive, and may then wait for its bytes.
    pub(super) patience: Duration,
    pub(super) compute: Compute,
    /// The account of what the messages hold.
    pub(super) ledger: Ledger,
}

impl MessageTerms {
    /// Reserves bytes for a single document or a batch, if that many are free or others make room.
    pub(super) async fn reserve_now(&self, bytes: usize) -> Result<Reservation, Status> {
        let reservation = self.budget.reserve_now(&self.holder, bytes).await;
        reservation.ok_or_else(|| Failure::Overloaded.status())
    }

    /// Waits for the bytes of a message of a stream.
    pub(super) async fn reserve(&self, bytes: usize) -> Result<Reservation, Status> {
        let MessageTerms { budget, holder, patience, most, .. } = self;
        let reservation = tokio::time::timeout(*patience, budget.reserve(holder, bytes)).await;
        let reservation = reservation.map_err(|_| Failure::Overloaded.status())?;
        reservation.ok_or_else(|| message_too_large(*most))
    }

    /// The length of a message without compression.
    pub(super) async fn weigh(
        &self,
        compression: Compression,
        packed: &Bytes,
    ) -> Result<usize, Status> {
        let (packed, most) = (packed.clone(), self.most);
        let bytes = packed.len();
        let weigh = move || compression.weigh(&packed, most);
        // Nobody knows yet how long it is; texts are packed to a third.
        let weighed = self.compute.run("weigh", 3 * bytes, weigh).await;
        weighed.map_err(|_| Failure::Internal.status())?.value
    }

    /// A message without compression.
    pub(super) async fn unpack(
        &self,
        compression: Compression,
        packed: Bytes,
        bytes: usize,
    ) -> Result<Bytes, Status> {
        let unpack = move || compression.unpack(&packed, bytes);
        let unpacked = self.compute.run("unpack", bytes, unpack).await;
        let unpacked = unpacked.map_err(|_| Failure::Internal.status())?.value;
        unpacked.map_err(|_| Failure::MalformedMessage.status())
    }
}
