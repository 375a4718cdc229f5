//! Trains the block classifier: `cargo run --release --example train-blocks -- DIR OUT.bin`.
//!
//! DIR holds `plain-dev.jsonl`, a document a line: {"id", "site", "raw_text", "gold_body", "lines":
//! [[start, end, is_body], ...]} (offsets in code points), and `html-dev.jsonl` with {"id", "site",
//! "gold_body"} whose pages lie in `html-dev/ID.html`. Families of sites are split into folds: each
//! document is scored by a model that saw nothing of its family. The model written is trained on all documents.
//! The same input gives the same bytes.

mod boost;
mod gold;
mod kinds;
mod labels;
mod learn;
mod reasons;
mod score;
mod synthetic;

use anyhow::{Context, Result};
use copydesk::{
    clean::{
        Cleaner, Sample, SiteRules,
        model::{AutoContext, BlockTrees},
    },
    document::{self, Format, Raw, Wanted, WantedCleaning},
    language::ENGLISH,
};
use gold::{Gold, Repairs};
use kinds::{Kind, Labels};
use std::{env, fs, path::Path};

const FOLDS: usize = 5;

/// A document ready to be learned from.
struct Document {
    gold: Gold,
    format: Format,
    sample: Sample,
    /// For each block, true if it belongs to the body.
    labels: Vec<bool>,
    /// The kind of each block by hand; empty where nobody said.
    kinds: Vec<Kind>,
    fold: usize,
}

impl Document {
    fn width(&self) -> usize {
        self.sample.rows.len() / self.labels.len().max(1)
    }

    fn raw(&self) -> Raw {
        raw(&self.gold.raw_text, self.format)
    }

    /// The text of the blocks to keep, a line a block.
    fn text(&self, keep: impl Fn(usize) -> bool) -> String {
        let blocks = self.sample.blocks.iter().enumerate().filter(|(at, _)| keep(*at));
        blocks.map(|(_, (_, text))| text.as_str()).collect::<Vec<_>>().join("\n")
    }
}

fn document(content: &str, format: Format) -> document::Document {
    document::Document { format: Some(format), ..content.into() }
}

fn raw(content: &str, format: Format) -> Raw {
    let cleaning = Some(WantedCleaning::default());
    Raw::new(document(content, format), Wanted { cleaning, ..Wanted::default() })
}

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().collect();
    let [_, folder, out] = arguments.as_slice() else {
        anyhow::bail!("usage: train-blocks DIR OUT.bin");
    };
    let folder = Path::new(folder);
    let cleaner = Cleaner::with_model(&ENGLISH, SiteRules::default(), BlockTrees::default());
    let mut model = BlockTrees::default();
    let by_hand = kinds::read()?;
    let repairs = Repairs::read()?;
    let plain = repairs.apply(gold::read(folder, "plain-dev")?, &[]);
    let html = repairs.apply(gold::read(folder, "html-dev")?, &plain);
    let made = (synthetic::plain(&plain), synthetic::pages(&plain));
    let of_format =
        [(Format::PlainText, [plain, made.0].concat()), (Format::Html, [html, made.1].concat())];
    for (format, golds) in of_format {
        let document = |gold| document_of(&cleaner, gold, format, &by_hand);
        let documents: Vec<Document> = golds.into_iter().map(document).collect();
        println!(
            "{format:?}: {} documents, {} blocks",
            documents.len(),
            documents.iter().map(|d| d.labels.len()).sum::<usize>()
        );
        score::cross_validate(&documents, format);
        let all: Vec<&Document> = documents.iter().collect();
        *trees_for(&mut model, format) = learn::train(&all);
        if format == Format::PlainText {
            model.reasons = reasons::train(&all);
        }
    }
    let bytes = model.write();
    println!("{} KiB", bytes.len() / 1024);
    fs::write(out, bytes).with_context(|| format!("cannot write {out}"))
}

const fn trees_for(model: &mut BlockTrees, format: Format) -> &mut AutoContext {
    match format {
        Format::PlainText => &mut model.plain,
        Format::Html => &mut model.html,
    }
}

fn document_of(cleaner: &Cleaner, gold: Gold, format: Format, by_hand: &Labels) -> Document {
    let sample = cleaner.sample(&document(&gold.raw_text, format));
    let labels = match format {
        Format::PlainText => labels::by_line(&gold, &sample),
        Format::Html => labels::by_text(&gold, &sample),
    };
    let by_hand = by_hand.get(&gold.id).map(Vec::as_slice).unwrap_or_default();
    let kinds = kinds::by_hand(by_hand, &gold.raw_text, &sample);
    let fold = fold(gold::family(&gold.site));
    Document { gold, format, sample, labels, kinds, fold }
}

/// All documents of a family of sites are in one fold.
fn fold(family: &str) -> usize {
    let add = |hash: usize, byte: u8| hash.wrapping_mul(31).wrapping_add(usize::from(byte));
    family.bytes().fold(7, add) / 7 % FOLDS
}
