//! Dashboards and alerts ask for what the server has.

#![allow(clippy::unwrap_used)] // A failure is a failure.

mod support;

use regex::Regex;
use std::{collections::BTreeSet, fs};
use support::{
    Client, NEWS,
    authority::{Authority, secure},
    folder::Folder,
    request,
    served::Served,
};
use tonic::Request;

/// The metrics of kube-state-metrics that the rules ask for; of cAdvisor they ask for none.
const FOREIGN: [&str; 16] = [
    "kube_deployment_spec_replicas",
    "kube_deployment_status_condition",
    "kube_deployment_status_replicas_available",
    "kube_horizontalpodautoscaler_spec_max_replicas",
    "kube_horizontalpodautoscaler_spec_min_replicas",
    "kube_horizontalpodautoscaler_status_condition",
    "kube_horizontalpodautoscaler_status_current_replicas",
    "kube_job_failed",
    "kube_pod_container_status_last_terminated_reason",
    "kube_pod_container_status_restarts_total",
    "kube_pod_container_status_terminated_reason",
    "kube_pod_info",
    "kube_pod_init_container_status_last_terminated_reason",
    "kube_pod_init_container_status_ready",
    "kube_pod_init_container_status_restarts_total",
    "kube_pod_status_phase",
];

/// Names of metrics and of labels that a running server shows.
async fn shown() -> (BTreeSet<String>, BTreeSet<String>) {
    let (folder, authority) = (Folder::new("shown"), Authority::new());
    let (certificate, key) = authority.sign("localhost");
    let certificate = folder.write("tls.crt", &certificate);
    let private = folder.write("tls.key", &key);
    let hash = "00".repeat(32);
    let row = format!("[[client]]\nname = \"a\"\nkey_sha256 = [\"{hash}\"]\n");
    let keys = folder.write("keys.toml", &row);
    let variables = [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"),
        ("OTEL_BSP_SCHEDULE_DELAY", "50"),
        ("OTEL_BLRP_SCHEDULE_DELAY", "50"),
    ];
    let tls = ["--tls-certificate", &certificate, "--tls-key", &private];
    let served = Served::with(&[&["--api-keys", &keys], &tls[..]].concat(), &variables);
    // Whoever knows the hash of no key gets one whose hash is known.
    let output = std::process::Command::new(support::served::BINARY)
        .args(["new-key", "risk"])
        .output()
        .unwrap();
    folder.write("keys.toml", &(row + std::str::from_utf8(&output.stderr).unwrap()));
    served.until("copydesk_reloads_total", &[], |count| count >= 1.0).await;
    let key = String::from_utf8(output.stdout).unwrap();
    let mut call = Request::new(request(&format!("{NEWS}\n\nClick here to subscribe\n")));
    call.metadata_mut().insert("x-api-key", key.trim().parse().unwrap());
    let mut client = Client::new(secure(&served, &authority, None).await.unwrap());
    client.analyze(call).await.unwrap();
    client.analyze(request(NEWS)).await.unwrap_err();
    served.until("otel_sdk_exporter_span_exported_total", &[], |count| count >= 1.0).await;
    served.until("otel_sdk_exporter_log_exported_total", &[], |count| count >= 1.0).await;

    let metrics = served.metrics();
    let families = metrics.lines().filter_map(|line| line.strip_prefix("# TYPE "));
    let families = families.filter_map(|line| line.split(' ').next()).map(str::to_owned);
    let label = Regex::new(r#"([a-z_]+)=""#).unwrap();
    let labels = label.captures_iter(&metrics).map(|found| found[1].to_owned()).collect();
    (families.collect(), labels)
}

/// The words in queries that begin as names of metrics do; not those of recording rules, with a colon.
fn words(queries: &[String]) -> BTreeSet<String> {
    let word = Regex::new(r"[a-zA-Z_:][a-zA-Z0-9_:]*").unwrap();
    let starts = ["copydesk_", "rpc_", "process_", "otel_", "kube_", "container_"];
    let found = queries.iter().flat_map(|query| word.find_iter(query)).map(|word| word.as_str());
    let found = found.filter(|word| !word.contains(':'));
    found
        .filter(|word| starts.iter().any(|start| word.starts_with(start)))
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

/// The rules of a file: comments apart, they are queries and words.
fn rules(name: &str) -> String {
    let rules = fs::read_to_string(format!("deploy/alerts/{name}.rules.yaml")).unwrap();
    rules
        .lines()
        .map(|line| line.split(" #").next().unwrap_or(line).to_owned() + "\n")
        .filter(|line| !line.starts_with('#'))
        .collect()
}

#[tokio::test]
async fn dashboards_and_alerts_ask_for_what_there_is() {
    let (families, labels) = shown().await;
    let dashboard = fs::read_to_string("deploy/dashboards/copydesk.json").unwrap();
    let mut asked = Vec::new();
    queries(&serde_json::from_str(&dashboard).unwrap(), &mut asked);
    assert!(asked.len() > 20, "{} queries", asked.len());
    asked.extend(["copydesk", "cluster"].map(rules));
    let asked = words(&asked);
    let known = |word: &String| {
        families.contains(word) || labels.contains(word) || FOREIGN.contains(&word.as_str())
    };
    let unknown: Vec<_> = asked.iter().filter(|word| !known(word)).collect();
    assert!(unknown.is_empty(), "not there: {unknown:?}\nthere: {families:#?} {labels:#?}");
    let idle: Vec<_> = FOREIGN.iter().filter(|word| !asked.contains(**word)).collect();
    assert!(idle.is_empty(), "nobody asks for {idle:?}");
}
