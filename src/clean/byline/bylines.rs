//! The lines that say who reported an article, when, from where and for whom.

use super::{
    dateline::{Dateline, DatelineReader},
    dates::DateReader,
    labels::LabelReader,
    names::NameReader,
    patterns::Patterns,
};
use crate::{
    document::{Article, Block, BlockKind, Metadata},
    language::BylineWords,
    text::{Span, punctuation::ends_sentence},
};

/// What ends like a sentence and has so many words is one.
const SENTENCE_WORDS: usize = 8;

/// A dateline stands in the first of so many paragraphs: a note of the editor may be above it.
const DATELINED: usize = 3;

/// Finds and reads bylines, datelines and credits.
pub(crate) struct Bylines {
    /// Reads the names in them.
    pub names: NameReader,
    /// Reads the dates in them.
    pub dates: DateReader,
    labels: LabelReader,
    patterns: Patterns,
    datelines: DatelineReader,
    words: &'static BylineWords,
}

impl Bylines {
    /// Compiles the patterns of a language.
    pub fn new(words: &'static BylineWords) -> Self {
        Self {
            names: NameReader::new(words),
            dates: DateReader::new(words),
            labels: LabelReader::new(words),
            patterns: Patterns::new(words),
            datelines: DatelineReader::new(words),
            words,
        }
    }

    /// True if a line at the top says who wrote the article, or when, and is no sentence about it.
    pub fn is_byline(&self, text: &str) -> bool {
        let is_sentence =
            || ends_sentence(text) && text.split_whitespace().nth(SENTENCE_WORDS - 1).is_some();
        text.len() <= 160 && self.patterns.byline.is_match(text) && !is_sentence()
    }

    /// True if a line between headline and article is about when that was published, or how long it
    /// takes to read.
    pub fn is_dated(&self, text: &str) -> bool {
        text.len() <= 100 && self.patterns.dated.is_match(text)
    }

    /// True if a line is a date or a name, as they stand above an article.
    pub fn is_name_or_date(&self, text: &str) -> bool {
        self.is_dated(text) || self.names.is_name(text)
    }

    /// True if a line is an agency's closing credits: "(Reporting by ...; Editing by ...)".
    pub fn is_credits(&self, text: &str) -> bool {
        text.len() <= 600 && self.patterns.closing.is_match(text)
    }

    /// True if a paragraph begins with place, date or agency.
    pub fn has_dateline(&self, text: &str) -> bool {
        self.datelines.read(text).is_some()
    }

    /// Reads a line beside the headline, cut into pieces where elements begin and end.
    pub fn read_line(&self, pieces: &[String], metadata: &mut Metadata) {
        let authors = metadata.authors.len();
        let line = pieces.concat();
        let before = self.labels.read(&self.names, &line, metadata);
        if self.names.is_by(before) && metadata.authors.len() == authors {
            let mut names = self.names.byline_of_pieces(pieces);
            if names.is_empty() {
                names = self.names.byline(before);
            }
            names.retain(|name| !metadata.authors.contains(name));
            metadata.authors.extend(names);
        }
    }

    /// Splits the dateline off the first paragraph and fills the metadata from credits and captions.
    pub fn read(&self, article: &mut Article, captions: &[String]) {
        self.split_dateline(article);
        for block in &article.blocks {
            let text = block.span.of(&article.text);
            let metadata = &mut article.metadata;
            match block.kind {
                BlockKind::Headline => text.clone_into(&mut metadata.title),
                BlockKind::Credits => self.read_credits(text, metadata),
                BlockKind::Unclassified
                | BlockKind::Standfirst
                | BlockKind::Byline
                | BlockKind::Dateline
                | BlockKind::Body
                | BlockKind::Subheading
                | BlockKind::Caption => {}
            }
        }
        for caption in captions {
            self.read_caption(caption, &mut article.metadata);
        }
    }

    fn read_credits(&self, text: &str, metadata: &mut Metadata) {
        for credit in self.patterns.credit.captures_iter(text) {
            let is = |work: &&str| work.eq_ignore_ascii_case(&credit[1]);
            let editing = self.words.editing.iter().any(is);
            let names = if editing { &mut metadata.editors } else { &mut metadata.authors };
            self.names.add(&credit[2], names);
        }
    }

    fn read_caption(&self, text: &str, metadata: &mut Metadata) {
        for found in self.patterns.photographer.captures_iter(text) {
            if let Some(name) = found.get(1).or_else(|| found.get(2)) {
                self.names.add(name.as_str(), &mut metadata.photo_credits);
            }
        }
    }

    /// The dateline of an article, and the number of the block that begins with it.
    fn find_dateline<'a>(&self, article: &'a Article) -> Option<(usize, Dateline<'a>)> {
        let blocks = article.blocks.iter().enumerate();
        let body = blocks.filter(|(_, block)| block.kind == BlockKind::Body).take(DATELINED);
        let mut datelines = body.enumerate().filter_map(|(number, (at, block))| {
            let found = self.datelines.read(block.span.of(&article.text))?;
            // Further down "NAME:" is who speaks.
            (number == 0 || !found.is_with_colon).then_some((at, found))
        });
        datelines.next()
    }

    fn split_dateline(&self, article: &mut Article) {
        let Some((at, found)) = self.find_dateline(article) else { return };
        let paragraph = article.blocks[at].span;
        let split = paragraph.start + found.length;
        let [place, date, agency] = [found.place, found.date, found.agency].map(str::to_owned);
        article.metadata.dateline_place = place;
        article.metadata.dateline_date = date;
        article.metadata.agency = agency;
        let dateline = Span::new(paragraph.start, split).trimmed(&article.text);
        article.blocks[at].span = Span::new(split, paragraph.end).trimmed(&article.text);
        article.blocks.insert(at, Block { kind: BlockKind::Dateline, span: dateline });
    }
}
