//! Articles in JSON-LD, by schema.org's vocabulary.

use super::references::decode_all;
use serde_json::Value;

/// Articles nested deeper than this are not looked for.
const DEEPEST: usize = 4;

/// An article in JSON-LD; empty where nothing is said.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct LinkedArticle {
    pub headline: String,
    /// As it is written.
    pub published: String,
    pub publishers: Vec<String>,
    pub authors: Vec<String>,
    /// Its text; may hold markup.
    pub body: String,
}

/// The articles that the text of a script describes; none where it is no JSON.
pub(super) fn articles(text: &str) -> Vec<LinkedArticle> {
    let mut articles = Vec::new();
    // A control character in a string is an error in JSON and common in pages.
    let text = text.replace(|c: char| c.is_control(), " ");
    if let Ok(value) = serde_json::from_str(text.trim().trim_end_matches(';')) {
        collect(&value, 0, &mut articles);
    }
    articles
}

fn collect(value: &Value, depth: usize, articles: &mut Vec<LinkedArticle>) {
    match value {
        Value::Array(values) if depth < DEEPEST => {
            values.iter().for_each(|value| collect(value, depth + 1, articles));
        }
        Value::Object(object) if depth < DEEPEST => {
            if is_article(&value["@type"]) {
                articles.push(article(value));
            }
            for name in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(value) = object.get(name) {
                    collect(value, depth + 1, articles);
                }
            }
        }
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)
        | Value::Object(_) => {}
    }
}

/// True if a type is one of schema.org's articles.
fn is_article(kind: &Value) -> bool {
    let one = |kind: &str| {
        kind.ends_with("Article")
            || kind.ends_with("BlogPosting")
            || matches!(kind, "Report" | "Review")
    };
    match kind {
        Value::String(kind) => one(kind),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).any(one),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}

fn article(article: &Value) -> LinkedArticle {
    let text = |name: &str| article[name].as_str().unwrap_or_default();
    LinkedArticle {
        headline: decode_all(text("headline")),
        published: text("datePublished").to_owned(),
        publishers: names(&article["publisher"]),
        authors: names(&article["author"]),
        body: text("articleBody").to_owned(),
    }
}

/// The names of persons or organisations, however they are written down.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) => vec![decode_all(name)],
        Value::Array(values) => values.iter().flat_map(names).collect(),
        Value::Object(object) => object.get("name").map(names).unwrap_or_default(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}
