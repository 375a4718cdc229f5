//! The article and what was left out of it.

use crate::text::{Alignment, Span};
use jiff::Timestamp;

/// The article without what surrounds it.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// The clean text.
    pub text: String,
    /// The raw text that each part of it comes from.
    pub alignment: Alignment,
    /// Its parts, in order.
    pub blocks: Vec<Block>,
    /// The parts of the content that were left out.
    pub removed: Vec<Removed>,
    /// The statements of the page about it.
    pub metadata: Metadata,
}

/// A part of the clean text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its kind.
    pub kind: BlockKind,
    /// Its span in the clean text.
    pub span: Span,
}

/// The kinds of parts of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Not classified, because the stage was not asked to run.
    Unclassified,
    /// The headline.
    Headline,
    /// The summary under the headline.
    Standfirst,
    /// Authors and time, at the top.
    Byline,
    /// Place, date and agency at the start of the first paragraph.
    Dateline,
    /// A paragraph.
    Body,
    /// A heading inside the article.
    Subheading,
    /// The caption of a picture.
    Caption,
    /// Reporters and editors, at the end.
    Credits,
}

/// A part of the content that is not in the clean text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Removed {
    /// Its span in the content.
    pub raw: Span,
    /// The reason of its removal, and the rule or model that removed it.
    pub removal: Removal,
}

/// The reason of a removal, and the rule or model that removed it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Removal {
    /// The kind of content that it was taken for.
    pub reason: Reason,
    /// The name of the rule.
    pub rule: &'static str,
    /// The rule's certainty, 0 to 1: a judgement, not a measurement.
    pub confidence: f32,
}

/// The kind of content that was removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The headline once more, or a repeated paragraph.
    Duplicate,
    /// A caption that was not asked for.
    Caption,
    /// A picture credit or a line about the author.
    Credits,
    /// Menus, breadcrumbs, tags.
    Navigation,
    /// Pointers to other articles.
    RelatedLinks,
    /// Readers' comments and the form for them.
    Comments,
    /// Requests to subscribe, donate or become a member.
    SubscriptionAppeal,
    /// Advertisements and promotions.
    Advertisement,
    /// Buttons for sharing and printing.
    ShareButtons,
    /// Notices about cookies and consent.
    CookieNotice,
    /// Copyright lines.
    Copyright,
    /// Tags, scripts and styles.
    Markup,
    /// Outside the article, of no recognised kind.
    Other,
}

/// The statements of the page about the article; each field empty where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The headline.
    pub title: String,
    /// The place of the dateline, as written.
    pub dateline_place: String,
    /// The date of the dateline, as written.
    pub dateline_date: String,
    /// The news agency.
    pub agency: String,
    /// Reporters and writers.
    pub authors: Vec<String>,
    /// Editors.
    pub editors: Vec<String>,
    /// Photographers.
    pub photo_credits: Vec<String>,
    /// The time of publication.
    pub published: Option<Timestamp>,
    /// The name of the site.
    pub site_name: String,
}
