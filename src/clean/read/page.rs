//! A page, read: its blocks, and what its head says about the article.

use super::block::RawBlock;
use crate::clean::byline::StatedDate;
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
    /// What the page says in short that it is about.
    pub description: String,
    /// The name of the site.
    pub site_name: String,
    /// The names of those who wrote the article.
    pub authors: Vec<String>,
    /// The time of publication.
    pub published: Option<Timestamp>,
    /// The time of a change.
    pub updated: Option<Timestamp>,
    /// The day that an address of the page names.
    pub addressed: Option<Timestamp>,
    /// The times that elements of its text give, in order.
    pub times: Vec<TimeElement>,
    /// The text of the article; may hold markup.
    pub body: String,
}

/// A time that an element gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TimeElement {
    /// The number of blocks before it.
    pub block: usize,
    /// The length of the text before it in its block.
    pub at: usize,
    /// True if it stands in what is beside the article.
    pub beside: bool,
    /// The time, and what the markup says that it is.
    pub date: StatedDate,
}
