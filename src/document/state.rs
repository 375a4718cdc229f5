//! The states of a document on its way through the pipeline: what each stage needs and makes.
//!
//! `Raw -> Cleaned -> Tagged -> Scored -> Analysis`. Each state owns the one before, so a stage
//! out of order does not compile, and nothing is looked up in a side table.

use super::{Article, Entities, Report, SentimentAnalysis, Wanted};
use crate::text::{Sentence, Tokens};
use std::{any::Any, sync::Arc, time::Instant};

/// A document as it came, and what its sender wants to know.
#[derive(Clone, Debug, Default)]
pub struct Raw {
    /// The sender's name for it.
    pub id: String,
    /// The text or the page.
    pub content: String,
    /// How to read the content; `None`: detect.
    pub format: Option<Format>,
    /// The headline, if the sender knows it.
    pub title: String,
    /// The language as a BCP-47 tag, if the sender knows it.
    pub language: Option<String>,
    /// When it was published, if the sender knows it.
    pub published: Option<jiff::Timestamp>,
    /// When its sender stops waiting for the answer.
    pub deadline: Option<Instant>,
    /// What the sender wants; documents that come together may share it.
    pub wanted: Arc<Wanted>,
    /// What lives as long as the document does, wherever it is; whoever brings it uses it to learn
    /// when the document is gone.
    pub held: Option<Arc<dyn Any + Send + Sync>>,
}

/// How content is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Lines of text.
    PlainText,
    /// An HTML page or a part of one.
    Html,
}

/// The language of a document.
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
    /// What came in.
    pub raw: Raw,
    /// The article.
    pub article: Article,
    /// Its language.
    pub language: IdentifiedLanguage,
    /// How the stages went so far.
    pub reports: Vec<Report>,
}

/// A document whose sentences and entities have been found.
#[derive(Clone, Debug)]
pub struct Tagged {
    /// The state before.
    pub cleaned: Cleaned,
    /// The sentences of the clean text.
    pub sentences: Vec<Sentence>,
    /// The tokens of the sentences.
    pub tokens: Tokens,
    /// `None`: not asked for.
    pub entities: Option<Entities>,
}

/// A document whose tone has been read.
#[derive(Clone, Debug)]
pub struct Scored {
    /// The state before.
    pub tagged: Tagged,
    /// `None`: not asked for.
    pub sentiment: Option<SentimentAnalysis>,
}

/// All that was found.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// What came in.
    pub raw: Raw,
    /// The article.
    pub article: Article,
    /// Its language.
    pub language: IdentifiedLanguage,
    /// `None`: not asked for.
    pub entities: Option<Entities>,
    /// `None`: not asked for.
    pub sentiment: Option<SentimentAnalysis>,
    /// How the stages went, in the order in which they ran.
    pub reports: Vec<Report>,
}

impl From<Scored> for Analysis {
    fn from(scored: Scored) -> Self {
        let Scored { tagged, sentiment } = scored;
        let Tagged { cleaned, entities, .. } = tagged;
        let Cleaned { raw, article, language, reports } = cleaned;
        Self { raw, article, language, entities, sentiment, reports }
    }
}

/// A state that keeps the reports of the stages that made it.
pub trait Reported {
    /// The reports so far.
    fn reports_mut(&mut self) -> &mut Vec<Report>;
}

impl Reported for Cleaned {
    fn reports_mut(&mut self) -> &mut Vec<Report> {
        &mut self.reports
    }
}

impl Reported for Tagged {
    fn reports_mut(&mut self) -> &mut Vec<Report> {
        self.cleaned.reports_mut()
    }
}

impl Reported for Scored {
    fn reports_mut(&mut self) -> &mut Vec<Report> {
        self.tagged.reports_mut()
    }
}
