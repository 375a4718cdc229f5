//! The command line: analyzes files, here or on a server, and shows what is found.

mod archive;
mod order;
mod picture;

use crate::{
    config::{Call, InputFormat, View},
    server::{
        copydesk_v1::{
            TextAnalysis,
            json::Json,
            pb::{self, text_analysis_service_client::TextAnalysisServiceClient},
        },
        status::Failure,
    },
};
use anyhow::{Context, Result};
use archive::Responses;
use http::uri::Scheme;
use indicatif::{ProgressBar, ProgressStyle};
use order::in_order;
use std::{
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader};
use tonic::{
    Code, Request, Status,
    metadata::{Ascii, MetadataValue},
    service::{Interceptor, interceptor::InterceptedService},
    transport::{Certificate, Channel, ClientTlsConfig, Endpoint},
};

/// Calls to a server at the same time.
pub const CALLS_IN_FLIGHT: usize = 16;

/// Answers that a server may send are as long as they are.
const MAX_ANSWER_BYTES: usize = 1 << 30;

/// The one who analyzes: this process or a server.
#[derive(Clone)]
pub enum Backend {
    /// This process.
    Here(TextAnalysis),
    /// A server.
    There(TextAnalysisServiceClient<InterceptedService<Channel, ShownKey>>),
}

impl Backend {
    /// Connects to a server.
    ///
    /// # Errors
    /// When its address is none, or nobody answers there.
    pub async fn connect(call: &Call) -> Result<Self> {
        let address = &call.address;
        let uri =
            if address.contains("://") { address.clone() } else { format!("http://{address}") };
        let mut endpoint =
            Endpoint::from_shared(uri).with_context(|| format!("{address} is no address"))?;
        if endpoint.uri().scheme() == Some(&Scheme::HTTPS) {
            endpoint = endpoint.tls_config(trust(call).await?).context("cannot speak TLS")?;
        }
        let channel =
            endpoint.connect().await.with_context(|| format!("cannot reach {address}"))?;
        let key = call.api_key.as_ref().map(|key| format!("Bearer {key}").parse()).transpose();
        let key = ShownKey(key.context("the API key cannot be sent")?);
        let client = TextAnalysisServiceClient::with_interceptor(channel, key);
        Ok(Self::There(client.max_decoding_message_size(MAX_ANSWER_BYTES)))
    }

    async fn analyze(&self, request: pb::AnalyzeRequest) -> Result<pb::AnalyzeResponse, Status> {
        match self {
            Self::Here(service) => service.analyze_in_turn(request).await,
            Self::There(client) => {
                let answer = client.clone().analyze(request).await;
                answer.map(tonic::Response::into_inner).map_err(|status| {
                    let cut_off = matches!(status.code(), Code::Unavailable | Code::Unknown);
                    // What the transport itself says has no details.
                    if cut_off && status.details().is_empty() {
                        Failure::Unreachable.status()
                    } else {
                        status
                    }
                })
            }
        }
    }
}

/// Shows the API key, if there is one, with each call.
#[derive(Clone)]
pub struct ShownKey(Option<MetadataValue<Ascii>>);

impl Interceptor for ShownKey {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        if let Some(key) = &self.0 {
            request.metadata_mut().insert("authorization", key.clone());
        }
        Ok(request)
    }
}

/// The authorities whose certificates are trusted.
async fn trust(call: &Call) -> Result<ClientTlsConfig> {
    let Some(file) = &call.ca else { return Ok(ClientTlsConfig::new().with_native_roots()) };
    let roots = tokio::fs::read(file).await;
    let roots = roots.with_context(|| format!("cannot read {}", file.display()))?;
    Ok(ClientTlsConfig::new().ca_certificate(Certificate::from_pem(roots)))
}

/// Analyzes what `view` names and shows it; the exit code tells whether all went well.
///
/// # Errors
/// When standard output is closed.
pub async fn run(backend: Backend, view: View, parallel: usize) -> Result<ExitCode> {
    if view.jsonl {
        lines(backend, &view, parallel).await?;
        return Ok(ExitCode::SUCCESS);
    }
    files(backend, view, parallel).await
}

/// Answers each line of the requests with a line, in order. A bad line is answered too: only files
/// that cannot be read or written fail, and a broken pipe.
async fn lines(backend: Backend, view: &View, parallel: usize) -> Result<()> {
    let mut responses = match &view.responses {
        None => None,
        Some(path) => match Responses::open(path)? {
            None => return Ok(()),
            opened => opened,
        },
    };
    let mut skip = responses.as_ref().map_or(0, |responses| responses.done);
    let json = Json::new();
    let mut segments = requests(view.requests.as_deref()).await?.split(b'\n');
    let next = async || loop {
        match segments.next_segment().await? {
            Some(line) if line.trim_ascii().is_empty() => {}
            Some(_) if skip > 0 => skip -= 1,
            segment => return Ok(segment),
        }
    };
    let work = |line: Vec<u8>| answer_line(backend.clone(), json.clone(), line);
    let mut output = std::io::stdout();
    in_order(2 * parallel, next, work, |line: String| match &mut responses {
        Some(responses) => responses.write(&(line + "\n")),
        None => {
            output.write_all((line + "\n").as_bytes())?;
            Ok(output.flush()?)
        }
    })
    .await?;
    responses.map_or(Ok(()), Responses::finish)
}

/// The answer to a line, or what is wrong with it.
async fn answer_line(backend: Backend, json: Json, line: Vec<u8>) -> String {
    let answer = async {
        let text = std::str::from_utf8(&line);
        let text = text.map_err(|_| Failure::MalformedMessage.status())?;
        backend.analyze(json.request(text)?).await
    };
    match answer.await {
        Ok(response) => json.response(&response),
        Err(status) => json.error(&status),
    }
}

/// The source of requests.
async fn requests(file: Option<&Path>) -> Result<BufReader<Box<dyn AsyncRead + Send + Unpin>>> {
    let source: Box<dyn AsyncRead + Send + Unpin> = match file {
        None => Box::new(tokio::io::stdin()),
        Some(file) => {
            let opened = tokio::fs::File::open(file).await;
            Box::new(opened.with_context(|| format!("cannot read {}", file.display()))?)
        }
    };
    Ok(BufReader::new(source))
}

/// Analyzes and shows files, in order.
async fn files(backend: Backend, view: View, parallel: usize) -> Result<ExitCode> {
    let bar = progress(view.files.len());
    let json = Json::new();
    let mut files = view.files.clone().into_iter();
    let next = async || Ok(files.next());
    let work = |file: PathBuf| {
        let (backend, template) = (backend.clone(), request(&view));
        async move { (file.display().to_string(), analyze_file(&backend, template, &file).await) }
    };
    let mut failed = false;
    in_order(
        parallel,
        next,
        work,
        |(file, answer): (String, Result<(String, pb::AnalyzeResponse)>)| {
            bar.suspend(|| match answer {
                Ok((_, response)) if view.json => print(&(json.pretty_response(&response) + "\n")),
                Ok((content, response)) => print(&picture::draw(&file, &content, &response)),
                Err(error) => {
                    failed = true;
                    eprintln!("copydesk: {file}: {error:#}");
                    Ok(())
                }
            })?;
            bar.inc(1);
            Ok(())
        },
    )
    .await?;
    bar.finish_and_clear();
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The content of a file, and the answer to a request with it.
async fn analyze_file(
    backend: &Backend,
    mut request: pb::AnalyzeRequest,
    file: &PathBuf,
) -> Result<(String, pb::AnalyzeResponse)> {
    let content = read(file).await?;
    let document = request.document.get_or_insert_default();
    document.content.clone_from(&content);
    let response = backend.analyze(request).await.map_err(|status| explained(&status))?;
    Ok((content, response))
}

/// Everything, with what was removed; offsets in bytes, which Rust can slice.
fn request(view: &View) -> pb::AnalyzeRequest {
    let format = match view.format {
        None => pb::ContentFormat::Unspecified,
        Some(InputFormat::Text) => pb::ContentFormat::PlainText,
        Some(InputFormat::Html) => pb::ContentFormat::Html,
    };
    // A person who asks for JSON will slice it in another language: code points, the default.
    let encoding = if view.json { pb::OffsetEncoding::Utf32 } else { pb::OffsetEncoding::Utf8 };
    pb::AnalyzeRequest {
        document: Some(pb::Document {
            format: format.into(),
            language_code: view.language.clone().unwrap_or_default(),
            ..pb::Document::default()
        }),
        options: Some(pb::AnalysisOptions {
            offset_encoding: encoding.into(),
            cleaning: Some(pb::CleaningOptions {
                keep_captions: view.keep_captions,
                include_alignment: false,
                include_removed: true,
            }),
            sentiment: Some(pb::SentimentOptions {
                include_evidence: !view.json,
                ..pb::SentimentOptions::default()
            }),
            ..pb::AnalysisOptions::default()
        }),
    }
}

async fn read(file: &PathBuf) -> Result<String> {
    let mut bytes = Vec::new();
    if file.as_os_str() == "-" {
        tokio::io::stdin().read_to_end(&mut bytes).await?;
    } else {
        bytes = tokio::fs::read(file).await?;
    }
    String::from_utf8(bytes).map_err(|_| anyhow::anyhow!("is not UTF-8 text"))
}

fn explained(status: &Status) -> anyhow::Error {
    anyhow::anyhow!("{}", status.message())
}

fn print(text: &str) -> Result<()> {
    let mut output = anstream::stdout();
    output.write_all(text.as_bytes())?;
    Ok(output.flush()?)
}

/// A bar on a terminal's standard error, where there is more than one file.
fn progress(files: usize) -> ProgressBar {
    if files < 2 {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(files as u64);
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} files, {eta} to go");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
