//! When an article was written: what "yesterday" is the day before of.

use super::finder::Finder;
use crate::{
    document::{Article, Raw, ValueKind},
    text::{Sentence, Span},
};
use jiff::{
    civil::{Date, DateTime},
    tz::TimeZone,
};

/// The time against which an article's times are resolved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// None: neither the dateline nor the time of publication tells.
    pub time: Option<DateTime>,
    /// Whether the dateline names no year and that of publication was taken.
    pub year_assumed: bool,
}

impl Anchor {
    /// That of an article: its dateline's date if it has one, or else the time of publication, in
    /// UTC.
    pub fn of(finder: &Finder, raw: &Raw, article: &Article) -> Self {
        let metadata = &article.metadata;
        let published = metadata.published.or(raw.published);
        let published = published.map(|time| TimeZone::UTC.to_datetime(time));
        let Some(date) = dateline(finder, &metadata.dateline_date, published) else {
            return Self { time: published, year_assumed: false };
        };
        let names_year = metadata
            .dateline_date
            .split_whitespace()
            .any(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()));
        // The time of day of publication is the better guess on the day itself.
        let published = published.filter(|published| published.date() == date);
        let time = published.unwrap_or(date.to_datetime(jiff::civil::Time::midnight()));
        Self { time: Some(time), year_assumed: !names_year }
    }
}

/// The day that a dateline names.
fn dateline(finder: &Finder, written: &str, published: Option<DateTime>) -> Option<Date> {
    let sentence = Sentence { span: Span::new(0, written.len()), block: 0 };
    let values = finder.find(written, &[sentence], published);
    let [value] = values.as_slice() else { return None };
    let ValueKind::Time(time) = &value.kind else { return None };
    let (start, end) = (time.start.as_ref()?.parse::<Date>().ok()?, time.end.as_ref()?);
    (start.tomorrow().ok()?.to_string() == *end).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::Metadata, language::ENGLISH};
    use jiff::civil::date;

    fn anchor(dateline: &str, published: Option<&str>) -> Anchor {
        let metadata = Metadata {
            dateline_date: dateline.to_owned(),
            published: published.map(|time| time.parse().unwrap()),
            ..Metadata::default()
        };
        Anchor::of(
            &Finder::new(&ENGLISH.values),
            &Raw::default(),
            &Article { metadata, ..Article::default() },
        )
    }

    #[test]
    fn the_dateline_goes_before_the_time_of_publication() {
        let day = |day| Some(date(2024, 4, day).at(0, 0, 0, 0));
        let at_nine = Some("2024-04-27T09:00:00Z");
        assert_eq!(anchor("April 26, 2024", None), Anchor { time: day(26), year_assumed: false });
        assert_eq!(anchor("April 26", at_nine), Anchor { time: day(26), year_assumed: true });
        assert_eq!(anchor("April 26", None), Anchor::default());
        let published = Some(date(2024, 4, 27).at(9, 0, 0, 0));
        assert_eq!(anchor("", at_nine), Anchor { time: published, year_assumed: false });
    }
}
