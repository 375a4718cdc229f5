//! Trains the model that finds names:
//! `cargo run --release --example train-entities -- NER SILVER SILVER_HELD_OUT OUT.bin`.
//!
//! NER is a folder of `gold-news.jsonl`, which is learned from beside our own `training/data/names/`, and of `worldwide-dev.jsonl` and
//! `uner-pud-dev.jsonl`, which are only scored: a document a line, {"text", "spans": [[start, end,
//! type], ...]}, offsets in code points. Every seventh gold document is held out to fit the
//! temperature and to print scores; the weights written are then trained on all of them.
//! SILVER_HELD_OUT is a folder of such files labelled by `teacher.py --hold-out`, which has not
//! seen the documents held out, SILVER one labelled by a teacher that has. The same input gives the
//! same bytes.

mod data;
mod learn;
mod score;

use anyhow::{Context, Result};
use copydesk::{
    entities::{
        Tagger,
        detect::crf::{Lexicon, Weights},
    },
    language::ENGLISH,
};
use data::{Document, Examples};
use score::{coarse, fine, reliability, score};
use std::{
    env, fs,
    path::{Path, PathBuf},
    sync::Arc,
};

/// One document of so many is held out.
const HELD_OUT: usize = 7;
/// One gold document of so many is learned in lowercase too.
const LOWERED: usize = 6;
/// The weight of a silver document, that of a gold one being 1.
const SILVER_WEIGHT: f32 = 0.15;

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().collect();
    let [_, ner, silver, silver_held_out, out] = arguments.as_slice() else {
        anyhow::bail!("usage: train-entities NER SILVER SILVER_HELD_OUT OUT.bin");
    };
    let ner = Path::new(ner);
    let mut gold = data::read(&ner.join("gold-news.jsonl"))?;
    for path in files(Path::new("training/data/names"), "tsv")? {
        gold.extend(data::read_marked(&path)?);
    }
    let (held_out, rest): (Vec<_>, Vec<_>) =
        gold.iter().enumerate().partition(|(at, _)| at.is_multiple_of(HELD_OUT));
    let documents = |chosen: Vec<(usize, _)>| chosen.into_iter().map(|(_, document)| document);
    let held_out: Vec<&Document> = documents(held_out).collect();

    let (silver, silver_held_out) =
        (read_all(Path::new(silver))?, read_all(Path::new(silver_held_out))?);
    let lexicon = Arc::new(Lexicon::new(&ENGLISH.names));
    let weights = train(&lexicon, documents(rest), &silver_held_out);
    let temperature = score::fit_temperature(&lexicon, &weights, &held_out);
    let tagger = score::tagger(&lexicon, weights.with_temperature(temperature));
    print_scores(&tagger, &held_out, ner)?;

    let bytes = train(&lexicon, gold.iter(), &silver).with_temperature(temperature).write();
    println!("{} KiB, temperature {temperature}", bytes.len() / 1024);
    fs::write(out, bytes).with_context(|| format!("cannot write {out}"))
}

/// Prints how well documents held out are read, and those of the folder NER that are only scored.
fn print_scores(tagger: &Tagger, held_out: &[&Document], ner: &Path) -> Result<()> {
    println!("held out, ten types: {}", score(tagger, held_out, fine));
    println!("held out, persons, organisations, places: {}", score(tagger, held_out, coarse));
    for kind in data::TYPES {
        let of_kind = |found: &str| (found == kind).then_some(kind);
        println!("held out, {kind}: {}", score(tagger, held_out, of_kind));
    }
    let lowered: Vec<Document> = held_out.iter().map(|document| document.lowered()).collect();
    let lowered: Vec<&Document> = lowered.iter().collect();
    println!("the same in lowercase: {}", score(tagger, &lowered, coarse));
    for name in ["worldwide-dev", "uner-pud-dev"] {
        let documents = data::read(&ner.join(name).with_extension("jsonl"))?;
        let documents: Vec<&Document> = documents.iter().collect();
        println!("{name}: {}", score(tagger, &documents, coarse));
    }
    print!("{}", reliability(tagger, held_out));
    Ok(())
}

/// The documents of all files of a folder, in the order of their names.
fn read_all(folder: &Path) -> Result<Vec<Document>> {
    let paths = files(folder, "jsonl")?;
    let files = paths.iter().map(|path| data::read(path));
    Ok(files.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// The files of a folder with this ending, in the order of their names.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|found| found == ending));
    paths.sort();
    Ok(paths)
}

/// Learns from gold documents, one in so many in lowercase too, and from silver ones.
fn train<'a>(
    lexicon: &Lexicon,
    gold: impl Iterator<Item = &'a Document> + Clone,
    silver: &'a [Document],
) -> Weights {
    let ordinary = data::ordinary_words(gold.clone().chain(silver));
    let mut examples = Examples::default();
    for document in gold.clone() {
        examples.add(lexicon, &ordinary, document, 1.0);
    }
    for document in gold.step_by(LOWERED) {
        examples.add(lexicon, &ordinary, &document.lowered(), 1.0);
    }
    for document in silver {
        examples.add(lexicon, &ordinary, document, SILVER_WEIGHT);
    }
    let (weights, transitions) = learn::train(&examples);
    Weights::new(&weights, transitions, ordinary, learn::LEAST_WEIGHT)
}
