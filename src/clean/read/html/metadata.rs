//! What a page says about its article outside the text: JSON-LD (schema.org), OpenGraph and other
//! meta elements, time elements.

use super::text::decode_all;
use crate::clean::byline;
use jiff::{Timestamp, civil, tz::TimeZone};
use serde_json::Value;

/// What the page says about its article; empty where it says nothing.
#[derive(Default)]
pub(crate) struct PageMetadata {
    /// The headline.
    pub title: String,
    /// The name of the site.
    pub site_name: String,
    /// Who wrote the article.
    pub authors: Vec<String>,
    /// When it was published.
    pub published: Option<Timestamp>,
    /// The text of the article; may hold markup.
    pub body: String,
}

/// The attributes that metadata is read from.
#[derive(Default)]
pub(crate) struct Attributes {
    /// Of `name`, `property` or `itemprop`.
    name: String,
    content: String,
    /// Of `type`.
    kind: String,
    /// Of `datetime`.
    time: String,
}

impl Attributes {
    /// Takes an attribute of an element that metadata is read from.
    pub fn read(&mut self, element: &[u8], attribute: &[u8], value: &[u8]) {
        let place = match (element, attribute) {
            (b"meta", b"name" | b"property" | b"itemprop") => &mut self.name,
            (b"meta", b"content") => &mut self.content,
            (b"script", b"type") => &mut self.kind,
            (b"time", b"datetime") => &mut self.time,
            _ => return,
        };
        if place.is_empty() {
            place.push_str(String::from_utf8_lossy(value).trim());
        }
    }
}

/// What a property is called where it stands; the more trusted names first.
const TITLES: [&str; 4] = ["ld:headline", "og:title", "twitter:title", "title"];
const SITES: [&str; 3] = ["og:site_name", "ld:publisher", "application-name"];
const AUTHORS: [&str; 8] = [
    "ld:author",
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "article:author_name",
];
const TIMES: [&str; 9] = [
    "ld:datepublished",
    "article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "date",
    "pubdate",
    "dc.date",
    "time",
];

/// Collects what a page says, in the order in which it says it.
#[derive(Default)]
pub(crate) struct Collector {
    said: Vec<(String, String)>,
    body: String,
    /// Whether the next script is JSON-LD.
    json_ld: bool,
}

impl Collector {
    /// Takes a start tag.
    pub fn element(&mut self, name: &[u8], attributes: Attributes) {
        match name {
            b"meta" => self.say(&attributes.name, &attributes.content),
            b"time" => self.say("time", &attributes.time),
            b"script" => self.json_ld = attributes.kind.eq_ignore_ascii_case("application/ld+json"),
            _ => {}
        }
    }

    /// Takes text that is not shown.
    pub fn hidden_text(&mut self, element: &[u8], text: &str) {
        match element {
            b"title" => self.say("title", &decode_all(text)),
            b"script" if std::mem::take(&mut self.json_ld) => {
                // A control character in a string is an error in JSON and common in pages.
                let text = text.replace(|c: char| c.is_control(), " ");
                if let Ok(value) = serde_json::from_str(text.trim().trim_end_matches(';')) {
                    self.json_ld(&value, 0);
                }
            }
            _ => {}
        }
    }

    fn say(&mut self, name: &str, value: &str) {
        if !name.is_empty() && !value.trim().is_empty() {
            self.said.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
    }

    /// Reads the articles in a JSON-LD document.
    fn json_ld(&mut self, value: &Value, depth: usize) {
        const DEEPEST: usize = 4;
        match value {
            Value::Array(values) if depth < DEEPEST => {
                values.iter().for_each(|value| self.json_ld(value, depth + 1));
            }
            Value::Object(object) if depth < DEEPEST => {
                if is_article(&value["@type"]) {
                    self.article(value);
                }
                for name in ["@graph", "mainEntity", "mainEntityOfPage"] {
                    if let Some(value) = object.get(name) {
                        self.json_ld(value, depth + 1);
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

    fn article(&mut self, article: &Value) {
        let text = |name: &str| article[name].as_str().unwrap_or_default();
        self.say("ld:headline", &decode_all(text("headline")));
        self.say("ld:datepublished", text("datePublished"));
        for publisher in names(&article["publisher"]) {
            self.say("ld:publisher", &publisher);
        }
        for author in names(&article["author"]) {
            self.say("ld:author", &author);
        }
        let body = text("articleBody");
        if body.len() > self.body.len() {
            body.clone_into(&mut self.body);
        }
    }

    /// All that was said, the most trusted first.
    pub fn finish(self) -> PageMetadata {
        let all = |names: &'static [&'static str]| {
            names.iter().map(|name| {
                let said = self.said.iter().filter(move |(said, _)| said == name);
                said.map(|(_, value)| value.as_str()).collect::<Vec<_>>()
            })
        };
        let first = |names: &'static [&'static str]| {
            all(names).flatten().next().unwrap_or_default().to_owned()
        };
        let site_name = first(&SITES);
        let authors =
            all(&AUTHORS).map(|said| authors(said, &site_name)).find(|authors| !authors.is_empty());
        PageMetadata {
            title: without_site(&first(&TITLES), &site_name),
            authors: authors.unwrap_or_default(),
            published: all(&TIMES).flatten().find_map(time),
            body: self.body,
            site_name,
        }
    }
}

/// Whether a JSON-LD type is one of schema.org's articles.
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

/// The names of persons or organisations, however they are written down.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) => vec![decode_all(name)],
        Value::Array(values) => values.iter().flat_map(names).collect(),
        Value::Object(object) => object.get("name").map(names).unwrap_or_default(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

/// The names of authors in what was said of them; addresses of their pages are no names.
fn authors(said: Vec<&str>, site: &str) -> Vec<String> {
    let mut authors: Vec<String> = Vec::new();
    for said in said {
        let mut names = byline::names(said);
        // One word may be a name; an address or the name of an account is none.
        let single = said.starts_with(char::is_uppercase) && !said.contains(['/', '@', ',', '|']);
        if names.is_empty() && single {
            names.push(said.to_owned());
        }
        names.retain(|name| !authors.contains(name));
        authors.append(&mut names);
    }
    authors.retain(|name| !name.eq_ignore_ascii_case(site));
    authors
}

/// A headline without the name of the site after it.
fn without_site(title: &str, site: &str) -> String {
    let cut = [" | ", " - ", " – ", " — ", " :: ", " » "].iter().filter_map(|dash| {
        let (before, after) = title.rsplit_once(dash)?;
        let known = !site.is_empty() && after.trim().eq_ignore_ascii_case(site);
        (known || *dash == " | ").then_some(before)
    });
    cut.min_by_key(|before| before.len()).unwrap_or(title).trim().to_owned()
}

/// A time as ISO 8601 writes it; a date alone and a time without a zone are taken for UTC.
fn time(text: &str) -> Option<Timestamp> {
    let local = |time: civil::DateTime| TimeZone::UTC.to_timestamp(time).ok();
    let zoned = text.parse::<Timestamp>().ok();
    zoned.or_else(|| text.parse().ok().and_then(local))
}
