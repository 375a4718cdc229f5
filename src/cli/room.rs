//! The room for documents at hand: this bounds memory, however many there are and however large.

use crate::server::transport::error_details::message_too_large;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tonic::Status;

/// Bytes of requests that may be at hand, from when they are read until they are answered. Clones
/// share them.
#[derive(Clone, Debug)]
pub struct Room {
    free: Arc<Semaphore>,
    bytes: u32,
}

/// What one request takes of it, until this is dropped.
pub(super) struct Share {
    _permit: Option<OwnedSemaphorePermit>,
}

impl Room {
    /// Room for so many bytes.
    pub fn of(bytes: u32) -> Self {
        let permits = (bytes as usize).min(Semaphore::MAX_PERMITS);
        Self { free: Arc::new(Semaphore::new(permits)), bytes }
    }

    /// The longest request that there is ever room for [bytes].
    pub(super) const fn longest(&self) -> usize {
        self.bytes as usize
    }

    /// The status for a request that is longer.
    pub(super) fn too_long(&self) -> Status {
        message_too_large(self.longest())
    }

    /// Waits until that many bytes are free. Whoever gives its answers in order takes its shares in that
    /// order too: an answer that waits for an earlier one holds what that one may need.
    ///
    /// # Errors
    /// `MESSAGE_TOO_LARGE` where there are never so many.
    pub(super) async fn share(&self, bytes: usize) -> Result<Share, Status> {
        let number = u32::try_from(bytes).ok().filter(|number| *number <= self.bytes);
        let number = number.ok_or_else(|| self.too_long())?;
        // Only a semaphore that was closed gives nothing, and nobody closes this one.
        let permit = Arc::clone(&self.free).acquire_many_owned(number).await.ok();
        Ok(Share { _permit: permit })
    }
}

#[cfg(test)]
mod tests {
    use super::{super::order::in_order, *};
    use std::{
        sync::atomic::{AtomicUsize, Ordering::SeqCst},
        time::Duration,
    };

    #[tokio::test(start_paused = true)]
    async fn documents_wait_for_their_share_and_come_out_in_order() {
        let room = Room::of(100);
        let at_hand = Arc::new(AtomicUsize::new(0));
        let sizes = [60, 30, 60, 100, 10, 90, 1, 50, 50, 50];
        let mut inputs = sizes.into_iter();
        let next = async || {
            let Some(bytes) = inputs.next() else { return Ok(None) };
            Ok(Some((bytes, room.share(bytes).await.expect("not too long"))))
        };
        let work = |(bytes, share): (usize, Share)| {
            let at_hand = Arc::clone(&at_hand);
            async move {
                let with_this = at_hand.fetch_add(bytes, SeqCst) + bytes;
                tokio::time::sleep(Duration::from_millis(bytes as u64)).await;
                (bytes, with_this, share)
            }
        };
        let mut most = 0;
        let mut outputs = Vec::new();
        let emit = |(bytes, with_this, share): (usize, usize, Share)| {
            at_hand.fetch_sub(bytes, SeqCst);
            drop(share);
            most = most.max(with_this);
            outputs.push(bytes);
            Ok(())
        };
        in_order(8, next, work, emit).await.expect("no errors");
        assert_eq!(outputs, sizes);
        assert!(most > 60 && most <= 100, "{most}");
    }

    #[tokio::test]
    async fn what_never_fits_is_not_waited_for() {
        let room = Room::of(100);
        assert!(room.share(100).await.is_ok());
        let status = room.share(101).await.err().expect("too long");
        assert!(status.message().contains("longer"), "{status:?}");
    }
}
