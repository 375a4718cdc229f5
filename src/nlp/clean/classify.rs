//! Says of each block what it is: a region first, then rules of high precision on top.
//!
//! The region is the run of blocks with the most running text, by a maximum-sum segment over
//! words in which lines that end like sentences count for and stubs count against (after "body
//! text extraction", Finn, Kushmerick and Smyth 2001, with the end punctuation as a cue).

use super::{
    BlockKind, Reason, Removal, Verdict,
    block::{RawBlock, Tag},
    byline::Bylines,
    features::{Extractor, Signs},
    html::PageMetadata,
    lexicon::Lexicon,
    rules::Rules,
    score::BlockModel,
};
use rustc_hash::FxHashSet;

/// The blocks of a page, classified.
pub(super) struct Found {
    /// One for each block.
    pub verdicts: Vec<Verdict>,
    /// Whether there is an article at all.
    pub article: bool,
    /// The texts of the captions, kept or not.
    pub captions: Vec<String>,
}

/// Classifies blocks.
pub(super) struct Classifier {
    rules: Rules,
    pub bylines: Bylines,
    lexicon: Lexicon,
    model: BlockModel,
}

/// What is known of a block before its neighbours are looked at.
struct Line<'page> {
    block: &'page RawBlock,
    /// Its text without differences of case and space.
    key: String,
    words: usize,
    /// Whether it ends like a sentence.
    ends: bool,
    furniture: Option<Removal>,
    caption: bool,
    /// Whether it says who wrote the article, or when.
    byline: bool,
    /// Whether it is an agency's closing credits.
    credits: bool,
}

impl Line<'_> {
    fn text(&self) -> &str {
        &self.block.text
    }

    /// How much it speaks for an article.
    fn weight(&self) -> i64 {
        let words = i64::try_from(self.words).unwrap_or(i64::MAX);
        if self.furniture.is_some() {
            -words.clamp(8, 40)
        } else if self.caption {
            0
        } else if self.ends {
            (words - 3).max(1)
        } else {
            words - 8
        }
    }

    /// Whether it could be a headline.
    fn is_title_like(&self) -> bool {
        let sober = self.furniture.is_none() && !self.caption && !self.byline;
        sober && (3..=30).contains(&self.words) && !self.text().ends_with('.')
    }

    /// Whether it is a paragraph of running text.
    fn is_paragraph(&self) -> bool {
        self.furniture.is_none()
            && !self.caption
            && (self.words >= 12 && self.ends || self.words >= 25)
    }
}

impl Classifier {
    /// Prepares the rules.
    pub fn new(model: BlockModel) -> Self {
        Self { rules: Rules::new(), bylines: Bylines::new(), lexicon: Lexicon::new(), model }
    }

    /// The features of each block, one block after the other, and how many words there are before
    /// each block and in all.
    pub fn features(
        &self,
        blocks: &[&RawBlock],
        title: &str,
        metadata: &PageMetadata,
    ) -> (Vec<f32>, Vec<f32>) {
        let lines: Vec<Line> = blocks.iter().map(|block| self.line(block)).collect();
        let signs: Vec<Signs> = lines
            .iter()
            .map(|line| Signs {
                furniture: line.furniture.is_some(),
                caption: line.caption,
                byline: line.byline,
                credits: line.credits,
            })
            .collect();
        let title = if title.is_empty() { &metadata.title } else { title };
        let page = Extractor::new(&self.lexicon, blocks, &signs, (title, &metadata.body));
        let mut rows = Vec::new();
        for at in 0..page.len() {
            page.row(at, &mut rows);
        }
        (rows, page.words().to_vec())
    }

    /// Classifies the blocks of a page whose headline may be known.
    pub fn classify(&self, blocks: &[&RawBlock], title: &str, _metadata: &PageMetadata, keep_captions: bool) -> Found {
        let lines: Vec<Line> = blocks.iter().map(|block| self.line(block)).collect();
        let region = region(&lines);
        let article = region.is_some();
        let (start, end) = region.unwrap_or((0, lines.len()));
        let end = end_of_article(&lines, start, end);
        let headline = headline(&lines, start, end, title);
        let first_paragraph = (start..end).find(|&at| lines[at].is_paragraph());
        let place = Place {
            start: headline.unwrap_or(start).min(start),
            body: first_paragraph.unwrap_or(start),
            end,
            headline,
        };
        let mut verdicts = place.verdicts(&lines, article, keep_captions);
        if !verdicts.iter().any(|verdict| matches!(verdict, Verdict::Keep(_))) {
            // Better furniture than nothing: the warning says that this is no article.
            verdicts.fill(Verdict::Keep(BlockKind::Body));
            return Found { verdicts, article: false, captions: Vec::new() };
        }
        let captions = lines.iter().filter(|line| line.caption);
        Found { verdicts, article, captions: captions.map(|line| line.text().to_owned()).collect() }
    }

    fn line<'page>(&self, block: &'page RawBlock) -> Line<'page> {
        let text = &block.text;
        let words = text.split_whitespace().count();
        let reason = outside(block);
        let outside =
            reason.map(|reason| Removal { reason, rule: "page_structure", confidence: 0.8 });
        let caption = reason == Some(Reason::Caption) || self.rules.is_caption(text, words);
        Line {
            key: key(text),
            words,
            ends: ends_sentence(text),
            caption,
            byline: self.bylines.is_byline(text),
            credits: self.bylines.is_credits(text),
            furniture: outside.filter(|_| !caption).or_else(|| self.rules.furniture(text, words)),
            block,
        }
    }
}

/// Why the page's own structure says that a block is no part of the article.
fn outside(block: &RawBlock) -> Option<Reason> {
    const ELEMENTS: [(Tag, Reason); 5] = [
        (Tag::Caption, Reason::Caption),
        (Tag::Navigation, Reason::Navigation),
        (Tag::Footer, Reason::Navigation),
        (Tag::Aside, Reason::RelatedLinks),
        (Tag::Form, Reason::Other),
    ];
    ELEMENTS.iter().find(|(tag, _)| block.hints.is_in(*tag)).map(|&(_, reason)| reason)
}

/// Where the article lies among the lines.
struct Place {
    /// The first line that may belong to it.
    start: usize,
    /// Its first paragraph.
    body: usize,
    /// The first line after it.
    end: usize,
    headline: Option<usize>,
}

impl Place {
    fn verdicts(&self, lines: &[Line], article: bool, keep_captions: bool) -> Vec<Verdict> {
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        let mut after = removal(Reason::Other, "after_article");
        let mut verdicts = Vec::with_capacity(lines.len());
        for (at, line) in lines.iter().enumerate() {
            let repeated = line.words >= 8 && !seen.insert(&line.key);
            verdicts.push(if at >= self.end {
                // What follows a heading such as "Comments" is of its kind.
                let same = Removal { rule: "after_article", ..after };
                after = line.furniture.unwrap_or(same);
                Verdict::Remove(after)
            } else if line.caption && keep_captions {
                Verdict::Keep(BlockKind::Caption)
            } else {
                self.verdict(lines, at, repeated, article)
            });
        }
        verdicts
    }

    /// Of a line up to the end of the article.
    fn verdict(&self, lines: &[Line], at: usize, repeated: bool, article: bool) -> Verdict {
        let line = &lines[at];
        let is_headline = self.headline == Some(at);
        let says_headline = self.headline.is_some_and(|headline| lines[headline].key == line.key);
        if is_headline {
            Verdict::Keep(BlockKind::Headline)
        } else if says_headline {
            Verdict::Remove(removal(Reason::Duplicate, "repeated_headline"))
        } else if line.caption {
            Verdict::Remove(removal(Reason::Caption, "caption"))
        } else if let Some(removal) = line.furniture {
            Verdict::Remove(removal)
        } else if repeated {
            Verdict::Remove(removal(Reason::Duplicate, "repeated_paragraph"))
        } else if at < self.start {
            Verdict::Remove(removal(Reason::Navigation, "before_article"))
        } else if at < self.body {
            in_lead(line)
        } else {
            in_body(line, lines.get(at + 1), article)
        }
    }
}

/// A line between the headline and the first paragraph.
fn in_lead(line: &Line) -> Verdict {
    if line.byline {
        Verdict::Keep(BlockKind::Byline)
    } else if line.words >= 8 {
        Verdict::Keep(BlockKind::Standfirst)
    } else if line.ends {
        Verdict::Keep(BlockKind::Body)
    } else {
        Verdict::Remove(removal(Reason::Navigation, "stub_in_lead"))
    }
}

/// A line of the article's body.
fn in_body(line: &Line, next: Option<&Line>, article: bool) -> Verdict {
    let above_paragraph = next.is_some_and(|next| next.ends && next.furniture.is_none());
    if line.credits {
        Verdict::Keep(BlockKind::Credits)
    } else if line.byline {
        Verdict::Keep(BlockKind::Byline)
    } else if line.ends || line.words > 12 || !article {
        Verdict::Keep(BlockKind::Body)
    } else if line.words > 0 && above_paragraph {
        Verdict::Keep(BlockKind::Subheading)
    } else {
        Verdict::Remove(removal(Reason::Other, "stub_in_body"))
    }
}

fn removal(reason: Reason, rule: &'static str) -> Removal {
    Removal { reason, rule, confidence: 0.7 }
}

/// The run of lines with the greatest weight, as a half-open range; none where nothing speaks for
/// an article.
fn region(lines: &[Line]) -> Option<(usize, usize)> {
    let mut best = (0, 0, 0);
    let (mut start, mut sum) = (0, 0);
    for (at, line) in lines.iter().enumerate() {
        if sum <= 0 {
            (start, sum) = (at, 0);
        }
        sum += line.weight();
        if sum > best.0 {
            best = (sum, start, at + 1);
        }
    }
    (best.0 > 0).then_some((best.1, best.2))
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

/// The headline: the line above the article that says what the caller says, or that the page marks
/// as a heading or repeats, or the first one that reads like a headline.
fn headline(lines: &[Line], start: usize, end: usize, title: &str) -> Option<usize> {
    let title = key(title);
    if !title.is_empty()
        && let Some(at) = lines[..end].iter().position(|line| line.key == title)
    {
        return Some(at);
    }
    let paragraph = (start..end).find(|&at| lines[at].is_paragraph())?;
    let above = lines.get(paragraph.saturating_sub(12)..paragraph)?;
    let offset = paragraph - above.len();
    let repeated = |line: &Line| above.iter().filter(|other| other.key == line.key).count() > 1;
    let first = |test: &dyn Fn(&Line) -> bool| {
        let found = above.iter().position(|line| line.is_title_like() && test(line));
        found.map(|at| offset + at)
    };
    first(&|line| line.block.hints.is_heading() && line.words >= 4)
        .or_else(|| first(&repeated))
        .or_else(|| first(&|line| line.words >= 5))
        .or_else(|| first(&|_| true))
}

/// A text without differences of case, space and signs.
fn key(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ").to_lowercase()
}

/// Whether a text ends like a sentence, quotation marks and brackets aside.
fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', ' ']);
    text.ends_with(['.', '!', '?', '…', '。', ':', ';', ','])
}
