//! Splits texts as the scorer sees them, for its teacher and its trainer:
//! `cargo run --release --example tokenize-sentiment -- DATA OUT`.
//!
//! DATA is a folder of `sentiment/` (sentences whose targets have a polarity) and `ner/` (news of
//! which only the text is used). OUT gets a file for each: a sentence a line, {"text", "tokens":
//! [[start, end], ...], "targets": [{"start", "end", "polarity"}, ...]}, offsets in code points.
//! Targets of news are the names that the entity stage finds, and pronouns. In `articles.jsonl` every
//! mention of an entity has the polarity that the entity has in its article, which the line names.

use anyhow::{Context, Result};
use copydesk::{
    entities::Tagger,
    language::ENGLISH,
    text::{Segmentation, Span, Tokens, lines},
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    io::{BufWriter, Write},
    path::Path,
};

/// What may stand for somebody.
const PRONOUNS: [&str; 16] = [
    "i", "me", "my", "we", "us", "our", "he", "him", "his", "she", "her", "they", "them", "their",
    "it", "its",
];
/// Sentences of so many tokens are read.
const LENGTHS: std::ops::Range<usize> = 4..90;

/// A text and where the polarity towards something is known.
#[derive(Deserialize)]
struct Document {
    text: String,
    #[serde(default)]
    targets: Vec<Target>,
    valence: Option<f32>,
}

#[derive(Clone, Deserialize, Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct Target {
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    polarity: Option<String>,
}

/// An article with its names, and to which entity each belongs.
#[derive(Deserialize)]
struct Article {
    id: String,
    text: String,
    spans: Vec<(usize, usize, String)>,
    #[serde(default)]
    clusters: Vec<Option<u32>>,
}

/// The tone of an article towards its entities, by cluster, and of the whole as "document".
#[derive(Deserialize)]
struct Tones {
    id: String,
    tone: BTreeMap<String, String>,
}

/// A sentence as it is written.
#[derive(Serialize)]
struct Sentence<'text> {
    text: &'text str,
    tokens: Vec<(usize, usize)>,
    targets: Vec<Target>,
    #[serde(skip_serializing_if = "Option::is_none")]
    valence: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    article: Option<&'text str>,
}

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().collect();
    let [_, data, out] = arguments.as_slice() else {
        anyhow::bail!("usage: tokenize-sentiment DATA OUT");
    };
    let (data, out) = (Path::new(data), Path::new(out));
    fs::create_dir_all(out)?;
    let rated =
        ["newsmtsc-train", "newsmtsc-dev-mt", "newsmtsc-dev-rw", "sentfin", "nyt-editorials-dev"];
    for name in rated {
        let mut file = BufWriter::new(fs::File::create(out.join(name).with_extension("jsonl"))?);
        let documents: Vec<Document> = read(&data.join("sentiment").join(name))?;
        documents.iter().try_for_each(|document| write_rated(document, &mut file))?;
    }
    let tagger = Tagger::embedded(&ENGLISH);
    let mut file = BufWriter::new(fs::File::create(out.join("news.jsonl"))?);
    for text in news(data)? {
        write_news(&tagger, &text, &mut file)?;
    }
    let mut file = BufWriter::new(fs::File::create(out.join("articles.jsonl"))?);
    let articles: Vec<Article> = read(&data.join("ner/gold-news"))?;
    let tones: Vec<Tones> = read(&data.join("ner/gold-docs"))?;
    for Tones { id, tone } in tones {
        let article = articles.iter().find(|article| article.id == id);
        write_article(article.with_context(|| format!("no article {id}"))?, &tone, &mut file)?;
    }
    Ok(())
}

/// Reads a file with a document a line.
fn read<Line: serde::de::DeserializeOwned>(path: &Path) -> Result<Vec<Line>> {
    let path = path.with_extension("jsonl");
    let lines =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    lines.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// News without its labels, each text once; sentences of the Groningen Meaning Bank are put together
/// again.
fn news(data: &Path) -> Result<Vec<String>> {
    let bank: Vec<Document> = read(&data.join("ner/gmb"))?;
    let mut texts: Vec<String> = bank
        .chunks(15)
        .map(|run| run.iter().map(|one| one.text.as_str()).collect::<Vec<_>>().join("\n"))
        .collect();
    for name in [
        "ner/gold-news",
        "ner/wikigold",
        "ner/crossner-politics",
        "sentiment/newsmtsc-train",
        "sentiment/sentfin",
    ] {
        let documents: Vec<Document> = read(&data.join(name))?;
        texts.extend(documents.into_iter().map(|document| document.text));
    }
    let mut seen = BTreeSet::new();
    texts.retain(|text| seen.insert(text.clone()));
    Ok(texts)
}

fn write_rated(document: &Document, file: &mut impl Write) -> Result<()> {
    let Document { text, targets, valence } = document;
    let whole = Span::new(0, text.len());
    let sentences = [copydesk::text::Sentence { span: whole, block: 0 }];
    let tokens = Tokens::new(text, &sentences);
    let targets: BTreeSet<Target> = targets.iter().cloned().collect();
    let points = |byte: usize| Span::new(0, byte).of(text).chars().count();
    let sentence = Sentence {
        text,
        tokens: tokens.spans.iter().map(|span| (points(span.start), points(span.end))).collect(),
        targets: targets.into_iter().collect(),
        valence: *valence,
        article: None,
    };
    writeln!(file, "{}", serde_json::to_string(&sentence)?)?;
    Ok(())
}

/// Sentences of a text, one block a line, and their tokens.
fn split(text: &str) -> (Vec<Span>, Tokens) {
    let splitter = ENGLISH.sentences.splitter();
    let Segmentation { sentences, tokens } = Segmentation::new(text, lines(text), &splitter);
    (sentences.into_iter().map(|sentence| sentence.span).collect(), tokens)
}

fn write_news(tagger: &Tagger, text: &str, file: &mut impl Write) -> Result<()> {
    let (sentences, tokens) = split(text);
    let names = tagger.mentions(text, &tokens);
    for (sentence, range) in sentences.into_iter().zip(&tokens.sentences) {
        let spans = &tokens.spans[range.clone()];
        let names = names.iter().map(|name| name.span).filter(|name| sentence.contains(*name));
        let pronoun = |span: &&Span| PRONOUNS.contains(&span.of(text).to_lowercase().as_str());
        let targets: BTreeSet<Span> = names.chain(spans.iter().filter(pronoun).copied()).collect();
        let targets = targets.into_iter().map(|span| (span, None));
        write_sentence(text, sentence, spans, targets, None, file)?;
    }
    Ok(())
}

fn write_article(
    article: &Article,
    tone: &BTreeMap<String, String>,
    file: &mut impl Write,
) -> Result<()> {
    let text = &article.text;
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let rated =
        article.spans.iter().zip(&article.clusters).filter_map(|((start, end, _), cluster)| {
            let tone = tone.get(&(*cluster)?.to_string())?;
            Some((Span::new(bytes[*start], bytes[*end]), Some(tone.clone())))
        });
    let rated: Vec<_> = rated.collect();
    let (sentences, tokens) = split(text);
    for (sentence, range) in sentences.into_iter().zip(&tokens.sentences) {
        let inside = rated.iter().filter(|(span, _)| sentence.contains(*span)).cloned();
        let spans = &tokens.spans[range.clone()];
        write_sentence(text, sentence, spans, inside, Some(&article.id), file)?;
    }
    Ok(())
}

fn write_sentence(
    text: &str,
    sentence: Span,
    tokens: &[Span],
    targets: impl Iterator<Item = (Span, Option<String>)>,
    article: Option<&str>,
    file: &mut impl Write,
) -> Result<()> {
    if !LENGTHS.contains(&tokens.len()) {
        return Ok(());
    }
    let points = |byte: usize| Span::new(sentence.start, byte).of(text).chars().count();
    let target = |(span, polarity): (Span, Option<String>)| Target {
        start: points(span.start),
        end: points(span.end),
        polarity,
    };
    let written = Sentence {
        text: sentence.of(text),
        tokens: tokens.iter().map(|span| (points(span.start), points(span.end))).collect(),
        targets: targets.map(target).collect(),
        valence: None,
        article,
    };
    writeln!(file, "{}", serde_json::to_string(&written)?)?;
    Ok(())
}
