//! Articles in JSON-LD, by schema.org's vocabulary.

use super::{json, references::decode_all};
use rustc_hash::FxHashMap;
use serde_json::Value;

/// Articles nested deeper than this are not looked for.
const DEEPEST: usize = 4;

/// An article in JSON-LD; empty where nothing is said.
#[derive(Debug, Default)]
pub(super) struct LinkedArticle {
    /// True if it is of a kind that others than articles have too.
    pub uncertain: bool,
    pub headline: String,
    /// As they are written.
    pub published: String,
    pub updated: String,
    pub publishers: Vec<Agent>,
    pub authors: Vec<Agent>,
    /// Where it is.
    pub addresses: Vec<String>,
    /// Its text; may hold markup.
    pub body: String,
}

/// A person or an organisation, by name or by reference.
#[derive(Clone, Debug, Default)]
pub(super) struct Agent {
    pub name: String,
    pub organisation: bool,
    reference: String,
}

/// What the scripts of a page say.
#[derive(Debug, Default)]
pub(super) struct LinkedData {
    pub articles: Vec<LinkedArticle>,
    /// Whom identifiers stand for.
    agents: FxHashMap<String, Agent>,
}

impl LinkedData {
    /// Takes the text of a script.
    pub fn read(&mut self, text: &str) {
        json::values(text).iter().for_each(|value| self.collect(value, 0));
    }

    /// Those with a name, given by one or by reference.
    pub fn named<'a>(&'a self, agents: &'a [Agent]) -> impl Iterator<Item = &'a Agent> {
        let known = |agent: &'a Agent| {
            if agent.name.is_empty() { self.agents.get(&agent.reference) } else { Some(agent) }
        };
        agents.iter().filter_map(known)
    }

    fn collect(&mut self, value: &Value, depth: usize) {
        match value {
            Value::Array(values) if depth < DEEPEST => {
                values.iter().for_each(|value| self.collect(value, depth + 1));
            }
            Value::Object(object) if depth < DEEPEST => {
                let is = |test: fn(&str) -> bool| kinds(value).any(test);
                if is(is_article) || is(is_uncertain) {
                    self.articles.push(article(value, !is(is_article)));
                }
                self.identify(value);
                for name in ["@graph", "mainEntity", "mainEntityOfPage", "author", "publisher"] {
                    if let Some(value) = object.get(name) {
                        self.collect(value, depth + 1);
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

    /// Keeps what an identifier stands for.
    fn identify(&mut self, value: &Value) {
        let agent = agents(value).pop().filter(|agent| !agent.name.is_empty());
        if let Some(agent) = agent.filter(|agent| !agent.reference.is_empty()) {
            self.agents.entry(agent.reference.clone()).or_insert(agent);
        }
    }
}

/// The types of an object.
fn kinds(value: &Value) -> impl Iterator<Item = &str> {
    let one = value["@type"].as_str();
    let several = value["@type"].as_array().into_iter().flatten();
    one.into_iter().chain(several.filter_map(Value::as_str))
}

/// True if a type is one of schema.org's articles.
fn is_article(kind: &str) -> bool {
    ["Article", "BlogPosting", "Report"].iter().any(|article| kind.ends_with(article))
}

/// True if a type is one of an article on some pages and on others of what is beside it.
fn is_uncertain(kind: &str) -> bool {
    matches!(kind, "Review" | "WebPage" | "CreativeWork")
}

fn article(article: &Value, uncertain: bool) -> LinkedArticle {
    let text = |name: &str| match &article[name] {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(values) => {
            values.first().and_then(Value::as_str).unwrap_or_default().to_owned()
        }
        Value::Null | Value::Bool(_) | Value::Object(_) => String::new(),
    };
    let page = &article["mainEntityOfPage"];
    let addresses = [&article["url"], &article["@id"], page, &page["@id"], &page["url"]];
    let either = |first: &str, second: &str| {
        let first = agents(&article[first]);
        if first.is_empty() { agents(&article[second]) } else { first }
    };
    LinkedArticle {
        uncertain,
        headline: decode_all(&text("headline")),
        published: text("datePublished"),
        updated: text("dateModified"),
        publishers: agents(&article["publisher"]),
        authors: either("author", "creator"),
        addresses: addresses.iter().filter_map(|value| value.as_str()).map(str::to_owned).collect(),
        body: text("articleBody"),
    }
}

/// Persons or organisations, however they are written down.
fn agents(value: &Value) -> Vec<Agent> {
    match value {
        Value::String(name) => vec![Agent { name: decode_all(name), ..Agent::default() }],
        Value::Array(values) => values.iter().flat_map(agents).collect(),
        Value::Object(object) => {
            let organisation = kinds(value).any(|kind| kind.ends_with("Organization"));
            let reference = value["@id"].as_str().unwrap_or_default().to_owned();
            let names = object.get("name").map(agents).unwrap_or_default();
            let agent = Agent { name: String::new(), organisation, reference };
            if names.is_empty() {
                return vec![agent];
            }
            let names = names.into_iter();
            names.map(|named| Agent { name: named.name, ..agent.clone() }).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}
