//! The year of a dateline that names none, by what the document says itself.

use super::{finder::Finder, setting::Setting};
use crate::{
    document::{Article, BlockKind, Value, ValueKind},
    text::{Sentence, Span},
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A date in a caption or beside the article is near that of the dateline within so many days.
const NEAR_DAYS: i32 = 10;
/// Longer blocks beside the article are other articles.
const MOST_OF_BLOCK: usize = 2_000;
/// The bytes beside the article that are read.
const MOST_BESIDE: usize = 40_000;

/// An article and what it was made from.
pub struct Source<'text> {
    /// The article.
    pub article: &'text Article,
    /// The content that it was cut from.
    pub raw: &'text str,
    /// The sentences of the article.
    pub sentences: &'text [Sentence],
}

/// What tells the year of a dateline that names none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearSource {
    /// The time of publication.
    Publication,
    /// A date in a caption, a byline or beside the article.
    DatedText,
    /// The day of the week that the article names for the day.
    Weekday,
    /// The latest year that the article names.
    LatestYear,
}

/// The day of a dateline with this month and day, and what tells its year.
pub(super) fn infer(
    finder: &Finder,
    source: &Source,
    month: i8,
    day: i8,
) -> Option<(Date, YearSource)> {
    let in_year = |year: i16| Date::new(year, month, day).ok();
    let dates = beside(finder, source).into_iter().filter_map(|value| full_date(&value));
    let near = dates.filter_map(|date| {
        let ours = in_year(date.year())?;
        ((date - ours).get_days().abs() <= NEAR_DAYS).then_some(ours)
    });
    if let Some(date) = near.max() {
        return Some((date, YearSource::DatedText));
    }
    let setting = Setting::default();
    let values = finder.find(&source.article.text, source.sentences, &setting);
    let latest = values.iter().filter_map(year).max()?;
    let mut weekdays = BTreeMap::new();
    for weekday in values.iter().filter_map(weekday) {
        *weekdays.entry(weekday).or_insert(0) += 1;
    }
    let most = weekdays.values().max().copied();
    // News name the day that they are of, and the latest year is this one or the last.
    let fits = |date: &Date| {
        weekdays.get(&date.weekday().to_monday_one_offset()).copied() == most && most.is_some()
    };
    let candidates = [latest, latest.checked_add(1)?].into_iter().filter_map(in_year);
    let mut fitting = candidates.filter(fits);
    match (fitting.next(), fitting.next()) {
        (Some(date), None) => Some((date, YearSource::Weekday)),
        _ => Some((in_year(latest)?, YearSource::LatestYear)),
    }
}

/// The times in captions and bylines, and in what was removed beside the article.
fn beside(finder: &Finder, source: &Source) -> Vec<Value> {
    let article = source.article;
    let kept = article.blocks.iter().filter(|block| {
        matches!(block.kind, BlockKind::Caption | BlockKind::Byline | BlockKind::Credits)
    });
    let kept = kept.map(|block| block.span.of(&article.text));
    let removed = article.removed.iter().map(|removed| removed.raw.of(source.raw));
    let mut left = MOST_BESIDE;
    let mut values = Vec::new();
    for block in kept.chain(removed).filter(|block| block.len() <= MOST_OF_BLOCK) {
        let Some(rest) = left.checked_sub(block.len()) else { break };
        left = rest;
        let sentence = Sentence { span: Span::new(0, block.len()), block: 0 };
        values.extend(finder.find(block, &[sentence], &Setting::default()));
    }
    values
}

/// The TIMEX3 value of a time.
fn timex(value: &Value) -> Option<&str> {
    match &value.kind {
        ValueKind::Time(time) => Some(&time.timex),
        ValueKind::Money(_) | ValueKind::Percent(_) | ValueKind::Quantity(_) => None,
    }
}

/// The day that a time names with its year.
fn full_date(value: &Value) -> Option<Date> {
    timex(value)?.get(.."2024-04-26".len())?.parse().ok()
}

fn year(value: &Value) -> Option<i16> {
    let timex = timex(value)?;
    let (year, rest) = timex.split_at_checked("2024".len())?;
    let year = year.parse().ok().filter(|year| (1900..2100).contains(year))?;
    (rest.is_empty() || rest.starts_with('-')).then_some(year)
}

/// The number of the day of the week that a time names, Monday first.
fn weekday(value: &Value) -> Option<i8> {
    timex(value)?.strip_prefix("XXXX-WXX-")?.get(..1)?.parse().ok()
}
