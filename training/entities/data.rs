//! Documents with their names, and what the model sees of them.

use anyhow::{Context, Result};
use copydesk::{
    entities::detect::crf::{
        Lexicon, OrdinaryWords,
        features::{Extractor, Feature},
        labels::{OUTSIDE, begin, inside},
    },
    language::ENGLISH,
    text::{Segmentation, Span, Tokens, lines, word::hash},
};
use rustc_hash::FxHashMap;
use std::{fs, path::Path};

/// The labels of our own data, in the order of `EntityType::LEARNED`.
pub const TYPES: [&str; 10] =
    ["PERSON", "ORG", "GPE", "LOC", "FAC", "GROUP", "EVENT", "PRODUCT", "WORK", "LAW"];

/// A document as it is labelled; offsets in code points.
#[derive(serde::Deserialize)]
struct Labelled {
    text: String,
    spans: Vec<(usize, usize, String)>,
}

/// A document with its names.
pub struct Document {
    pub text: String,
    pub tokens: Tokens,
    /// The names, and their types.
    pub spans: Vec<(Span, String)>,
}

/// Reads a file with a document a line.
pub fn read(path: &Path) -> Result<Vec<Document>> {
    let lines =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    lines.lines().map(|line| Ok(document(serde_json::from_str(line)?))).collect()
}

/// Sentences of one document, as far as they are put together.
const TOGETHER: usize = 15;

/// Reads a file of sentences, a line each behind its name and a tab, whose names stand in braces:
/// "{words|TYPE}". Fifteen of them are a document.
pub fn read_marked(path: &Path) -> Result<Vec<Document>> {
    let lines =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let sentences: Vec<&str> =
        lines.lines().filter_map(|line| Some(line.split_once('\t')?.1)).collect();
    Ok(sentences
        .chunks(TOGETHER)
        .map(|sentences| document(marked(&sentences.join("\n"))))
        .collect())
}

/// A text without its marks, and what they say.
fn marked(text: &str) -> Labelled {
    let mut labelled = Labelled { text: String::new(), spans: Vec::new() };
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        labelled.text += before;
        let mark =
            behind.split_once('}').and_then(|(mark, rest)| Some((mark.split_once('|')?, rest)));
        let Some(((words, kind), behind)) = mark else {
            labelled.text.push('{');
            rest = behind;
            continue;
        };
        let start = labelled.text.chars().count();
        labelled.spans.push((start, start + words.chars().count(), kind.to_owned()));
        labelled.text += words;
        rest = behind;
    }
    labelled.text += rest;
    labelled
}

fn document(Labelled { text, spans }: Labelled) -> Document {
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let splitter = ENGLISH.sentences.splitter();
    let Segmentation { tokens, .. } = Segmentation::new(&text, lines(&text), &splitter);
    let span = |(start, end, kind)| (Span::new(bytes[start], bytes[end]), kind);
    let spans = spans.into_iter().map(span).collect();
    Document { text, tokens, spans }
}

impl Document {
    /// The same in lowercase, as some write headlines and some send text.
    pub fn lowered(&self) -> Self {
        let small = |c: char| {
            let mut letters = c.to_lowercase();
            letters.next().filter(|small| letters.len() == 0 && small.len_utf8() == c.len_utf8())
        };
        let text: String = self.text.chars().map(|c| small(c).unwrap_or(c)).collect();
        // Sentences and tokens are where they are in the original: the labels are to fit.
        let tokens =
            Tokens { spans: self.tokens.spans.clone(), sentences: self.tokens.sentences.clone() };
        Self { text, tokens, spans: self.spans.clone() }
    }

    /// The label of each token.
    fn labels(&self) -> Vec<usize> {
        let mut labels = vec![OUTSIDE; self.tokens.spans.len()];
        for (span, kind) in &self.spans {
            let Some(kind) = TYPES.iter().position(|known| known == kind) else { continue };
            let first = self.tokens.spans.partition_point(|token| token.end <= span.start);
            for (label, token) in labels[first..].iter_mut().zip(&self.tokens.spans[first..]) {
                if token.start >= span.end {
                    break;
                }
                *label = if token.start <= span.start { begin(kind) } else { inside(kind) };
            }
        }
        labels
    }
}

/// The words that are often seen in lowercase, and next to never in a name.
pub fn ordinary_words<'a>(documents: impl Iterator<Item = &'a Document>) -> OrdinaryWords {
    const SEEN: u32 = 12;
    // By the hash of a word how often it is outside and inside of names.
    let mut seen: FxHashMap<u64, (u32, u32)> = FxHashMap::default();
    for document in documents {
        for (span, label) in document.tokens.spans.iter().zip(document.labels()) {
            let token = span.of(&document.text);
            if !token.starts_with(char::is_uppercase) {
                let (outside, inside) = seen.entry(hash(token)).or_default();
                *(if label == OUTSIDE { outside } else { inside }) += 1;
            }
        }
    }
    let ordinary = |(outside, inside): (u32, u32)| outside >= SEEN && 500 * inside <= outside;
    seen.into_iter().filter(|(_, counts)| ordinary(*counts)).map(|(hash, _)| hash).collect()
}

/// Stretches of tokens with their features and right labels.
#[derive(Default)]
pub struct Examples {
    /// The features of all tokens.
    pub features: Vec<Feature>,
    /// The index of the first feature of each token.
    pub starts: Vec<usize>,
    /// The label of each token.
    pub labels: Vec<usize>,
    /// The first token of each stretch, and the weight of the stretch.
    pub segments: Vec<(usize, f32)>,
}

impl Examples {
    /// Adds the stretches of a document that could hold names.
    pub fn add(
        &mut self,
        lexicon: &Lexicon,
        ordinary: &OrdinaryWords,
        document: &Document,
        weight: f32,
    ) {
        let labels = document.labels();
        let extractor = Extractor::new(lexicon, ordinary, &document.text, &document.tokens);
        for (index, sentence) in document.tokens.sentences.iter().enumerate() {
            for segment in extractor.segments(sentence) {
                self.segments.push((self.labels.len(), weight));
                for at in segment {
                    self.starts.push(self.features.len());
                    extractor.features(index, at, &mut self.features);
                    self.labels.push(labels[at]);
                }
            }
        }
    }

    /// The indices of the features of a token.
    pub fn features(&self, token: usize) -> std::ops::Range<usize> {
        self.starts[token]..self.starts.get(token + 1).copied().unwrap_or(self.features.len())
    }

    /// The tokens of a stretch.
    pub fn segment(&self, at: usize) -> std::ops::Range<usize> {
        self.segments[at].0..self.segments.get(at + 1).map_or(self.labels.len(), |next| next.0)
    }
}
