//! The service under load, as its callers see it: `cargo bench --bench load [-- MODE SECONDS]`.
//!
//! | mode | what it does |
//! |---|---|
//! | `callers` (the default) | 50 callers on four connections analyze an article again and again |
//! | `overload` | calls come by chance (Poisson), whether or not they are answered: by turns at 0.8 and at 5 times what the server can do; then as before |
//! | `fairness` | an honest caller at half of what the server can do, beside each kind of attackers |
//! | `sizes` | articles of 1, 6 and 30 kB in calls of their own, batches and streams, beside a server that echoes |
//! | `soak` | 50 callers send small and real documents, unary and in streams; memory and descriptors must stay |
//!
//! Prints calls a second, latencies, statuses and memory; `overload` and `soak` fail where the
//! README's section "Failure behaviour" is not kept. The callers share the machine with the server,
//! which has the first processor for itself where `taskset` can see to it: compare, do not quote.

mod echo;
mod fairness;
mod server;
mod sizes;

use copydesk::server::copydesk_v1::pb;
use server::{Client, Served};
use std::{
    collections::BTreeMap,
    env,
    process::ExitCode,
    time::{Duration, Instant},
};
use tokio::{task::JoinSet, time::sleep_until};
use tokio_stream::StreamExt;

const ARTICLE: &str = include_str!("../../examples/baltic-tunnel.txt");
const SMALL: &str = "Ada Brook, the mayor of Vienna, praised the World Bank on Monday.";
const CALLERS: usize = 50;
const ROUNDS: u32 = 5;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<_> = env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let mode = arguments.first().map_or("callers", String::as_str);
    let seconds = arguments.get(1).and_then(|seconds| seconds.parse().ok()).unwrap_or(30);
    let length = Duration::from_secs(seconds);
    let well = match mode {
        "callers" => callers(length).await,
        "overload" => overload(length).await,
        "fairness" => fairness::run(length).await,
        "sizes" => sizes::run(length).await,
        "soak" => soak(length).await,
        "echo" => {
            echo::serve().await;
            true
        }
        _ => {
            eprintln!("callers, overload, fairness, sizes or soak, not {mode}");
            false
        }
    };
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The counts and times of callers.
#[derive(Default)]
struct Seen {
    /// Of what was answered, in order after [`Seen::sort`].
    latencies: Vec<Duration>,
    failures: BTreeMap<String, usize>,
}

impl Seen {
    fn add(&mut self, began: Instant, answer: &Result<(), tonic::Status>) {
        match answer {
            Ok(()) => self.latencies.push(began.elapsed()),
            Err(status) => *self.failures.entry(format!("{:?}", status.code())).or_default() += 1,
        }
    }

    fn join(mut self, other: Self) -> Self {
        self.latencies.extend(other.latencies);
        for (code, count) in other.failures {
            *self.failures.entry(code).or_default() += count;
        }
        self
    }

    /// Milliseconds below which a share of the answers came.
    fn quantile(&mut self, share: f64) -> f64 {
        self.latencies.sort_unstable();
        let at = (share * self.latencies.len() as f64) as usize;
        self.latencies.get(at).map_or(f64::NAN, |latency| latency.as_secs_f64() * 1e3)
    }

    fn print(&mut self, what: &str, length: Duration) {
        let rate = self.latencies.len() as f64 / length.as_secs_f64();
        let [p50, p99, p999] = [0.5, 0.99, 0.999].map(|share| self.quantile(share));
        let failures = &self.failures;
        println!(
            "{what:<24} {rate:>8.0} answers/s  p50 {p50:>7.1} ms  p99 {p99:>7.1} ms  p99.9 {p999:>7.1} ms  {failures:?}"
        );
    }
}

async fn callers(length: Duration) -> bool {
    let served = Served::start(&["--max-documents", "128"], false);
    let mut seen = closed_loop(&served, CALLERS, length, ARTICLE).await;
    seen.print("50 callers", length);
    println!("peak memory of the server {}", served.memory("VmHWM:"));
    true
}

/// So many callers, each with its next call as soon as the last one is answered.
async fn closed_loop(
    served: &Served,
    callers: usize,
    length: Duration,
    text: &'static str,
) -> Seen {
    let end = Instant::now() + length;
    let mut running = JoinSet::new();
    let connections = served.connections().await;
    for caller in 0..callers {
        let mut client = connections[caller % connections.len()].clone();
        running.spawn(async move {
            let mut seen = Seen::default();
            while Instant::now() < end {
                let began = Instant::now();
                seen.add(began, &analyze(&mut client, text).await);
            }
            seen
        });
    }
    running.join_all().await.into_iter().fold(Seen::default(), Seen::join)
}

/// Calls at so many a second on average, whatever becomes of them.
async fn open_loop(served: &Served, rate: f64, length: Duration, seed: u32) -> Seen {
    analyze_as(&served.connections().await, rate, length, seed).await
}

/// The same over these connections.
async fn analyze_as(connections: &[Client], rate: f64, length: Duration, seed: u32) -> Seen {
    let mut running = JoinSet::new();
    let mut seen = Seen::default();
    let (begin, mut due, mut random) = (tokio::time::Instant::now(), 0.0, u64::from(seed));
    for number in 0.. {
        // Exponential gaps, by a linear congruential generator (Knuth's MMIX).
        random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let uniform = ((random >> 11) as f64 + 1.0) / (1_u64 << 53) as f64;
        due -= uniform.ln() / rate;
        if due > length.as_secs_f64() {
            break;
        }
        let due = begin + Duration::from_secs_f64(due);
        sleep_until(due).await;
        let mut client = connections[number % connections.len()].clone();
        running.spawn(async move {
            // From when it was due: what waits before the call is waited for too.
            (due.into_std(), analyze(&mut client, ARTICLE).await)
        });
        while let Some(Ok((began, answer))) = running.try_join_next() {
            seen.add(began, &answer);
        }
    }
    for (began, answer) in running.join_all().await {
        seen.add(began, &answer);
    }
    seen
}

async fn analyze(client: &mut Client, text: &str) -> Result<(), tonic::Status> {
    let document = Some(pb::Document { content: text.to_owned(), ..pb::Document::default() });
    client.analyze(pb::AnalyzeRequest { document, options: None }).await.map(drop)
}

const WARM: Duration = Duration::from_secs(5);

/// The calls a second that a server can do.
async fn capacity(served: &Served) -> f64 {
    // Just enough callers that there is always one waiting. The first calls are slower.
    closed_loop(served, 4, WARM / 2, ARTICLE).await;
    let full = closed_loop(served, 4, WARM, ARTICLE).await;
    full.latencies.len() as f64 / WARM.as_secs_f64()
}

async fn overload(length: Duration) -> bool {
    let served = Served::start(&["--threads", "1"], true);
    let round = length / ROUNDS;
    let (mut busy, mut over) = (Seen::default(), Seen::default());
    let capacity = capacity(&served).await;
    let (mut before, mut after) = (0.0, 0.0);
    let mut ratios = Vec::new();
    // By turns, and the median of them: what else the machine does shall not count.
    for seed in 0..ROUNDS {
        let mut seen = open_loop(&served, 0.8 * capacity, round, seed).await;
        if seed == 0 {
            before = served.resident();
        }
        let mut seen_over = open_loop(&served, 5.0 * capacity, round, seed).await;
        after = served.resident();
        ratios.push(seen_over.quantile(0.99) / seen.quantile(0.99));
        (busy, over) = (busy.join(seen), over.join(seen_over));
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    let again = closed_loop(&served, 4, WARM, ARTICLE).await;
    let recovered = again.latencies.len() as f64 / WARM.as_secs_f64() / capacity;

    println!("capacity {capacity:.0} articles/s on one processor");
    busy.print("at 0.8 of it", length);
    over.print("at 5 times it", length);
    ratios.sort_by(f64::total_cmp);
    let ratio = ratios[ratios.len() / 2];
    let only_shed = over.failures.keys().all(|code| code == "ResourceExhausted");
    println!(
        "p99 of answers {ratio:.2} times that at 0.8 ({ratios:.2?}); memory {:.0} MiB before, {:.0} MiB after; a second later {recovered:.2} of the speed",
        before / MIB,
        after / MIB
    );
    only_shed && ratio <= 2.0 && after <= 1.1 * before + 16.0 * MIB && recovered >= 0.8
}

const MIB: f64 = (1 << 20) as f64;

async fn soak(length: Duration) -> bool {
    let served = Served::start(&["--max-documents", "128"], false);
    let round = length / 10;
    let (mut small, mut real) = (0, 0);
    let mut levels = Vec::new();
    let began = Instant::now();
    while began.elapsed() < length {
        let mut running = JoinSet::new();
        for _ in 0..2 {
            running.spawn(stream(served.connect().await, Instant::now() + round));
        }
        let seen = closed_loop(&served, CALLERS / 2, round * 9 / 10, SMALL).await;
        let articles = closed_loop(&served, CALLERS / 2, round / 10, ARTICLE).await;
        let streamed: usize = running.join_all().await.iter().sum();
        if !(seen.failures.is_empty() && articles.failures.is_empty()) {
            println!("failures: {:?} {:?}", seen.failures, articles.failures);
            return false;
        }
        small += seen.latencies.len() + streamed;
        real += articles.latencies.len();
        // Connections end at their own pace.
        tokio::time::sleep(Duration::from_millis(500)).await;
        let level = (served.resident(), served.descriptors());
        println!(
            "{:>6.0} s  {small} small and {real} real documents  {:.1} MiB  {} descriptors",
            began.elapsed().as_secs_f64(),
            level.0 / MIB,
            level.1
        );
        levels.push(level);
    }
    // After warm-up: the first third.
    let warm = levels[levels.len() / 3];
    let last = levels[levels.len() - 1];
    last.0 <= 1.1 * warm.0 + 4.0 * MIB && last.1 <= warm.1 + 4
}

/// Sends small documents over streams until the end; how many were answered.
async fn stream(mut client: Client, end: Instant) -> usize {
    let mut answered = 0;
    while Instant::now() < end {
        let documents = (0..1000).map(|number| pb::StreamAnalyzeRequest {
            document: Some(pb::Document {
                id: number.to_string(),
                content: SMALL.to_owned(),
                ..pb::Document::default()
            }),
            options: None,
        });
        let answers = client.stream_analyze(tokio_stream::iter(documents)).await;
        let mut answers = answers.expect("a stream").into_inner();
        while let Some(answer) = answers.next().await {
            answer.expect("an answer");
            answered += 1;
        }
    }
    answered
}
