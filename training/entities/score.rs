//! Scores of a model against labelled documents.

use crate::data::{Document, TYPES};
use copydesk::{
    document::{EntityType, Mention},
    entities::{
        Tagger,
        detect::crf::{CrfModel, Lexicon, Weights},
    },
    language::ENGLISH,
    text::Span,
};
use std::{collections::HashSet, sync::Arc};

/// Precision, recall and F1.
pub struct Score(usize, usize, usize);

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let Self(right, found, gold) = *self;
        let share = |all: usize| 100.0 * right as f32 / all.max(1) as f32;
        let f1 = 200.0 * right as f32 / (found + gold).max(1) as f32;
        write!(f, "P {:.1} R {:.1} F1 {f1:.1}", share(found), share(gold))
    }
}

/// Our ten types.
pub fn fine(kind: &str) -> Option<&'static str> {
    TYPES.into_iter().find(|known| *known == kind)
}

/// Person, organisation or place, by whatever a data set calls them.
pub fn coarse(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "PERSON" | "PER" | "Person" | "per" => "PER",
        "ORG" | "Organization" | "org" => "ORG",
        "GPE" | "LOC" | "FAC" | "Location" | "Facility" | "geo" => "LOC",
        _ => return None,
    })
}

/// Scores exact spans and kinds, as `kind` makes them of labels of the data, articles and possessive endings aside.
pub fn score(
    tagger: &Tagger,
    documents: &[&Document],
    kind: impl Fn(&str) -> Option<&'static str>,
) -> Score {
    let mut score = Score(0, 0, 0);
    for document in documents {
        let text = &document.text;
        let of = |span: Span, name: &str| Some((trimmed(text, span), kind(name)?));
        let gold = document.spans.iter().filter_map(|(span, name)| of(*span, name));
        let gold: HashSet<_> = gold.collect();
        let found = tagger.mentions(text, &document.tokens);
        let found = found.iter().filter_map(|mention| of(mention.span, name(mention.kind)));
        let found: HashSet<_> = found.collect();
        score.0 += gold.intersection(&found).count();
        score.1 += found.len();
        score.2 += gold.len();
    }
    score
}

/// The confidence of each mention found, and whether span and type are right.
fn confidences(tagger: &Tagger, documents: &[&Document]) -> Vec<(f32, bool)> {
    let judge = |document: &&Document| {
        let found = tagger.mentions(&document.text, &document.tokens);
        let gold = |mention: &Mention| {
            let is =
                |(span, kind): &(Span, String)| *span == mention.span && kind == name(mention.kind);
            document.spans.iter().any(is)
        };
        found.into_iter().map(|mention| (mention.confidence, gold(&mention))).collect::<Vec<_>>()
    };
    documents.iter().flat_map(judge).collect()
}

/// The entity stage with these weights.
pub fn tagger(lexicon: &Arc<Lexicon>, weights: Weights) -> Tagger {
    Tagger::new(&ENGLISH, CrfModel::new("entity-crf", Arc::clone(lexicon), weights))
}

/// The temperature under which what a model says of its mentions is likeliest.
pub fn fit_temperature(lexicon: &Arc<Lexicon>, weights: &Weights, documents: &[&Document]) -> f32 {
    let loss = |temperature: f32| -> f32 {
        let tagger = tagger(lexicon, weights.clone().with_temperature(temperature));
        let cost = |(sure, right): (f32, bool)| {
            let likely = if right { sure } else { 1.0 - sure };
            -likely.max(1e-6).ln()
        };
        confidences(&tagger, documents).into_iter().map(cost).sum()
    };
    let candidates = (10..=40).map(|step| step as f32 / 20.0);
    candidates.min_by(|a, b| loss(*a).total_cmp(&loss(*b))).unwrap_or(1.0)
}

/// The share of right mentions by their confidence: a table for the model card.
pub fn reliability(tagger: &Tagger, documents: &[&Document]) -> String {
    let found = confidences(tagger, documents);
    let bins = (0..10).filter_map(|tenth| {
        let inside = |sure: f32| ((10.0 * sure) as usize).min(9) == tenth;
        let bin: Vec<_> = found.iter().filter(|(sure, _)| inside(*sure)).collect();
        let count = bin.len() as f32;
        let said = bin.iter().map(|(sure, _)| sure).sum::<f32>() / count;
        let right = bin.iter().filter(|(_, right)| *right).count() as f32 / count;
        (count > 0.0).then(|| format!("| {said:.2} | {right:.2} | {count} |\n"))
    });
    format!("| said | right | mentions |\n|---|---|---|\n{}", bins.collect::<String>())
}

/// The label of a type in our data.
pub fn name(kind: EntityType) -> &'static str {
    let at = EntityType::LEARNED.iter().position(|known| *known == kind);
    at.map_or("", |at| TYPES[at])
}

fn trimmed(text: &str, mut span: Span) -> Span {
    let name = span.of(text);
    let article = ["the ", "a ", "an ", "The ", "A ", "An ", "THE "];
    if let Some(article) = article.into_iter().find(|article| name.starts_with(article)) {
        span.start += article.len();
    }
    let name = span.of(text);
    let ending = ["'s", "’s", "'", "’"].into_iter().find(|ending| name.ends_with(ending));
    span.end -= ending.map_or(0, str::len);
    let name = span.of(text);
    let name = name.trim_end_matches([' ', '.', ',', '\n', '\t', '"', '”']);
    span.end = span.start + name.len();
    span.start = span.end - name.trim_start_matches([' ', '\n', '\t', '"', '“']).len();
    span
}
