//! Whole articles against what the service made of them when a person last looked.
//!
//! After a change that is meant to change answers: `COPYDESK_BLESS=1 cargo test --test golden`,
//! then read the difference.

#![allow(clippy::unwrap_used)] // A failure is a failure.

mod support;

use copydesk::grpc::{Limits, json::Json, pb};
use std::{env, fs, path::Path};
use support::{LIMITS, Server, document};

async fn golden(article: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let content = fs::read_to_string(folder.join(article)).unwrap();
    let limits = Limits { content_bytes: 1 << 20, ..LIMITS };
    let mut client = Server::with(limits).await.client().await;
    let name = Path::new(article).file_stem().unwrap().to_str().unwrap();
    let request = pb::AnalyzeRequest {
        document: Some(document(name, &content)),
        options: Some(pb::AnalysisOptions {
            cleaning: Some(pb::CleaningOptions { include_removed: true, ..Default::default() }),
            ..Default::default()
        }),
    };
    let mut response = client.analyze(request).await.unwrap().into_inner();
    for stage in &mut response.analysis.as_mut().unwrap().stages {
        // No two runs take the same time.
        (stage.duration, stage.queued) = (None, None);
    }
    let found = Json::new().pretty_response(&response) + "\n";
    let path = folder.join(format!("tests/golden/{name}.json"));
    if env::var_os("COPYDESK_BLESS").is_some() {
        fs::write(path, found).unwrap();
        return;
    }
    let expected = fs::read_to_string(path).unwrap();
    let lines = expected.lines().zip(found.lines()).enumerate();
    for (at, (expected, found)) in lines {
        assert_eq!(found, expected, "line {} of {name}.json", at + 1);
    }
    assert_eq!(found.lines().count(), expected.lines().count());
}

#[tokio::test]
async fn a_wire_story_in_a_page_of_text() {
    golden("examples/baltic-tunnel.txt").await;
}

#[tokio::test]
async fn a_local_story_in_html() {
    golden("tests/golden/night-market.html").await;
}

#[tokio::test]
async fn an_obituary_without_furniture() {
    golden("tests/golden/cartographer.txt").await;
}
