//! Trains the entity labeller:
//! `cargo run --release --example train-entities -- NER SILVER SILVER_HELD_OUT OUT.bin`.
//!
//! NER is a folder of `gold-news.jsonl`, which is learned from, and of `worldwide-dev.jsonl` and
//! `uner-pud-dev.jsonl`, which are only scored: a document a line, {"text", "spans": [[start, end,
//! type], ...]}, offsets in code points. Every seventh gold document is held out to fit the
//! temperature and to print scores; the weights written are then trained on all of them.
//! SILVER_HELD_OUT is a folder of such files labelled by `teacher.py --hold-out`, which has not seen
//! the documents held out, SILVER one labelled by a teacher that has. The same input gives the same
//! bytes.

mod data;
mod learn;
mod score;

use anyhow::{Context, Result};
use copydesk::{
    entities::{
        Tagger,
        detect::{lexicon::Lexicon, model::Model},
    },
    language::ENGLISH,
};
use data::{Document, Examples};
use score::{coarse, fine, reliability, score};
use std::{env, fs, path::Path};

/// One document of so many is held out.
const HELD_OUT: usize = 7;
/// One gold document of so many is learned in small letters too.
const LOWERED: usize = 6;
/// What a silver document weighs, a gold one being 1.
const SILVER_WEIGHT: f32 = 0.15;

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().collect();
    let [_, ner, silver, silver_held_out, out] = arguments.as_slice() else {
        anyhow::bail!("usage: train-entities NER SILVER SILVER_HELD_OUT OUT.bin");
    };
    let ner = Path::new(ner);
    let gold = data::read(&ner.join("gold-news.jsonl"))?;
    let (held_out, rest): (Vec<_>, Vec<_>) =
        gold.iter().enumerate().partition(|(at, _)| at.is_multiple_of(HELD_OUT));
    let documents = |chosen: Vec<(usize, _)>| chosen.into_iter().map(|(_, document)| document);
    let held_out: Vec<&Document> = documents(held_out).collect();

    let (silver, silver_held_out) =
        (read_all(Path::new(silver))?, read_all(Path::new(silver_held_out))?);
    let model = train(documents(rest), &silver_held_out);
    let temperature = score::fit_temperature(&model, &held_out);
    let tagger = Tagger::new(
        &ENGLISH,
        Lexicon::new(&ENGLISH.names.lists),
        model.with_temperature(temperature),
    );
    println!("held out, ten types: {}", score(&tagger, &held_out, fine));
    println!("held out, persons, organisations, places: {}", score(&tagger, &held_out, coarse));
    let lowered: Vec<Document> = held_out.iter().map(|document| document.lowered()).collect();
    let lowered: Vec<&Document> = lowered.iter().collect();
    println!("the same in small letters: {}", score(&tagger, &lowered, coarse));
    for name in ["worldwide-dev", "uner-pud-dev"] {
        let documents = data::read(&ner.join(name).with_extension("jsonl"))?;
        let documents: Vec<&Document> = documents.iter().collect();
        println!("{name}: {}", score(&tagger, &documents, coarse));
    }
    print!("{}", reliability(&tagger, &held_out));

    let bytes = train(gold.iter(), &silver).with_temperature(temperature).write();
    println!("{} KiB, temperature {temperature}", bytes.len() / 1024);
    fs::write(out, bytes).with_context(|| format!("cannot write {out}"))
}

/// The documents of all files of a folder, in the order of their names.
fn read_all(folder: &Path) -> Result<Vec<Document>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    paths.sort();
    let files = paths.iter().map(|path| data::read(path));
    Ok(files.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

fn train<'a>(gold: impl Iterator<Item = &'a Document> + Clone, silver: &'a [Document]) -> Model {
    let lexicon = Lexicon::new(&ENGLISH.names.lists);
    let plain = data::plain_words(gold.clone().chain(silver));
    let mut examples = Examples::default();
    for document in gold.clone() {
        examples.add(&lexicon, &plain, document, 1.0);
    }
    for document in gold.step_by(LOWERED) {
        examples.add(&lexicon, &plain, &document.lowered(), 1.0);
    }
    for document in silver {
        examples.add(&lexicon, &plain, document, SILVER_WEIGHT);
    }
    let (weights, transitions) = learn::train(&examples);
    Model::new(&weights, transitions, plain, learn::LEAST_WEIGHT)
}
