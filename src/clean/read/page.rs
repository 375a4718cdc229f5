//! A page, read: its blocks, and what its head says about the article.

use super::block::RawBlock;
use jiff::Timestamp;

/// A page, read.
pub(crate) struct Page {
    /// Its text, in order.
    pub blocks: Vec<RawBlock>,
    /// What its head says about the article.
    pub metadata: PageMetadata,
}

impl Page {
    /// A page that is no more than text.
    pub fn of_text(blocks: Vec<RawBlock>) -> Self {
        Self { blocks, metadata: PageMetadata::default() }
    }
}

/// What a page says about its article outside the text; empty where it says nothing.
#[derive(Debug, Default, PartialEq, Eq)]
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
