//! Things of which there is a number, and those who hold some.

use super::{HANDOVER, Holder, Holders, Resource};
use crate::server::status::Failure;
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

/// The time that a call which is asked to leave may take to finish its work.
const LEAVING: Duration = Duration::from_secs(2);

/// Places, or bytes, that calls can hold. Clones share them.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    resource: Resource,
    free: Arc<Semaphore>,
    holders: Holders,
}

/// Some of them, held until this is dropped.
#[derive(Debug)]
pub(crate) struct Place {
    resource: Resource,
    /// `None`: merged into another.
    permit: Option<OwnedSemaphorePermit>,
    holder: Arc<Holder>,
}

impl Places {
    /// So many of a kind, for these calls.
    pub(crate) fn new(resource: Resource, number: usize, holders: &Holders) -> Self {
        let number = number.min(Semaphore::MAX_PERMITS);
        Self { resource, free: Arc::new(Semaphore::new(number)), holders: holders.clone() }
    }

    /// The number of those that nobody holds.
    pub(crate) fn free(&self) -> usize {
        self.free.available_permits()
    }

    /// Takes some that are free.
    pub(crate) fn try_take(&self, holder: &Arc<Holder>, number: u32) -> Option<Place> {
        let permit = Arc::clone(&self.free).try_acquire_many_owned(number).ok()?;
        Some(Place::new(self.resource, permit, holder))
    }

    /// Takes some that are free, or that a peer gives who holds more.
    pub(crate) async fn take(&self, holder: &Arc<Holder>, number: u32) -> Option<Place> {
        let taken = self.try_take(holder, number);
        if taken.is_some() || !self.make_room(holder, number as usize) {
            return taken;
        }
        // Before all others who come now.
        timeout(HANDOVER, self.wait(holder, number)).await.ok().flatten()
    }

    /// The same, but where nobody waits for its client, one who works is asked to leave.
    pub(crate) async fn take_in_turn(&self, holder: &Arc<Holder>) -> Option<Place> {
        let taken = self.take(holder, 1).await;
        if taken.is_some() || !self.holders.ask_to_leave(self.resource, holder) {
            return taken;
        }
        timeout(LEAVING, self.wait(holder, 1)).await.ok().flatten()
    }

    /// Waits until some are free.
    pub(crate) async fn wait(&self, holder: &Arc<Holder>, number: u32) -> Option<Place> {
        let permit = Arc::clone(&self.free).acquire_many_owned(number).await.ok()?;
        Some(Place::new(self.resource, permit, holder))
    }

    /// Ends calls whose places make room for so many; false: they do not, and nobody is ended.
    pub(crate) fn make_room(&self, holder: &Holder, number: usize) -> bool {
        let to_end = self.to_end(holder, number);
        for call in to_end.iter().flatten() {
            call.end(Failure::Overloaded);
        }
        to_end.is_some()
    }

    /// Tells whether there is room for so many, or would be if others made it.
    pub(crate) fn could_have_room(&self, holder: &Holder, number: usize) -> bool {
        self.to_end(holder, number).is_some()
    }

    fn to_end(&self, holder: &Holder, number: usize) -> Option<Vec<Arc<Holder>>> {
        // Nearly always: nobody needs to look at all calls.
        if self.free() >= number {
            return Some(Vec::new());
        }
        // Those that were ended for others give what they hold at any moment.
        let coming = self.free() + self.holders.ending(self.resource);
        self.holders.to_end(self.resource, holder, number, number.saturating_sub(coming))
    }
}

impl Place {
    fn new(resource: Resource, permit: OwnedSemaphorePermit, holder: &Arc<Holder>) -> Self {
        holder.hold(resource, permit.num_permits());
        Self { resource, permit: Some(permit), holder: Arc::clone(holder) }
    }

    /// The number of them.
    pub(crate) fn number(&self) -> usize {
        self.permit.as_ref().map_or(0, OwnedSemaphorePermit::num_permits)
    }

    /// Takes those of the same call over.
    pub(crate) fn merge(&mut self, mut other: Self) {
        debug_assert!(Arc::ptr_eq(&self.holder, &other.holder), "what is merged is of one call");
        match (&mut self.permit, other.permit.take()) {
            (Some(permit), Some(other)) => permit.merge(other),
            (permit, other) => *permit = permit.take().or(other),
        }
    }

    /// Parts with some of them, or with all where they are fewer.
    pub(crate) fn split(&mut self, number: usize) -> Self {
        let permit = self.permit.as_mut();
        let part = permit.and_then(|permit| permit.split(number.min(permit.num_permits())));
        Self { resource: self.resource, permit: part, holder: Arc::clone(&self.holder) }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.holder.let_go(self.resource, self.number());
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Peer, *};

    const ONE: Peer = Peer::Address([1; 16]);
    const OTHER: Peer = Peer::Address([2; 16]);

    #[tokio::test(start_paused = true)]
    async fn who_holds_nothing_gets_a_place_of_who_waits() {
        let holders = Holders::default();
        let places = Places::new(Resource::Call, 2, &holders);
        let first = holders.enter(ONE);
        tokio::time::advance(Duration::from_millis(1)).await;
        let idle = [first, holders.enter(ONE)];
        let taken = idle.each_ref().map(|call| places.try_take(&call.holder, 1).expect("free"));
        let third = holders.enter(ONE);
        assert!(places.take(&third.holder, 1).await.is_none(), "of its own it gets none");
        let other = holders.enter(OTHER);
        let get = tokio::spawn({
            let (places, holder) = (places.clone(), Arc::clone(&other.holder));
            async move { places.take(&holder, 1).await }
        });
        let [first, _second] = taken;
        assert_eq!(idle[0].holder.ended().await, Failure::Overloaded);
        drop(first);
        assert_eq!(get.await.expect("no panic").map(|place| place.number()), Some(1));
    }

    #[tokio::test(start_paused = true)]
    async fn who_works_keeps_its_place() {
        let holders = Holders::default();
        let places = Places::new(Resource::Call, 1, &holders);
        let busy = holders.enter(ONE);
        let _place = places.try_take(&busy.holder, 1).expect("free");
        busy.holder.works();
        let other = holders.enter(OTHER);
        assert!(places.take(&other.holder, 1).await.is_none());
        // Its answer is there, and it does not take it.
        busy.holder.answers(false);
        let _ = places.take(&other.holder, 1).await;
        assert_eq!(busy.holder.failure(), Some(Failure::Overloaded));
    }

    #[test]
    fn parts_and_sums_are_counted_once() {
        let holders = Holders::default();
        let places = Places::new(Resource::BulkBytes, 100, &holders);
        let call = holders.enter(ONE);
        let mut whole = places.try_take(&call.holder, 30).expect("free");
        whole.merge(places.try_take(&call.holder, 30).expect("free"));
        let part = whole.split(40);
        assert_eq!((whole.number(), part.number(), places.free()), (20, 40, 40));
        assert_eq!(whole.split(1000).number(), 20);
        drop((whole, part));
        assert_eq!(places.free(), 100);
        assert_eq!(call.holder.share(Resource::BulkBytes).1, 0);
    }
}
