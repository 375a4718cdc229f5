//! The states of a document on its way through the pipeline: what each stage needs and makes.
//!
//! `Raw -> Cleaned -> Tagged -> Scored -> Analysis`. Each state owns the one before, so a stage
//! out of order does not compile, and nothing is looked up in a side table.

use super::{Article, Entities, Report, SentimentAnalysis, Wanted};
use crate::text::{Segmentation, SentenceSplitter};
use jiff::{Timestamp, tz::TimeZone};
use std::sync::Arc;

/// A document as its sender has it.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The sender's name for it.
    pub id: String,
    /// The text or the page.
    pub content: String,
    /// The format of the content; `None`: detect.
    pub format: Option<Format>,
    /// The headline; empty: not known.
    pub title: String,
    /// The address that it comes from; empty: not known.
    pub source: String,
    /// The language as a BCP-47 tag; `None`: not known.
    pub language: Option<String>,
    /// The time of publication; `None`: not known.
    pub published: Option<Timestamp>,
    /// The time zone in which the time of publication names a day; `None`: not known, taken for UTC.
    pub time_zone: Option<TimeZone>,
}

impl From<&str> for Document {
    /// A document of which nothing is known but its content.
    fn from(content: &str) -> Self {
        Self { content: content.to_owned(), ..Self::default() }
    }
}

/// The formats of content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Lines of text.
    PlainText,
    /// An HTML page or a part of one.
    Html,
}

/// A document as it came.
#[derive(Clone, Debug, Default)]
pub struct Raw {
    /// The document.
    pub document: Document,
    /// The analysis that its sender wants; documents that come together share it.
    pub wanted: Arc<Wanted>,
}

impl Raw {
    /// A document of which this is wanted.
    pub fn new(document: Document, wanted: Wanted) -> Self {
        Self { document, wanted: wanted.into() }
    }
}

/// The language of a document, as far as it could be told.
#[derive(Clone, Debug, PartialEq)]
pub struct IdentifiedLanguage {
    /// A BCP-47 tag; "und" where it cannot be told.
    pub code: String,
    /// 0 to 1; 1 when the sender gave it.
    pub confidence: f32,
}

/// A document whose article has been found.
#[derive(Clone, Debug)]
pub struct Cleaned {
    /// The state before.
    pub raw: Raw,
    /// The article.
    pub article: Article,
    /// Its language.
    pub language: IdentifiedLanguage,
    /// The sentences and tokens of the clean text, once a stage needed them.
    pub segmentation: Option<Segmentation>,
}

impl Cleaned {
    /// The sentences and tokens of the clean text; none where no stage has needed them.
    pub fn segmentation(&self) -> &Segmentation {
        static NONE: Segmentation = Segmentation::none();
        self.segmentation.as_ref().unwrap_or(&NONE)
    }

    /// Sees to it that the clean text is split into sentences and tokens, by the first who needs it.
    pub fn segment(&mut self, splitter: &SentenceSplitter) {
        let Article { text, blocks, .. } = &self.article;
        let blocks = blocks.iter().map(|block| block.span);
        self.segmentation.get_or_insert_with(|| Segmentation::new(text, blocks, splitter));
    }
}

/// A document whose entities have been found.
#[derive(Clone, Debug)]
pub struct Tagged {
    /// The state before.
    pub cleaned: Cleaned,
    /// `None`: not asked for, or no method for the document.
    pub entities: Option<Entities>,
}

/// A document whose tone has been read.
#[derive(Clone, Debug)]
pub struct Scored {
    /// The state before.
    pub tagged: Tagged,
    /// `None`: not asked for, or no method for the document.
    pub sentiment: Option<SentimentAnalysis>,
}

/// All that was found.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The document as it came.
    pub document: Document,
    /// The article.
    pub article: Article,
    /// Its language.
    pub language: IdentifiedLanguage,
    /// The sentences and tokens of the clean text; `None`: no stage needed them.
    pub segmentation: Option<Segmentation>,
    /// `None`: not asked for. Empty: looked for, and none found.
    pub entities: Option<Entities>,
    /// `None`: not asked for. Empty: looked for, and none found.
    pub sentiment: Option<SentimentAnalysis>,
    /// The reports of the stages that ran, in order.
    pub reports: Vec<Report>,
}

impl Analysis {
    /// Of a document that passed all stages, with their reports.
    pub fn new(scored: Scored, reports: Vec<Report>) -> Self {
        let Scored { tagged, sentiment } = scored;
        let Tagged { cleaned, entities } = tagged;
        let Cleaned { raw, article, language, segmentation } = cleaned;
        let Raw { document, wanted } = raw;
        Self {
            document,
            article,
            language,
            segmentation,
            entities: wanted.entities.is_some().then(|| entities.unwrap_or_default()),
            sentiment: wanted.sentiment.is_some().then(|| sentiment.unwrap_or_default()),
            reports,
        }
    }
}

/// A state of a document, as the choice of methods sees it.
pub trait State {
    /// The document as it came.
    fn raw(&self) -> &Raw;

    /// The document's language as a BCP-47 tag; `None`: not known yet.
    fn language(&self) -> Option<&str>;
}

impl State for Raw {
    fn raw(&self) -> &Raw {
        self
    }

    fn language(&self) -> Option<&str> {
        self.document.language.as_deref()
    }
}

impl State for Cleaned {
    fn raw(&self) -> &Raw {
        &self.raw
    }

    fn language(&self) -> Option<&str> {
        Some(&self.language.code)
    }
}

impl State for Tagged {
    fn raw(&self) -> &Raw {
        &self.cleaned.raw
    }

    fn language(&self) -> Option<&str> {
        self.cleaned.language()
    }
}
