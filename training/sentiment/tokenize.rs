//! Splits texts as the scorer sees them, for its teacher and its trainer:
//! `cargo run --release --example tokenize-sentiment -- DATA OUT`.
//!
//! DATA is a folder of `sentiment/` (sentences whose targets have a polarity) and `ner/` (news of
//! which only the text is used); our own labels are read from `training/data/tone/`. OUT gets a file
//! for each: a sentence a line, {"text", "tokens": [[start, end], ...], "names": [[start, end, sort],
//! ...], "targets": [{"start", "end", "answer"}, ...]}, offsets in code points. Names are those that the
//! entity stage finds; they and pronouns are the targets of news. In `articles.jsonl` every mention of an
//! entity has the polarity that the entity has in its article, which the line names. `labels.jsonl` has
//! what its guide says: the "answer" of the sentence, and its "kind" and "group" of minimal pairs.

use anyhow::{Context, Result};
use copydesk::{
    document::Mention,
    entities::Tagger,
    language::ENGLISH,
    text::{Segmentation, Span, Tokens, lines},
    tone::NameSort,
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
const LENGTHS: std::ops::Range<usize> = 2..90;
/// Our own labels.
const LABELS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/training/data/tone");

/// A text and where the polarity towards something is known.
#[derive(Deserialize)]
struct Document {
    text: String,
    #[serde(default)]
    targets: Vec<Target>,
    valence: Option<f32>,
}

/// Something in a text, by code points, and the tone towards it where that is known.
#[derive(Clone, Deserialize, Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct Target {
    start: usize,
    end: usize,
    #[serde(alias = "polarity", skip_serializing_if = "Option::is_none")]
    answer: Option<String>,
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

/// What is known of a sentence besides its text.
#[derive(Clone, Default, Serialize)]
struct Known<'text> {
    targets: Vec<Target>,
    #[serde(skip_serializing_if = "Option::is_none")]
    valence: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    article: Option<&'text str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<&'text str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'text str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'text str>,
}

/// A sentence as it is written.
#[derive(Serialize)]
struct Sentence<'text> {
    text: &'text str,
    tokens: Vec<(usize, usize)>,
    names: Vec<(usize, usize, usize)>,
    #[serde(flatten)]
    known: Known<'text>,
}

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().collect();
    let [_, data, out] = arguments.as_slice() else {
        anyhow::bail!("usage: tokenize-sentiment DATA OUT");
    };
    let (data, out) = (Path::new(data), Path::new(out));
    fs::create_dir_all(out)?;
    let create = |name: &str| -> Result<_> {
        Ok(BufWriter::new(fs::File::create(out.join(name).with_extension("jsonl"))?))
    };
    let tagger = Tagger::embedded(&ENGLISH);
    let rated =
        ["newsmtsc-train", "newsmtsc-dev-mt", "newsmtsc-dev-rw", "sentfin", "nyt-editorials-dev"];
    for name in rated {
        let mut file = create(name)?;
        for Document { text, targets, valence } in read(&data.join("sentiment").join(name))? {
            let targets: BTreeSet<Target> = targets.into_iter().collect();
            let targets = targets.into_iter().collect();
            write_alone(&tagger, &text, Known { targets, valence, ..Known::default() }, &mut file)?;
        }
    }
    let mut file = create("labels")?;
    write_labels(&tagger, Path::new(LABELS), &mut file)?;
    let mut file = create("news")?;
    for text in news(data)? {
        write_news(&tagger, &text, &mut file)?;
    }
    let mut file = create("articles")?;
    let articles: Vec<Article> = read(&data.join("ner/gold-news"))?;
    let tones: Vec<Tones> = read(&data.join("ner/gold-docs"))?;
    for Tones { id, tone } in tones {
        let article = articles.iter().find(|article| article.id == id);
        let article = article.with_context(|| format!("no article {id}"))?;
        write_article(&tagger, article, &tone, &mut file)?;
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

/// Writes the labels of all files of a folder and of those below, as the guide in it describes them.
fn write_labels(tagger: &Tagger, folder: &Path, file: &mut impl Write) -> Result<()> {
    let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(fs::DirEntry::path);
    for path in entries.iter().map(fs::DirEntry::path) {
        if path.is_dir() {
            write_labels(tagger, &path, file)?;
        } else if path.extension().is_some_and(|extension| extension == "tsv") {
            for line in fs::read_to_string(&path)?.lines() {
                let [kind, group, answer, marked] = line.split('\t').collect::<Vec<_>>()[..] else {
                    anyhow::bail!("{}: not four fields: {line}", path.display());
                };
                let (text, targets) = unmark(marked).with_context(|| line.to_owned())?;
                let (kind, group, answer) = (Some(kind), Some(group), Some(answer));
                let known = Known { targets, answer, kind, group, ..Known::default() };
                write_alone(tagger, &text, known, file)?;
            }
        }
    }
    Ok(())
}

/// A text without the marks of its targets, `{target|answer}`, and the targets.
fn unmark(marked: &str) -> Result<(String, Vec<Target>)> {
    let (mut text, mut targets) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('{') {
        let (inside, behind) = after.split_once('}').context("a mark is not closed")?;
        let (target, answer) = inside.split_once('|').context("a mark without an answer")?;
        text.push_str(before);
        let start = text.chars().count();
        text.push_str(target);
        let end = text.chars().count();
        targets.push(Target { start, end, answer: Some(answer.to_owned()) });
        rest = behind;
    }
    text.push_str(rest);
    Ok((text, targets))
}

/// Writes a text that is one sentence.
fn write_alone(tagger: &Tagger, text: &str, known: Known, file: &mut impl Write) -> Result<()> {
    let whole = Span::new(0, text.len());
    let tokens = Tokens::new(text, &[copydesk::text::Sentence { span: whole, block: 0 }]);
    let names = tagger.mentions(text, &tokens);
    write_sentence(text, whole, &tokens.spans, &names, known, file)
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
        let named = names.iter().map(|name| name.span).filter(|name| sentence.contains(*name));
        let pronoun = |span: &&Span| PRONOUNS.contains(&span.of(text).to_lowercase().as_str());
        let targets: BTreeSet<Span> = named.chain(spans.iter().filter(pronoun).copied()).collect();
        let target = |span| target(text, sentence, span, None);
        let known =
            Known { targets: targets.into_iter().map(target).collect(), ..Known::default() };
        write_sentence(text, sentence, spans, &names, known, file)?;
    }
    Ok(())
}

fn write_article(
    tagger: &Tagger,
    article: &Article,
    tone: &BTreeMap<String, String>,
    file: &mut impl Write,
) -> Result<()> {
    let text = &article.text;
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let rated =
        article.spans.iter().zip(&article.clusters).filter_map(|((start, end, _), cluster)| {
            let tone = tone.get(&(*cluster)?.to_string())?;
            Some((Span::new(bytes[*start], bytes[*end]), tone))
        });
    let rated: Vec<_> = rated.collect();
    let (sentences, tokens) = split(text);
    let names = tagger.mentions(text, &tokens);
    for (sentence, range) in sentences.into_iter().zip(&tokens.sentences) {
        let inside = rated.iter().filter(|(span, _)| sentence.contains(*span));
        let target =
            |(span, tone): &(Span, &String)| target(text, sentence, *span, Some((*tone).clone()));
        let targets = inside.map(target).collect();
        let known = Known { targets, article: Some(&article.id), ..Known::default() };
        write_sentence(text, sentence, &tokens.spans[range.clone()], &names, known, file)?;
    }
    Ok(())
}

/// The code points of a sentence before a byte of its text.
fn points(text: &str, sentence: Span, byte: usize) -> usize {
    Span::new(sentence.start, byte).of(text).chars().count()
}

fn target(text: &str, sentence: Span, span: Span, answer: Option<String>) -> Target {
    let [start, end] = [span.start, span.end].map(|byte| points(text, sentence, byte));
    Target { start, end, answer }
}

fn write_sentence(
    text: &str,
    sentence: Span,
    tokens: &[Span],
    names: &[Mention],
    known: Known,
    file: &mut impl Write,
) -> Result<()> {
    if !LENGTHS.contains(&tokens.len()) {
        return Ok(());
    }
    let points = |byte: usize| points(text, sentence, byte);
    let names = names.iter().filter(|name| sentence.contains(name.span));
    let name = |name: &Mention| {
        (points(name.span.start), points(name.span.end), NameSort::from(name.kind) as usize)
    };
    let written = Sentence {
        text: sentence.of(text),
        tokens: tokens.iter().map(|span| (points(span.start), points(span.end))).collect(),
        names: names.map(name).collect(),
        known,
    };
    writeln!(file, "{}", serde_json::to_string(&written)?)?;
    Ok(())
}
