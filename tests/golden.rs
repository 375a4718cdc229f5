//! Whole articles against what the service made of them when a person last looked.
//!
//! After a change that is meant to change answers: `COPYDESK_BLESS=1 cargo test --test golden`,
//! then read the difference.

#![allow(clippy::unwrap_used)] // A failure is a failure.

mod support;

use copydesk::server::{
    Limits,
    copydesk_v1::{json::Json, pb},
};
use serde_json::Value;
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
    let expected: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    compare(name, &serde_json::from_str(&found).unwrap(), &expected);
}

/// Compares what was found at `path`; numbers nearly, since the last digits of exponentials differ
/// between systems.
fn compare(path: &str, found: &Value, expected: &Value) {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => {
            let keys = |object: &serde_json::Map<String, Value>| -> Vec<String> {
                object.keys().cloned().collect()
            };
            assert_eq!(keys(found), keys(expected), "{path}");
            found
                .iter()
                .for_each(|(key, found)| compare(&format!("{path}.{key}"), found, &expected[key]));
        }
        (Value::Array(found), Value::Array(expected)) => {
            for (at, (found, expected)) in found.iter().zip(expected).enumerate() {
                compare(&format!("{path}[{at}]"), found, expected);
            }
            assert_eq!(found.len(), expected.len(), "{path}");
        }
        (Value::Number(found), Value::Number(expected)) => {
            let difference = found.as_f64().unwrap() - expected.as_f64().unwrap();
            assert!(difference.abs() < 1e-4, "{path}: {found}, not {expected}");
        }
        _ => assert_eq!(found, expected, "{path}"),
    }
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
