//! Where the article lies among the lines of a page, and what each line is there: headline,
//! paragraph, byline, or a reason to leave it out.

use super::{
    Line,
    features::{Extractor, fingerprint},
};
use crate::{
    clean::{
        Verdict,
        byline::{Bylines, is_name},
        read::block::Tag,
    },
    document::{BlockKind, Reason, Removal},
};
use rustc_hash::FxHashSet;

/// The rule of what the trees alone take for no part of the article.
pub(crate) const NOT_ARTICLE: &str = "not_article";

/// Removes what is no part of the article, for a reason yet to be found.
const fn not_article(unlikely: f32) -> Removal {
    Removal { reason: Reason::Other, rule: NOT_ARTICLE, confidence: unlikely }
}

/// A caption of so few words is no more than a credit.
const CREDIT_MAX_WORDS: usize = 5;

/// Where the article lies among the lines.
pub(crate) struct Place<'a, 'page> {
    pub lines: &'a [Line<'page>],
    page: &'a Extractor<'page>,
    bylines: &'a Bylines,
    /// Whether each line belongs to the body.
    pub body: Vec<bool>,
    pub headline: Option<usize>,
    /// The first line that may belong to the article.
    pub start: usize,
    /// Its first paragraph.
    pub first: usize,
    /// The first line after it.
    pub end: usize,
}

impl<'a, 'page> Place<'a, 'page> {
    /// Finds the article, given the headline if it is known, and what the trees and rules take for
    /// the body.
    pub fn new(
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

    /// What is to become of each line.
    pub fn verdicts(&self, probabilities: &[f32], keep_captions: bool) -> Vec<Verdict> {
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
        let mut between = (at + 1..self.end.max(at + 1)).take_while(|&at| !self.body[at]).take(8);
        self.headline.is_some() && between.any(|at| self.is_dated(at))
    }

    /// Whether a line says who wrote the article, or when: above it, a name beside a date is enough.
    fn is_byline(&self, at: usize) -> bool {
        let above = self.headline.is_some_and(|headline| headline < at) && at < self.first;
        self.lines[at].byline || above && (self.is_dated(at) || self.is_named(at))
    }

    /// Whether a line is a byline, or a date and little else.
    fn is_dated(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let short = line.words <= 14 && line.furniture.is_none();
        line.byline || short && self.bylines.is_dated(line.text())
    }

    /// Whether a line is a name, and one beside it a byline or a date.
    fn is_named(&self, at: usize) -> bool {
        let mut near = at.saturating_sub(2)..(at + 3).min(self.first);
        let line = &self.lines[at];
        line.furniture.is_none() && is_name(line.text()) && near.any(|at| self.is_dated(at))
    }

    /// The lines above the article that are names.
    pub fn names(&self) -> impl Iterator<Item = String> {
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
