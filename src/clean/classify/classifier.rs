//! The classifier of blocks.

use super::{
    LIKELY,
    doubts::Doubts,
    language::language_of,
    layout::{Layout, NOT_ARTICLE},
    structure::TrustedStructure,
    units,
};
use crate::{
    clean::{
        byline::Bylines,
        features::{Lexicon, PageStatistics, Told, rows},
        line::Line,
        model::BlockModel,
        read::{PageMetadata, RawBlock, Tag},
        rules::Rules,
        verdict::Verdict,
    },
    document::{BlockKind, IdentifiedLanguage, Reason, Warning},
    language::{Language, is_foreign},
    text::punctuation::{ends_clause, ends_sentence},
};

/// More blocks than this are no page of news; the densest run of text is taken for the article.
const MAX_BLOCKS: usize = 20_000;

/// Between two of those a block is one that is nearly as likely.
const NEARLY: f32 = 0.4;

/// Blocks that are less likely than this are surely none of the body.
const UNLIKELY: f32 = 0.05;

/// So many lines may stand above the first paragraph of an article without furniture: its headline, who
/// wrote it, and when.
const HEAD: usize = 4;

/// A paragraph with a dateline is no shorter, in words.
const DATELINED_WORDS: usize = 6;

/// A document as far as its sender knows it.
#[derive(Clone, Copy)]
pub(crate) struct Known<'raw> {
    /// Its headline; empty: not known.
    pub title: &'raw str,
    /// Its language.
    pub language: Option<&'raw str>,
}

/// The blocks of a page, classified.
pub(crate) struct Classified {
    /// One for each block.
    pub verdicts: Vec<Verdict>,
    /// Doubts about the article, that there is none above all.
    pub warnings: Vec<Warning>,
    /// The texts of the captions, kept or not.
    pub captions: Vec<String>,
    /// The texts that the markup names as those about the authors, and names above the article.
    pub authors: Vec<String>,
    /// The language of its running text.
    pub language: IdentifiedLanguage,
}

/// Classifies blocks.
pub(crate) struct Classifier {
    language: &'static Language,
    rules: Rules,
    pub bylines: Bylines,
    doubts: Doubts,
    lexicon: Lexicon,
    model: Box<dyn BlockModel>,
}

impl Classifier {
    /// Prepares the rules of a language.
    pub fn new(language: &'static Language, model: impl BlockModel) -> Self {
        let words = &language.cleaning;
        Self {
            language,
            rules: Rules::new(words),
            bylines: Bylines::new(&words.bylines),
            doubts: Doubts::new(words),
            lexicon: Lexicon::new(words),
            model: Box::new(model),
        }
    }

    /// The features of each block, one block after the other, and how many words there are before
    /// each block and in all.
    pub fn features(
        &self,
        blocks: &[&RawBlock],
        title: &str,
        metadata: &PageMetadata,
    ) -> (Vec<f32>, Vec<f32>) {
        let lines = self.lines(blocks);
        let page = PageStatistics::new(&self.lexicon, &lines, told(title, metadata));
        (rows(&page), page.words().to_vec())
    }

    /// Classifies the blocks of a page.
    pub fn classify(
        &self,
        blocks: &[&RawBlock],
        known: Known,
        metadata: &PageMetadata,
        keep_captions: bool,
    ) -> Classified {
        let lines = self.lines(blocks);
        let page = PageStatistics::new(&self.lexicon, &lines, told(known.title, metadata));
        let rows = if blocks.len() > MAX_BLOCKS { Vec::new() } else { rows(&page) };
        let probabilities = self.probabilities(&page, &rows);
        let language = language_of(self.language, known.language, &page);
        let foreign = is_foreign(&language, self.language.code);
        let likely = self.likely_body(&page, &probabilities, foreign);
        let article = likely.is_some();
        let densest = |at| page.in_region(at) && lines[at].may_be_body(false);
        let body = likely.unwrap_or_else(|| (0..page.len()).map(densest).collect());
        let layout = Layout::new(&page, &self.bylines, body, &probabilities);
        let mut verdicts = layout.verdicts(&probabilities, keep_captions);
        self.find_reasons(&rows, &mut verdicts);
        if !verdicts.iter().any(Verdict::is_kept) {
            return all_kept(verdicts, language);
        }
        let mut warnings = if article {
            self.doubts.warnings(&layout, &verdicts, &probabilities)
        } else {
            vec![Warning::NoArticleFound]
        };
        warnings.extend(foreign.then_some(Warning::LanguageNotLearned));
        let captions = lines.iter().filter(|line| line.caption);
        let authors = lines[layout.start.saturating_sub(3)..].iter();
        let authors = authors.filter(|line| line.is_author());
        let text = |line: &Line| line.text().to_owned();
        let captions = captions.map(text).collect();
        let authors = authors.map(text).chain(layout.names()).collect();
        Classified { verdicts, warnings, captions, authors, language }
    }

    /// The lines that the trees and rules take for the body, if any. The trees know no `foreign` text:
    /// there the densest run of text counts too. Where nothing is surely furniture somebody sends an
    /// article that is clean already: all of it is the body.
    fn likely_body(
        &self,
        page: &PageStatistics,
        probabilities: &[f32],
        foreign: bool,
    ) -> Option<Vec<bool>> {
        let lines = page.lines;
        let dense = |at: usize| foreign && page.in_region(at) && lines[at].ends;
        let is_clean = self.is_clean(lines, probabilities);
        let units = units::probabilities(lines, probabilities);
        let enclosed = |at: usize| {
            // What the rules say of the words of a sentence is a part of the trees' doubt.
            let least = if lines[at].impersonal { UNLIKELY } else { NEARLY };
            is_enclosed(probabilities, at, least)
        };
        let belongs = |at: usize| {
            let line = &lines[at];
            let told = units[at] > LIKELY || enclosed(at);
            let maybe = is_clean || probabilities[at] > UNLIKELY && self.is_datelined(line);
            (told || maybe || dense(at)) && line.may_be_body(told)
        };
        let body: Vec<bool> = (0..page.len()).map(belongs).collect();
        body.contains(&true).then_some(body)
    }

    /// True if there is no furniture on a page but what the rules name: nothing else that the trees are
    /// sure of and that is no sentence, but for a headline, names and dates above, items of lists and what
    /// agencies put around their text.
    fn is_clean(&self, lines: &[Line], probabilities: &[f32]) -> bool {
        let clean = |(at, line): (usize, &Line)| {
            let text = line.text();
            let head = at < HEAD && (line.is_title_like() || self.bylines.is_name_or_date(text));
            let named = line.byline || line.credits || line.is_surely_furniture();
            let told = probabilities[at] > UNLIKELY || ends_sentence(text);
            head || named || told || units::is_numbered(text) || is_note(text)
        };
        // A line alone is hardly an article.
        let paragraphs = lines.iter().any(|line| line.ends && line.words >= 4);
        paragraphs && lines.iter().enumerate().all(clean)
    }

    fn is_datelined(&self, line: &Line) -> bool {
        line.words >= DATELINED_WORDS && self.bylines.has_dateline(line.text())
    }

    /// The name and version of the model.
    pub fn model(&self) -> &'static str {
        self.model.name()
    }

    /// Finds why those blocks are on the page that no rule names.
    fn find_reasons(&self, rows: &[f32], verdicts: &mut [Verdict]) {
        let width = rows.len().checked_div(verdicts.len()).unwrap_or_default().max(1);
        for (row, verdict) in rows.chunks(width).zip(verdicts) {
            if let Verdict::Remove(removal) = verdict
                && removal.rule == NOT_ARTICLE
            {
                removal.reason = self.model.reason(row);
            }
        }
    }

    /// The probability of each block to belong to the article.
    fn probabilities(&self, page: &PageStatistics, rows: &[f32]) -> Vec<f32> {
        if rows.is_empty() {
            return vec![0.0; page.len()];
        }
        let markup = page.lines.first().is_some_and(|line| line.block.hints.tag != Tag::None);
        self.model.probabilities(markup, rows, page.words())
    }

    /// Each block of a page with what the rules say of it.
    fn lines<'page>(&self, blocks: &[&'page RawBlock]) -> Vec<Line<'page>> {
        let structure = TrustedStructure::of(blocks);
        blocks.iter().map(|block| self.line(block, &structure)).collect()
    }

    fn line<'page>(&self, block: &'page RawBlock, structure: &TrustedStructure) -> Line<'page> {
        let text = &block.text;
        let words = text.split_whitespace().count();
        let outside = structure.removal(block);
        let cued = self.rules.find_cues(text, words);
        let caption =
            outside.is_some_and(|removal| removal.reason == Reason::Caption) || cued.is_caption();
        let furniture = outside.filter(|_| !caption).or_else(|| cued.furniture());
        Line {
            words,
            ends: ends_clause(text),
            caption,
            byline: self.bylines.is_byline(text),
            credits: self.bylines.is_credits(text),
            outside: outside.is_some(),
            impersonal: (caption || furniture.is_some()) && cued.is_impersonal(),
            furniture,
            block,
        }
    }
}

/// The headline that the caller knows, else the one that the page gives, and the text that the page
/// gives.
fn told<'a>(title: &'a str, metadata: &'a PageMetadata) -> Told<'a> {
    let title = if title.trim().is_empty() { &metadata.title } else { title };
    Told { title, description: &metadata.description, body: &metadata.body }
}

/// True if a line is a sign that parts a text, or stands in brackets.
fn is_note(text: &str) -> bool {
    let bracketed = text.starts_with(['(', '[']) && text.ends_with([')', ']']);
    bracketed || !text.contains(char::is_alphanumeric)
}

/// True if a line that the trees can hardly tell stands between two that they take for the article's.
fn is_enclosed(probabilities: &[f32], at: usize, least: f32) -> bool {
    let is_likely = |at: usize| probabilities.get(at).is_some_and(|&likely| likely > LIKELY);
    probabilities[at] > least && at > 0 && is_likely(at - 1) && is_likely(at + 1)
}

/// Better furniture than nothing: the warning says that this is no article.
fn all_kept(mut verdicts: Vec<Verdict>, language: IdentifiedLanguage) -> Classified {
    verdicts.fill(Verdict::Keep(BlockKind::Body));
    Classified {
        verdicts,
        warnings: vec![Warning::NoArticleFound],
        captions: Vec::new(),
        authors: Vec::new(),
        language,
    }
}
