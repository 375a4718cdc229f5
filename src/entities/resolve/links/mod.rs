//! Links entities to what lists of organizations and officials know of them.

mod officials;
mod organizations;
mod setting;
#[cfg(test)]
mod tests;
mod text_words;
mod tickers;

use super::{name::NameMatcher, places::Places};
use crate::{
    document::{Entity, EntityType, KnowledgeBase, Link},
    language::NameWords,
};
use officials::Officials;
use organizations::{Entry, Organizations};
pub(crate) use setting::Setting;
use text_words::TextWords;

/// How sure a link is by what it rests on: a ticker in the text, a name that nobody else has, a name
/// with a country before it, a name that others have and the words of the document, or the country
/// that it is about.
const BY_TICKER: f32 = 0.99;
const BY_NAME: f32 = 0.98;
const BY_COUNTRY_BEFORE: f32 = 0.95;
const BY_WORDS: f32 = 0.9;
const BY_COUNTRY: f32 = 0.85;
/// The mentions of an entity whose names are looked up.
const MENTIONS: usize = 24;

/// Finds the entries of the lists that entities are.
pub(crate) struct Linker {
    matcher: NameMatcher,
    words: &'static NameWords,
    organizations: Organizations,
    officials: Officials,
}

impl Linker {
    /// Reads the lists of a language.
    pub fn new(words: &'static NameWords) -> Self {
        let matcher = NameMatcher::new(words);
        Self {
            matcher,
            words,
            organizations: Organizations::new(&words.lists, matcher),
            officials: Officials::new(&words.lists, matcher),
        }
    }

    /// Links the entities of a document, but for those that are the caller's own.
    pub fn link(&self, places: &Places, setting: &Setting, entities: &mut [Entity]) {
        let mut words = TextWords::new(setting.text);
        for entity in entities.iter_mut().filter(|entity| entity.known.is_none()) {
            entity.links = match entity.kind {
                EntityType::Organization => self.organization(places, setting, &mut words, entity),
                EntityType::Person => {
                    let official = self.officials.find(self.matcher, entity, setting, |seen| {
                        let listed = &self.words.links;
                        if seen.president {
                            entity.role.to_lowercase().contains(listed.president)
                        } else {
                            listed.official_words.iter().any(|word| words.has(word))
                        }
                    });
                    official.into_iter().collect()
                }
                EntityType::Geopolitical
                | EntityType::Location
                | EntityType::Facility
                | EntityType::Group
                | EntityType::Event
                | EntityType::Product
                | EntityType::Work
                | EntityType::Law
                | EntityType::Other => Vec::new(),
            };
        }
    }

    /// Tells whether a name is no short form of a longer one because both are listed, for different
    /// organizations. Only abbreviations and names of several words are told apart so: "Ford" after
    /// "Ford Foundation" is the foundation.
    pub fn tells_apart(&self, short: &str, long: &str) -> bool {
        let key = self.matcher.key(short, EntityType::Organization);
        let words = self.matcher.words(short);
        let whole = !short.contains(char::is_lowercase) || key.len() < words.len() || key.len() > 1;
        let listed = |name| self.organizations.named(self.matcher, name).find(|one| !one.shared);
        whole
            && listed(short).zip(listed(long)).is_some_and(|(short, long)| short.name != long.name)
    }

    fn organization(
        &self,
        places: &Places,
        setting: &Setting,
        words: &mut TextWords,
        entity: &Entity,
    ) -> Vec<Link> {
        let mentions = || entity.mentions.iter().take(MENTIONS);
        let ticker = mentions()
            .find_map(|found| tickers::after(&self.words.links, setting.text, found.span));
        if let Some(ticker) = ticker {
            let listed = self.organizations.with_ticker(&ticker);
            let mut links = listed.map(|entry| links(&entry, BY_TICKER)).unwrap_or_default();
            links.retain(|link| link.base != KnowledgeBase::MicTicker);
            let name = links.first().map_or_else(|| entity.name.clone(), |link| link.name.clone());
            links.push(Link {
                base: KnowledgeBase::MicTicker,
                id: ticker,
                name,
                confidence: BY_TICKER,
            });
            return links;
        }
        // The fullest name says what it is: an abbreviation is of that, whoever else has it.
        let found = self.named(places, setting, words, &entity.name);
        found.map(|(entry, confidence)| links(&entry, confidence)).unwrap_or_default()
    }

    /// The organization of this name, and how sure that is.
    fn named(
        &self,
        places: &Places,
        setting: &Setting,
        words: &mut TextWords,
        name: &str,
    ) -> Option<(Entry, f32)> {
        // "fiat" is no Fiat.
        if !name.contains(char::is_uppercase) {
            return None;
        }
        let found: Vec<Entry> = self.organizations.named(self.matcher, name).collect();
        if found.is_empty() {
            // "Iran's Guardian Council", "the German Bundestag".
            let (first, rest) = name.split_once(' ')?;
            let country = places.country_of(first)?;
            let of_country = |entry: &Entry| entry.country == country;
            let mut of_country = self.organizations.named(self.matcher, rest).filter(of_country);
            return Some((of_country.next()?, BY_COUNTRY_BEFORE));
        }
        if let Some(sure) = found.iter().find(|entry| !entry.shared) {
            return Some((*sure, BY_NAME));
        }
        let mut fitting = found.iter().filter_map(|entry| {
            let company = |words: &mut TextWords| {
                let listed = self.words.links.company_words;
                listed.iter().filter(|word| words.has(word)).take(2).count() == 2
            };
            if entry.words.is_empty() {
                let about = !entry.country.is_empty() && setting.country == Some(entry.country);
                about.then_some((*entry, BY_COUNTRY))
            } else if entry.words == organizations::COMPANY {
                company(words).then_some((*entry, BY_WORDS))
            } else {
                entry.words.split('|').any(|word| words.has(word)).then_some((*entry, BY_WORDS))
            }
        });
        let first = fitting.next()?;
        // Where two fit neither is sure.
        fitting.next().is_none().then_some(first)
    }
}

/// The links to an entry.
fn links(entry: &Entry, confidence: f32) -> Vec<Link> {
    let bases = [
        (KnowledgeBase::Wikidata, entry.number),
        (KnowledgeBase::Wikipedia, entry.title),
        (KnowledgeBase::Isin, entry.isin),
        (KnowledgeBase::MicTicker, entry.ticker),
    ];
    let known = bases.into_iter().filter(|(_, id)| !id.is_empty());
    let link = |(base, id): (KnowledgeBase, &str)| Link {
        base,
        id: id.to_owned(),
        name: entry.name.to_owned(),
        confidence,
    };
    known.map(link).collect()
}
