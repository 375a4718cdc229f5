//! Trains the block classifier: `cargo run --release --example train-blocks -- DIR OUT.bin`.
//!
//! DIR holds `plain-dev.jsonl`, a document a line: {"id", "site", "raw_text", "gold_body", "lines":
//! [[start, end, is_body], ...]} (offsets in code points), and `html-dev.jsonl` with {"id", "site",
//! "gold_body"} whose pages lie in `html-dev/ID.html`. Sites are split into folds: each document is
//! scored by trees that saw nothing of its site. The trees written are trained on all documents.
//! The same input gives the same bytes.

mod boost;

use anyhow::{Context, Result};
use boost::{Examples, Growth};
use copydesk::nlp::{
    Raw, Stage,
    clean::{
        BlockKind, Cleaner, Sample, SiteRules,
        features::{SECOND, context},
        forest::Forest,
        score::{BlockModel, Looks},
    },
    document::{Format, Wanted, WantedCleaning},
    span::Span,
};
use rustc_hash::FxHashMap;
use std::{collections::BTreeMap, env, fs, path::Path};

const FOLDS: usize = 5;

/// How the trees grow; chosen by the cross-validation, in which it makes little difference.
const GROWTH: Growth = Growth { trees: 200, rate: 0.06, shrinkage: 5.0, rows: 2, features: 4 };

/// A block counts as its words to the power of this.
const WEIGHT: f32 = 0.8;

#[derive(serde::Deserialize)]
struct Gold {
    id: String,
    #[serde(default)]
    conv: String,
    site: String,
    #[serde(default)]
    raw_text: String,
    gold_body: String,
    #[serde(default)]
    lines: Vec<(usize, usize, u8)>,
}

/// A document ready to be learned from.
struct Document {
    gold: Gold,
    format: Format,
    sample: Sample,
    labels: Vec<bool>,
    fold: usize,
}

impl Document {
    fn width(&self) -> usize {
        self.sample.rows.len() / self.labels.len().max(1)
    }

    fn raw(&self) -> Raw {
        raw(&self.gold.raw_text, self.format)
    }
}

fn raw(content: &str, format: Format) -> Raw {
    let cleaning = Some(WantedCleaning::default());
    Raw {
        content: content.to_owned(),
        format: Some(format),
        wanted: Wanted { cleaning, ..Wanted::default() },
        ..Raw::default()
    }
}

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().collect();
    let [_, folder, out] = arguments.as_slice() else {
        anyhow::bail!("usage: train-blocks DIR OUT.bin");
    };
    let folder = Path::new(folder);
    let cleaner = Cleaner::with_model(SiteRules::default(), BlockModel::default());
    let mut model = BlockModel::default();
    for (name, format) in [("plain-dev", Format::PlainText), ("html-dev", Format::Html)] {
        let documents = documents(&cleaner, folder, name, format)?;
        println!(
            "{name}: {} documents, {} blocks",
            documents.len(),
            documents.iter().map(|d| d.labels.len()).sum::<usize>()
        );
        cross_validate(&documents, format);
        let all: Vec<&Document> = documents.iter().collect();
        *looks_for(&mut model, format) = train(&all);
    }
    let bytes = model.write();
    println!("{} KiB", bytes.len() / 1024);
    fs::write(out, bytes).with_context(|| format!("cannot write {out}"))
}

const fn looks_for(model: &mut BlockModel, format: Format) -> &mut Looks {
    match format {
        Format::PlainText => &mut model.plain,
        Format::Html => &mut model.html,
    }
}

fn documents(
    cleaner: &Cleaner,
    folder: &Path,
    name: &str,
    format: Format,
) -> Result<Vec<Document>> {
    let path = folder.join(name).with_extension("jsonl");
    let lines =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut documents = Vec::new();
    for line in lines.lines() {
        let mut gold: Gold = serde_json::from_str(line)?;
        if format == Format::Html {
            let page = folder.join(name).join(format!("{}.html", gold.id));
            let bytes =
                fs::read(&page).with_context(|| format!("cannot read {}", page.display()))?;
            gold.raw_text = String::from_utf8_lossy(&bytes).into_owned();
        }
        let sample = cleaner.sample(&raw(&gold.raw_text, format));
        let labels = match format {
            Format::PlainText => labels_by_line(&gold, &sample),
            Format::Html => labels_by_text(&gold, &sample),
        };
        let fold = gold
            .site
            .bytes()
            .fold(7usize, |hash, byte| hash.wrapping_mul(31).wrapping_add(usize::from(byte)))
            / 7
            % FOLDS;
        documents.push(Document { gold, format, sample, labels, fold });
    }
    Ok(documents)
}

/// Whether most of each block lies in gold lines of the body.
fn labels_by_line(gold: &Gold, sample: &Sample) -> Vec<bool> {
    let bytes: Vec<usize> =
        gold.raw_text.char_indices().map(|(at, _)| at).chain([gold.raw_text.len()]).collect();
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

/// Whether the words of each block stand in the gold body: its runs of four words, or, of a short
/// block, all of them as a line or where the last block's words ended.
fn labels_by_text(gold: &Gold, sample: &Sample) -> Vec<bool> {
    let body = words(&gold.gold_body);
    let mut places: FxHashMap<&[&str], Vec<usize>> = FxHashMap::default();
    for at in 0..body.len().saturating_sub(3) {
        places.entry(&body[at..at + 4]).or_default().push(at);
    }
    let mut used = vec![false; body.len()];
    let mut labels = vec![false; sample.blocks.len()];
    let mut end_of = vec![None; sample.blocks.len()];
    for (at, (_, text)) in sample.blocks.iter().enumerate() {
        let words = words(text);
        if words.len() < 4 {
            continue;
        }
        let mut matched = 0;
        let mut marks = Vec::new();
        for (offset, four) in words.windows(4).enumerate() {
            let place =
                places.get(four).and_then(|places| places.iter().find(|&&place| !used[place]));
            if let Some(&place) = place {
                matched += 1;
                marks.push((offset, place));
            }
        }
        let windows = words.len() - 3;
        if 2 * matched > windows {
            labels[at] = true;
            for &(_, place) in &marks {
                used[place] = true;
            }
            if let Some(&(offset, place)) = marks.last() {
                end_of[at] = Some(place + words.len() - offset);
            }
        }
    }
    // Short blocks: where the body goes on with them after the block before.
    for at in 0..labels.len() {
        if labels[at] {
            continue;
        }
        let words = words(&sample.blocks[at].1);
        if words.is_empty() || words.len() >= 8 {
            continue;
        }
        let after = (0..at)
            .rev()
            .take(3)
            .find_map(|before| end_of[before])
            .or_else(|| (at < 3).then_some(0));
        if let Some(start) = after
            && body.get(start..start + words.len()) == Some(words.as_slice())
        {
            labels[at] = true;
            end_of[at] = Some(start + words.len());
        }
    }
    labels
}

/// The words of a text, as the score sees them.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect()
}

/// What a block counts in training: its words, not quite in proportion.
fn weight(words: f32) -> f32 {
    (0.5 + words).powf(WEIGHT)
}

fn train(documents: &[&Document]) -> Looks {
    let first = grow_first(documents);
    // The second look has to learn from a first look that has not seen the site.
    let mut inner: Vec<Option<Vec<f32>>> = vec![None; documents.len()];
    for fold in 0..FOLDS {
        let seen: Vec<&Document> = documents.iter().filter(|d| d.fold != fold).copied().collect();
        if seen.len() == documents.len() {
            continue;
        }
        let looks = Looks { first: grow_first(&seen), ..Looks::default() };
        for (document, firsts) in documents.iter().zip(&mut inner) {
            if document.fold == fold {
                *firsts = Some(looks.first_look(&document.sample.rows, document.width()));
            }
        }
    }
    let mut rows = Vec::new();
    for (document, firsts) in documents.iter().zip(&inner) {
        let firsts = firsts.as_ref().expect("every document is in a fold");
        for (at, row) in document.sample.rows.chunks_exact(document.width()).enumerate() {
            rows.extend_from_slice(row);
            context(&document.sample.words, firsts, at, &mut rows);
        }
    }
    let width = documents[0].width() + SECOND;
    let (labels, weights) = labels(documents);
    let second = Examples::new(&rows, width, labels, weights).grow(GROWTH);
    Looks { first, second }
}

fn grow_first(documents: &[&Document]) -> Forest {
    let rows: Vec<f32> = documents.iter().flat_map(|d| d.sample.rows.iter().copied()).collect();
    let (labels, weights) = labels(documents);
    Examples::new(&rows, documents[0].width(), labels, weights).grow(GROWTH)
}

fn labels(documents: &[&Document]) -> (Vec<bool>, Vec<f32>) {
    let labels = documents.iter().flat_map(|d| d.labels.iter().copied()).collect();
    let mut weights = Vec::new();
    for document in documents {
        let own: Vec<f32> =
            document.sample.words.windows(2).map(|pair| weight(pair[1] - pair[0])).collect();
        let total: f32 = own.iter().sum();
        // Every document counts the same.
        weights.extend(own.iter().map(|w| w * 100.0 / total.max(1.0)));
    }
    (labels, weights)
}

/// Precision, recall and F1 of the body over runs of four words, as means over documents.
#[derive(Default)]
struct Score {
    precision: f64,
    filled: f64,
    recall: f64,
    count: f64,
}

impl Score {
    fn add(&mut self, gold: &str, found: &str) {
        let count = |text: &str| {
            let mut counts: FxHashMap<Vec<String>, i64> = FxHashMap::default();
            let all = words(text);
            let n = all.len().min(4);
            if n > 0 {
                for run in all.windows(n) {
                    *counts.entry(run.iter().map(|w| (*w).to_owned()).collect()).or_default() += 1;
                }
            }
            counts
        };
        let (gold, found) = (count(gold), count(found));
        let hits: i64 = gold.iter().map(|(run, n)| *n.min(found.get(run).unwrap_or(&0))).sum();
        let (g, f): (i64, i64) = (gold.values().sum(), found.values().sum());
        self.count += 1.0;
        if f > 0 {
            self.filled += 1.0;
            self.precision += hits as f64 / f as f64;
        }
        if g > 0 {
            self.recall += hits as f64 / g as f64;
        }
    }

    fn print(&self, name: &str) {
        let (p, r) = (self.precision / self.filled, self.recall / self.count);
        println!(
            "  {name}: P {p:.3} R {r:.3} F1 {:.4} ({} documents, {} empty)",
            2.0 * p * r / (p + r),
            self.count,
            self.count - self.filled
        );
    }
}

fn cross_validate(documents: &[Document], format: Format) {
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    for fold in 0..FOLDS {
        let seen: Vec<&Document> = documents.iter().filter(|d| d.fold != fold).collect();
        let looks = train(&seen);
        let mut model = BlockModel::default();
        *looks_for(&mut model, format) = looks.clone();
        let cleaner = Cleaner::with_model(SiteRules::default(), model);
        for document in documents.iter().filter(|d| d.fold == fold) {
            let first = looks.first_look(&document.sample.rows, document.width());
            let second = looks.probabilities(&document.sample.rows, &document.sample.words);
            let kept = |keep: &dyn Fn(usize) -> bool| -> String {
                let texts = document
                    .sample
                    .blocks
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| keep(*at))
                    .map(|(_, (_, text))| text.as_str());
                texts.collect::<Vec<_>>().join("\n")
            };
            let gold = &document.gold.gold_body;
            let conv = &document.gold.conv;
            let mut add = |name: &str, text: &str| {
                scores.entry(format!("{conv} {name}")).or_default().add(gold, text)
            };
            add("0 oracle", &kept(&|at| document.labels[at]));
            add("1 first look", &kept(&|at| first[at] > 0.5));
            add("2 second look", &kept(&|at| second[at] > 0.5));
            let cleaned = cleaner.run(document.raw());
            let blocks = cleaned.article.blocks.iter().filter(|block| {
                matches!(
                    block.kind,
                    BlockKind::Dateline
                        | BlockKind::Standfirst
                        | BlockKind::Body
                        | BlockKind::Subheading
                )
            });
            let text: Vec<&str> =
                blocks.map(|block| block.span.of(&cleaned.article.text)).collect();
            add("3 whole stage", &text.join("\n"));
        }
    }
    for (name, score) in &scores {
        score.print(name);
    }
}
