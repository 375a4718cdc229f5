//! The report on the stages: model, time and warnings of each.

use super::StageName;
use std::time::Duration;

/// The report of a stage that ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The stage.
    pub stage: StageName,
    /// Its model or method.
    pub model: &'static str,
    /// The things that it did not do or is unsure of.
    pub warnings: Vec<Warning>,
    /// The time that it waited for a thread; filled in by whoever ran it.
    pub queued: Duration,
    /// The time that it ran; filled in by whoever ran it.
    pub ran: Duration,
}

impl Report {
    /// Of a stage that ran without trouble.
    pub fn new(stage: StageName, model: &'static str) -> Self {
        Self { stage, model, warnings: Vec::new(), queued: Duration::ZERO, ran: Duration::ZERO }
    }
}

/// A thing that a stage did not do or is unsure of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The stage does not speak the language; it looked for nothing.
    LanguageNotSupported,
    /// The language could not be told; the text was read as English.
    LanguageUncertain,
    /// The marks of an article were learned from English; the densest run of text was kept too.
    LanguageNotLearned,
    /// Nothing looks like an article; all that is no furniture was kept.
    NoArticleFound,
    /// The text that was kept is hardly long enough for an article.
    ArticleShort,
    /// The bounds of the article are doubtful.
    ArticleUncertain,
    /// The page seems to hold more than one article; all of them were kept.
    SeveralArticles,
    /// The page seems to be a live blog; its entries were kept in the order of the page.
    LiveBlog,
    /// The dateline names no year: times were resolved as if it were that of publication.
    YearAssumed,
    /// The dateline names no year: it was taken from a date in a caption, a byline or beside the
    /// article.
    YearFromDate,
    /// The dateline names no year: it is one in which the day of the week fits.
    YearFromWeekday,
    /// The dateline names no year: it was taken for the latest one that the article names.
    YearFromText,
    /// The targets of the request are mentioned more often than is answered; the targets after the
    /// last one answered are missing.
    TargetMentionsLimited,
    /// There are more mentions than have their evidence answered; the last ones have none.
    EvidenceLimited,
}
