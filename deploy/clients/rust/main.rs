//! Analyzes the files that standard input names, one on each line, on copydesk servers:
//! `ls *.txt | cargo run --example client -- http://copydesk-headless.copydesk.svc:50051`.
//!
//! tonic knows no service config, so this does what `deploy/service-config.json` says: [`discover`]
//! is its `round_robin`, [`follow`] its `healthCheckConfig`, [`analyze`] its `timeout` and
//! `retryPolicy`; and as at most [`AT_ONCE`] calls run, no more are ever repeated.

use anyhow::{Context, Result, ensure};
use clap::Parser;
use copydesk::server::copydesk_v1::pb::text_analysis_service_client::TextAnalysisServiceClient as Client;
use copydesk::server::copydesk_v1::pb::{AnalyzeRequest, Document};
use std::{collections::HashMap, error::Error, net::SocketAddr, time::Duration};
use tokio::{net::lookup_host, sync::mpsc::Sender, task::JoinHandle, task::JoinSet, time};
use tonic::transport::{Channel, ClientTlsConfig, Endpoint, Uri, channel::Change};
use tonic::{Code, Request, Status, metadata::MetadataMap};
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};
use tonic_types::StatusExt;

const AT_ONCE: usize = 16;
const TRIES: u32 = 5;
const DEADLINE: Duration = Duration::from_secs(30);

#[derive(Parser)]
struct Arguments {
    /// Servers, separated by commas: http or https, a name or an address, and a port. Whom to trust
    /// of https is up to the system, or to the file that SSL_CERT_FILE names
    #[arg(value_delimiter = ',', required = true)]
    servers: Vec<Uri>,
    /// The API key, where one is needed
    #[arg(long, env = "COPYDESK_API_KEY", hide_env_values = true)]
    api_key: Option<String>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let Arguments { servers, api_key } = Arguments::parse();
    let mut metadata = MetadataMap::new();
    if let Some(key) = api_key {
        metadata.insert("authorization", format!("Bearer {key}").parse()?);
    }
    let (channel, changes) = Channel::balance_channel(AT_ONCE);
    tokio::spawn(discover(servers, changes));
    // An answer is longer than its document, and tonic's own limit is 4 MiB.
    let client = Client::new(channel).max_decoding_message_size(usize::MAX);

    let (mut calls, mut failed) = (JoinSet::new(), 0);
    // It may block: this thread runs no calls.
    for file in std::io::stdin().lines() {
        let file = file?;
        let call = analyze(client.clone(), metadata.clone(), file.clone());
        calls.spawn(async move {
            let answer = call.await;
            match &answer {
                Ok(tone) => println!("{file}\t{tone:+.2}"),
                Err(error) => eprintln!("{file}: {error:#}"),
            }
            u32::from(answer.is_err())
        });
        if calls.len() == AT_ONCE {
            failed += calls.join_next().await.context("no call runs")??;
        }
    }
    failed += calls.join_all().await.iter().sum::<u32>();
    ensure!(failed == 0, "{failed} files were not analyzed");
    Ok(())
}

type Changes = Sender<Change<SocketAddr, Endpoint>>;

/// Follows every address that the names have. One that is lost is followed again if they still do.
async fn discover(servers: Vec<Uri>, changes: Changes) {
    let mut followed: HashMap<SocketAddr, JoinHandle<Result<()>>> = HashMap::new();
    loop {
        followed.retain(|_, task| !task.is_finished());
        for server in &servers {
            let host = server.host().unwrap_or_default().trim_matches(['[', ']']);
            let found = lookup_host((host, server.port_u16().unwrap_or(50051))).await;
            for at in found.into_iter().flatten() {
                let follow = || tokio::spawn(follow(at, server.clone(), changes.clone()));
                followed.entry(at).or_insert_with(follow);
            }
        }
        time::sleep(Duration::from_secs(1).mul_f64(0.5 + chance())).await;
    }
}

/// Lets an address be called while it says that it serves, until its connection ends.
async fn follow(at: SocketAddr, server: Uri, changes: Changes) -> Result<()> {
    let (scheme, host) = (server.scheme_str().unwrap_or("http"), server.host().unwrap_or_default());
    let mut endpoint = Endpoint::from_shared(format!("{scheme}://{at}"))?
        .origin(server.clone())
        .connect_timeout(Duration::from_secs(5))
        .http2_keep_alive_interval(Duration::from_secs(10))
        .keep_alive_timeout(Duration::from_secs(5));
    if scheme == "https" {
        endpoint =
            endpoint.tls_config(ClientTlsConfig::new().with_native_roots().domain_name(host))?;
    }
    let channel = endpoint.connect().await.inspect_err(|error| eprintln!("{at}: {error:?}"))?;
    let service = "copydesk.v1.TextAnalysisService".to_owned();
    let watch = HealthClient::new(channel).watch(HealthCheckRequest { service }).await?;
    let mut answers = watch.into_inner();
    while let Ok(Some(answer)) = answers.message().await {
        let insert = Change::Insert(at, endpoint.clone());
        let serves = answer.status().as_str_name() == "SERVING";
        changes.send(if serves { insert } else { Change::Remove(at) }).await?;
    }
    Ok(changes.send(Change::Remove(at)).await?)
}

/// The tone of a file, from -1 to 1. Calls until there is an answer, a failure that will not pass, or no time.
async fn analyze(mut client: Client<Channel>, with: MetadataMap, file: String) -> Result<f32> {
    let content = tokio::fs::read_to_string(file).await?;
    let document = Some(Document { content, ..Document::default() });
    let request = AnalyzeRequest { document, options: None };
    let end = time::Instant::now() + DEADLINE;
    let mut tries = 0;
    loop {
        let mut call = Request::new(request.clone());
        *call.metadata_mut() = with.clone();
        call.set_timeout(end - time::Instant::now());
        // Around the call as well: it waits as long as no server is known to serve.
        let answer = time::timeout_at(end, client.analyze(call)).await;
        let status = match answer.context("no answer in time")? {
            Ok(answer) => {
                let sentiment = answer.into_inner().analysis.and_then(|found| found.sentiment);
                return Ok(sentiment.and_then(|found| found.document).unwrap_or_default().score);
            }
            Err(status) => status,
        };
        tries += 1;
        time::sleep(wait(&status, tries).filter(|_| tries < TRIES).ok_or(status)?).await;
    }
}

/// How long to wait before the next try; `None` where it would be in vain.
fn wait(status: &Status, tries: u32) -> Option<Duration> {
    if status.code() == Code::ResourceExhausted {
        return Some(status.get_details_retry_info()?.retry_delay?.mul_f64(1.0 + chance()));
    }
    // A connection that broke has other codes in tonic, but no status of a server has a source.
    let passes = status.code() == Code::Unavailable || status.source().is_some();
    passes.then(|| Duration::from_millis(50 << tries).min(Duration::from_secs(2)).mul_f64(chance()))
}

/// Between 0 and 1, so that callers who failed together do not come back together.
fn chance() -> f64 {
    f64::from(getrandom::u32().unwrap_or_default()) / f64::from(u32::MAX)
}
