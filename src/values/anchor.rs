//! The time at which an article was written: "yesterday" is the day before it.

pub use super::dateline_year::{Source, YearSource};
use super::{dateline_year, finder::Finder, setting::Setting};
use crate::{
    document::ValueKind,
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
    /// What told the year, where the dateline names none.
    pub year_source: Option<YearSource>,
}

impl Anchor {
    /// The anchor of an article: its dateline's date if it has one, or else the time of
    /// publication, on the clocks of `zone`. The year of a dateline that names none is that of
    /// publication, or else what the document itself says.
    ///
    /// `published`, the sender's time of publication, counts where cleaning did not run: it has taken
    /// it into the metadata, where it goes before the page's own.
    pub fn of(
        finder: &Finder,
        source: &Source,
        published: Option<Timestamp>,
        zone: &TimeZone,
    ) -> Self {
        let metadata = &source.article.metadata;
        let published = metadata.published.or(published).map(|time| zone.to_datetime(time));
        let names_year = metadata
            .dateline_date
            .split_whitespace()
            .any(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()));
        if published.is_none()
            && !names_year
            && let Some((month, day)) = month_and_day(finder, &metadata.dateline_date)
        {
            let inferred = dateline_year::infer(finder, source, month, day);
            return Self {
                time: inferred.map(|(date, _)| date.to_datetime(Time::midnight())),
                year_source: inferred.map(|(_, source)| source),
            };
        }
        let Some(date) = dateline(finder, &metadata.dateline_date, published) else {
            return Self { time: published, year_source: None };
        };
        // The time of day of publication is the better guess on the day itself.
        let published = published.filter(|published| published.date() == date);
        let time = published.unwrap_or(date.to_datetime(Time::midnight()));
        let year_source = (!names_year).then_some(YearSource::Publication);
        Self { time: Some(time), year_source }
    }
}

/// The month and the day that a dateline names without a year.
fn month_and_day(finder: &Finder, written: &str) -> Option<(i8, i8)> {
    let sentence = Sentence { span: Span::new(0, written.len()), block: 0 };
    let values = finder.find(written, &[sentence], &Setting::default());
    let [value] = values.as_slice() else { return None };
    let ValueKind::Time(time) = &value.kind else { return None };
    let (month, day) = time.timex.strip_prefix("XXXX-")?.split_once('-')?;
    Some((month.parse().ok()?, day.parse().ok()?))
}

/// The day that a dateline names.
fn dateline(finder: &Finder, written: &str, published: Option<DateTime>) -> Option<Date> {
    let sentence = Sentence { span: Span::new(0, written.len()), block: 0 };
    let setting = Setting { anchor: published, ..Setting::default() };
    let values = finder.find(written, &[sentence], &setting);
    let [value] = values.as_slice() else { return None };
    let ValueKind::Time(time) = &value.kind else { return None };
    let (start, end) = (time.start.as_ref()?.parse::<Date>().ok()?, time.end.as_ref()?);
    (start.tomorrow().ok()?.to_string() == *end).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::{Article, Metadata},
        language::ENGLISH,
    };
    use jiff::{civil::date, tz::offset};

    fn finder() -> Finder {
        Finder::new(&ENGLISH.values)
    }

    fn anchor(dateline: &str, published: Option<&str>, zone: &TimeZone) -> Anchor {
        let metadata = Metadata { dateline_date: dateline.to_owned(), ..Metadata::default() };
        let article = Article { metadata, ..Article::default() };
        let published = published.map(|time| time.parse().unwrap());
        let source = Source { article: &article, raw: "", sentences: &[] };
        Anchor::of(&finder(), &source, published, zone)
    }

    #[test]
    fn the_dateline_goes_before_the_time_of_publication() {
        let anchor = |dateline, published| anchor(dateline, published, &TimeZone::UTC);
        let day = |day| Some(date(2024, 4, day).at(0, 0, 0, 0));
        let at_nine = Some("2024-04-27T09:00:00Z");
        assert_eq!(anchor("April 26, 2024", None), Anchor { time: day(26), year_source: None });
        let year_source = Some(YearSource::Publication);
        assert_eq!(anchor("April 26", at_nine), Anchor { time: day(26), year_source });
        assert_eq!(anchor("April 26", None), Anchor::default());
        let published = Some(date(2024, 4, 27).at(9, 0, 0, 0));
        assert_eq!(anchor("", at_nine), Anchor { time: published, year_source: None });
    }

    #[test]
    fn the_article_tells_the_year_that_its_dateline_does_not() {
        let year = |text: &str| {
            let metadata = Metadata { dateline_date: "April 26".to_owned(), ..Metadata::default() };
            let article = Article { metadata, text: text.to_owned(), ..Article::default() };
            let sentences = [Sentence { span: Span::new(0, text.len()), block: 0 }];
            let source = Source { article: &article, raw: "", sentences: &sentences };
            let anchor = Anchor::of(&finder(), &source, None, &TimeZone::UTC);
            Some((anchor.time?.year(), anchor.year_source?))
        };
        // 26 April was a Wednesday in 2023 and a Friday in 2024.
        let (weekday, latest) = (YearSource::Weekday, YearSource::LatestYear);
        assert_eq!(
            year("They met on Friday for the first time since 2023."),
            Some((2024, weekday))
        );
        assert_eq!(year("They met on Wednesday, as in May 2023."), Some((2023, weekday)));
        assert_eq!(year("They met for the first time since 2023."), Some((2023, latest)));
        assert_eq!(year("They met on Friday."), None);
    }

    #[test]
    fn a_day_is_one_of_the_senders_time_zone() {
        let yesterday = |zone: &TimeZone| {
            let anchor = anchor("", Some("2024-04-26T22:30:00Z"), zone);
            let text = "It rained yesterday.";
            let sentence = Sentence { span: Span::new(0, text.len()), block: 0 };
            let setting = Setting { anchor: anchor.time, ..Setting::default() };
            let values = finder().find(text, &[sentence], &setting);
            let [value] = values.as_slice() else { panic!("{values:?}") };
            let ValueKind::Time(time) = &value.kind else { panic!("{value:?}") };
            time.timex.clone()
        };
        assert_eq!(yesterday(&TimeZone::UTC), "2024-04-25");
        // In Tokyo it is half past seven in the morning of the 27th.
        assert_eq!(yesterday(&TimeZone::fixed(offset(9))), "2024-04-26");
    }
}
