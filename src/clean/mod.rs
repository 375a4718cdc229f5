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
mod surroundings;
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
use jiff::Timestamp;
use model::{BlockModel, BlockTrees};
use read::{Page, PageMetadata, Reader, mojibake, plain};
pub use site_rules::{SiteRules, SiteRulesError};
use surroundings::Surroundings;
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
        let Document { content, format, source, .. } = document;
        let mut page = self.reader.read(content, *format, source);
        let addressed = &mut page.metadata.addressed;
        *addressed = addressed.or_else(|| self.classifier.bylines.dates.address(source));
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
        let verdicts: Vec<Verdict> = by_site
            .into_iter()
            .filter_map(|site| site.map(Verdict::Remove).or_else(|| of_rest.next()))
            .collect();
        let mut article =
            render::render(&document.content, blocks.iter().zip(verdicts.iter().copied()));
        let bylines = &self.classifier.bylines;
        let around = Surroundings::new(&page, &verdicts);
        let metadata = &mut article.metadata;
        metadata.authors.clone_from(&page.metadata.authors);
        around.read_bylines(&document.content, &verdicts, bylines, metadata);
        bylines.read(&mut article, &found.captions);
        let metadata = &mut article.metadata;
        if metadata.authors.is_empty() {
            let named = found.authors.iter().take(3);
            named.for_each(|text| bylines.names.add_byline(text, &mut metadata.authors));
        }
        metadata.authors.retain(|name| !name.eq_ignore_ascii_case(&page.metadata.site_name));
        let times = around.times(bylines);
        complete(metadata, document, page.metadata, times);
        (article, found.language)
    }
}

/// Completes what the text says about the article by what its sender and the head of the page say. The
/// sender counts most, then the head, then the text around the article, which is read wherever the head
/// is silent. Only of headlines that of the text counts more than the head: it is how the article itself
/// has it, while the head has it for search engines and with the name of the site. An address
/// counts after all else that tells when an article was published, and the time of a change only
/// where nothing does.
fn complete(
    metadata: &mut Metadata,
    document: &Document,
    page: PageMetadata,
    (stated, changed): (Option<Timestamp>, Option<Timestamp>),
) {
    if !document.title.trim().is_empty() {
        document.title.trim().clone_into(&mut metadata.title);
    } else if metadata.title.is_empty() {
        metadata.title = page.title;
    }
    let published = document.published.or(page.published).or(stated).or(page.addressed);
    metadata.published = published.or(page.updated).or(changed);
    metadata.site_name = page.site_name;
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
