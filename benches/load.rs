//! What callers see under load: `cargo bench --bench load [-- CALLERS SECONDS]`.
//!
//! Starts the server, lets 50 callers on four connections analyze an article again and again for
//! 30 seconds, and prints calls a second, latencies, statuses, and the server's peak memory. The
//! callers share the machine with the server: compare, do not quote.

use copydesk::grpc::pb::{self, text_analysis_service_client::TextAnalysisServiceClient};
use std::{
    collections::BTreeMap,
    env, fs,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use tokio::task::JoinSet;
use tonic::{Code, transport::Channel};

const ARTICLE: &str = include_str!("../examples/baltic-tunnel.txt");
const CONNECTIONS: usize = 4;

#[tokio::main]
async fn main() {
    let mut numbers = env::args().skip(1).filter_map(|argument| argument.parse().ok());
    let callers: usize = numbers.next().unwrap_or(50);
    let seconds = numbers.next().unwrap_or(30);
    let (mut server, address) = serve();
    let mut connections = Vec::new();
    for _ in 0..CONNECTIONS {
        let client = TextAnalysisServiceClient::connect(address.clone()).await;
        connections.push(client.expect("the server listens"));
    }
    let end = Instant::now() + Duration::from_secs(seconds as u64);
    let mut running = JoinSet::new();
    for caller in 0..callers {
        running.spawn(call(connections[caller % CONNECTIONS].clone(), end));
    }
    let mut latencies = Vec::new();
    let mut failures: BTreeMap<String, usize> = BTreeMap::new();
    for (answered, failed) in running.join_all().await {
        latencies.extend(answered);
        for code in failed {
            *failures.entry(format!("{code:?}")).or_default() += 1;
        }
    }
    latencies.sort_unstable();
    let quantile = |share: f64| {
        let at = (share * latencies.len() as f64) as usize;
        latencies.get(at).map_or(f64::NAN, |latency| latency.as_secs_f64() * 1e3)
    };
    println!(
        "{callers} callers for {seconds} s: {:.0} answers/s",
        latencies.len() as f64 / seconds as f64
    );
    println!(
        "p50 {:.1} ms, p99 {:.1} ms, p99.9 {:.1} ms",
        quantile(0.5),
        quantile(0.99),
        quantile(0.999)
    );
    println!("answered {}, failed {failures:?}", latencies.len());
    println!("peak memory of the server {}", peak_memory(server.id()));
    server.kill().expect("the server runs");
    server.wait().expect("the server ends");
}

/// Calls until the end; gives the latency of each answer and the code of each failure.
async fn call(
    mut client: TextAnalysisServiceClient<Channel>,
    end: Instant,
) -> (Vec<Duration>, Vec<Code>) {
    let (mut latencies, mut failures) = (Vec::new(), Vec::new());
    let document = pb::Document { content: ARTICLE.to_owned(), ..pb::Document::default() };
    while Instant::now() < end {
        let request = pb::AnalyzeRequest { document: Some(document.clone()), options: None };
        let begin = Instant::now();
        match client.analyze(request).await {
            Ok(_) => latencies.push(begin.elapsed()),
            Err(status) => failures.push(status.code()),
        }
    }
    (latencies, failures)
}

/// Starts the server on a free port.
fn serve() -> (Child, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.args(["--listen", "127.0.0.1:0", "--log-format", "json"]);
    let mut server = command.stderr(Stdio::piped()).spawn().expect("the server starts");
    let mut lines = BufReader::new(server.stderr.take().expect("piped")).lines();
    let line = lines.by_ref().map_while(Result::ok).find(|line| line.contains("\"listening\""));
    let line: serde_json::Value =
        serde_json::from_str(&line.expect("the server listens")).expect("a line of JSON");
    // Read on, so that a full pipe never stops the server.
    std::thread::spawn(move || lines.for_each(drop));
    let address = line["address"].as_str().expect("an address").to_owned();
    (server, format!("http://{address}"))
}

/// The most memory that a process ever had resident, where the system tells.
fn peak_memory(process: u32) -> String {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.unwrap_or("not known").trim().to_owned()
}
