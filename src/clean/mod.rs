//! The cleaning stage: finds the article in what was scraped.
//!
//! [`read`] splits the content into blocks, [`rules`] say of each what gives it away by itself,
//! [`features`] are what it and its surroundings look like, a [`model`] says how likely it is a part
//! of the article, [`classify`] decides what it is, [`render`] writes the kept ones with their
//! alignment, and [`byline`] reads in them who reported from where.

pub(crate) mod byline;
mod classify;
pub mod features;
mod line;
pub mod model;
mod read;
mod render;
mod rules;
mod site_rules;
mod verdict;

use crate::{
    document::{
        Article, Block, BlockKind, Cleaned, Format, IdentifiedLanguage, Metadata, Raw, Report,
        Stage,
    },
    language::identify,
    text::{Span, alignment::Alignment},
};
use classify::{Classifier, Known};
use model::BlockModel;
use read::{
    Page, PageMetadata,
    html::{self, HtmlReader},
    mojibake, plain,
};
pub use site_rules::{SiteRules, SiteRulesError};
use verdict::Verdict;

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

    fn article(
        &self,
        raw: &Raw,
        keep_captions: bool,
        report: &mut Report,
    ) -> (Article, IdentifiedLanguage) {
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
            None => (as_it_is(&raw.content), identify(raw.language.as_deref(), &raw.content)),
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
