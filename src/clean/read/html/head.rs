//! Metadata of the article outside its text: meta elements (OpenGraph and others), time elements, the
//! title and JSON-LD.

use super::{json_ld, references::decode_all, xml::MARKS};
use crate::clean::{
    byline::NameReader,
    read::{PageMetadata, time},
};
use jiff::{Timestamp, civil, tz::TimeZone};

/// The names of properties where they stand, the more trusted ones first. Those of JSON-LD start with
/// "ld:".
const TITLES: &[&str] = &["ld:headline", "og:title", "twitter:title", "title"];
const SITES: &[&str] = &["og:site_name", "ld:publisher", "application-name"];
const AUTHORS: &[&str] = &[
    "ld:author",
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "article:author_name",
];
const TIMES: &[&str] = &[
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

/// The attributes of an element that metadata is read from.
#[derive(Default)]
pub(super) struct HeadAttributes {
    /// Of `name`, `property` or `itemprop`.
    name: String,
    content: String,
    /// Of `type`.
    kind: String,
    /// Of `datetime`.
    time: String,
}

impl HeadAttributes {
    /// Takes an attribute of an element.
    pub fn read(&mut self, element: &[u8], attribute: &[u8], value: &[u8]) {
        let known = match (element, attribute) {
            (b"meta", b"name" | b"property" | b"itemprop") => &mut self.name,
            (b"meta", b"content") => &mut self.content,
            (b"script", b"type") => &mut self.kind,
            (b"time", b"datetime") | (b"date.issue", b"norm") => &mut self.time,
            _ => return,
        };
        if known.is_empty() {
            known.push_str(String::from_utf8_lossy(value).trim());
        }
    }
}

/// All that a page says, in the order in which it says it.
#[derive(Default)]
pub(super) struct Head {
    /// Names of properties in lower case, and their values.
    said: Vec<(String, String)>,
    /// The longest text of an article.
    body: String,
    /// True if the next script is JSON-LD.
    json_ld: bool,
}

impl Head {
    /// Takes a start tag.
    pub fn element(&mut self, name: &[u8], attributes: &HeadAttributes) {
        match name {
            b"meta" => self.say(&attributes.name, &attributes.content),
            b"time" | b"date.issue" => self.say("time", &attributes.time),
            b"script" => self.json_ld = attributes.kind.eq_ignore_ascii_case("application/ld+json"),
            _ => {}
        }
    }

    /// Takes the text of an element of XML that tells something about the article.
    pub fn say_text(&mut self, name: &str, text: &str) {
        let text = MARKS.iter().fold(text.to_owned(), |text, mark| text.replace(mark, ""));
        let text = decode_all(&text);
        let first = self.said.iter().all(|(said, _)| said != name);
        if first || name == "author" {
            self.say(name, &time::iso(text.trim()));
        }
    }

    /// Takes text that is not shown.
    pub fn hidden_text(&mut self, element: &[u8], text: &str) {
        match element {
            b"title" => self.say("title", &decode_all(text)),
            b"script" if std::mem::take(&mut self.json_ld) => {
                json_ld::articles(text).into_iter().for_each(|article| self.article(article));
            }
            _ => {}
        }
    }

    fn say(&mut self, name: &str, value: &str) {
        if !name.is_empty() && !value.trim().is_empty() {
            self.said.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
    }

    fn article(&mut self, article: json_ld::LinkedArticle) {
        self.say("ld:headline", &article.headline);
        self.say("ld:datepublished", &article.published);
        article.publishers.iter().for_each(|name| self.say("ld:publisher", name));
        article.authors.iter().for_each(|name| self.say("ld:author", name));
        if article.body.len() > self.body.len() {
            self.body = article.body;
        }
    }

    /// All that was said, the most trusted first.
    pub fn metadata(self, reader: &NameReader) -> PageMetadata {
        let all = |names: &'static [&'static str]| {
            names.iter().map(|name| {
                let said = self.said.iter().filter(move |(said, _)| said == name);
                said.map(|(_, value)| value.as_str()).collect::<Vec<_>>()
            })
        };
        let first = |names: &'static [&'static str]| {
            all(names).flatten().next().unwrap_or_default().to_owned()
        };
        let site_name = first(SITES);
        let mut authors = all(AUTHORS).map(|said| authors(reader, said, &site_name));
        let authors = authors.find(|authors| !authors.is_empty());
        PageMetadata {
            title: without_site(&first(TITLES), &site_name),
            authors: authors.unwrap_or_default(),
            published: all(TIMES).flatten().find_map(instant),
            body: self.body,
            site_name,
        }
    }
}

/// The names of authors in what was said of them; addresses of their pages are no names.
fn authors(reader: &NameReader, said: Vec<&str>, site: &str) -> Vec<String> {
    let mut authors: Vec<String> = Vec::new();
    for said in said {
        let mut names = reader.names(said);
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
fn instant(text: &str) -> Option<Timestamp> {
    let local = |time: civil::DateTime| TimeZone::UTC.to_timestamp(time).ok();
    let zoned = text.parse::<Timestamp>().ok();
    zoned.or_else(|| text.parse().ok().and_then(local))
}
