//! Dashboards and alerts ask for what the server has.

#![allow(clippy::unwrap_used)] // A failure is a failure.

mod support;

use regex::Regex;
use std::{collections::BTreeSet, fs};
use support::{NEWS, request, served::Served};
use tonic::Request;

/// Names of metrics and of labels that a running server shows.
async fn shown() -> (BTreeSet<String>, BTreeSet<String>) {
    let folder = std::env::temp_dir().join(format!("copydesk-shown-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let keys = folder.join("keys.toml");
    let hash = "00".repeat(32);
    let row = format!("[[client]]\nname = \"a\"\nkey_sha256 = [\"{hash}\"]\n");
    fs::write(&keys, &row).unwrap();
    let variables = [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"),
        ("OTEL_BSP_SCHEDULE_DELAY", "50"),
        ("OTEL_BLRP_SCHEDULE_DELAY", "50"),
    ];
    let served = Served::with(&["--api-keys", keys.to_str().unwrap()], &variables);
    // Whoever knows the hash of no key gets one whose hash is known.
    let output = std::process::Command::new(support::served::BINARY)
        .args(["new-key", "risk"])
        .output()
        .unwrap();
    fs::write(&keys, [row.as_bytes(), &output.stderr].concat()).unwrap();
    served.until("copydesk_reloads_total", &[], |count| count >= 1.0).await;
    let key = String::from_utf8(output.stdout).unwrap();
    let mut call = Request::new(request(&format!("{NEWS}\n\nClick here to subscribe\n")));
    call.metadata_mut().insert("x-api-key", key.trim().parse().unwrap());
    let mut client = served.client().await;
    client.analyze(call).await.unwrap();
    client.analyze(request(NEWS)).await.unwrap_err();
    served.until("otel_sdk_exporter_span_exported_total", &[], |count| count >= 1.0).await;
    served.until("otel_sdk_exporter_log_exported_total", &[], |count| count >= 1.0).await;
    fs::remove_dir_all(folder).unwrap();

    let metrics = served.metrics();
    let families = metrics.lines().filter_map(|line| line.strip_prefix("# TYPE "));
    let families = families.filter_map(|line| line.split(' ').next()).map(str::to_owned);
    let label = Regex::new(r#"([a-z_]+)=""#).unwrap();
    let labels = label.captures_iter(&metrics).map(|found| found[1].to_owned()).collect();
    (families.collect(), labels)
}

/// The words in queries that begin as our names do; not those of recording rules, with a colon.
fn words(queries: &[String]) -> BTreeSet<String> {
    let word = Regex::new(r"[a-zA-Z_:][a-zA-Z0-9_:]*").unwrap();
    let ours = ["copydesk_", "rpc_", "process_", "otel_"];
    let found = queries.iter().flat_map(|query| word.find_iter(query)).map(|word| word.as_str());
    let found = found.filter(|word| !word.contains(':'));
    found
        .filter(|word| ours.iter().any(|start| word.starts_with(start)))
        .map(|word| {
            let part = ["_bucket", "_sum", "_count"].iter().find_map(|end| word.strip_suffix(end));
            part.filter(|_| !word.ends_with("_descriptor_count") && !word.ends_with("thread_count"))
                .unwrap_or(word)
                .to_owned()
        })
        .collect()
}

/// Every `expr`, however deep.
fn queries(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (name, field) in fields {
                match field.as_str() {
                    Some(query) if name == "expr" => found.push(query.to_owned()),
                    _ => queries(field, found),
                }
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| queries(item, found)),
        serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Number(_)
        | serde_json::Value::String(_) => {}
    }
}

#[tokio::test]
async fn dashboards_and_alerts_ask_for_what_there_is() {
    let (families, labels) = shown().await;
    let dashboard = fs::read_to_string("deploy/dashboards/copydesk.json").unwrap();
    let mut asked = Vec::new();
    queries(&serde_json::from_str(&dashboard).unwrap(), &mut asked);
    assert!(asked.len() > 20, "{} queries", asked.len());
    // Comments apart, the rules are queries and words.
    let rules = fs::read_to_string("deploy/alerts/copydesk.rules.yaml").unwrap();
    let rules: String = rules
        .lines()
        .map(|line| line.split(" #").next().unwrap_or(line).to_owned() + "\n")
        .filter(|line| !line.starts_with('#'))
        .collect();
    asked.push(rules);
    let unknown: Vec<_> = words(&asked)
        .into_iter()
        .filter(|word| !families.contains(word) && !labels.contains(word))
        .collect();
    assert!(unknown.is_empty(), "not there: {unknown:?}\nthere: {families:#?} {labels:#?}");
}
