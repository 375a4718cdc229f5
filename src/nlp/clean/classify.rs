//! Says of each block what it is: boosted trees say what belongs to the article, rules of high
//! precision and the order of the blocks say the rest.

use super::{
    BlockKind, Reason, Removal, Verdict,
    block::{RawBlock, Tag},
    byline::{Bylines, is_name},
    features::{Extractor, fingerprint},
    form::Forms,
    html::{AUTHOR, PageMetadata},
    lexicon::Lexicon,
    rules::Rules,
    score::BlockModel,
};
use crate::nlp::{
    document::{Language, Warning},
    language::{SAMPLE_BYTES, is_english, language},
};
use rustc_hash::FxHashSet;

/// More blocks than this are no page of news; the densest run of text is taken for the article.
const MAX_BLOCKS: usize = 20_000;

/// What the sender knows of a document.
#[derive(Clone, Copy)]
pub(super) struct Known<'raw> {
    /// Its headline; empty: not known.
    pub title: &'raw str,
    /// Its language.
    pub language: Option<&'raw str>,
}

/// The blocks of a page, classified.
pub(super) struct Found {
    /// One for each block.
    pub verdicts: Vec<Verdict>,
    /// What the reader should know of the article, that there is none above all.
    pub warnings: Vec<Warning>,
    /// The texts of the captions, kept or not.
    pub captions: Vec<String>,
    /// The texts that the markup names as those about the authors.
    pub authors: Vec<String>,
    /// The language of its running text.
    pub language: Language,
}

/// Classifies blocks.
pub(super) struct Classifier {
    rules: Rules,
    pub bylines: Bylines,
    forms: Forms,
    lexicon: Lexicon,
    model: BlockModel,
}

/// What the rules say of a block by itself.
pub(super) struct Line<'page> {
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
    fn text(&self) -> &str {
        &self.block.text
    }

    /// Whether a rule takes it for furniture of this kind.
    pub fn is_furniture(&self, reason: Reason) -> bool {
        self.furniture.is_some_and(|removal| removal.reason == reason)
    }

    /// Whether the markup says that it names an author.
    fn is_author(&self) -> bool {
        self.words <= 10 && self.block.hints.cues[0] & AUTHOR != 0
    }

    /// Whether it could be a headline.
    fn is_title_like(&self) -> bool {
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
        let language = match known.language {
            None if page.is_surely_english() => Language::english(),
            known => language(known, &running_text(&lines, &page)),
        };
        let foreign = is_english(&language) == Some(false);
        let dense = |at: usize| foreign && page.in_region(at) && lines[at].ends;
        let likely = |at: usize| probabilities[at] > 0.5 || dense(at);
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
            let (captions, authors) = Default::default();
            let warnings = vec![Warning::NoArticleFound];
            return Found { verdicts, warnings, captions, authors, language };
        }
        let mut warnings = if article {
            self.forms.warnings(&place, &verdicts, &probabilities)
        } else {
            vec![Warning::NoArticleFound]
        };
        warnings.extend(foreign.then_some(Warning::LanguageNotLearned));
        let texts = |from: usize, test: &dyn Fn(&Line) -> bool| -> Vec<String> {
            let lines = lines[from..].iter().filter(|line| test(line));
            lines.map(|line| line.text().to_owned()).collect()
        };
        Found {
            verdicts,
            warnings,
            captions: texts(0, &|line| line.caption),
            authors: texts(place.start.saturating_sub(3), &|line| line.is_author())
                .into_iter()
                .chain(place.names())
                .collect(),
            language,
        }
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
            ends: ends_sentence(text),
            caption,
            byline: self.bylines.is_byline(text),
            credits: self.bylines.is_credits(text),
            furniture: outside.filter(|_| !caption).or_else(|| look.furniture()),
            block,
        }
    }
}

/// The rule of what the trees alone take for no part of the article.
const NOT_ARTICLE: &str = "not_article";

/// Removes what is no part of the article, for a reason yet to be found.
const fn not_article(unlikely: f32) -> Removal {
    Removal { reason: Reason::Other, rule: NOT_ARTICLE, confidence: unlikely }
}

/// The headline that the caller knows, else the one that the page gives.
fn known_title<'a>(title: &'a str, metadata: &'a PageMetadata) -> &'a str {
    if title.trim().is_empty() { &metadata.title } else { title }
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
    let certain = line.furniture.is_some_and(|removal| removal.confidence > VETO);
    !line.caption && !line.byline && !line.credits && !certain
}

/// A caption of so few words is no more than a credit.
const CREDIT_MAX_WORDS: usize = 5;

/// Rules that are surer than this overrule the trees.
const VETO: f32 = 0.75;

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
    let running = |block: &&&RawBlock| block.text.len() >= 60 && ends_sentence(&block.text);
    let length = |test: &dyn Fn(&RawBlock) -> bool| -> usize {
        let held = blocks.iter().filter(running).filter(|block| test(block));
        held.map(|block| block.text.len()).sum()
    };
    let all = length(&|_| true);
    let trusted = STRUCTURE.iter().filter(|(tag, _)| 2 * length(&|b| b.hints.is_in(*tag)) <= all);
    trusted.fold(0, |bits, (tag, _)| bits | tag.bit())
}

/// Why the page's own structure says that a block is no part of the article.
fn outside(block: &RawBlock, trusted: u32) -> Option<Reason> {
    let holds = |tag: Tag| block.hints.is_in(tag) && trusted & tag.bit() != 0;
    STRUCTURE.iter().find(|(tag, _)| holds(*tag)).map(|&(_, reason)| reason)
}

/// Where the article lies among the lines.
pub(super) struct Place<'a, 'page> {
    pub lines: &'a [Line<'page>],
    page: &'a Extractor<'page>,
    bylines: &'a Bylines,
    /// Whether each line belongs to the body.
    pub body: Vec<bool>,
    pub headline: Option<usize>,
    /// The first line that may belong to the article.
    start: usize,
    /// Its first paragraph.
    pub first: usize,
    /// The first line after it.
    pub end: usize,
}

impl<'a, 'page> Place<'a, 'page> {
    fn new(
        lines: &'a [Line<'page>],
        page: &'a Extractor<'page>,
        bylines: &'a Bylines,
        mut body: Vec<bool>,
        title: &str,
    ) -> Self {
        let headline = headline(lines, page, &body, title).or_else(|| bare_headline(lines, &body));
        // What stands above the headline is some other text.
        body[..headline.unwrap_or_default()].fill(false);
        let first = body.iter().position(|&body| body).unwrap_or_default();
        let last = body.iter().rposition(|&body| body).map_or(lines.len(), |last| last + 1);
        let end = end_of_article(lines, first, last);
        let start = headline.unwrap_or(first);
        Self { lines, page, bylines, body, headline, start, first, end }
    }

    fn verdicts(&self, probabilities: &[f32], keep_captions: bool) -> Vec<Verdict> {
        let mut seen: FxHashSet<u64> = FxHashSet::default();
        // What follows a heading such as "Comments" is of its kind, until a rule says otherwise.
        let mut comments: Option<Removal> = None;
        let mut verdicts = Vec::with_capacity(self.lines.len());
        for (at, line) in self.lines.iter().enumerate() {
            let unlikely = 1.0 - probabilities[at];
            let verdict = if at >= self.end {
                let named = line.furniture.or(comments.map(|comments| Removal {
                    rule: "below_comments",
                    confidence: unlikely,
                    ..comments
                }));
                comments = named.filter(|removal| removal.reason == Reason::Comments);
                Verdict::Remove(named.unwrap_or_else(|| not_article(unlikely)))
            } else if line.caption && keep_captions {
                Verdict::Keep(BlockKind::Caption)
            } else {
                let repeated = line.words >= 8 && seen.contains(&self.page.fingerprint(at));
                self.verdict(at, repeated, unlikely)
            };
            if matches!(verdict, Verdict::Keep(_)) {
                seen.insert(self.page.fingerprint(at));
            }
            verdicts.push(verdict);
        }
        verdicts
    }

    /// Of a line up to the end of the article.
    fn verdict(&self, at: usize, repeated: bool, unlikely: f32) -> Verdict {
        let line = &self.lines[at];
        let says_headline = self
            .headline
            .is_some_and(|headline| self.page.fingerprint(headline) == self.page.fingerprint(at));
        let remove =
            |reason, rule, confidence| Verdict::Remove(Removal { reason, rule, confidence });
        if self.headline == Some(at) {
            Verdict::Keep(BlockKind::Headline)
        } else if says_headline {
            remove(Reason::Duplicate, "repeated_headline", 0.9)
        } else if line.caption && line.words <= CREDIT_MAX_WORDS {
            remove(Reason::Credits, "picture_credit", 0.9)
        } else if line.caption {
            remove(Reason::Caption, "caption", 0.9)
        } else if self.body[at] && repeated {
            remove(Reason::Duplicate, "repeated_paragraph", 0.9)
        } else if self.body[at] {
            Verdict::Keep(self.kind(at))
        } else if at >= self.start && (line.credits || self.is_byline(at)) {
            Verdict::Keep(if line.credits { BlockKind::Credits } else { BlockKind::Byline })
        } else {
            Verdict::Remove(line.furniture.unwrap_or_else(|| not_article(unlikely)))
        }
    }

    /// Whether a byline stands between a line under the headline and the next of the body, as it
    /// does under a standfirst.
    fn is_apart(&self, at: usize) -> bool {
        let between = (at + 1..self.end.max(at + 1)).take_while(|&at| !self.body[at]);
        let dated = |at: usize| self.lines[at].byline || self.is_dated(at);
        self.headline.is_some() && between.take(8).any(dated)
    }

    /// Whether a line says who wrote the article, or when: above it, a name beside a date is enough.
    fn is_byline(&self, at: usize) -> bool {
        let above = self.headline.is_some_and(|headline| headline < at) && at < self.first;
        self.lines[at].byline || above && (self.is_dated(at) || self.is_named(at))
    }

    fn is_dated(&self, at: usize) -> bool {
        let line = &self.lines[at];
        line.words <= 14 && line.furniture.is_none() && self.bylines.is_dated(line.text())
    }

    /// Whether a line is a name, and one beside it a byline or a date.
    fn is_named(&self, at: usize) -> bool {
        let near = at.saturating_sub(2)..(at + 3).min(self.first);
        let dated = |at: usize| self.lines[at].byline || self.is_dated(at);
        let line = &self.lines[at];
        line.furniture.is_none() && is_name(line.text()) && near.into_iter().any(dated)
    }

    /// The lines above the article that are names.
    fn names(&self) -> impl Iterator<Item = String> {
        let above = self.headline.map_or(self.first, |headline| headline + 1)..self.first;
        let named = above.filter(|&at| self.is_named(at));
        named.map(|at| self.lines[at].text().to_owned())
    }

    /// What a line of the body is.
    fn kind(&self, at: usize) -> BlockKind {
        let line = &self.lines[at];
        let mut below = (at + 1..self.end).filter(|&at| !self.lines[at].caption);
        let paragraph = |at: usize| self.body[at] && self.lines[at].ends;
        let above_paragraph = below.next().is_some_and(paragraph);
        if at == self.first && self.is_apart(at) {
            return BlockKind::Standfirst;
        }
        let heading = (!line.ends || line.text().ends_with('?')) && line.words <= 14;
        if heading && above_paragraph && at > self.first {
            BlockKind::Subheading
        } else {
            BlockKind::Body
        }
    }
}

/// Agencies close with credits: after them nothing belongs to the article. Only in its second
/// half, since pages that join several articles have credits in between.
fn end_of_article(lines: &[Line], start: usize, end: usize) -> usize {
    let look_ahead = (end + 3).min(lines.len());
    let credits = (start..look_ahead).rev().find(|&at| lines[at].credits);
    match credits {
        Some(at) if at >= end || 2 * (at - start) >= end - start => at + 1,
        Some(_) | None => end,
    }
}

/// The headline: where it is known, the first heading or, failing that, the first line that says
/// it, if most of the body comes after it; else the line above the body that the page marks as a
/// heading or repeats, or the first one that reads like a headline.
fn headline(lines: &[Line], page: &Extractor, body: &[bool], title: &str) -> Option<usize> {
    let first = body.iter().position(|&body| body)?;
    if !title.is_empty() {
        return known_headline(lines, page, body, title);
    }
    let above = first.saturating_sub(12)..first;
    let repeated = |at: usize| {
        let same = |other: &usize| page.fingerprint(*other) == page.fingerprint(at);
        above.clone().filter(same).count() > 1
    };
    let first = |test: &dyn Fn(usize, &Line) -> bool| {
        above.clone().find(|&at| lines[at].is_title_like() && test(at, &lines[at]))
    };
    first(&|_, line| line.block.hints.is_heading() && line.words >= 4)
        .or_else(|| above.clone().rev().find(|&at| lines[at].is_title_like() && repeated(at)))
        .or_else(|| first(&|_, line| line.words >= 5))
        .or_else(|| first(&|_, _| true))
}

/// The headline of a text without furniture, which the trees take for a part of it: the first line,
/// if it reads like one and a paragraph follows.
fn bare_headline(lines: &[Line], body: &[bool]) -> Option<usize> {
    let first = body.iter().position(|&body| body)?;
    let next = body.get(first + 1) == Some(&true) && lines.get(first + 1)?.ends;
    let line = &lines[first];
    (next && line.is_title_like() && !line.ends).then_some(first)
}

/// Where the headline stands, given how it reads elsewhere, which may differ a little.
fn known_headline(lines: &[Line], page: &Extractor, body: &[bool], title: &str) -> Option<usize> {
    let words = |range: std::ops::Range<usize>| -> usize {
        range.filter(|&at| body[at]).map(|at| lines[at].words).sum()
    };
    let all = words(0..lines.len());
    let mut before = 0;
    let mut places: Vec<usize> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if 5 * before > all {
            break;
        }
        if line.words <= 40 {
            places.push(at);
        }
        before += if body[at] { line.words } else { 0 };
    }
    let title = fingerprint(title);
    let find = |test: &dyn Fn(usize) -> bool| places.iter().copied().find(|&at| test(at));
    let is = |at: usize, tag: Tag| lines[at].block.hints.is_in(tag);
    // Of several copies, that right above the article is the headline.
    let first = body.iter().position(|&body| body).unwrap_or_default();
    let says = |at: usize| page.fingerprint(at) == title;
    find(&|at| says(at) && is(at, Tag::Title))
        .or_else(|| find(&|at| page.titled(at) >= 0.5 && is(at, Tag::Title)))
        .or_else(|| places.iter().rev().copied().find(|&at| at < first && says(at)))
        .or_else(|| find(&says))
        .or_else(|| find(&|at| page.titled(at) >= 0.6 && is(at, Tag::Heading)))
        .or_else(|| find(&|at| page.titled(at) > 0.0 && is(at, Tag::Title)))
}

/// Whether a text ends like a sentence, quotation marks and brackets aside.
fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', ' ']);
    text.ends_with(['.', '!', '?', '…', '。', ':', ';', ','])
}
