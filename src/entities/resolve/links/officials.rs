//! The list of officials, by name and time in office.

use super::setting::Setting;
use crate::{
    document::{Entity, EntityType, KnowledgeBase, Link},
    entities::resolve::name::NameMatcher,
    language::NameLists,
    text::word::{hash, phrase_hash},
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// How sure the link of an official is.
const OFFICIAL: f32 = 0.9;
/// The years before the first day in office in which somebody is in the news, and after the last.
const YEARS_BEFORE: i16 = 2;
const YEARS_AFTER: i16 = 8;
/// The years after which a president is told from others of the name only by the title.
const YEARS_OF_PRESIDENTS: i16 = 40;

/// The officials, by their names.
pub(super) struct Officials {
    list: Vec<Official>,
    names: Vec<(u64, u32)>,
    /// The year in which the last of them came into office: that of the list.
    latest: i16,
}

struct Official {
    number: &'static str,
    start: Date,
    end: Date,
    president: bool,
    name: &'static str,
}

/// What the text needs to say of a candidate.
pub(super) struct Needed {
    /// That a title stands before the name.
    pub president: bool,
}

impl Officials {
    /// Reads the list of a language.
    pub fn new(lists: &NameLists, matcher: NameMatcher) -> Self {
        let (mut list, mut names) = (Vec::<Official>::new(), Vec::new());
        for line in lists.officials.lines() {
            let mut cells = line.split('\t');
            let [number, start, end, president, known_as] = [(); 5].map(|()| cells.next());
            let (Some(number), Some(known_as)) = (number, known_as) else { continue };
            let [Some(start), Some(end)] = [start, end].map(|day| day?.parse().ok()) else {
                continue;
            };
            let at = list.len() as u32;
            names.extend(known_as.split('|').map(|name| (key(matcher, name), at)));
            let president = president.is_some_and(|word| !word.is_empty());
            let name = known_as.split('|').next().unwrap_or_default();
            list.push(Official { number, start, end, president, name });
        }
        names.sort_unstable();
        names.dedup();
        let latest = list.iter().map(|official| official.start.year()).max().unwrap_or_default();
        Self { list, names, latest }
    }

    /// The official that a person is, if the document is of the right time and `says` what it needs.
    pub fn find(
        &self,
        matcher: NameMatcher,
        entity: &Entity,
        setting: &Setting,
        mut says: impl FnMut(&Needed) -> bool,
    ) -> Option<Link> {
        // A name of one word is anybody's.
        let words = matcher.key(&entity.name, EntityType::Person);
        if words.len() < 2 {
            return None;
        }
        let hash = phrase_hash(words.iter().map(|word| hash(word)));
        let start = self.names.partition_point(|(other, _)| *other < hash);
        let named = self.names[start..].iter().take_while(|(other, _)| *other == hash);
        let mut in_time = named
            .map(|(_, at)| &self.list[*at as usize])
            .filter(|official| setting.published.is_none_or(|published| official.is_of(published)));
        let found = in_time.next()?;
        // Father and son, or president and senator: neither is sure.
        if in_time.next().is_some()
            || found.number.is_empty()
            || !says(&found.needed(setting.published.map_or(self.latest, year)))
        {
            return None;
        }
        Some(Link {
            base: KnowledgeBase::Wikidata,
            id: found.number.to_owned(),
            name: found.name.to_owned(),
            confidence: OFFICIAL,
        })
    }
}

impl Official {
    /// Tells whether news of this time speaks of the official rather than of a namesake.
    fn is_of(&self, published: Timestamp) -> bool {
        let year = year(published);
        let after = if self.president { i16::MAX - self.end.year() } else { YEARS_AFTER };
        (self.start.year() - YEARS_BEFORE..=self.end.year() + after).contains(&year)
    }

    /// What a document of this year needs to say.
    fn needed(&self, year: i16) -> Needed {
        let long_ago = year > self.end.year() + YEARS_OF_PRESIDENTS;
        Needed { president: self.president && long_ago }
    }
}

fn year(time: Timestamp) -> i16 {
    TimeZone::UTC.to_datetime(time).year()
}

fn key(matcher: NameMatcher, name: &str) -> u64 {
    let words = matcher.key(name, EntityType::Person);
    phrase_hash(words.iter().map(|word| hash(word)))
}
