//! An honest caller at half of what the server can do, at rest and beside attackers from another
//! address.

use crate::{Seen, analyze_as, capacity, server::Served};
use copydesk::server::copydesk_v1::pb::text_analysis_service_client::TextAnalysisServiceClient;
use std::{net::Ipv4Addr, time::Duration};
use tonic::transport::Endpoint;

#[path = "../../tests/support/attacks.rs"]
mod attacks;

use attacks::Attack;

/// Counts the times that the reactor was kept for more than a millisecond.
const REACTOR_KEPT: &str = "copydesk_reactor_kept_total";
/// So often it may be, in thousands of calls: the system, too, takes its time, for memory that is new. What
/// an attack does to it by each attempt is counted more often.
const REACTOR_KEPT_AT_MOST: f64 = 20.0;

/// Attackers at a time: more than there are places.
const fn attackers(attack: Attack) -> usize {
    match attack {
        Attack::Uploads => 4,
        Attack::Announcements | Attack::Untaken => 250,
        Attack::Silence => 400,
        Attack::IdleStreams => 64,
        Attack::Options => 2,
    }
}

/// Tells whether 95 in a hundred calls are answered beside each kind of attackers, with a p99 of at most
/// three times that at rest.
pub async fn run(length: Duration) -> bool {
    // Fewer calls than connections, so that both can be used up.
    let served = Served::start(&["--threads", "1", "--max-calls", "200"], true);
    let rate = capacity(&served).await / 2.0;
    let mut well = true;
    let at_rest = measure(&served, rate, length, "at rest", None).await.0;
    for attack in Attack::ALL {
        let before = served.metric(REACTOR_KEPT);
        let attacking = attack.begin(served.address(), attackers(attack));
        // Until they have all that they can get.
        tokio::time::sleep(Duration::from_secs(2)).await;
        let name = format!("{attack:?}");
        let (p99, answered) = measure(&served, rate, length, &name, Some(at_rest)).await;
        let kept = served.metric(REACTOR_KEPT) - before;
        println!("{:<16} the reactor was kept for over a millisecond {kept} times", "");
        well &= answered >= 0.95 && p99 <= 3.0 * at_rest && kept <= REACTOR_KEPT_AT_MOST;
        drop(attacking);
    }
    well
}

/// The p99 of the honest caller [ms], and the share of calls that were answered.
async fn measure(
    served: &Served,
    rate: f64,
    length: Duration,
    name: &str,
    at_rest: Option<f64>,
) -> (f64, f64) {
    let endpoint = Endpoint::from_shared(format!("http://{}", served.address()));
    let endpoint = endpoint.expect("an address");
    let endpoint = endpoint.local_address(Some(Ipv4Addr::new(127, 0, 0, 2).into()));
    let channel = endpoint.connect().await.expect("a connection");
    let client = TextAnalysisServiceClient::new(channel);
    let mut seen: Seen = analyze_as(&[client], rate, length, 1).await;
    let refused: usize = seen.failures.values().sum();
    let answered = seen.latencies.len() as f64 / (seen.latencies.len() + refused) as f64;
    let p99 = seen.quantile(0.99);
    let ratio = at_rest.map_or(1.0, |at_rest| p99 / at_rest);
    let failures = seen.failures.clone();
    println!(
        "{name:<16} {rate:>6.0} calls/s  answered {:>5.1} %  p50 {:>5.1} ms  p99 {p99:>6.1} ms, {ratio:.2} times that at rest  {failures:?}",
        100.0 * answered,
        seen.quantile(0.5),
    );
    (p99, answered)
}
