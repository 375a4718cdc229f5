//! A page, read: its blocks, and what its head says about the article.

use super::block::RawBlock;
use jiff::Timestamp;

/// A page, read.
pub(crate) struct Page {
    /// Its text, in order.
    pub blocks: Vec<RawBlock>,
    /// Its metadata of the article.
    pub metadata: PageMetadata,
}

impl Page {
    /// A page that is no more than text.
    pub fn of_text(blocks: Vec<RawBlock>) -> Self {
        Self { blocks, metadata: PageMetadata::default() }
    }
}

/// Metadata of the article outside its text; empty where the page says nothing.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct PageMetadata {
    /// The headline.
    pub title: String,
    /// The name of the site.
    pub site_name: String,
    /// The names of those who wrote the article.
    pub authors: Vec<String>,
    /// The time of publication.
    pub published: Option<Timestamp>,
    /// The text of the article; may hold markup.
    pub body: String,
}
