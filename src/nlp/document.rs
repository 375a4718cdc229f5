//! The states of a document on its way through the pipeline: what each stage needs and makes.
//!
//! `Raw -> Cleaned -> Tagged -> Scored -> Analysis`. Each state owns the one before, so a stage
//! out of order does not compile, and nothing is looked up in a side table.

use super::{
    alignment::Alignment,
    clean::{Block, Metadata, Removed},
    entity::{Entities, EntityType, KnownEntity, Tokens},
    language::ENGLISH,
    segment::Sentence,
    sentiment::SentimentAnalysis,
    span::Encoding,
};
use std::{
    any::Any,
    sync::Arc,
    time::{Duration, Instant},
};

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

/// What the sender of a document wants; `None` for a stage that is not to run.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Of the cleaning stage.
    pub cleaning: Option<WantedCleaning>,
    /// Of the entity stage.
    pub entities: Option<WantedEntities>,
    /// Of the sentiment stage.
    pub sentiment: Option<WantedSentiment>,
    /// The unit of every offset in the answer.
    pub encoding: Encoding,
}

impl Wanted {
    /// Everything, with default options.
    pub fn everything() -> Self {
        Self {
            cleaning: Some(WantedCleaning::default()),
            entities: Some(WantedEntities {
                values: true,
                quotes: true,
                ..WantedEntities::default()
            }),
            sentiment: Some(WantedSentiment::default()),
            encoding: Encoding::default(),
        }
    }
}

/// What the sender wants of the cleaning stage.
#[derive(Clone, Debug, Default)]
pub struct WantedCleaning {
    /// Keep the captions of pictures.
    pub captions: bool,
    /// Answer where each part of the clean text comes from.
    pub alignment: bool,
    /// Answer what was removed.
    pub removed: bool,
}

/// What the sender wants of the entity stage.
#[derive(Clone, Debug, Default)]
pub struct WantedEntities {
    /// Only these types; empty: all.
    pub types: Vec<EntityType>,
    /// Only mentions of at least this confidence.
    pub min_confidence: f32,
    /// Names that the sender knows.
    pub known: Vec<KnownEntity>,
    /// Times, money, percentages and quantities too.
    pub values: bool,
    /// Quotations too.
    pub quotes: bool,
}

/// What the sender wants of the sentiment stage.
#[derive(Clone, Debug, Default)]
pub struct WantedSentiment {
    /// The words that made each score.
    pub evidence: bool,
    /// Things to score beside the entities.
    pub targets: Vec<String>,
}

/// The language of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Language {
    /// A BCP-47 tag; "und" where it cannot be told.
    pub code: String,
    /// 0 to 1; 1 when the sender gave it.
    pub confidence: f32,
}

impl Language {
    /// English, for sure.
    pub fn english() -> Self {
        Self { code: ENGLISH.to_owned(), confidence: 1.0 }
    }
}

/// A document whose article has been found.
#[derive(Clone, Debug)]
pub struct Cleaned {
    /// What came in.
    pub raw: Raw,
    /// The article.
    pub article: Article,
    /// Its language.
    pub language: Language,
    /// How the stages went so far.
    pub reports: Vec<Report>,
}

/// The article without what surrounds it.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// The clean text.
    pub text: String,
    /// Where it comes from.
    pub alignment: Alignment,
    /// Its parts, in order.
    pub blocks: Vec<Block>,
    /// What was left out.
    pub removed: Vec<Removed>,
    /// What the page says about it.
    pub metadata: Metadata,
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
    pub language: Language,
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

/// How a stage went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The stage's `NAME`.
    pub stage: &'static str,
    /// Which model or method it used.
    pub model: &'static str,
    /// What it did not do or is unsure of.
    pub warnings: Vec<Warning>,
    /// How long it waited for a processor; filled in by whoever ran it.
    pub queued: Duration,
    /// How long it computed; filled in by whoever ran it.
    pub ran: Duration,
}

impl Report {
    /// Of a stage that ran without trouble.
    pub fn new(stage: &'static str, model: &'static str) -> Self {
        Self { stage, model, warnings: Vec::new(), queued: Duration::ZERO, ran: Duration::ZERO }
    }
}

/// What a stage did not do or is unsure of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The stage does not speak the language; it looked for nothing.
    LanguageNotSupported,
    /// The language could not be told; the text was read as English.
    LanguageUncertain,
    /// What tells an article was learned from English; the densest run of text was kept too.
    LanguageNotLearned,
    /// Nothing looks like an article; all that is no furniture was kept.
    NoArticleFound,
    /// What was kept is hardly long enough for an article.
    ArticleShort,
    /// Where the article begins or ends is doubtful.
    ArticleUncertain,
    /// The page seems to hold more than one article; all of them were kept.
    SeveralArticles,
    /// The page seems to be a live blog; its entries were kept in the order of the page.
    LiveBlog,
    /// The dateline names no year: times were resolved as if it were that of publication.
    YearAssumed,
    /// The targets of the request are mentioned more often than is answered; the targets after the
    /// last one answered are missing.
    TargetMentionsLimited,
    /// There are more mentions than have their evidence answered; the last ones have none.
    EvidenceLimited,
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
