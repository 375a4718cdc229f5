//! The kinds of blocks, by hand and by the stage: the labels in `tests/block_kinds` and the table of
//! those that the stage confuses.

use super::labels::byte_offsets;
use anyhow::{Context, Result};
use copydesk::{
    clean::Sample,
    document::{BlockKind, Cleaned, Reason},
    text::Span,
};
use rustc_hash::FxHashMap;
use std::{collections::BTreeMap, fs};

/// The labels by hand, by document: ranges of code points and what they are.
pub type Labels = FxHashMap<String, Vec<(usize, usize, String)>>;

/// The kind of a block; empty where nobody said.
#[derive(Clone, Default)]
pub struct Kind(String);

impl Kind {
    /// The reason to remove a block of this kind, if it is no part of the article and no copy of one.
    pub fn reason(&self) -> Option<Reason> {
        Some(match self.0.as_str() {
            "CAPTION" => Reason::Caption,
            "PHOTO_CREDIT" | "AUTHOR_NOTE" => Reason::Credits,
            "NAVIGATION" => Reason::Navigation,
            "RELATED" => Reason::RelatedLinks,
            "COMMENTS" => Reason::Comments,
            "APPEAL" => Reason::SubscriptionAppeal,
            "AD" => Reason::Advertisement,
            "SHARE" => Reason::ShareButtons,
            "COOKIE" => Reason::CookieNotice,
            "COPYRIGHT" => Reason::Copyright,
            "OTHER" => Reason::Other,
            _ => return None,
        })
    }

    /// As the contract names it, which has one kind for all credits.
    fn name(&self) -> &str {
        match self.0.as_str() {
            "PHOTO_CREDIT" | "AUTHOR_NOTE" => "CREDITS",
            name => name,
        }
    }
}

/// Reads the labels by hand.
pub fn read() -> Result<Labels> {
    #[derive(serde::Deserialize)]
    struct Labelled {
        id: String,
        blocks: Vec<(usize, usize, String)>,
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/block_kinds/labels.jsonl");
    let lines = fs::read_to_string(path).with_context(|| format!("cannot read {path}"))?;
    let labelled = lines.lines().map(serde_json::from_str::<Labelled>);
    labelled.map(|line| line.map(|line| (line.id, line.blocks)).context("a label")).collect()
}

/// The kinds of the blocks of a document by hand: those that they overlap with most.
pub fn by_hand(labels: &[(usize, usize, String)], text: &str, sample: &Sample) -> Vec<Kind> {
    let bytes = byte_offsets(text);
    let ranges = labels
        .iter()
        .map(|(start, end, kind)| (Span::new(bytes[*start], bytes[*end]), kind.as_str()));
    let ranges: Vec<_> = ranges.collect();
    sample.blocks.iter().map(|(raw, _)| Kind(most(&ranges, *raw).to_owned())).collect()
}

/// The kinds that the stage takes the blocks of a document for.
fn by_stage(cleaned: &Cleaned, sample: &Sample) -> Vec<&'static str> {
    let article = &cleaned.article;
    let kept = article.blocks.iter().flat_map(|block| {
        let raw = article.alignment.raw(block.span);
        raw.into_iter().map(|raw| (raw, kept(block.kind)))
    });
    let removed = article.removed.iter().map(|part| (part.raw, removed(part.removal.reason)));
    let mut ranges: Vec<_> = kept.chain(removed).collect();
    ranges.sort_by_key(|(raw, _)| raw.start);
    sample.blocks.iter().map(|(raw, _)| most(&ranges, *raw)).collect()
}

/// The name of the range, of those in order, that overlaps most with `raw`; empty: none does.
fn most<'a>(ranges: &[(Span, &'a str)], raw: Span) -> &'a str {
    let first = ranges.partition_point(|(range, _)| range.end <= raw.start);
    let near = ranges[first..].iter().take_while(|(range, _)| range.start < raw.end);
    let overlap = |range: &Span| range.end.min(raw.end) - range.start.max(raw.start);
    near.max_by_key(|(range, _)| overlap(range)).map_or("", |(_, name)| name)
}

const fn kept(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Headline => "HEADLINE",
        BlockKind::Standfirst => "STANDFIRST",
        BlockKind::Byline => "BYLINE",
        BlockKind::Dateline | BlockKind::Body | BlockKind::Unclassified => "BODY",
        BlockKind::Subheading => "SUBHEADING",
        BlockKind::Caption => "CAPTION",
        BlockKind::Credits => "CREDITS",
    }
}

const fn removed(reason: Reason) -> &'static str {
    match reason {
        Reason::Duplicate => "DUPLICATE",
        Reason::Caption => "CAPTION",
        Reason::Credits => "CREDITS",
        Reason::Navigation => "NAVIGATION",
        Reason::RelatedLinks => "RELATED",
        Reason::Comments => "COMMENTS",
        Reason::SubscriptionAppeal => "APPEAL",
        Reason::Advertisement => "AD",
        Reason::ShareButtons => "SHARE",
        Reason::CookieNotice => "COOKIE",
        Reason::Copyright => "COPYRIGHT",
        Reason::Markup | Reason::Other => "OTHER",
    }
}

/// By each kind, the number of blocks that the stage takes for each kind.
#[derive(Default)]
pub struct Confusion(BTreeMap<String, BTreeMap<&'static str, usize>>);

impl Confusion {
    /// True if no document had labels.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a document.
    pub fn add(&mut self, by_hand: &[Kind], cleaned: &Cleaned, sample: &Sample) {
        let pairs = by_hand.iter().zip(by_stage(cleaned, sample));
        for (kind, found) in pairs.filter(|(kind, _)| !kind.0.is_empty()) {
            *self.0.entry(kind.name().to_owned()).or_default().entry(found).or_default() += 1;
        }
    }

    /// Prints a line for each kind: how many blocks have it by hand, how right and how complete the
    /// stage is, and what it takes them for instead.
    pub fn print(&self) {
        let count = |kind: &str, found: &str| {
            self.0.get(kind).and_then(|row| row.get(found)).copied().unwrap_or_default()
        };
        let (mut right, mut all) = (0, 0);
        for (kind, row) in &self.0 {
            let blocks: usize = row.values().sum();
            let taken: usize = self.0.keys().map(|other| count(other, kind)).sum();
            let hits = count(kind, kind);
            (right, all) = (right + hits, all + blocks);
            let mut others: Vec<_> = row.iter().filter(|(found, _)| *found != kind).collect();
            others.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
            let others = others.iter().map(|(found, count)| format!("{found} {count}"));
            println!(
                "  {kind}: {blocks} blocks, P {:.2} R {:.2}; taken for {}",
                hits as f64 / taken.max(1) as f64,
                hits as f64 / blocks as f64,
                others.collect::<Vec<_>>().join(", ")
            );
        }
        println!("  all: {all} blocks, {:.3} right", right as f64 / all.max(1) as f64);
    }
}
