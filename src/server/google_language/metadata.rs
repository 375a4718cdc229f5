//! What is known of an entity beside its name, under Google's keys.

use super::kinds::Type;
use crate::{
    document::{KnowledgeBase, Link, Money, Place, PlaceKind, Value, ValueKind},
    server::links,
};

/// Keys with what they tell.
pub(super) type Metadata = Vec<(&'static str, String)>;

/// Where a place is told of. Google's `mid` is its own, and never made up.
pub(super) fn of_place(place: &Place) -> Metadata {
    let mut metadata = vec![("geonames_url", links::of_place(place))];
    if place.kind == PlaceKind::Country {
        metadata.push(("country_code", place.country.to_owned()));
    }
    metadata
}

/// Where other entities are told of.
pub(super) fn of_links(known: &[Link]) -> Metadata {
    let known = known.iter().filter_map(|link| {
        let key = match link.base {
            KnowledgeBase::Wikipedia => "wikipedia_url",
            KnowledgeBase::Wikidata => "wikidata_url",
            KnowledgeBase::Isin | KnowledgeBase::MicTicker => return None,
        };
        Some((key, links::of_entry(link)?))
    });
    known.collect()
}

/// The type and the parts of a value; `None` for what Google has no type for: a time of day, a length of
/// time that is not told in figures. `words` are those of the text.
pub(super) fn of_value(value: &Value, words: &str) -> Option<(Type, Metadata)> {
    match &value.kind {
        ValueKind::Time(time) => of_time(&time.timex, words),
        ValueKind::Money(money) => Some((Type::Price, of_money(money))),
        ValueKind::Percent(found) | ValueKind::Quantity(found) => {
            Some((Type::Number, vec![("value", found.amount.clone())]))
        }
    }
}

fn of_money(money: &Money) -> Metadata {
    let mut metadata = vec![("value", money.amount.clone())];
    if !money.currency.is_empty() {
        metadata.push(("currency", money.currency.clone()));
    }
    metadata
}

/// Of a time by its TIMEX3 value.
fn of_time(timex: &str, words: &str) -> Option<(Type, Metadata)> {
    if let Some(length) = timex.strip_prefix('P') {
        // "Weekly" has a length too, but no number.
        let told = words.bytes().any(|byte| byte.is_ascii_digit());
        let count = single_count(length).filter(|_| told)?;
        return Some((Type::Number, vec![("value", count.to_owned())]));
    }
    let begin = timex.trim_start_matches('(');
    // "Recently" is no date.
    if begin.starts_with('T') || timex.ends_with("_REF") {
        return None;
    }
    // A stretch of days is none of the days in it.
    let date = if begin.len() < timex.len() { "" } else { timex };
    Some((Type::Date, of_date(date)))
}

/// The count of a length of one unit: "3D", "T2H"; `None` for several, and for some.
fn single_count(length: &str) -> Option<&str> {
    let count = length.strip_prefix('T').unwrap_or(length);
    let count = count.strip_suffix(|unit: char| unit.is_ascii_uppercase())?;
    let number = count.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    (number && !count.is_empty()).then_some(count)
}

/// The year, the month and the day, as far as they are told.
fn of_date(date: &str) -> Metadata {
    let day = date.split('T').next().unwrap_or_default();
    let parts = [("year", 4), ("month", 2), ("day", 2)].into_iter().zip(day.split('-'));
    let is_told =
        |part: &str, digits| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
    parts
        .filter(|((_, digits), part)| is_told(part, *digits))
        .map(|((key, _), part)| (key, part.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(timex: &str, words: &str) -> Option<(Type, Vec<String>)> {
        let (kind, metadata) = of_time(timex, words)?;
        Some((kind, metadata.into_iter().map(|(key, value)| format!("{key}={value}")).collect()))
    }

    #[test]
    fn dates_have_the_parts_that_the_text_tells() {
        for (timex, parts) in [
            ("2024-04-26", &["year=2024", "month=04", "day=26"][..]),
            ("2024-04-26T08:30", &["year=2024", "month=04", "day=26"]),
            ("2024-04", &["year=2024", "month=04"]),
            ("2024", &["year=2024"]),
            ("2024-W17", &["year=2024"]),
            ("2024-SU", &["year=2024"]),
            ("XXXX-04-26", &["month=04", "day=26"]),
            ("XXXX-WXX-3", &[]),
            ("199", &[]),
            ("(2024-04-26,2024-04-28,P2D)", &[]),
        ] {
            let parts: Vec<_> = parts.iter().map(|part| (*part).to_owned()).collect();
            assert_eq!(told(timex, "x"), Some((Type::Date, parts)), "{timex}");
        }
    }

    #[test]
    fn lengths_in_figures_are_numbers_and_times_of_day_are_nothing() {
        assert_eq!(told("P3D", "3 days"), Some((Type::Number, vec!["value=3".to_owned()])));
        assert_eq!(told("PT2.5H", "2.5 h"), Some((Type::Number, vec!["value=2.5".to_owned()])));
        for (timex, words) in [
            ("P1W", "weekly"),
            ("PXD", "some 10s of days"),
            ("P1Y6M", "1 year and 6 months"),
            ("T08:30", "8:30"),
            ("(T08,T10,PT2H)", "from 8 to 10"),
            ("PRESENT_REF", "now"),
        ] {
            assert_eq!(told(timex, words), None, "{timex}");
        }
    }
}
