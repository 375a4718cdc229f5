//! The place of the article among the lines of a page, and the part that each line has there:
//! headline, paragraph, byline, or a reason to leave it out.

use super::{headline::find_headline, units::is_bulleted};
use crate::{
    clean::{
        byline::Bylines,
        features::{PageStatistics, begin_alike},
        line::Line,
        read::Tag,
        verdict::Verdict,
    },
    document::{BlockKind, Reason, Removal},
};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// The rule of what the trees alone take for no part of the article.
pub(super) const NOT_ARTICLE: &str = "not_article";

/// Removes what is no part of the article, for a reason yet to be found.
const fn not_article(unlikely: f32) -> Removal {
    Removal { reason: Reason::Other, rule: NOT_ARTICLE, confidence: unlikely }
}

/// A caption of so few words is no more than a credit.
const CREDIT_MAX_WORDS: usize = 5;

/// Paragraphs that are likelier than this are the article's, wherever its headline seems to stand.
const SURE: f32 = 0.9;

/// A standfirst stands no more lines below the headline, and has so many words.
const DESCRIBED_WITHIN: usize = 4;
const DESCRIPTION_WORDS: usize = 5;

/// So many words have to be the same for a line to repeat another.
const REPEATED_WORDS: usize = 8;

/// The place of the article among the lines of a page.
pub(super) struct Layout<'a, 'page> {
    page: &'a PageStatistics<'a, 'page>,
    bylines: &'a Bylines,
    /// True if each line belongs to the body.
    pub body: Vec<bool>,
    pub headline: Option<usize>,
    /// The first line that may belong to the article.
    pub start: usize,
    /// Its first paragraph.
    pub first: usize,
    /// The first line after it.
    pub end: usize,
}

impl<'a, 'page> Layout<'a, 'page> {
    /// Finds the article, given what the trees and rules take for the body.
    pub fn new(
        page: &'a PageStatistics<'a, 'page>,
        bylines: &'a Bylines,
        mut body: Vec<bool>,
        probabilities: &[f32],
    ) -> Self {
        // One below paragraphs that the trees are sure of is no headline of theirs.
        let sure = |at: usize| probabilities[at] > SURE && page.lines[at].ends;
        let below = |headline: &usize| (0..*headline).any(|at| body[at] && sure(at));
        let headline = find_headline(page, &body).filter(|headline| !below(headline));
        // What stands above the headline is some other text.
        body[..headline.unwrap_or_default()].fill(false);
        let first = body.iter().position(|&body| body).unwrap_or_default();
        let last = body.iter().rposition(|&body| body).map_or(page.len(), |last| last + 1);
        let goes_on = |at: usize| (at + 1..last).any(|at| body[at] && sure(at));
        let end = end_of_article(page.lines, first, last, goes_on);
        let start = headline.unwrap_or(first);
        Self { page, bylines, body, headline, start, first, end }
    }

    /// All lines of the page.
    pub const fn lines(&self) -> &'a [Line<'page>] {
        self.page.lines
    }

    /// The lines from the first paragraph to the end of the article.
    pub fn paragraphs(&self) -> Range<usize> {
        self.first..self.end.max(self.first)
    }

    /// The verdict on each line.
    pub fn verdicts(&self, probabilities: &[f32], keep_captions: bool) -> Vec<Verdict> {
        let mut seen: FxHashSet<u64> = FxHashSet::default();
        // What follows a heading such as "Comments" is of its kind, until a rule says otherwise.
        let mut comments: Option<Removal> = None;
        let mut verdicts = Vec::with_capacity(self.page.len());
        for (at, line) in self.lines().iter().enumerate() {
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
                let repeated =
                    line.words >= REPEATED_WORDS && seen.contains(&self.page.fingerprint(at));
                self.verdict(at, repeated, unlikely)
            };
            if verdict.is_kept() {
                seen.insert(self.page.fingerprint(at));
            }
            verdicts.push(verdict);
        }
        verdicts
    }

    /// The verdict on a line before the end of the article.
    fn verdict(&self, at: usize, repeated: bool, unlikely: f32) -> Verdict {
        let line = &self.lines()[at];
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
        } else if self.is_described(at) {
            Verdict::Keep(BlockKind::Standfirst)
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

    /// True if a line between the headline and the paragraphs is the page's own description, in an element
    /// apart from theirs: many pages describe themselves by their first paragraph.
    fn is_described(&self, at: usize) -> bool {
        let Some(headline) = self.headline.filter(|&headline| headline < at) else { return false };
        let line = &self.lines()[at];
        let container = |at: usize| self.lines()[at].block.hints.elements[1];
        let mut below = (at + 1..self.end).filter(|&at| self.body[at] && self.lines()[at].ends);
        at - headline <= DESCRIBED_WITHIN
            && at <= self.first
            && line.words >= DESCRIPTION_WORDS
            && line.furniture.is_none()
            && begin_alike(self.page.told.description, line.text(), DESCRIPTION_WORDS)
            && below.next().is_some_and(|next| container(next) != container(at))
    }

    /// True if a byline stands between a line under the headline and the next of the body, as it
    /// does under a standfirst.
    fn is_apart(&self, at: usize) -> bool {
        let mut between = (at + 1..self.end.max(at + 1)).take_while(|&at| !self.body[at]).take(8);
        self.headline.is_some() && between.any(|at| self.is_dated(at))
    }

    /// True if a line says who wrote the article, or when: above it, a name beside a date is enough.
    fn is_byline(&self, at: usize) -> bool {
        let above = self.headline.is_some_and(|headline| headline < at) && at < self.first;
        self.lines()[at].byline || above && (self.is_dated(at) || self.is_named(at))
    }

    /// True if a line is a byline, or a date and little else.
    fn is_dated(&self, at: usize) -> bool {
        let line = &self.lines()[at];
        let short = line.words <= 14 && line.furniture.is_none();
        line.byline || short && self.bylines.is_dated(line.text())
    }

    /// True if a line is a name, and one beside it a byline or a date.
    fn is_named(&self, at: usize) -> bool {
        let mut near = at.saturating_sub(2)..(at + 3).min(self.first);
        let line = &self.lines()[at];
        line.furniture.is_none()
            && self.bylines.names.is_name(line.text())
            && near.any(|at| self.is_dated(at))
    }

    /// The lines above the article that are names.
    pub fn names(&self) -> impl Iterator<Item = String> {
        let above = self.headline.map_or(self.first, |headline| headline + 1)..self.first;
        let named = above.filter(|&at| self.is_named(at));
        named.map(|at| self.lines()[at].text().to_owned())
    }

    /// The kind of a line of the body.
    fn kind(&self, at: usize) -> BlockKind {
        let line = &self.lines()[at];
        let mut below = (at + 1..self.end).filter(|&at| !self.lines()[at].caption);
        let paragraph = |at: usize| self.body[at] && self.lines()[at].ends;
        let above_paragraph = below.next().is_some_and(paragraph);
        if at == self.first && self.is_apart(at) {
            return BlockKind::Standfirst;
        }
        let marked = line.block.hints.is_heading();
        let listed =
            matches!(line.block.hints.tag, Tag::Item | Tag::Cell) || is_bulleted(line.text());
        let short = (!line.ends || line.text().ends_with('?')) && line.words <= 14;
        let above_any = marked && self.body.get(at + 1) == Some(&true);
        let heading = short && !listed && (above_paragraph || above_any);
        if heading && at > self.first { BlockKind::Subheading } else { BlockKind::Body }
    }
}

/// Agencies close with credits: after them nothing belongs to the article. Only in its second
/// half, since pages that join several articles have credits in between, and not where it surely goes on.
fn end_of_article(
    lines: &[Line],
    start: usize,
    end: usize,
    goes_on: impl Fn(usize) -> bool,
) -> usize {
    let look_ahead = (end + 3).min(lines.len());
    let credits = (start..look_ahead).rev().find(|&at| lines[at].credits);
    match credits {
        Some(at) if at >= end || 2 * (at - start) >= end - start && !goes_on(at) => at + 1,
        Some(_) | None => end,
    }
}
