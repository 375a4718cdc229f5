//! The server within limits that the system sets: memory, and a clock that jumps.

#![allow(clippy::unwrap_used)] // A failure is a failure.

mod support;

use copydesk::server::copydesk_v1::pb;
use std::{fs, path::PathBuf, process::Command, time::Duration};
use support::{
    Client, NEWS, document, request,
    served::{BINARY, Served},
};
use tokio::{task::JoinSet, time::Instant};
use tokio_stream::StreamExt;
use tonic::{Code, Request, Status, codec::CompressionEncoding};

const MIB: u64 = 1 << 20;

/// A control group for memory, of version 1 or 2; gone when dropped.
struct MemoryGroup(PathBuf);

impl MemoryGroup {
    /// `None` where the system lets nobody make one.
    fn new(limit: u64) -> Option<Self> {
        let name = format!("copydesk-{}", std::process::id());
        let folders = ["/sys/fs/cgroup/memory", "/sys/fs/cgroup"];
        folders.iter().find_map(|folder| {
            let group = Self(PathBuf::from(folder).join(&name));
            fs::create_dir(&group.0).ok()?;
            let limits = ["memory.limit_in_bytes", "memory.max"];
            let limited = limits.iter().any(|file| {
                let path = group.0.join(file);
                path.exists() && fs::write(path, limit.to_string()).is_ok()
            });
            limited.then_some(group)
        })
    }

    /// The most memory that was ever taken [bytes].
    fn peak(&self) -> u64 {
        let files = ["memory.max_usage_in_bytes", "memory.peak"];
        let read = files.iter().find_map(|file| fs::read_to_string(self.0.join(file)).ok());
        read.and_then(|text| text.trim().parse().ok()).unwrap_or(0)
    }
}

impl Drop for MemoryGroup {
    fn drop(&mut self) {
        let _ = fs::remove_dir(&self.0);
    }
}

/// The worst that a text can be: nothing but quotations, all asked for.
fn worst(bytes: usize) -> pb::AnalyzeRequest {
    let mut content = String::new();
    for number in 0.. {
        let quotation = format!("\"It is {number},\" Ada said. ");
        if content.len() + quotation.len() > bytes {
            break;
        }
        content += &quotation;
    }
    let options = pb::AnalysisOptions {
        cleaning: Some(pb::CleaningOptions {
            include_alignment: true,
            include_removed: true,
            keep_captions: false,
        }),
        sentiment: Some(pb::SentimentOptions {
            targets: vec!["Ada".to_owned()],
            include_evidence: true,
        }),
        ..pb::AnalysisOptions::default()
    };
    pb::AnalyzeRequest { document: Some(document("d", &content)), options: Some(options) }
}

/// Calls in every way until the end; how often it was answered and refused.
async fn attack(mut client: Client, way: usize, end: Instant) -> (usize, usize) {
    let pb::AnalyzeRequest { document, options } = worst(200_000);
    if way == 3 {
        client = client.send_compressed(CompressionEncoding::Gzip);
    }
    // Short when compressed, and as many messages in the message as there can be.
    let documents = vec![pb::Document::default(); 199_000];
    let bomb = pb::BatchAnalyzeRequest { documents, options: None };
    let known_entities = vec![pb::KnownEntity::default(); 99_000];
    let entities = Some(pb::EntityOptions { known_entities, ..pb::EntityOptions::default() });
    let options_bomb = Some(pb::AnalysisOptions { entities, ..pb::AnalysisOptions::default() });
    if way > 3 {
        client = client.send_compressed(CompressionEncoding::Zstd);
    }
    let (mut answered, mut refused) = (0, 0);
    while Instant::now() < end {
        let (document, options) = (document.clone(), options.clone());
        let outcome: Result<(), Status> = match way {
            0 => {
                let documents = document.into_iter().collect();
                client.batch_analyze(pb::BatchAnalyzeRequest { documents, options }).await.map(drop)
            }
            4 => client.batch_analyze(bomb.clone()).await.map(drop),
            1 | 5 => {
                let options = if way == 5 { options_bomb.clone() } else { options };
                let message = pb::StreamAnalyzeRequest { document, options };
                match client.stream_analyze(tokio_stream::once(message)).await {
                    Ok(answers) => {
                        answers.into_inner().next().await.map_or(Ok(()), |a| a.map(drop))
                    }
                    Err(status) => Err(status),
                }
            }
            _ => client.analyze(pb::AnalyzeRequest { document, options }).await.map(drop),
        };
        match outcome {
            Ok(()) => answered += 1,
            Err(status) => {
                let bomb = way == 4 && status.code() == Code::InvalidArgument;
                assert!(bomb || status.code() == Code::ResourceExhausted, "{status:?}");
                refused += 1;
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    (answered, refused)
}

#[tokio::test]
async fn memory_stays_within_what_the_formula_says() {
    let limit = 400 * MIB;
    let Some(group) = MemoryGroup::new(limit) else {
        eprintln!("skipped: no control group for memory can be made here");
        return;
    };
    let enter = "echo $$ > \"$0/cgroup.procs\" && exec \"$@\"";
    let mut command = Command::new("sh");
    command.args(["-c", enter]).arg(&group.0).arg(BINARY);
    let memory_limit = limit.to_string();
    command.args(["--memory-limit", &memory_limit, "--threads", "2", "--time-limit", "120s"]);
    command.args(["--max-content-bytes", "200000", "--max-batch-bytes", "200000"]);
    command.args([
        "--max-connections",
        "20",
        "--max-calls",
        "100",
        "--max-concurrent-streams",
        "32",
    ]);
    command.args(["--max-bulk-calls", "4"]);
    let mut served = Served::run(command);
    let mut attackers = JoinSet::new();
    let end = Instant::now() + Duration::from_secs(20);
    for number in 0..18 {
        attackers.spawn(attack(served.client().await, number % 6, end));
    }
    let (answered, refused) = attackers
        .join_all()
        .await
        .into_iter()
        .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    assert!(answered > 0 && refused > 0, "{answered} answered, {refused} refused");
    served.client().await.analyze(request(NEWS)).await.unwrap();
    println!(
        "{answered} answered, {refused} refused, {} of {} MiB",
        group.peak() / MIB,
        limit / MIB
    );
    served.signal("TERM");
    assert_eq!(served.wait(), Some(0));
}

#[tokio::test]
async fn a_clock_that_jumps_changes_nothing() {
    // The library of https://github.com/wolfcw/libfaketime.
    let Ok(library) = std::env::var("COPYDESK_LIBFAKETIME") else {
        eprintln!("skipped: COPYDESK_LIBFAKETIME does not say where libfaketime is");
        return;
    };
    let folder = std::env::temp_dir().join(format!("copydesk-clock-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let output = Command::new(BINARY).args(["new-key", "slow"]).output().unwrap();
    let key = String::from_utf8(output.stdout).unwrap();
    let rates = b"documents_per_second = 1\ndocument_burst = 2\n";
    let keys = folder.join("keys.toml");
    fs::write(&keys, [&output.stderr[..], rates].concat()).unwrap();
    let clock = folder.join("clock");
    let jump = |by: &str| fs::write(&clock, by).unwrap();
    jump("+0");
    let mut command = Command::new(BINARY);
    command.env("LD_PRELOAD", library).env("FAKETIME_TIMESTAMP_FILE", &clock);
    command.env("FAKETIME_NO_CACHE", "1").env("DONT_FAKE_MONOTONIC", "1");
    command.arg("--api-keys").arg(&keys).args(["--threads", "1"]);
    let mut served = Served::run(command);
    let with_key = |content: &str| {
        let mut call = Request::new(request(content));
        call.metadata_mut().insert("x-api-key", key.trim().parse().unwrap());
        call.set_timeout(Duration::from_secs(60));
        call
    };
    let text: String = (0..2000).map(|number| format!("On day {number}, {NEWS}\n\n")).collect();
    for by in ["+1d", "-1d", "+0"] {
        let mut client = served.client().await;
        let call = with_key(&text);
        let long = tokio::spawn(async move { client.analyze(call).await });
        served.until("copydesk_calls_in_flight", &[], |calls| calls == 1.0).await;
        jump(by);
        // The day that passed by the clock neither ends the call nor fills the bucket.
        long.await.unwrap().unwrap();
        let mut client = served.client().await;
        let mut refused = 0;
        for _ in 0..10 {
            refused += usize::from(client.analyze(with_key(NEWS)).await.is_err());
        }
        assert!(refused >= 6, "{by}: {refused} of 10 refused");
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
    fs::remove_dir_all(folder).unwrap();
    served.signal("TERM");
    assert_eq!(served.wait(), Some(0));
}
