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
        Article, Block, BlockKind, Cleaned, Document, IdentifiedLanguage, Metadata, Raw, Report,
        Stage, StageName,
    },
    language::{Language, identify},
    text::{Span, alignment::Alignment},
};
use classify::{Classifier, Known};
use model::{BlockModel, BlockTrees};
use read::{Page, PageMetadata, Reader, mojibake, plain};
pub use site_rules::{SiteRules, SiteRulesError};
use verdict::Verdict;

/// Finds the article.
pub struct Cleaner {
    reader: Reader,
    site_rules: SiteRules,
    classifier: Classifier,
}

impl Cleaner {
    /// With the trees inside the binary, for texts in a language; the operator's own rules come first.
    pub fn embedded(language: &'static Language, site_rules: SiteRules) -> Self {
        Self::with_model(language, site_rules, BlockTrees::embedded())
    }

    /// With another model than the one inside the binary.
    pub fn with_model(
        language: &'static Language,
        site_rules: SiteRules,
        model: impl BlockModel,
    ) -> Self {
        Self {
            reader: Reader::new(&language.cleaning.bylines),
            site_rules,
            classifier: Classifier::new(language, model),
        }
    }

    fn read(&self, document: &Document) -> Page {
        let mut page = self.reader.read(&document.content, document.format);
        mojibake::repair(&document.content, &mut page.blocks);
        page
    }

    /// The blocks of a document as the trees see them, to train them.
    pub fn sample(&self, document: &Document) -> Sample {
        let page = self.read(document);
        let blocks: Vec<_> = page.blocks.iter().collect();
        let (rows, words) = self.classifier.features(&blocks, &document.title, &page.metadata);
        let texts = page.blocks.iter().map(|block| (block.raw(), block.text.clone()));
        Sample { blocks: texts.collect(), rows, words }
    }

    fn article(
        &self,
        document: &Document,
        keep_captions: bool,
        report: &mut Report,
    ) -> (Article, IdentifiedLanguage) {
        let page = self.read(document);
        let blocks = &page.blocks;
        let by_site: Vec<_> =
            blocks.iter().map(|block| self.site_rules.find(&block.text)).collect();
        let rest = blocks.iter().zip(&by_site).filter(|(_, removal)| removal.is_none());
        let rest: Vec<_> = rest.map(|(block, _)| block).collect();
        let known = Known { title: &document.title, language: document.language.as_deref() };
        let found = self.classifier.classify(&rest, known, &page.metadata, keep_captions);
        report.warnings.extend(found.warnings);
        let mut of_rest = found.verdicts.into_iter();
        let verdicts =
            by_site.into_iter().map(|site| site.map(Verdict::Remove).or_else(|| of_rest.next()));
        let mut article = render::render(&document.content, blocks.iter().zip(verdicts.flatten()));
        article.metadata.authors.clone_from(&page.metadata.authors);
        self.classifier.bylines.read(&mut article, &found.captions);
        if article.metadata.authors.is_empty() {
            let names = &self.classifier.bylines.names;
            found
                .authors
                .iter()
                .take(3)
                .for_each(|text| names.add(text, &mut article.metadata.authors));
        }
        complete(&mut article.metadata, document, page.metadata);
        (article, found.language)
    }
}

/// Completes what the text says about the article by what its sender and the head of the page say. The
/// sender counts most; the head counts less than a headline of the text.
fn complete(metadata: &mut Metadata, document: &Document, page: PageMetadata) {
    let PageMetadata { title, site_name, authors: _, published, body: _ } = page;
    if !document.title.trim().is_empty() {
        document.title.trim().clone_into(&mut metadata.title);
    } else if metadata.title.is_empty() {
        metadata.title = title;
    }
    metadata.published = document.published.or(published);
    metadata.site_name = site_name;
}

/// The blocks of a document as the trees see them.
pub struct Sample {
    /// The place of each block in the content, and its text.
    pub blocks: Vec<(Span, String)>,
    /// The features of each block, one block after the other.
    pub rows: Vec<f32>,
    /// The number of words before each block, and in all.
    pub words: Vec<f32>,
}

impl Stage<Raw> for Cleaner {
    type Out = Cleaned;

    fn name(&self) -> StageName {
        StageName::Cleaning
    }

    fn model(&self) -> &'static str {
        self.classifier.model()
    }

    fn is_wanted(&self, raw: &Raw) -> bool {
        raw.wanted.cleaning.is_some()
    }

    fn run(&self, raw: Raw) -> (Cleaned, Report) {
        let captions = raw.wanted.cleaning.as_ref().is_some_and(|wanted| wanted.captions);
        let mut report = Report::new(self.name(), self.model());
        let (article, language) = self.article(&raw.document, captions, &mut report);
        (Cleaned { raw, article, language, segmentation: None }, report)
    }

    fn skip(&self, raw: Raw) -> Cleaned {
        let document = &raw.document;
        let article = as_it_is(&document.content);
        let language = identify(document.language.as_deref(), &document.content);
        Cleaned { raw, article, language, segmentation: None }
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
