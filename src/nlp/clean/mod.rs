//! The cleaning stage: finds the article in what was scraped.
//!
//! Either reader ([`plain`], [`html`]) splits the content into [`RawBlock`]s, [`classify`] says of
//! each what it is, [`render`] writes the kept ones with their alignment, and [`byline`] reads in
//! them who reported from where.

mod block;
mod byline;
mod classify;
pub mod features;
pub mod forest;
mod form;
mod html;
mod lexicon;
mod mojibake;
mod place;
mod plain;
pub mod reason;
mod render;
mod rules;
pub mod score;
mod site_rules;

use super::{
    Stage,
    alignment::Alignment,
    document::{Article, Cleaned, Format, Language, Raw, Report},
    language::language,
    span::Span,
};
use classify::{Classifier, Known};
use html::{HtmlReader, Page, PageMetadata};
use jiff::Timestamp;
use score::BlockModel;
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
    /// When it was published.
    pub published: Option<Timestamp>,
    /// The name of the site.
    pub site_name: String,
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
    html: HtmlReader,
    site_rules: SiteRules,
    classifier: Classifier,
}

impl Cleaner {
    /// The name and version of the method.
    pub const MODEL: &'static str = "clean-trees-1";

    /// Prepares the rules; the operator's own come first.
    pub fn new(site_rules: SiteRules) -> Self {
        Self::with_model(site_rules, BlockModel::embedded())
    }

    /// With other trees than those inside the binary.
    pub fn with_model(site_rules: SiteRules, model: BlockModel) -> Self {
        Self { html: HtmlReader::new(), site_rules, classifier: Classifier::new(model) }
    }

    fn read(&self, raw: &Raw) -> Page {
        let format = raw.format.unwrap_or_else(|| html::detect(&raw.content));
        let mut page = match format {
            Format::PlainText => Page::of_text(plain::blocks(&raw.content)),
            Format::Html => self.html.read(&raw.content),
        };
        mojibake::repair(&raw.content, &mut page.blocks);
        page
    }

    /// The blocks of a document as the trees see them, to train them.
    pub fn sample(&self, raw: &Raw) -> Sample {
        let page = self.read(raw);
        let blocks: Vec<_> = page.blocks.iter().collect();
        let (rows, words) = self.classifier.features(&blocks, &raw.title, &page.metadata);
        let texts = page.blocks.iter().map(|block| (block.raw(), block.text.clone()));
        Sample { blocks: texts.collect(), rows, words }
    }

    fn article(&self, raw: &Raw, keep_captions: bool, report: &mut Report) -> (Article, Language) {
        let page = self.read(raw);
        let blocks = &page.blocks;
        let by_site: Vec<_> =
            blocks.iter().map(|block| self.site_rules.find(&block.text)).collect();
        let rest = blocks.iter().zip(&by_site).filter(|(_, removal)| removal.is_none());
        let rest: Vec<_> = rest.map(|(block, _)| block).collect();
        let known = Known { title: &raw.title, language: raw.language.as_deref() };
        let found = self.classifier.classify(&rest, known, &page.metadata, keep_captions);
        report.warnings.extend(found.warnings);
        let mut of_rest = found.verdicts.into_iter();
        let verdicts =
            by_site.into_iter().map(|site| site.map(Verdict::Remove).or_else(|| of_rest.next()));
        let mut article = render::render(&raw.content, blocks.iter().zip(verdicts.flatten()));
        article.metadata.authors.clone_from(&page.metadata.authors);
        self.classifier.bylines.read(&mut article, &found.captions);
        if article.metadata.authors.is_empty() {
            found
                .authors
                .iter()
                .take(3)
                .for_each(|text| byline::add_names(text, &mut article.metadata.authors));
        }
        complete(&mut article.metadata, raw, page.metadata);
        (article, found.language)
    }
}

/// Puts together what the text, the head of the page and the caller say about the article: what the
/// caller says counts most, and the head more than the text, which has to be understood.
fn complete(metadata: &mut Metadata, raw: &Raw, page: PageMetadata) {
    let PageMetadata { title, site_name, authors: _, published, body: _ } = page;
    if !raw.title.trim().is_empty() {
        raw.title.trim().clone_into(&mut metadata.title);
    } else if metadata.title.is_empty() {
        metadata.title = title;
    }
    metadata.published = raw.published.or(published);
    metadata.site_name = site_name;
}

/// The blocks of a document as the trees see them.
pub struct Sample {
    /// Where each block is in the content, and its text.
    pub blocks: Vec<(Span, String)>,
    /// The features of each block, one block after the other.
    pub rows: Vec<f32>,
    /// How many words there are before each block, and in all.
    pub words: Vec<f32>,
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
        let (article, language) = match &raw.wanted.cleaning {
            Some(wanted) => {
                let mut report = Report::new(Self::NAME, Self::MODEL);
                let found = self.article(&raw, wanted.captions, &mut report);
                reports.push(report);
                found
            }
            None => (as_it_is(&raw.content), language(raw.language.as_deref(), &raw.content)),
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
