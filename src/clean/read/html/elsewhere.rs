//! Text that is not in the elements of the page: escaped, unseen until a script runs, or in a script.

use crate::{
    clean::read::{Hints, RawBlock},
    text::Span,
};
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// So many words in a row are told apart.
const SHINGLE: usize = 4;

/// Fewer words than this are no body.
const FEWEST_WORDS: usize = 40;

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

/// Puts blocks in their place if they are a body that the page does not show. What of it the page shows
/// is left out there, so that nothing is told twice.
pub(super) fn insert(page: &mut Vec<RawBlock>, body: Vec<RawBlock>) {
    let told = shingles(&body);
    if told.len() < FEWEST_WORDS {
        return;
    }
    let shown = shingles(page);
    let missing = told.iter().filter(|shingle| !shown.contains(shingle)).count();
    if missing * 2 < told.len() || missing < FEWEST_WORDS {
        return;
    }
    page.retain(|block| {
        let shingles = shingles(std::slice::from_ref(block));
        shingles.is_empty() || !shingles.iter().all(|shingle| told.contains(shingle))
    });
    insert_between(page, body);
}

/// Puts blocks in their place, unless it is inside another block.
pub(super) fn insert_between(page: &mut Vec<RawBlock>, blocks: Vec<RawBlock>) {
    let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else {
        return;
    };
    let whole = Span::new(first.raw().start, last.raw().end);
    let at = page.partition_point(|block| block.raw().start < whole.start);
    let free = page.get(at.saturating_sub(1)..page.len().min(at + 1)).unwrap_or_default();
    if !free.iter().any(|block| block.raw().overlaps(whole)) {
        page.splice(at..at, blocks);
    }
}

/// The hashes of all words in a row.
fn shingles(blocks: &[RawBlock]) -> FxHashSet<u64> {
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
