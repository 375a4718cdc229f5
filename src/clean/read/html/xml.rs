//! The vocabularies of news in XML: RSS and Atom, NITF and NewsML-G2.

use super::role::{Role, role as role_in_html};
use crate::clean::read::Tag;

/// The marks around character data.
pub(super) const MARKS: [&str; 2] = ["<![CDATA[", "]]>"];

/// The first elements of documents that are read so even where nothing says that they are XML.
const ROOTS: [&str; 8] =
    ["rss", "feed", "entry", "item", "nitf", "newsitem", "newsmessage", "newsml"];

/// Tells whether a content is XML and no page.
pub(crate) fn is_xml(content: &str) -> bool {
    let mut rest = content.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    let declared = rest.starts_with("<?xml");
    while rest.starts_with("<?") || rest.starts_with("<!") {
        let end = if rest.starts_with("<!--") { "-->" } else { ">" };
        rest = rest.split_once(end).map_or("", |(_, after)| after).trim_start();
    }
    let Some(rest) = rest.strip_prefix('<') else {
        return false;
    };
    let name = rest.split([' ', '>', '/', '\n', '\r', '\t']).next().unwrap_or_default();
    let is = |root: &&str| name.eq_ignore_ascii_case(root);
    declared && !is(&"html") || ROOTS.iter().any(is)
}

/// What an element is for.
pub(super) enum Part {
    /// It tells something about the article: the name that a page would give it.
    Property(&'static str),
    /// The headline, which is text too.
    Headline,
    /// It stands in the text as the element of a page does.
    Text(Role),
}

/// Where in a document an element stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    /// In a document of one article.
    #[default]
    Document,
    /// In a feed, outside its articles.
    Feed,
    /// In an article of a feed.
    Item,
}

impl Place {
    /// The place inside an element.
    pub fn inside(self, name: &[u8]) -> Self {
        match name {
            b"channel" | b"feed" => Self::Feed,
            b"item" | b"entry" => Self::Item,
            _ => self,
        }
    }

    /// The place behind an element.
    pub fn behind(self, name: &[u8]) -> Self {
        if matches!(name, b"item" | b"entry") { Self::Feed } else { self }
    }

    /// The role of an element here.
    pub fn role(self, name: &[u8]) -> Role {
        match self.part(name) {
            Part::Property(_) => Role::Hidden,
            Part::Headline => Role::Block(Tag::Title),
            Part::Text(role) => role,
        }
    }

    /// What an element of this place is for.
    pub fn part(self, name: &[u8]) -> Part {
        match (self, name) {
            (Self::Feed, b"title") => Part::Property("og:site_name"),
            (_, b"channel" | b"feed" | b"item" | b"entry") => Part::Text(Role::Block(Tag::Other)),
            // The document itself is outside of the feed.
            (Self::Feed, b"rss") => Part::Text(Role::Block(Tag::Other)),
            (Self::Feed, _) => Part::Text(Role::Hidden),
            (Self::Item, b"title") => Part::Headline,
            (_, _) => part(name),
        }
    }
}

fn part(name: &[u8]) -> Part {
    match name {
        b"title" => Part::Property("title"),
        b"headline" | b"hl1" => Part::Headline,
        b"pubdate" | b"published" | b"dc:date" | b"contentcreated" | b"firstcreated" => {
            Part::Property("pubdate")
        }
        b"updated" | b"versioncreated" | b"dcterms:modified" => Part::Property("datemodified"),
        b"dc:creator" | b"creator" | b"author" | b"by" => Part::Property("author"),
        b"category" | b"catalogref" | b"comments" | b"copyrightholder" | b"copyrightnotice"
        | b"creditline" | b"destination" | b"distributor" | b"dc:rights" | b"dc:subject"
        | b"ednote" | b"enclosure" | b"filename" | b"generator" | b"genre" | b"guid" | b"id"
        | b"identification" | b"itemmeta" | b"key-list" | b"keyword" | b"language" | b"link"
        | b"located" | b"origin" | b"priority" | b"provider" | b"rights" | b"rightsinfo"
        | b"sender" | b"sent" | b"slash:comments" | b"slugline" | b"source" | b"subject"
        | b"summarycontent" | b"transmitid" | b"ttl" | b"urgency" | b"uri" | b"url"
        | b"usageterms" | b"wfw:commentrss" => Part::Text(Role::Hidden),
        _ if name.starts_with(b"media:") || name.starts_with(b"itunes:") => {
            Part::Text(Role::Hidden)
        }
        b"hl2" => Part::Text(Role::Block(Tag::Heading)),
        b"media-caption" => Part::Text(Role::Block(Tag::Caption)),
        b"content" | b"content:encoded" | b"description" | b"summary" | b"body.content"
        | b"body.head" | b"body.end" | b"byline" | b"block" | b"dateline" | b"tagline" => {
            Part::Text(Role::Block(Tag::Division))
        }
        _ => Part::Text(role_in_html(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_documents_from_pages() {
        assert!(is_xml("<?xml version=\"1.0\"?>\n<!-- x --><rss><channel>"));
        assert!(is_xml("<entry xmlns='x'>"));
        assert!(!is_xml("<?xml version=\"1.0\"?><!DOCTYPE html><html>"));
        assert!(!is_xml("<article><p>"));
    }
}
