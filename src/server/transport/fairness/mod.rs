//! Fairness between callers: what there is too little of goes to those who hold least of it.
//!
//! A caller may hold any number of connections, calls and bytes, as long as nobody else wants them. When
//! there are none left, a caller who holds fewer than another gets one of the other's: of the peer that
//! holds the most, that connection or call ends which has waited the longest for its client (for a message
//! of which nothing comes, or an answer that is not taken). Work is never ended; a stream whose peer holds the
//! most places is asked to leave when its work is done. This is max-min fairness (Bertsekas and Gallager,
//! Data Networks, 6.5.2) over [`Peer`]s. What has waited for [`STALLED`] goes to anybody: behind a proxy, all
//! callers are one peer.

mod holder;
mod peer;
mod places;

pub(crate) use holder::{Entered, Holder, Holders, Resource};
pub(crate) use peer::Peer;
pub(crate) use places::{Place, Places};

use std::{collections::HashMap, time::Duration};

/// The time that what is ended for others may take to give what it holds.
pub(crate) const HANDOVER: Duration = Duration::from_millis(250);
/// The time after which what waits for its client is no peer's any more.
pub(crate) const STALLED: Duration = Duration::from_secs(5);

/// The one of `held` that is to make room for `wanted` more of a peer that holds some itself: of the
/// peer that holds the most, the first in the order of `rank`, which is `None` for what is not to be
/// ended. It is told whether the peer holds so much more than the one who wants that it has to give.
pub(crate) fn victim<T, R: Ord>(
    held: impl Iterator<Item = T> + Clone,
    by: Peer,
    wanted: usize,
    share: impl Fn(&T) -> (Peer, usize),
    rank: impl Fn(&T, bool) -> Option<R>,
) -> Option<T> {
    let mut totals = HashMap::<Peer, usize>::new();
    for one in held.clone() {
        let (peer, amount) = share(&one);
        *totals.entry(peer).or_default() += amount;
    }
    let least = totals.get(&by).copied().unwrap_or_default() + wanted;
    let candidates = held.filter_map(|one| {
        let (peer, amount) = share(&one);
        let total = totals.get(&peer).copied().unwrap_or_default();
        let rank = rank(&one, peer != by && total >= least).filter(|_| amount > 0)?;
        Some((std::cmp::Reverse(total), rank, one))
    });
    let first = candidates.min_by(|one, other| (&one.0, &one.1).cmp(&(&other.0, &other.1)));
    first.map(|(_, _, one)| one)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Peer = Peer::Address([1; 16]);
    const OTHER: Peer = Peer::Address([2; 16]);
    const THIRD: Peer = Peer::Address([3; 16]);

    /// Who makes room for one more of `by`: of places each held by a peer, and waiting since then; what
    /// waits since 0 is stalled.
    fn ended(held: &[(Peer, Option<u32>)], by: Peer) -> Option<usize> {
        let places = held.iter().copied().enumerate();
        let rank = |(_, (_, since)): &(usize, (Peer, Option<u32>)), has_to: bool| {
            since.filter(|since| has_to || *since == 0)
        };
        let found = victim(places, by, 1, |(_, (peer, _))| (*peer, 1), rank);
        found.map(|(index, _)| index)
    }

    #[test]
    fn the_peer_that_holds_most_gives_what_waits_longest() {
        let held = [(ONE, Some(3)), (ONE, Some(2)), (OTHER, Some(1)), (ONE, None)];
        assert_eq!(ended(&held, THIRD), Some(1));
        assert_eq!(ended(&held, OTHER), Some(1));
        assert_eq!(ended(&held, ONE), None, "the one who has most gets nothing of the others");
    }

    #[test]
    fn equals_and_those_who_work_keep_what_they_have() {
        assert_eq!(ended(&[(ONE, Some(1)), (OTHER, Some(1))], OTHER), None);
        assert_eq!(ended(&[(ONE, None), (ONE, None)], OTHER), None);
        assert_eq!(ended(&[(ONE, Some(1))], OTHER), Some(0));
        assert_eq!(ended(&[(ONE, Some(1)), (ONE, Some(0))], ONE), Some(1), "it is stalled");
    }
}
