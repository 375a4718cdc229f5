//! Text that is not in the elements of the page: escaped, unseen until a script runs, or in a script.

use crate::{
    clean::read::{Hints, RawBlock},
    text::{Span, punctuation::ends_sentence},
};
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// So many words in a row are told apart.
const SHINGLE: usize = 4;

/// Fewer words than this are no body.
const FEWEST_WORDS: usize = 40;

/// So many rows of words at its beginning tell that the page shows the beginning of a body.
const BEGINNING: usize = 6;

/// What such text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Tags in character references; it is shown as it is.
    Escaped,
    /// Tags.
    Markup,
    /// JSON, maybe inside a script.
    Script,
}

/// Text that is not in the elements of the page.
pub(super) struct Elsewhere {
    pub kind: Kind,
    /// Its place in the content.
    pub raw: Span,
    /// The markup around it.
    pub around: Hints,
}

/// Tells whether a text of a page is markup that was escaped once too often.
pub(super) fn holds_escaped_markup(text: &str) -> bool {
    const TAGS: [&str; 5] = ["&lt;/p&gt;", "&lt;/div&gt;", "&lt;/h1&gt;", "&lt;/h2&gt;", "&lt;br"];
    if !text.contains("&lt;") {
        return false;
    }
    let count: usize = TAGS.iter().map(|tag| text.matches(tag).count()).sum();
    count >= 2 || count == 1 && text.trim_start().starts_with("&lt;p")
}

/// Puts blocks in their place if they are a body that the page does not show, or of which it shows the
/// beginning. What of it the page shows is left out there, so that nothing is told twice.
pub(super) fn insert(page: &mut Vec<RawBlock>, body: Vec<RawBlock>) {
    let told = shingles(&body);
    let prose = prose(page);
    if told.len() < FEWEST_WORDS || prose * 2 > self::prose(&body) {
        return;
    }
    let shown: FxHashSet<_> = shingles(page).into_iter().collect();
    let missing = told.iter().filter(|shingle| !shown.contains(shingle)).count();
    let begun = told.iter().take(BEGINNING).all(|shingle| shown.contains(shingle));
    let hidden = missing * 2 >= told.len() && (begun || prose <= FEWEST_WORDS);
    if !hidden || place(page, &body).is_none() {
        return;
    }
    let told: FxHashSet<_> = told.into_iter().collect();
    page.retain(|block| {
        let shingles = shingles(std::slice::from_ref(block));
        shingles.is_empty() || !shingles.iter().all(|shingle| told.contains(shingle))
    });
    insert_between(page, body);
}

/// The number of words in paragraphs.
fn prose(blocks: &[RawBlock]) -> usize {
    let paragraphs = blocks.iter().filter(|block| ends_sentence(&block.text));
    paragraphs.map(|block| block.text.split_whitespace().count()).filter(|&words| words > 8).sum()
}

/// Puts blocks in their place, unless it is inside another block.
pub(super) fn insert_between(page: &mut Vec<RawBlock>, blocks: Vec<RawBlock>) {
    if let Some(at) = place(page, &blocks) {
        page.splice(at..at, blocks);
    }
}

/// The number of blocks before these; `None` if they lie inside another one.
fn place(page: &[RawBlock], blocks: &[RawBlock]) -> Option<usize> {
    let whole = Span::new(blocks.first()?.raw().start, blocks.last()?.raw().end);
    let at = page.partition_point(|block| block.raw().start < whole.start);
    let around = page.get(at.saturating_sub(1)..page.len().min(at + 1))?;
    (!around.iter().any(|block| block.raw().overlaps(whole))).then_some(at)
}

/// The hashes of all words in a row.
fn shingles(blocks: &[RawBlock]) -> Vec<u64> {
    let texts = blocks.iter().map(|block| block.text.as_str());
    let words = texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let words: Vec<_> = words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    words.windows(SHINGLE).map(hash).collect()
}

fn hash(words: &[String]) -> u64 {
    let mut hasher = FxHasher::default();
    words.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::read::Fragment;

    /// Paragraphs that stand one after the other from a place in the content.
    fn blocks(start: usize, texts: &[String]) -> Vec<RawBlock> {
        let mut blocks = Vec::new();
        let mut start = start;
        for text in texts {
            let raw = Span::new(start, start + text.len());
            let fragments = vec![Fragment { raw, decoded: None }];
            blocks.push(RawBlock { fragments, text: text.clone(), ..RawBlock::default() });
            start = raw.end + 1;
        }
        blocks
    }

    /// A paragraph whose words are told apart by a sign.
    fn paragraph(sign: char) -> String {
        let words = (0..30).map(|number| format!("{sign}{number}")).collect::<Vec<_>>();
        format!("{}.", words.join(" "))
    }

    fn texts(page: &[RawBlock]) -> String {
        page.iter().filter_map(|block| block.text.chars().next()).collect()
    }

    #[test]
    fn a_body_is_told_once() {
        let all = ['a', 'b', 'c', 'd'].map(paragraph);
        for (shown, expected) in
            [("", "abcd"), ("a", "abcd"), ("x", "xabcd"), ("xyz", "xyz"), ("abcd", "abcd")]
        {
            let shown: Vec<_> = shown.chars().map(paragraph).collect();
            let mut page = blocks(0, &shown);
            insert(&mut page, blocks(1000, &all));
            assert_eq!(texts(&page), expected);
        }
    }
}
