//! The server under attack, within the memory that it is given.

use crate::support::{
    Client, NEWS, document, request,
    served::{BINARY, Served},
};
use copydesk::server::{copydesk_v1::pb, google_language::v1};
use std::{fs, path::PathBuf, process::Command, sync::LazyLock, time::Duration};
use tokio::{task::JoinSet, time::Instant};
use tokio_stream::StreamExt;
use tonic::{Code, Status, codec::CompressionEncoding, transport::Channel};

const MIB: u64 = 1 << 20;

/// A control group for memory, of version 1 or 2; gone when dropped.
struct MemoryGroup(PathBuf);

impl MemoryGroup {
    fn new(limit: u64) -> Self {
        let name = format!("copydesk-{}", std::process::id());
        let folders = ["/sys/fs/cgroup/memory", "/sys/fs/cgroup"];
        let made = folders.iter().find_map(|folder| {
            let group = Self(PathBuf::from(folder).join(&name));
            fs::create_dir(&group.0).ok()?;
            let limits = ["memory.limit_in_bytes", "memory.max"];
            let limited = limits.iter().any(|file| {
                let path = group.0.join(file);
                path.exists() && fs::write(path, limit.to_string()).is_ok()
            });
            limited.then_some(group)
        });
        made.expect("the right to make a control group for memory")
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
static WORST: LazyLock<pb::AnalyzeRequest> = LazyLock::new(|| worst(200_000));

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

/// A text that is one letter, and targets that are all runs of it.
fn everywhere(bytes: usize) -> pb::AnalyzeRequest {
    let sentiment = pb::SentimentOptions {
        targets: (1..=100).map(|length| "a".repeat(length)).collect(),
        include_evidence: false,
    };
    let options = pb::AnalysisOptions {
        stages: vec![pb::Stage::Sentiment.into()],
        sentiment: Some(sentiment),
        ..pb::AnalysisOptions::default()
    };
    let document = document("d", &"a".repeat(bytes));
    pb::AnalyzeRequest { document: Some(document), options: Some(options) }
}

/// Nothing but numbers, each of which is an entity in Google's words.
fn numbers(bytes: usize) -> v1::pb::AnalyzeEntitySentimentRequest {
    let content = "7 8 ".repeat(bytes / 4);
    let document = v1::pb::Document {
        r#type: v1::pb::document::Type::PlainText.into(),
        source: Some(v1::pb::document::Source::Content(content)),
        ..v1::pb::Document::default()
    };
    v1::pb::AnalyzeEntitySentimentRequest { document: Some(document), encoding_type: 3 }
}

/// As often as a field may be in a message at all.
const REPEATED: usize = 20_000;

/// A way to take as much memory as a call can.
#[derive(Clone, Copy, PartialEq)]
enum Attack {
    Batch,
    Stream,
    Single,
    Gzip,
    /// Short when compressed, and as many documents in a batch as there can be.
    Documents,
    /// The same with known entities, in the options of a stream.
    Options,
    /// As many targets as there may be, all of them almost everywhere in the text.
    Targets,
    /// By Google's contract.
    Numbers,
}

/// Clients of both contracts.
struct Clients {
    ours: Client,
    google: v1::pb::language_service_client::LanguageServiceClient<Channel>,
}

impl Attack {
    const ALL: [Self; 8] = [
        Self::Batch,
        Self::Stream,
        Self::Single,
        Self::Gzip,
        Self::Documents,
        Self::Options,
        Self::Targets,
        Self::Numbers,
    ];

    /// Calls once.
    async fn call(self, clients: &mut Clients) -> Result<(), Status> {
        let client = &mut clients.ours;
        let pb::AnalyzeRequest { document, options } = WORST.clone();
        match self {
            Self::Single | Self::Gzip => {
                client.analyze(pb::AnalyzeRequest { document, options }).await.map(drop)
            }
            Self::Batch => {
                let documents = document.into_iter().collect();
                client.batch_analyze(pb::BatchAnalyzeRequest { documents, options }).await.map(drop)
            }
            Self::Documents => {
                let documents = vec![self::document("12345678", ""); REPEATED];
                let request = pb::BatchAnalyzeRequest { documents, options: None };
                client.batch_analyze(request).await.map(drop)
            }
            Self::Stream => stream(client, document, options).await,
            Self::Numbers => {
                clients.google.analyze_entity_sentiment(numbers(200_000)).await.map(drop)
            }
            Self::Targets => client.analyze(everywhere(200_000)).await.map(drop),
            Self::Options => {
                let names = vec!["a".to_owned(); 2];
                let known = pb::KnownEntity { names, ..Default::default() };
                let known_entities = vec![known; REPEATED];
                let entities = pb::EntityOptions { known_entities, ..Default::default() };
                let options =
                    pb::AnalysisOptions { entities: Some(entities), ..Default::default() };
                stream(client, document, Some(options)).await
            }
        }
    }

    /// Calls until the end; the number of answers and of refusals.
    async fn go_on(self, mut clients: Clients, end: Instant) -> (usize, usize) {
        let compression = match self {
            Self::Gzip => Some(CompressionEncoding::Gzip),
            Self::Documents | Self::Options => Some(CompressionEncoding::Zstd),
            Self::Batch | Self::Stream | Self::Single | Self::Targets | Self::Numbers => None,
        };
        if let Some(compression) = compression {
            clients.ours = clients.ours.send_compressed(compression);
        }
        let (mut answered, mut refused) = (0, 0);
        while Instant::now() < end {
            match self.call(&mut clients).await {
                Ok(()) => answered += 1,
                Err(status) => {
                    let too_many =
                        self == Self::Documents && status.code() == Code::InvalidArgument;
                    assert!(too_many || status.code() == Code::ResourceExhausted, "{status:?}");
                    refused += 1;
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
        (answered, refused)
    }
}

/// Sends one document on a stream, and takes its answer.
async fn stream(
    client: &mut Client,
    document: Option<pb::Document>,
    options: Option<pb::AnalysisOptions>,
) -> Result<(), Status> {
    let message = pb::StreamAnalyzeRequest { document, options };
    let answers = client.stream_analyze(tokio_stream::once(message)).await?;
    answers.into_inner().next().await.map_or(Ok(()), |answer| answer.map(drop))
}

/// A server that is killed when it takes more memory than its group may.
fn serve_in(group: &MemoryGroup, limit: u64) -> Served {
    let enter = "echo $$ > \"$0/cgroup.procs\" && exec \"$@\"";
    let mut command = Command::new("sh");
    command.args(["-c", enter]).arg(&group.0).arg(BINARY);
    for (setting, value) in [
        ("--memory-limit", limit.to_string().as_str()),
        ("--threads", "2"),
        ("--time-limit", "300s"),
        ("--max-content-bytes", "200000"),
        ("--max-batch-bytes", "200000"),
        ("--max-connections", "28"),
        ("--max-calls", "100"),
        ("--max-concurrent-streams", "32"),
        ("--max-bulk-calls", "4"),
    ] {
        command.args([setting, value]);
    }
    Served::run(command)
}

#[tokio::test]
#[ignore = "needs the right to make a control group for memory"]
async fn memory_stays_within_what_the_formula_says() {
    let limit = 420 * MIB;
    let group = MemoryGroup::new(limit);
    let mut served = serve_in(&group, limit);
    let mut attackers = JoinSet::new();
    let end = Instant::now() + Duration::from_secs(20);
    for attack in [Attack::ALL; 3].into_iter().flatten() {
        let channel = served.channel().await;
        let ours = Client::new(channel.clone()).max_decoding_message_size(1 << 28);
        let google = v1::pb::language_service_client::LanguageServiceClient::new(channel);
        let clients = Clients { ours, google: google.max_decoding_message_size(1 << 28) };
        attackers.spawn(attack.go_on(clients, end));
    }
    let counts = attackers.join_all().await;
    let (answered, refused): (Vec<_>, Vec<_>) = counts.into_iter().unzip();
    let (answered, refused): (usize, usize) = (answered.iter().sum(), refused.iter().sum());
    assert!(answered > 0 && refused > 0, "{answered} answered, {refused} refused");
    served.client().await.analyze(request(NEWS)).await.unwrap();
    let (peak, limit) = (group.peak() / MIB, limit / MIB);
    println!("{answered} answered, {refused} refused, {peak} of {limit} MiB");
    served.signal("TERM");
    assert_eq!(served.wait(), Some(0));
}
