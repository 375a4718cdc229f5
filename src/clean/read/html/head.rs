//! All that a page says of the article outside its text: meta elements (OpenGraph and others), time
//! elements, links, the title and JSON-LD.

use super::{
    head_attributes::HeadAttributes, json_ld::LinkedData, references::decode_all, xml::MARKS,
};

/// The place of an element in the page.
#[derive(Clone, Copy)]
pub(super) struct Position {
    /// The number of blocks before it.
    pub block: usize,
    /// The length of the text before it in its block.
    pub at: usize,
    /// True if it stands in what is beside the article.
    pub beside: bool,
}

/// A time that an element gives.
pub(super) struct SaidTime {
    /// As it is written.
    pub value: String,
    /// Where it stands.
    pub place: Position,
    /// True if it is that of a change.
    pub updated: bool,
}

/// All that a page says, in the order in which it says it.
#[derive(Default)]
pub(super) struct Head {
    /// Names of properties in lower case, and their values.
    said: Vec<(String, String)>,
    /// The times that elements of its text give.
    pub times: Vec<SaidTime>,
    /// What its scripts say.
    pub linked: LinkedData,
    /// True if the next script is JSON-LD.
    json_ld: bool,
}

impl Head {
    /// Takes a start tag.
    pub fn element(&mut self, name: &[u8], attributes: &HeadAttributes, place: Position) {
        match name {
            b"meta" if !place.beside => self.say(&attributes.name, &attributes.content),
            b"link" if attributes.kind.eq_ignore_ascii_case("canonical") => {
                self.say("canonical", &attributes.content);
            }
            b"script" => {
                let kind = attributes.kind.split(';').next().unwrap_or_default();
                self.json_ld = kind.trim().eq_ignore_ascii_case("application/ld+json");
            }
            b"date.issue" => self.say("datepublished", attributes.time()),
            b"meta" | b"link" | b"html" | b"body" => {}
            _ => self.time(attributes, place),
        }
    }

    /// Takes the time that an element of the text gives.
    fn time(&mut self, attributes: &HeadAttributes, place: Position) {
        let is = |name: &str| attributes.name.eq_ignore_ascii_case(name);
        let published = is("datepublished");
        let value = match attributes.time() {
            "" if published => &attributes.content,
            value => value,
        };
        if published && !place.beside {
            self.say(&attributes.name, value);
        } else if !value.is_empty() {
            let updated = attributes.updated || is("datemodified");
            self.times.push(SaidTime { value: value.to_owned(), place, updated });
        }
    }

    /// Takes the text of an element of XML that tells something about the article.
    pub fn say_text(&mut self, name: &str, text: &str) {
        let text = MARKS.iter().fold(text.to_owned(), |text, mark| text.replace(mark, ""));
        let text = decode_all(&text);
        let first = self.said.iter().all(|(said, _)| said != name);
        if first || name == "author" {
            self.say(name, text.trim());
        }
    }

    /// Takes text that is not shown.
    pub fn hidden_text(&mut self, element: &[u8], text: &str) {
        match element {
            b"title" => self.say("title", &decode_all(text)),
            b"script" if std::mem::take(&mut self.json_ld) => self.linked.read(text),
            _ => {}
        }
    }

    fn say(&mut self, name: &str, value: &str) {
        if !name.is_empty() && !value.trim().is_empty() {
            self.said.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
    }

    /// The values of a property.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.said.iter().filter(move |(said, _)| said == name).map(|(_, value)| value.as_str())
    }

    /// The values of properties, in the order of these.
    pub fn all_of<'a>(&'a self, names: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
        names.iter().flat_map(|name| self.all(name))
    }
}
