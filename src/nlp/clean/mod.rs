//! The cleaning stage: finds the article in what was scraped.
//!
//! Either reader ([`plain`], [`html`]) splits the content into [`RawBlock`]s, [`classify`] says of
//! each what it is, [`render`] writes the kept ones with their alignment, and [`byline`] reads in
//! them who reported from where.

mod byline;
mod classify;
mod html;
mod mojibake;
mod plain;
mod render;
mod rules;
mod site_rules;

use super::{
    Stage,
    alignment::Alignment,
    document::{Article, Cleaned, Format, Language, Raw, Report, Warning},
    language::detect_language,
    span::Span,
};
use classify::Classifier;
use serde::Deserialize;
pub use site_rules::{SiteRules, SiteRulesError};

/// A part of the clean text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is in the clean text.
    pub span: Span,
}

/// What a part of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Not classified, because the stage was not asked to run.
    Unclassified,
    /// The headline.
    Headline,
    /// The summary under the headline.
    Standfirst,
    /// Who wrote it, when; at the top.
    Byline,
    /// Place, date and agency at the start of the first paragraph.
    Dateline,
    /// A paragraph.
    Body,
    /// A heading inside the article.
    Subheading,
    /// The caption of a picture.
    Caption,
    /// Who reported and edited it; at the end.
    Credits,
}

/// A part of the content that is not in the clean text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Removed {
    /// Where it is in the content.
    pub raw: Span,
    /// Why it was removed, and by what.
    pub removal: Removal,
}

/// Why a part of the content was removed, and by what.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Removal {
    /// Why.
    pub reason: Reason,
    /// The name of the rule.
    pub rule: &'static str,
    /// How sure the rule is, 0 to 1: a judgement, not a measurement.
    pub confidence: f32,
}

/// Why a part of the content was removed; in the operator's rules, by its name in the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Reason {
    /// The headline once more, or a repeated paragraph. Not for a rule to say.
    #[serde(skip_deserializing)]
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
    /// Tags, scripts and styles. Not for a rule to say.
    #[serde(skip_deserializing)]
    Markup,
    /// Outside the article, of no recognised kind.
    Other,
}

/// What the page says about the article; each field empty where it says nothing.
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
    /// Who reported and wrote it.
    pub authors: Vec<String>,
    /// Who edited it.
    pub editors: Vec<String>,
    /// Who took the pictures.
    pub photo_credits: Vec<String>,
}

/// A block of the content, before anything is known about it.
#[derive(Clone, Debug, Default)]
pub(crate) struct RawBlock {
    /// Its pieces in the content, in order; what lies between them is markup.
    pub fragments: Vec<Fragment>,
    /// Its text as a reader sees it.
    pub text: String,
    /// Whether the page marks it as a heading.
    pub heading: bool,
    /// Why the page's own structure says that it is no part of the article.
    pub outside: Option<Reason>,
}

impl RawBlock {
    /// From its first piece to its last.
    pub fn raw(&self) -> Span {
        let start = self.fragments.first().map_or(0, |first| first.raw.start);
        let end = self.fragments.last().map_or(start, |last| last.raw.end);
        Span::new(start, end)
    }
}

/// A piece of text in the content.
#[derive(Clone, Debug)]
pub(crate) struct Fragment {
    /// Where it is in the content.
    pub raw: Span,
    /// What it stands for, where that differs from the content: `&amp;` for `&`.
    pub decoded: Option<String>,
}

/// What is to become of a raw block.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Verdict {
    /// Keep it.
    Keep(BlockKind),
    /// Leave it out.
    Remove(Removal),
}

/// Finds the article.
pub struct Cleaner {
    site_rules: SiteRules,
    classifier: Classifier,
}

impl Cleaner {
    /// The name and version of the method.
    pub const MODEL: &'static str = "clean-rules-1";

    /// Prepares the rules; the operator's own come first.
    pub fn new(site_rules: SiteRules) -> Self {
        Self { site_rules, classifier: Classifier::new() }
    }

    fn article(&self, raw: &Raw, keep_captions: bool, report: &mut Report) -> Article {
        let format = raw.format.unwrap_or_else(|| html::detect(&raw.content));
        let mut blocks = match format {
            Format::PlainText => plain::blocks(&raw.content),
            Format::Html => html::blocks(&raw.content),
        };
        mojibake::repair(&raw.content, &mut blocks);
        let by_site: Vec<_> =
            blocks.iter().map(|block| self.site_rules.find(&block.text)).collect();
        let rest = blocks.iter().zip(&by_site).filter(|(_, removal)| removal.is_none());
        let rest: Vec<_> = rest.map(|(block, _)| block).collect();
        let found = self.classifier.classify(&rest, &raw.title, keep_captions);
        if !found.article {
            report.warnings.push(Warning::NoArticleFound);
        }
        let mut of_rest = found.verdicts.into_iter();
        let verdicts =
            by_site.into_iter().map(|site| site.map(Verdict::Remove).or_else(|| of_rest.next()));
        let mut article = render::render(&raw.content, blocks.iter().zip(verdicts.flatten()));
        self.classifier.bylines.read(&mut article, &found.captions);
        if !raw.title.trim().is_empty() {
            raw.title.trim().clone_into(&mut article.metadata.title);
        }
        article
    }
}

impl Default for Cleaner {
    fn default() -> Self {
        Self::new(SiteRules::default())
    }
}

impl Stage<Raw> for Cleaner {
    type Out = Cleaned;
    const NAME: &'static str = "cleaning";

    fn run(&self, raw: Raw) -> Cleaned {
        let mut reports = Vec::new();
        let article = match &raw.wanted.cleaning {
            Some(wanted) => {
                let mut report = Report::new(Self::NAME, Self::MODEL);
                let article = self.article(&raw, wanted.captions, &mut report);
                reports.push(report);
                article
            }
            None => as_it_is(&raw.content),
        };
        let language = match &raw.language {
            Some(code) => Language { code: code.clone(), confidence: 1.0 },
            None => detect_language(&article.text),
        };
        Cleaned { raw, article, language, reports }
    }
}

/// The content untouched: a block a line, none of them classified.
fn as_it_is(content: &str) -> Article {
    let blocks = plain::blocks(content)
        .into_iter()
        .map(|block| Block { kind: BlockKind::Unclassified, span: block.raw() });
    Article {
        text: content.to_owned(),
        alignment: Alignment::identity(content.len()),
        blocks: blocks.collect(),
        ..Article::default()
    }
}

#[cfg(test)]
mod tests;
