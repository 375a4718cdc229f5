//! Cleaning on real scraped pages, which are not ours to ship.

#![allow(clippy::unwrap_used)] // A failure is a failure.

use copydesk::{
    clean::{Cleaner, SiteRules},
    document::{Cleaned, Document, Format, Raw, Stage, Wanted, WantedCleaning},
    language::ENGLISH,
    text::Span,
};
use flate2::read::GzDecoder;
use serde_json::Value;
use std::{
    fs::{self, File},
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
};

/// One page of so many is enough to see a fault of the method.
const STEP: usize = 3;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/cleaning")
}

fn clean(cleaner: &Cleaner, content: String, format: Format) -> Cleaned {
    let cleaning = Some(WantedCleaning::default());
    let wanted = Wanted { cleaning, ..Wanted::default() };
    let document = Document { content, format: Some(format), ..Document::default() };
    cleaner.run(Raw::new(document, wanted)).0
}

/// Every byte of the content is in one run or one removed part, and what is kept can be found again.
fn check(cleaned: &Cleaned, name: &str) {
    let (content, article) = (&cleaned.raw.document.content, &cleaned.article);
    assert!(!article.text.trim().is_empty(), "{name} has no text");
    let runs = article.alignment.runs();
    let kept = runs.iter().map(|run| run.raw);
    let mut tiles: Vec<Span> = kept.chain(article.removed.iter().map(|part| part.raw)).collect();
    tiles.retain(|tile| !tile.is_empty());
    tiles.sort();
    let abut = tiles.windows(2).all(|pair| pair[0].end == pair[1].start);
    let whole = tiles.first().map(|tile| tile.start) == Some(0)
        && tiles.last().map(|tile| tile.end) == Some(content.len());
    assert!(abut && whole, "{name} has a gap or an overlap");
    for run in runs.iter().filter(|run| run.verbatim) {
        assert_eq!(run.clean.of(&article.text), run.raw.of(content), "{name}");
        // There and back again.
        assert!(run.clean.is_empty() || article.alignment.raw(run.clean) == [run.raw], "{name}");
    }
    for block in &article.blocks {
        let raw = article.alignment.raw(block.span);
        assert!(!raw.is_empty() && raw.is_sorted(), "{name}: a block comes from nowhere");
    }
}

#[test]
#[ignore = "needs ../shared/data"]
fn every_byte_of_real_text_is_accounted_for() {
    let cleaner = Cleaner::embedded(&ENGLISH, SiteRules::default());
    let file = GzDecoder::new(File::open(folder().join("plain-dev.jsonl.gz")).unwrap());
    for line in BufReader::new(file).lines().step_by(STEP) {
        let document: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let content = document["raw_text"].as_str().unwrap().to_owned();
        check(&clean(&cleaner, content, Format::PlainText), document["id"].as_str().unwrap());
    }
}

#[test]
#[ignore = "needs ../shared/data"]
fn every_byte_of_real_pages_is_accounted_for() {
    let cleaner = Cleaner::embedded(&ENGLISH, SiteRules::default());
    let pages = fs::read_dir(folder().join("html-dev")).unwrap().map(|entry| entry.unwrap().path());
    for path in pages.step_by(STEP) {
        let mut bytes = Vec::new();
        GzDecoder::new(File::open(&path).unwrap()).read_to_end(&mut bytes).unwrap();
        let content = String::from_utf8_lossy(&bytes).into_owned();
        check(&clean(&cleaner, content, Format::Html), &path.display().to_string());
    }
}
