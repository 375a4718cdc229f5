//! A real scraped article, which is not ours to ship.

#![allow(clippy::unwrap_used)] // A failure is a failure.

mod support;

use copydesk::server::{Limits, copydesk_v1::pb};
use std::{fs, path::Path};
use support::{LIMITS, Server, document};

const ARTICLE: &str = "../shared/data/articles/beijing-talks.txt";

#[tokio::test]
#[ignore = "needs ../shared/data"]
async fn the_article_and_nothing_but_the_article() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(ARTICLE);
    let content = fs::read_to_string(&path).unwrap();
    let limits = Limits { content_bytes: 1 << 20, ..LIMITS };
    let mut client = Server::with(limits).await.client().await;
    let request = pb::AnalyzeRequest { document: Some(document("", &content)), options: None };
    let analysis = client.analyze(request).await.unwrap().into_inner().analysis.unwrap();
    let cleaned = analysis.cleaned.unwrap();

    let lines: Vec<&str> = content.lines().filter(|line| !line.trim().is_empty()).collect();
    let first = lines.iter().position(|line| line.starts_with("BEIJING, ")).unwrap();
    let last = lines.iter().position(|line| line.starts_with("(Reporting by")).unwrap();
    let kept = [&lines[..1], &lines[first..=last]].concat().join(" ");
    // Word for word: cleaning folds the non-breaking spaces between them.
    assert!(cleaned.text.split_whitespace().eq(kept.split_whitespace()));

    let metadata = cleaned.metadata.unwrap();
    assert_eq!(metadata.dateline_place, "BEIJING");
    assert_eq!(metadata.dateline_date, "April 26");
    assert_eq!(metadata.agency, "Reuters");
    assert_eq!(cleaned.blocks[1].kind(), pb::BlockKind::Dateline);

    check_names(&analysis.entities.unwrap().entities, &cleaned.text);
}

/// Each person is one entity, and is mentioned wherever the name stands.
fn check_names(entities: &[pb::Entity], text: &str) {
    for name in ["Antony Blinken", "Xi Jinping", "Joe Biden", "Nancy Pelosi", "Janet Yellen"] {
        let (first, last) = name.split_once(' ').unwrap();
        let same = entities
            .iter()
            .filter(|entity| entity.name.split(' ').any(|word| word == first || word == last));
        let same: Vec<_> = same.collect();
        assert_eq!(same.len(), 1, "{name}");
        assert_eq!(same[0].name, name);
        assert_eq!(same[0].r#type(), pb::EntityType::Person);
        // Wherever either part of the name stands, it is a mention.
        let part = if name == "Xi Jinping" { first } else { last };
        let times = text.split(|c: char| !c.is_alphanumeric()).filter(|word| *word == part);
        assert_eq!(same[0].mentions.len(), times.count(), "{name}");
    }
}
