//! The binary, as a shell sees it.

#![allow(clippy::unwrap_used)] // A failure is a failure.

mod support;

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};
use support::{
    NEWS, reason,
    served::{BINARY, Served},
};

const ARTICLE: &str = "examples/baltic-tunnel.txt";

fn copydesk(arguments: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(BINARY);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // A command that refuses its arguments closes its input unread.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn wrong_settings_stop_the_start_with_one_line() {
    for arguments in [
        &["--listen", "nowhere"][..],
        &["serve", "--max-content-bytes", "0"],
        &["serve", "--time-limit", "fast"],
        &["serve", "--no-such-flag"],
        &["analyze"],
    ] {
        let output = copydesk(arguments, b"");
        assert_eq!(output.status.code(), Some(64), "{arguments:?}");
        let line = text(&output.stderr);
        assert!(line.starts_with("copydesk: ") && line.lines().count() == 1, "{line}");
    }
    let mut command = Command::new(BINARY);
    let output = command.env("COPYDESK_THREADS", "many").output().unwrap();
    assert_eq!(output.status.code(), Some(64));
}

#[test]
fn an_address_in_use_is_told() {
    let served = Served::start(&[]);
    let output = copydesk(&["--listen", &served.address], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("cannot listen on"));
}

#[test]
fn signals_end_the_server_well() {
    for name in ["TERM", "INT"] {
        let mut served = Served::start(&[]);
        served.signal(name);
        assert_eq!(served.wait(), Some(0), "{name}");
    }
}

#[test]
fn an_open_stream_does_not_outlast_the_grace_period() {
    use copydesk::server::copydesk_v1::pb::{
        self, text_analysis_service_client::TextAnalysisServiceClient,
    };
    let mut served = Served::start(&["--grace-period", "2s"]);
    let address = format!("http://{}", served.address);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let status = runtime.block_on(async {
        let mut client = TextAnalysisServiceClient::connect(address).await.unwrap();
        let (_sender, receiver) = tokio::sync::mpsc::channel::<pb::StreamAnalyzeRequest>(1);
        let requests = tokio_stream::wrappers::ReceiverStream::new(receiver);
        let mut answers = client.stream_analyze(requests).await.unwrap().into_inner();
        served.signal("TERM");
        answers.message().await.unwrap_err()
    });
    assert_eq!(reason(&status), "SHUTTING_DOWN");
    assert_eq!(served.wait(), Some(0));
}

#[test]
fn a_picture_has_no_colours_where_nobody_sees_them() {
    let output = copydesk(&["analyze", ARTICLE], b"");
    assert!(output.status.success());
    let picture = text(&output.stdout);
    assert!(!picture.contains('\u{1b}'));
    for part in ["Clara Vogt", "person", "Sentiment", "subscription appeal", "│"] {
        assert!(picture.contains(part), "{part}");
    }
    assert!(!picture.contains("mark my words. They have been promising it"));
}

#[test]
fn colours_are_there_when_forced_and_gone_when_refused() {
    let run = |variable: &str| {
        let mut command = Command::new(BINARY);
        let output = command.args(["analyze", ARTICLE]).env(variable, "1").output().unwrap();
        text(&output.stdout).contains('\u{1b}')
    };
    assert!(run("CLICOLOR_FORCE"));
    assert!(!run("NO_COLOR"));
}

#[test]
fn json_is_the_response() {
    let output = copydesk(&["analyze", "--json", "-"], NEWS.as_bytes());
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["analysis"]["cleaned"]["text"], NEWS);
    assert_eq!(answer["analysis"]["offsetEncoding"], "OFFSET_ENCODING_UTF32");
}

#[test]
fn json_lines_are_answered_in_order_bad_ones_too() {
    let good = |id: u32| format!(r#"{{"document": {{"id": "{id}", "content": "{NEWS}"}}}}"#);
    let blank = r#"{"document": {"id": "2", "content": " "}}"#;
    let surrogate = r#"{"document": {"content": "\ud83d"}}"#;
    let mut input: Vec<u8> = [&good(0), "{", blank, surrogate, &good(4)].join("\n").into_bytes();
    input.extend(b"\n\n\xff\xfe\n");
    input.extend(good(6).into_bytes());
    let output = copydesk(&["analyze", "--jsonl"], &input);
    assert!(output.status.success());
    let lines = text(&output.stdout);
    let lines: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 7);
    for at in [0, 4, 6] {
        assert_eq!(lines[at]["analysis"]["id"], at.to_string());
    }
    for (at, reason) in [
        (1, "MALFORMED_MESSAGE"),
        (2, "INVALID_REQUEST"),
        (3, "MALFORMED_MESSAGE"),
        (5, "MALFORMED_MESSAGE"),
    ] {
        assert_eq!(lines[at]["error"]["code"], 3);
        assert_eq!(lines[at]["error"]["details"][0]["reason"], reason);
    }
}

#[test]
fn files_that_fail_are_told_and_the_others_shown() {
    let output = copydesk(&["analyze", "no-such-file", ARTICLE, "-"], b"\xff");
    assert_eq!(output.status.code(), Some(1));
    let errors = text(&output.stderr);
    assert!(errors.contains("no-such-file: ") && errors.contains("-: is not UTF-8 text"));
    assert!(text(&output.stdout).contains("Clara Vogt"));
}

#[test]
fn call_shows_what_analyze_shows() {
    let served = Served::start(&[]);
    let here = copydesk(&["analyze", ARTICLE], b"");
    let there = copydesk(&["call", &served.address, ARTICLE], b"");
    assert_eq!(text(&there.stdout), text(&here.stdout));
    let line = format!(r#"{{"document": {{"content": "{NEWS}"}}}}"#);
    let output = copydesk(&["call", &served.address, "--jsonl"], line.as_bytes());
    assert!(text(&output.stdout).contains("Ada Brook"));
    let output = copydesk(&["call", "127.0.0.1:1", ARTICLE], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("cannot reach"));
}

#[test]
fn site_rules_remove_what_they_name() {
    let page = "The old bridge will close to lorries in May, the council said on Monday night.\n\n\
                Why not become a  harbour insider and read what the mayor will not tell you?\n\n\
                Engineers had found cracks in two of its pillars, and warned of worse to come.\n\n\
                This report is provided by the Coastal News Wire.\n";
    let rules = "examples/site-rules.toml";
    let output = copydesk(&["analyze", "--json", "--site-rules", rules, "-"], page.as_bytes());
    let response: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let removed = response["analysis"]["cleaned"]["removed"].as_array().unwrap();
    let named: Vec<_> =
        removed.iter().map(|removed| (&removed["rule"], &removed["reason"])).collect();
    assert_eq!(named[0].0, "harbour_insider");
    assert_eq!(named[0].1, "REMOVAL_REASON_SUBSCRIPTION_APPEAL");
    assert_eq!(named[1].0, "agency_notice");
    assert_eq!(named.len(), 2);
}

#[test]
fn a_bad_site_rule_stops_the_start_with_its_position() {
    let path = std::env::temp_dir().join(format!("copydesk-rules-{}.toml", std::process::id()));
    std::fs::write(&path, "[[rule]]\nname = 'a'\nreason = 'OTHER'\npattern = 'x(y'\n").unwrap();
    let output = copydesk(&["serve", "--site-rules", path.to_str().unwrap()], b"");
    std::fs::remove_file(&path).unwrap();
    assert_eq!(output.status.code(), Some(64));
    let line = text(&output.stderr);
    assert_eq!(line.lines().count(), 1, "{line}");
    assert!(
        line.contains("line 4, column 11: character 2 of the pattern: unclosed group"),
        "{line}"
    );
}
