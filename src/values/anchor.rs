//! The time at which an article was written: "yesterday" is the day before it.

use super::finder::Finder;
use crate::{
    document::{Article, ValueKind},
    text::{Sentence, Span},
};
use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    tz::TimeZone,
};

/// The time against which an article's times are resolved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The local time; none if neither the dateline nor the time of publication tells it.
    pub time: Option<DateTime>,
    /// True if the dateline names no year and that of publication was taken.
    pub year_assumed: bool,
}

impl Anchor {
    /// The anchor of an article: its dateline's date if it has one, or else the time of
    /// publication, on the clocks of `zone`.
    ///
    /// `published`, the sender's time of publication, counts where cleaning did not run: it has taken
    /// it into the metadata, where it goes before the page's own.
    pub fn of(
        finder: &Finder,
        article: &Article,
        published: Option<Timestamp>,
        zone: &TimeZone,
    ) -> Self {
        let metadata = &article.metadata;
        let published = metadata.published.or(published).map(|time| zone.to_datetime(time));
        let Some(date) = dateline(finder, &metadata.dateline_date, published) else {
            return Self { time: published, year_assumed: false };
        };
        let names_year = metadata
            .dateline_date
            .split_whitespace()
            .any(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()));
        // The time of day of publication is the better guess on the day itself.
        let published = published.filter(|published| published.date() == date);
        let time = published.unwrap_or(date.to_datetime(Time::midnight()));
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
    use jiff::{civil::date, tz::offset};

    fn finder() -> Finder {
        Finder::new(&ENGLISH.values)
    }

    fn anchor(dateline: &str, published: Option<&str>, zone: &TimeZone) -> Anchor {
        let metadata = Metadata { dateline_date: dateline.to_owned(), ..Metadata::default() };
        let article = Article { metadata, ..Article::default() };
        let published = published.map(|time| time.parse().unwrap());
        Anchor::of(&finder(), &article, published, zone)
    }

    #[test]
    fn the_dateline_goes_before_the_time_of_publication() {
        let anchor = |dateline, published| anchor(dateline, published, &TimeZone::UTC);
        let day = |day| Some(date(2024, 4, day).at(0, 0, 0, 0));
        let at_nine = Some("2024-04-27T09:00:00Z");
        assert_eq!(anchor("April 26, 2024", None), Anchor { time: day(26), year_assumed: false });
        assert_eq!(anchor("April 26", at_nine), Anchor { time: day(26), year_assumed: true });
        assert_eq!(anchor("April 26", None), Anchor::default());
        let published = Some(date(2024, 4, 27).at(9, 0, 0, 0));
        assert_eq!(anchor("", at_nine), Anchor { time: published, year_assumed: false });
    }

    #[test]
    fn a_day_is_one_of_the_senders_time_zone() {
        let yesterday = |zone: &TimeZone| {
            let anchor = anchor("", Some("2024-04-26T22:30:00Z"), zone);
            let text = "It rained yesterday.";
            let sentence = Sentence { span: Span::new(0, text.len()), block: 0 };
            let values = finder().find(text, &[sentence], anchor.time);
            let [value] = values.as_slice() else { panic!("{values:?}") };
            let ValueKind::Time(time) = &value.kind else { panic!("{value:?}") };
            time.timex.clone()
        };
        assert_eq!(yesterday(&TimeZone::UTC), "2024-04-25");
        // In Tokyo it is half past seven in the morning of the 27th.
        assert_eq!(yesterday(&TimeZone::fixed(offset(9))), "2024-04-26");
    }
}
