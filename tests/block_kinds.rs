//! The labels of blocks by hand, which the trainer of the block classifier scores against.

#![allow(clippy::unwrap_used)] // A failure is a failure.

use flate2::read::GzDecoder;
use serde::Deserialize;
use serde_json::Value;
use std::{
    collections::{HashMap, HashSet},
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

const LABELS: &str = include_str!("block_kinds/labels.jsonl");

const KINDS: [&str; 19] = [
    "HEADLINE",
    "STANDFIRST",
    "BYLINE",
    "BODY",
    "SUBHEADING",
    "CAPTION",
    "CREDITS",
    "PHOTO_CREDIT",
    "AUTHOR_NOTE",
    "DUPLICATE",
    "NAVIGATION",
    "RELATED",
    "COMMENTS",
    "APPEAL",
    "AD",
    "SHARE",
    "COOKIE",
    "COPYRIGHT",
    "OTHER",
];

#[derive(Deserialize)]
struct Labelled {
    id: String,
    blocks: Vec<(usize, usize, String)>,
}

fn labels() -> Vec<Labelled> {
    LABELS.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_labels_of_each_document_are_in_order() {
    let labels = labels();
    let ids: HashSet<&str> = labels.iter().map(|document| document.id.as_str()).collect();
    assert_eq!((labels.len(), ids.len()), (250, 250));
    for Labelled { id, blocks } in &labels {
        assert!(blocks.iter().all(|(start, end, _)| start < end), "{id}");
        assert!(blocks.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{id}");
        assert!(blocks.iter().all(|(.., kind)| KINDS.contains(&kind.as_str())), "{id}");
        let headlines = blocks.iter().filter(|(.., kind)| kind == "HEADLINE").count();
        assert!(headlines <= 1, "{id} has {headlines} headlines");
    }
}

#[test]
#[ignore = "needs ../shared/data"]
fn labels_cover_the_text() {
    let path = "../shared/data/cleaning/plain-dev.jsonl.gz";
    let file = File::open(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    let documents = BufReader::new(GzDecoder::new(file)).lines();
    let documents = documents.map(|line| serde_json::from_str::<Value>(&line.unwrap()).unwrap());
    let texts: HashMap<String, Vec<char>> = documents
        .map(|document| {
            let text = document["raw_text"].as_str().unwrap().chars().collect();
            (document["id"].as_str().unwrap().to_owned(), text)
        })
        .collect();
    for Labelled { id, blocks } in labels() {
        let text = &texts[&id];
        let mut cursor = 0;
        for (start, end, _) in blocks {
            assert!(text[cursor..start].iter().all(|c| c.is_whitespace()), "{id}: a gap");
            cursor = end;
        }
        assert!(text[cursor..].iter().all(|c| c.is_whitespace()), "{id} ends too early");
    }
}
