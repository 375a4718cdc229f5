//! The command line: analyzes files, here or on a server, and shows what is found.

mod archive;
mod backend;
mod compressed;
mod lines;
mod order;
mod picture;
mod requests;
mod room;

pub use backend::{Backend, ShownKey};
pub use room::Room;

use crate::{
    config::{InputFormat, View},
    server::copydesk_v1::{json::Json, pb},
};
use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use lines::lines;
use order::in_order;
use room::Share;
use std::{io::Write, path::Path, process::ExitCode};
use tokio::io::{AsyncRead, AsyncReadExt};
use tonic::Status;

/// Calls to a server at the same time.
pub const CALLS_IN_FLIGHT: usize = 16;

/// Analyzes what `view` names, as there is room for it, and shows it; the exit code tells whether all
/// went well.
///
/// # Errors
/// When standard output is closed.
pub async fn run(backend: Backend, view: View, parallel: usize, room: Room) -> Result<ExitCode> {
    if view.jsonl {
        lines(backend, &view, parallel, &room).await?;
        return Ok(ExitCode::SUCCESS);
    }
    files(backend, view, parallel, &room).await
}

/// Analyzes and shows files, in order.
async fn files(backend: Backend, view: View, parallel: usize, room: &Room) -> Result<ExitCode> {
    let bar = progress(view.files.len());
    let json = Json::new();
    let mut files = view.files.iter();
    let next = async || {
        let Some(file) = files.next() else { return Ok(None) };
        Ok(Some((file.display().to_string(), read(file, room).await)))
    };
    let work = |(file, content): (String, Result<(String, Share)>)| {
        let (backend, template) = (backend.clone(), request(&view));
        async move { (file, analyze_content(&backend, template, content).await) }
    };
    let mut failed = false;
    let emit = |(file, answer): (String, Result<Answered>)| {
        bar.suspend(|| match answer {
            Ok(Answered { response, .. }) if view.json => {
                print(&(json.pretty_response(&response) + "\n"))
            }
            Ok(answered) => print(&picture::draw(&file, &answered.content, &answered.response)),
            Err(error) => {
                failed = true;
                eprintln!("copydesk: {file}: {error:#}");
                Ok(())
            }
        })?;
        bar.inc(1);
        Ok(())
    };
    in_order(parallel, next, work, emit).await?;
    bar.finish_and_clear();
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// A file that was analyzed.
struct Answered {
    content: String,
    response: pb::AnalyzeResponse,
    _share: Share,
}

/// The content of a file, if it could be read, with the answer to a request with it.
async fn analyze_content(
    backend: &Backend,
    mut request: pb::AnalyzeRequest,
    content: Result<(String, Share)>,
) -> Result<Answered> {
    let (content, share) = content?;
    let document = request.document.get_or_insert_default();
    document.content.clone_from(&content);
    let response = backend.analyze(request).await.map_err(|status| explained(&status))?;
    Ok(Answered { content, response, _share: share })
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

/// The content of a file, and its share of the room.
async fn read(file: &Path, room: &Room) -> Result<(String, Share)> {
    let source: Box<dyn AsyncRead + Send + Unpin> = if file.as_os_str() == "-" {
        Box::new(tokio::io::stdin())
    } else {
        Box::new(tokio::fs::File::open(file).await?)
    };
    let mut bytes = Vec::new();
    // One byte more shows that there is more.
    source.take(room.longest() as u64 + 1).read_to_end(&mut bytes).await?;
    let share = room.share(bytes.len()).await.map_err(|status| explained(&status))?;
    let content = String::from_utf8(bytes).map_err(|_| anyhow::anyhow!("is not UTF-8 text"))?;
    Ok((content, share))
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
