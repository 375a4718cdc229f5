//! The work of one processor: articles of several sizes, in each kind of call, beside an echo.

use super::{
    ARTICLE, Seen,
    server::{Client, Served},
};
use copydesk::server::copydesk_v1::pb;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tokio_stream::StreamExt;

/// Bytes of the articles.
const SIZES: [usize; 3] = [1_000, 6_000, 30_000];
/// Documents in a batch, and in flight in a stream or in calls of their own.
const TOGETHER: usize = 8;

#[derive(Clone, Copy, Debug)]
enum Way {
    Unary,
    Batch,
    Stream,
}

/// Prints documents a second of each, and what share that is of an echo's.
pub async fn run(length: Duration) -> bool {
    let copydesk = Served::start(&["--threads", "1", "--max-documents", "16"], true);
    let echo = Served::echo();
    let each = length / (SIZES.len() * 3 * 2) as u32;
    println!("one processor, {TOGETHER} documents in flight");
    println!("  size  way      documents/s    kB/s   p50 [ms]   p99 [ms]   echo/s   of the echo");
    for size in SIZES {
        let text = article(size);
        for way in [Way::Unary, Way::Batch, Way::Stream] {
            let mut seen = closed_loop(&copydesk, way, &text, each).await;
            let bare = closed_loop(&echo, way, &text, each).await;
            if !seen.failures.is_empty() || !bare.failures.is_empty() {
                println!("failures: {:?} {:?}", seen.failures, bare.failures);
                return false;
            }
            let rate = |seen: &Seen| seen.latencies.len() as f64 / each.as_secs_f64();
            let (rate, bare) = (rate(&seen), rate(&bare));
            println!(
                "{size:>6}  {:<8} {rate:>10.0} {:>8.0} {:>10.2} {:>10.2} {bare:>8.0} {:>13.3}",
                format!("{way:?}").to_lowercase(),
                rate * text.len() as f64 / 1e3,
                seen.quantile(0.5),
                seen.quantile(0.99),
                rate / bare,
            );
        }
    }
    true
}

/// So many bytes of news. Paragraphs are numbered: what comes twice is taken for furniture.
fn article(bytes: usize) -> String {
    let paragraphs = ARTICLE.split("\n\n").filter(|text| text.len() > 80).collect::<Vec<_>>();
    let mut text = String::new();
    for (number, paragraph) in paragraphs.iter().cycle().enumerate() {
        text += &format!("On day {number}, this was said. {paragraph}\n\n");
        if text.len() >= bytes {
            break;
        }
    }
    let end = (0..=bytes.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    text.truncate(end.unwrap_or(0));
    text
}

/// Always so many documents in flight until the end.
async fn closed_loop(served: &Served, way: Way, text: &str, length: Duration) -> Seen {
    let end = Instant::now() + length;
    let mut running = JoinSet::new();
    let callers = if matches!(way, Way::Unary) { TOGETHER } else { 1 };
    for _ in 0..callers {
        let (client, text) = (served.connect().await, text.to_owned());
        running.spawn(async move {
            match way {
                Way::Unary => calls(client, text, end).await,
                Way::Batch => batches(client, text, end).await,
                Way::Stream => stream(client, text, end).await,
            }
        });
    }
    running.join_all().await.into_iter().fold(Seen::default(), Seen::join)
}

fn document(id: usize, content: &str) -> pb::Document {
    let (id, content) = (id.to_string(), content.to_owned());
    pb::Document { id, content, ..pb::Document::default() }
}

async fn calls(mut client: Client, text: String, end: Instant) -> Seen {
    let mut seen = Seen::default();
    while Instant::now() < end {
        let began = Instant::now();
        let document = Some(document(0, &text));
        let answer = client.analyze(pb::AnalyzeRequest { document, options: None }).await;
        seen.add(began, &answer.map(drop));
    }
    seen
}

/// Each document of a batch took as long as all.
async fn batches(mut client: Client, text: String, end: Instant) -> Seen {
    let mut seen = Seen::default();
    while Instant::now() < end {
        let began = Instant::now();
        let documents = (0..TOGETHER).map(|id| document(id, &text)).collect();
        let request = pb::BatchAnalyzeRequest { documents, options: None };
        let answer = client.batch_analyze(request).await.map(drop);
        (0..TOGETHER).for_each(|_| seen.add(began, &answer));
    }
    seen
}

/// The next document is sent when one is answered.
async fn stream(mut client: Client, text: String, end: Instant) -> Seen {
    let mut seen = Seen::default();
    let (sender, documents) = tokio::sync::mpsc::channel(TOGETHER);
    let documents = tokio_stream::wrappers::ReceiverStream::new(documents);
    let mut began = Vec::new();
    let send = async |began: &mut Vec<Instant>| {
        let document = Some(document(began.len(), &text));
        began.push(Instant::now());
        let request = pb::StreamAnalyzeRequest { document, options: None };
        sender.send(request).await.expect("the stream is open");
    };
    for _ in 0..TOGETHER {
        send(&mut began).await;
    }
    let mut answers = client.stream_analyze(documents).await.expect("a stream").into_inner();
    while Instant::now() < end {
        let Some(answer) = answers.next().await else { break };
        let id = answer.as_ref().ok().and_then(|answer| answer.result.as_ref());
        let id = id.and_then(|result| result.id.parse::<usize>().ok()).unwrap_or(0);
        seen.add(began[id], &answer.map(drop));
        send(&mut began).await;
    }
    seen
}
