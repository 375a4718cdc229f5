//! Says of each block what it is: boosted trees say what belongs to the article, rules of high
//! precision and the order of the blocks say the rest.

pub mod features;
pub(crate) mod form;
pub(crate) mod layout;
pub(crate) mod lexicon;
pub(crate) mod rules;

use super::{
    Verdict,
    byline::Bylines,
    model::score::BlockModel,
    read::{
        block::{RawBlock, Tag},
        html::{AUTHOR, PageMetadata},
    },
};
use crate::{
    document::{BlockKind, IdentifiedLanguage, Reason, Removal, Warning},
    language::{SAMPLE_BYTES, identify, is_english},
    text::punctuation::ends_clause,
};
use features::Extractor;
use form::Forms;
use layout::{NOT_ARTICLE, Place};
use lexicon::Lexicon;
use rules::Rules;

/// More blocks than this are no page of news; the densest run of text is taken for the article.
const MAX_BLOCKS: usize = 20_000;

/// What the sender knows of a document.
#[derive(Clone, Copy)]
pub(crate) struct Known<'raw> {
    /// Its headline; empty: not known.
    pub title: &'raw str,
    /// Its language.
    pub language: Option<&'raw str>,
}

/// The blocks of a page, classified.
pub(crate) struct Found {
    /// One for each block.
    pub verdicts: Vec<Verdict>,
    /// What the reader should know of the article, that there is none above all.
    pub warnings: Vec<Warning>,
    /// The texts of the captions, kept or not.
    pub captions: Vec<String>,
    /// The texts that the markup names as those about the authors.
    pub authors: Vec<String>,
    /// The language of its running text.
    pub language: IdentifiedLanguage,
}

/// Classifies blocks.
pub(crate) struct Classifier {
    rules: Rules,
    pub bylines: Bylines,
    forms: Forms,
    lexicon: Lexicon,
    model: BlockModel,
}

/// What the rules say of a block by itself.
pub(crate) struct Line<'page> {
    pub block: &'page RawBlock,
    pub words: usize,
    /// Whether it ends like a sentence.
    pub ends: bool,
    pub furniture: Option<Removal>,
    pub caption: bool,
    /// Whether it says who wrote the article, or when.
    pub byline: bool,
    /// Whether it is an agency's closing credits.
    pub credits: bool,
}

impl Line<'_> {
    pub fn text(&self) -> &str {
        &self.block.text
    }

    /// Whether a rule takes it for furniture of this kind.
    pub fn is_furniture(&self, reason: Reason) -> bool {
        self.furniture.is_some_and(|removal| removal.reason == reason)
    }

    /// Whether a rule takes it for furniture, and is to be believed whatever the trees say.
    pub fn is_surely_furniture(&self) -> bool {
        self.furniture.is_some_and(|removal| removal.confidence > VETO)
    }

    /// Whether the markup says that it names an author.
    fn is_author(&self) -> bool {
        self.words <= 10 && self.block.hints.cues[0] & AUTHOR != 0
    }

    /// Whether it could be a headline.
    pub fn is_title_like(&self) -> bool {
        let sober = self.furniture.is_none() && !self.caption && !self.byline;
        sober && (3..=30).contains(&self.words) && !self.text().ends_with('.')
    }
}

impl Classifier {
    /// Prepares the rules.
    pub fn new(model: BlockModel) -> Self {
        Self {
            rules: Rules::new(),
            bylines: Bylines::new(),
            forms: Forms::new(),
            lexicon: Lexicon::new(),
            model,
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
        let title = known_title(title, metadata);
        let page = Extractor::new(&self.lexicon, &lines, title, &metadata.body);
        (page.rows(), page.words().to_vec())
    }

    /// Classifies the blocks of a page.
    pub fn classify(
        &self,
        blocks: &[&RawBlock],
        known: Known,
        metadata: &PageMetadata,
        keep_captions: bool,
    ) -> Found {
        let lines = self.lines(blocks);
        let title = known_title(known.title, metadata);
        let page = Extractor::new(&self.lexicon, &lines, title, &metadata.body);
        let rows = if blocks.len() > MAX_BLOCKS { Vec::new() } else { page.rows() };
        let probabilities = self.probabilities(&page, &rows, blocks);
        let language = language_of(known, &lines, &page);
        let foreign = is_english(&language) == Some(false);
        let dense = |at: usize| foreign && page.in_region(at) && lines[at].ends;
        // Where nothing else is on the page, the trees, which know pages, are to doubt little.
        let enough = if is_prose(&lines) { PROSE } else { 0.5 };
        let likely = |at: usize| probabilities[at] > enough || dense(at);
        let body: Vec<bool> =
            (0..lines.len()).map(|at| likely(at) && may_be_body(&lines[at])).collect();
        let article = body.contains(&true);
        let body =
            if article { body } else { (0..lines.len()).map(|at| page.in_region(at)).collect() };
        let place = Place::new(&lines, &page, &self.bylines, body, title);
        let mut verdicts = place.verdicts(&probabilities, keep_captions);
        self.find_reasons(&rows, &mut verdicts);
        if !verdicts.iter().any(|verdict| matches!(verdict, Verdict::Keep(_))) {
            // Better furniture than nothing: the warning says that this is no article.
            verdicts.fill(Verdict::Keep(BlockKind::Body));
            let warnings = vec![Warning::NoArticleFound];
            let (captions, authors) = (Vec::new(), Vec::new());
            return Found { verdicts, warnings, captions, authors, language };
        }
        let mut warnings = if article {
            self.forms.warnings(&place, &verdicts, &probabilities)
        } else {
            vec![Warning::NoArticleFound]
        };
        warnings.extend(foreign.then_some(Warning::LanguageNotLearned));
        let captions = lines.iter().filter(|line| line.caption);
        let authors = lines[place.start.saturating_sub(3)..].iter().filter(|line| line.is_author());
        let text = |line: &Line| line.text().to_owned();
        let captions = captions.map(text).collect();
        let authors = authors.map(text).chain(place.names()).collect();
        Found { verdicts, warnings, captions, authors, language }
    }

    /// Finds why those blocks are on the page that no rule names.
    fn find_reasons(&self, rows: &[f32], verdicts: &mut [Verdict]) {
        let width = rows.len().checked_div(verdicts.len()).unwrap_or_default().max(1);
        for (row, verdict) in rows.chunks(width).zip(verdicts) {
            if let Verdict::Remove(removal) = verdict
                && removal.rule == NOT_ARTICLE
            {
                removal.reason = self.model.reasons.reason(row);
            }
        }
    }

    /// How likely each block belongs to the article.
    fn probabilities(&self, page: &Extractor, rows: &[f32], blocks: &[&RawBlock]) -> Vec<f32> {
        if rows.is_empty() {
            return vec![0.0; blocks.len()];
        }
        let markup = blocks.first().is_some_and(|block| block.hints.tag != Tag::None);
        let looks = if markup { &self.model.html } else { &self.model.plain };
        looks.probabilities(rows, page.words())
    }

    fn lines<'page>(&self, blocks: &[&'page RawBlock]) -> Vec<Line<'page>> {
        let trusted = trusted_structure(blocks);
        blocks.iter().map(|block| self.line(block, trusted)).collect()
    }

    /// What the rules say of a block of a page where these kinds of elements are to be trusted.
    fn line<'page>(&self, block: &'page RawBlock, trusted: u32) -> Line<'page> {
        let text = &block.text;
        let words = text.split_whitespace().count();
        let reason = outside(block, trusted);
        let outside =
            reason.map(|reason| Removal { reason, rule: "page_structure", confidence: 0.8 });
        let look = self.rules.look(text, words);
        let caption = reason == Some(Reason::Caption) || look.is_caption();
        Line {
            words,
            ends: ends_clause(text),
            caption,
            byline: self.bylines.is_byline(text),
            credits: self.bylines.is_credits(text),
            furniture: outside.filter(|_| !caption).or_else(|| look.furniture()),
            block,
        }
    }
}

/// Whether there is nothing on a page but paragraphs, under a headline or none: somebody sends an
/// article that is clean already.
fn is_prose(lines: &[Line]) -> bool {
    let paragraph = |line: &Line| line.ends && line.words >= 4 && may_be_body(line);
    let paragraphs = match lines {
        [first, rest @ ..] if first.is_title_like() => rest,
        all => all,
    };
    !paragraphs.is_empty() && paragraphs.iter().all(paragraph)
}

/// The headline that the caller knows, else the one that the page gives.
fn known_title<'a>(title: &'a str, metadata: &'a PageMetadata) -> &'a str {
    if title.trim().is_empty() { &metadata.title } else { title }
}

/// The language of a document, which is looked for only where neither its sender nor a look at its
/// function words tells it.
fn language_of(known: Known, lines: &[Line], page: &Extractor) -> IdentifiedLanguage {
    match known.language {
        None if page.is_surely_english() => crate::language::english(),
        known => identify(known, &running_text(lines, page)),
    }
}

/// The beginning of the text where it is densest, enough of it to tell its language; that of the
/// page where there is none.
fn running_text(lines: &[Line], page: &Extractor) -> String {
    let beginning = |test: &dyn Fn(usize) -> bool| {
        let mut text = String::new();
        for at in (0..lines.len()).filter(|&at| test(at)) {
            if text.len() >= SAMPLE_BYTES {
                break;
            }
            text.push_str(lines[at].text());
            text.push('\n');
        }
        text
    };
    let dense = beginning(&|at| page.in_region(at) && lines[at].ends);
    if dense.is_empty() { beginning(&|_| true) } else { dense }
}

/// Whether the rules let a block belong to the body. What they are sure of they decide.
fn may_be_body(line: &Line) -> bool {
    !line.caption && !line.byline && !line.credits && !line.is_surely_furniture()
}

/// How likely a paragraph has to be where there are only paragraphs.
const PROSE: f32 = 0.1;

/// Rules that are surer than this overrule the trees.
pub(crate) const VETO: f32 = 0.75;

/// Structure that holds no article, and what it holds.
const STRUCTURE: [(Tag, Reason); 7] = [
    (Tag::Caption, Reason::Caption),
    (Tag::Consent, Reason::CookieNotice),
    (Tag::Comments, Reason::Comments),
    (Tag::Navigation, Reason::Navigation),
    (Tag::Footer, Reason::Navigation),
    (Tag::Aside, Reason::RelatedLinks),
    (Tag::Form, Reason::Other),
];

/// The kinds of structure, a bit for each `Tag`, that hold less than half of the running text: some
/// pages are one form.
fn trusted_structure(blocks: &[&RawBlock]) -> u32 {
    let mut all = 0;
    let mut held = [0; STRUCTURE.len()];
    for block in blocks.iter().filter(|b| b.text.len() >= 60 && ends_clause(&b.text)) {
        all += block.text.len();
        for (held, (tag, _)) in held.iter_mut().zip(STRUCTURE) {
            *held += if block.hints.is_in(tag) { block.text.len() } else { 0 };
        }
    }
    let trusted = STRUCTURE.iter().zip(held).filter(|(_, held)| 2 * held <= all);
    trusted.fold(0, |bits, ((tag, _), _)| bits | tag.bit())
}

/// Why the page's own structure says that a block is no part of the article.
fn outside(block: &RawBlock, trusted: u32) -> Option<Reason> {
    let holds = |tag: Tag| block.hints.is_in(tag) && trusted & tag.bit() != 0;
    STRUCTURE.iter().find(|(tag, _)| holds(*tag)).map(|&(_, reason)| reason)
}
