//! The blocks that belong to the gold body.

use super::gold::Gold;
use copydesk::{clean::Sample, text::Span};
use rustc_hash::FxHashMap;

/// The byte at which each code point of a text begins, and last its length.
pub fn byte_offsets(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

/// For each block, true if most of it lies in gold lines of the body.
pub fn by_line(gold: &Gold, sample: &Sample) -> Vec<bool> {
    let bytes = byte_offsets(&gold.raw_text);
    let lines: Vec<(usize, usize, u8)> =
        gold.lines.iter().map(|&(s, e, body)| (bytes[s], bytes[e], body)).collect();
    let label = |raw: &Span| {
        let overlap = |kind: u8| -> usize {
            let first = lines.partition_point(|line| line.1 <= raw.start);
            lines[first..]
                .iter()
                .take_while(|line| line.0 < raw.end)
                .filter(|line| line.2 == kind)
                .map(|line| line.1.min(raw.end) - line.0.max(raw.start))
                .sum()
        };
        overlap(1) > overlap(0)
    };
    sample.blocks.iter().map(|(raw, _)| label(raw)).collect()
}

/// For each block, true if its words stand in the gold body: its runs of four words, or, of a short
/// block, all of them where the last block's words ended.
pub fn by_text(gold: &Gold, sample: &Sample) -> Vec<bool> {
    let texts: Vec<Vec<&str>> = sample.blocks.iter().map(|(_, text)| words(text)).collect();
    let body = words(&gold.gold_body);
    let mut ends = long_blocks(&texts, &body);
    short_blocks(&texts, &body, &mut ends);
    ends.iter().map(Option::is_some).collect()
}

/// For each block that has most of its runs of four words in the body, and is no other's copy, where
/// its words end there.
fn long_blocks(texts: &[Vec<&str>], body: &[&str]) -> Vec<Option<usize>> {
    let mut places: FxHashMap<&[&str], Vec<usize>> = FxHashMap::default();
    for (at, four) in body.windows(4).enumerate() {
        places.entry(four).or_default().push(at);
    }
    let mut used = vec![false; body.len()];
    let block = |words: &Vec<&str>| {
        let found = words.windows(4).enumerate().filter_map(|(offset, four)| {
            let place = places.get(four)?.iter().find(|&&place| !used[place])?;
            Some((offset, *place))
        });
        let found: Vec<(usize, usize)> = found.collect();
        let &(offset, place) = found.last()?;
        if 2 * found.len() <= words.len() - 3 {
            return None;
        }
        for &(_, place) in &found {
            used[place] = true;
        }
        Some(place + words.len() - offset)
    };
    texts.iter().map(block).collect()
}

/// Adds the short blocks with which the body goes on after one of the three blocks before.
fn short_blocks(texts: &[Vec<&str>], body: &[&str], ends: &mut [Option<usize>]) {
    for (at, words) in texts.iter().enumerate() {
        if ends[at].is_some() || words.is_empty() || words.len() >= 8 {
            continue;
        }
        let before = ends[at.saturating_sub(3)..at].iter().rev().find_map(|end| *end);
        let range = before.or((at < 3).then_some(0)).map(|start| start..start + words.len());
        let found = range.filter(|range| body.get(range.clone()) == Some(words));
        ends[at] = found.map(|range| range.end);
    }
}

/// The words of a text, as the score sees them.
pub fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect()
}
