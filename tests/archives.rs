//! Archives: files of requests and of answers, which may be stopped at any time.

#![allow(clippy::unwrap_used)] // A failure is a failure.

mod support;

use copydesk::server::memory;
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output},
};
use support::{NEWS, folder::Folder, served::BINARY};

/// Lines of requests whose ids are their numbers.
fn requests(count: usize) -> String {
    (0..count).map(|number| request(number, NEWS)).collect()
}

fn request(number: usize, content: &str) -> String {
    format!("{{\"document\": {{\"id\": \"{number}\", \"content\": \"{content}\"}}}}\n")
}

/// Answers the requests of one file in another.
fn analyze(requests: &Path, responses: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(BINARY);
    command.args(["analyze", "--jsonl", "--requests"]).arg(requests);
    command.arg("--responses").arg(responses).args(more).output().unwrap()
}

/// A frame as zstd's command line makes it, and we do: with a checksum.
fn compress(text: &str) -> Vec<u8> {
    let mut frame = zstd::Encoder::new(Vec::new(), 3).unwrap();
    frame.include_checksum(true).unwrap();
    frame.write_all(text.as_bytes()).unwrap();
    frame.finish().unwrap()
}

/// The answers in a file, which is compressed or not.
fn answers(path: &Path) -> Vec<String> {
    let bytes = fs::read(path).unwrap();
    let compressed = path.extension().unwrap() == "zst";
    let text = if compressed { zstd::decode_all(&bytes[..]).unwrap() } else { bytes };
    String::from_utf8(text).expect("UTF-8").lines().map(str::to_owned).collect()
}

fn json(line: &str) -> serde_json::Value {
    serde_json::from_str(line).unwrap()
}

fn partial(path: &Path) -> PathBuf {
    PathBuf::from(format!("{}.partial", path.display()))
}

/// Whether all answers are there, in order, after some that were there before.
fn assert_whole(path: &Path, before: &[&str], count: usize) {
    let answers = answers(path);
    assert_eq!(answers.len(), count);
    assert_eq!(answers[..before.len()], *before);
    for (at, answer) in answers.iter().enumerate().skip(before.len()) {
        assert_eq!(json(answer)["analysis"]["id"], at.to_string());
    }
    assert!(!partial(path).exists());
}

#[test]
fn an_archive_goes_on_where_it_was_stopped() {
    let folder = Folder::new("archive");
    let from = folder.path("in.jsonl");
    fs::write(&from, requests(5)).unwrap();
    let to = folder.path("out.jsonl");
    // Two were answered, and the third was cut off.
    fs::write(partial(&to), "first\nsecond\n{\"analysis\": {\"id\"").unwrap();
    let output = analyze(&from, &to, &[]);
    assert!(output.status.success() && output.stdout.is_empty());
    assert_whole(&to, &["first", "second"], 5);
    // What is done is not done again.
    fs::write(&to, "mine").unwrap();
    assert!(analyze(&from, &to, &[]).status.success());
    assert_eq!(fs::read_to_string(&to).unwrap(), "mine");
}

#[test]
fn a_compressed_archive_goes_on_behind_its_last_whole_frame() {
    let folder = Folder::new("archive-zst");
    let from = folder.path("in.jsonl.zst");
    // Two frames, with an end within a line.
    let all = requests(5);
    let (head, tail) = all.split_at(200);
    fs::write(&from, [compress(head), compress(tail)].concat()).unwrap();
    let whole = [compress("first\nsecond\n"), compress("third\n")].concat();
    let last = compress("fourth\n");
    let bad = [&last[..last.len() - 2], &[!last[last.len() - 2], !last[last.len() - 1]]].concat();
    let cuts = [&last[..0], &last[..2], &last[..last.len() - 1], &bad, &[0; 100], b"fourth\n"];
    for (at, cut) in cuts.into_iter().enumerate() {
        let to = folder.path(&format!("{at}.jsonl.zst"));
        fs::write(partial(&to), [&whole, cut].concat()).unwrap();
        let output = analyze(&from, &to, &[]);
        assert!(output.status.success() && output.stdout.is_empty(), "{at}: {output:?}");
        assert_whole(&to, &["first", "second", "third"], 5);
    }
}

#[test]
fn many_answers_make_several_frames() {
    let folder = Folder::new("archive-frames");
    let from = folder.path("in.jsonl");
    let long = format!("{NEWS} ").repeat(30);
    let all: String = (0..24).map(|number| request(number, &long)).collect();
    fs::write(&from, all).unwrap();
    let to = folder.path("out.jsonl.zst");
    assert!(analyze(&from, &to, &[]).status.success());
    assert_whole(&to, &[], 24);
    let bytes = fs::read(&to).unwrap();
    let frames = bytes.windows(4).filter(|start| **start == [0x28, 0xb5, 0x2f, 0xfd]).count();
    assert!(frames > 1, "{frames}");
    // Stopped within the last.
    let to = folder.path("again.jsonl.zst");
    fs::write(partial(&to), &bytes[..bytes.len() - 1]).unwrap();
    assert!(analyze(&from, &to, &[]).status.success());
    assert_whole(&to, &[], 24);
}

#[test]
fn an_archive_of_nothing_is_one() {
    let folder = Folder::new("archive-empty");
    let (from, to) = (folder.path("in.jsonl.zst"), folder.path("out.jsonl.zst"));
    fs::write(&from, compress("\n")).unwrap();
    assert!(analyze(&from, &to, &[]).status.success());
    assert!(answers(&to).is_empty() && !fs::read(&to).unwrap().is_empty());
}

#[test]
fn requests_that_are_cut_off_or_corrupt_are_told_with_their_file() {
    let folder = Folder::new("archive-bad");
    let whole = compress(&requests(5));
    let mut corrupt = whole.clone();
    let middle = corrupt.len() / 2;
    corrupt[middle..middle + 8].fill(0xff);
    let rubbish = [&whole[..], b"rubbish"].concat();
    let cut = &whole[..whole.len() - 1];
    let bad: [&[u8]; 6] = [cut, &whole[..3], b"", &corrupt, &rubbish, NEWS.as_bytes()];
    for (at, bytes) in bad.into_iter().enumerate() {
        let (from, to) = (folder.path("in.jsonl.zst"), folder.path(&format!("{at}.jsonl")));
        fs::write(&from, bytes).unwrap();
        let output = analyze(&from, &to, &[]);
        let line = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{at}: {line}");
        assert!(line.contains("cannot read") && line.contains("in.jsonl.zst"), "{at}: {line}");
        assert!(line.lines().count() == 1 && !line.contains("Ada"), "{at}: {line}");
        assert!(!to.exists());
    }
}

#[test]
fn within_a_memory_limit_documents_wait_and_those_too_large_are_refused() {
    let folder = Folder::new("archive-memory");
    let (from, to) = (folder.path("in.jsonl"), folder.path("out.jsonl"));
    let small = request(0, NEWS).len();
    let limit = memory::at_most_from_files(3 * small as u64).to_string();
    let content = |number: usize| NEWS.repeat(if number % 7 == 3 { 4 } else { 1 });
    let all: String = (0..20).map(|number| request(number, &content(number))).collect();
    // Blank as it is, it is no request, however long.
    fs::write(&from, " ".repeat(10 * small) + "\n" + &all).unwrap();
    let output = analyze(&from, &to, &["--threads", "4", "--memory-limit", &limit]);
    assert!(output.status.success(), "{output:?}");
    let answers = answers(&to);
    assert_eq!(answers.len(), 20);
    for (at, answer) in answers.iter().enumerate() {
        let answer = json(answer);
        if at % 7 == 3 {
            assert_eq!(answer["error"]["code"], 3);
            let info = &answer["error"]["details"][0];
            assert_eq!(info["reason"], "MESSAGE_TOO_LARGE");
            assert_eq!(info["metadata"]["max_message_bytes"], (3 * small).to_string());
        } else {
            assert_eq!(answer["analysis"]["id"], at.to_string());
        }
    }
}

#[test]
fn a_memory_limit_holds_for_single_files_and_must_have_room() {
    let article = "examples/baltic-tunnel.txt";
    let run = |limit: u64| {
        let mut command = Command::new(BINARY);
        command.args(["analyze", "--memory-limit", &limit.to_string(), article]).output().unwrap()
    };
    let bytes = fs::metadata(article).unwrap().len();
    assert!(run(memory::at_most_from_files(bytes)).status.success());
    let refused = run(memory::at_most_from_files(bytes - 1));
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("longer"));
    let useless = run(memory::at_most_from_files(0));
    assert_eq!(useless.status.code(), Some(64));
    assert!(String::from_utf8(useless.stderr).unwrap().contains("must be at least"));
}
