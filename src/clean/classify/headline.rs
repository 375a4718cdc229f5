//! The search for the headline.

use crate::clean::{
    features::{PageStatistics, fingerprint},
    line::Line,
    read::Tag,
};
use std::ops::Range;

/// So many lines above the body may be the headline.
const ABOVE: usize = 12;

/// The headline of a page: where it is known, the line that says it; else the line above the body
/// that the page marks as a heading or repeats, or the first one that reads like a headline; else
/// the first line of the body.
pub(super) fn find_headline(page: &PageStatistics, body: &[bool]) -> Option<usize> {
    let first = body.iter().position(|&body| body)?;
    let above = if page.told.title.is_empty() {
        headline_above(page, first)
    } else {
        told_headline(page, body, first)
    };
    above.or_else(|| headline_in_body(page.lines, body, first))
}

/// The headline above the first line of the body.
fn headline_above(page: &PageStatistics, first: usize) -> Option<usize> {
    let above = first.saturating_sub(ABOVE)..first;
    let repeated = |at: usize| {
        let same = |other: &usize| page.fingerprint(*other) == page.fingerprint(at);
        above.clone().filter(same).count() > 1
    };
    let find = |test: &dyn Fn(usize, &Line) -> bool| {
        above.clone().find(|&at| page.lines[at].is_title_like() && test(at, &page.lines[at]))
    };
    find(&|_, line| line.block.hints.is_heading() && line.words >= 4)
        .or_else(|| above.clone().rev().find(|&at| page.lines[at].is_title_like() && repeated(at)))
        .or_else(|| find(&|_, line| line.words >= 5))
        .or_else(|| find(&|_, _| true))
}

/// The headline of a text without furniture, which the trees take for a part of it: the first line,
/// if it reads like one and a paragraph follows.
fn headline_in_body(lines: &[Line], body: &[bool], first: usize) -> Option<usize> {
    let next = body.get(first + 1) == Some(&true) && lines.get(first + 1)?.ends;
    let line = &lines[first];
    let ends = line.ends && !line.text().ends_with('?');
    (next && line.is_title_like() && !ends).then_some(first)
}

/// The line that says a headline known from elsewhere, where it may read a little differently.
fn told_headline(page: &PageStatistics, body: &[bool], first: usize) -> Option<usize> {
    let candidates = headline_candidates(page.lines, body);
    let title = fingerprint(page.told.title);
    let find = |test: &dyn Fn(usize) -> bool| candidates.iter().copied().find(|&at| test(at));
    let is = |at: usize, tag: Tag| page.lines[at].block.hints.is_in(tag);
    let says = |at: usize| page.fingerprint(at) == title;
    find(&|at| says(at) && is(at, Tag::Title))
        .or_else(|| find(&|at| page.titled(at) >= 0.5 && is(at, Tag::Title)))
        // Of several copies, that right above the article is the headline.
        .or_else(|| candidates.iter().rev().copied().find(|&at| at < first && says(at)))
        .or_else(|| find(&says))
        .or_else(|| find(&|at| page.titled(at) >= 0.6 && is(at, Tag::Heading)))
        .or_else(|| find(&|at| page.titled(at) > 0.0 && is(at, Tag::Title)))
}

/// The lines that could be a headline that is known: no long ones, and most of the body comes after.
fn headline_candidates(lines: &[Line], body: &[bool]) -> Vec<usize> {
    let words = |range: Range<usize>| -> usize {
        range.filter(|&at| body[at]).map(|at| lines[at].words).sum()
    };
    let all = words(0..lines.len());
    let mut before = 0;
    let mut candidates: Vec<usize> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if 5 * before > all {
            break;
        }
        if line.words <= 40 {
            candidates.push(at);
        }
        before += if body[at] { line.words } else { 0 };
    }
    candidates
}
