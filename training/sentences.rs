//! Scores the splitter of sentences: `cargo run --release --example score-sentences -- FILE...`.
//!
//! Each FILE has a document a line, {"text"}, whose lines are a sentence each, such as
//! `ner/gold-news.jsonl`. Lines that end like a sentence are joined to one block, up to the next
//! line that does not, which is a headline or the like; the splitter is to find where they were
//! joined.

use anyhow::{Context, Result};
use copydesk::{
    language::ENGLISH,
    text::{SentenceSplitter, Span, punctuation::ends_sentence},
};
use std::{
    collections::BTreeSet,
    env, fs,
    time::{Duration, Instant},
};

/// So often the blocks are split to measure the time.
const ROUNDS: usize = 10;

#[derive(serde::Deserialize)]
struct Document {
    text: String,
}

/// Sentences joined by spaces, and where each but the last ends.
#[derive(Default)]
struct Block {
    text: String,
    ends: BTreeSet<usize>,
}

/// The ends of sentences that were found, counted.
#[derive(Default)]
struct Score {
    right: usize,
    wrong: usize,
    missed: usize,
}

fn main() -> Result<()> {
    let splitter = ENGLISH.sentences.splitter();
    for path in env::args().skip(1) {
        let lines = fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
        let mut blocks = Vec::new();
        for line in lines.lines() {
            blocks.extend(joined(&serde_json::from_str::<Document>(line)?.text));
        }
        let Score { right, wrong, missed } = score(&splitter, &blocks);
        let share = |of: usize| 100.0 * right as f64 / of.max(1) as f64;
        let (precision, recall) = (share(right + wrong), share(right + missed));
        let bytes: usize = blocks.iter().map(|block| block.text.len()).sum();
        let speed = bytes as f64 / 1e6 / time(&splitter, &blocks).as_secs_f64();
        println!(
            "{path}: precision {precision:.2} recall {recall:.2}, {wrong} wrong, {missed} missed of \
             {}, {speed:.0} MB/s",
            right + missed
        );
    }
    Ok(())
}

/// The blocks of a document.
fn joined(text: &str) -> Vec<Block> {
    let mut blocks = vec![Block::default()];
    for line in text.lines().map(str::trim) {
        if !ends_sentence(line) {
            blocks.push(Block::default());
        } else if let Some(block) = blocks.last_mut() {
            if !block.text.is_empty() {
                block.ends.insert(block.text.len());
                block.text.push(' ');
            }
            block.text.push_str(line);
        }
    }
    blocks
}

fn split(splitter: &SentenceSplitter, text: &str) -> BTreeSet<usize> {
    let found = splitter.split(text, [Span::new(0, text.len())]);
    found.iter().map(|sentence| sentence.span.end).filter(|end| *end < text.len()).collect()
}

fn score(splitter: &SentenceSplitter, blocks: &[Block]) -> Score {
    let mut score = Score::default();
    for Block { text, ends } in blocks {
        let found = split(splitter, text);
        score.right += found.intersection(ends).count();
        score.wrong += found.difference(ends).count();
        score.missed += ends.difference(&found).count();
    }
    score
}

/// The time that the splitter takes for the blocks: the best of several.
fn time(splitter: &SentenceSplitter, blocks: &[Block]) -> Duration {
    let round = |_| {
        let start = Instant::now();
        for Block { text, .. } in blocks {
            std::hint::black_box(splitter.split(text, [Span::new(0, text.len())]));
        }
        start.elapsed()
    };
    (0..ROUNDS).map(round).min().unwrap_or_default()
}
