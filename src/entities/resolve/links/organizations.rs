//! The list of organizations.

use crate::{
    document::EntityType,
    entities::resolve::name::NameMatcher,
    language::NameLists,
    text::word::{hash, phrase_hash},
};

/// What stands in the place of words that tell of companies.
pub(super) const COMPANY: &str = "*";
/// What stands before a name that others have too.
const SHARED: char = '?';
/// The longest name whose capitals count.
const LONGEST_SHORT: usize = 4;
/// What stands for the title of an article that is the first of the names.
const SAME: &str = "=";

/// The organizations of the world, by their names and tickers.
pub(super) struct Organizations {
    list: &'static str,
    /// The hash of each name, where its line begins, and whether it is shared.
    names: Vec<(u64, u32, bool)>,
    tickers: Vec<(u64, u32)>,
}

/// An organization, as one of its names finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub title: &'static str,
    pub number: &'static str,
    pub country: &'static str,
    pub isin: &'static str,
    pub ticker: &'static str,
    /// Its usual name.
    pub name: &'static str,
    /// The words that a shared name needs, parted by "|".
    pub words: &'static str,
    /// Whether others have the name too.
    pub shared: bool,
}

impl Organizations {
    /// Reads the list of a language.
    pub fn new(lists: &NameLists, matcher: NameMatcher) -> Self {
        let list = lists.organizations;
        let (mut names, mut tickers) = (Vec::new(), Vec::new());
        let mut start = 0;
        for line in list.split_inclusive('\n') {
            let mut cells = line.trim_end_matches('\n').split('\t');
            let (ticker, known_as) = (cells.nth(4), cells.next());
            if let Some(ticker) = ticker.filter(|ticker| !ticker.is_empty()) {
                tickers.push((hash(ticker), start));
            }
            for name in known_as.unwrap_or_default().split('|') {
                let bare = name.trim_start_matches(SHARED);
                names.push((of_words(&matcher.words(bare)), start, bare.len() < name.len()));
            }
            start += line.len() as u32;
        }
        names.sort_unstable();
        tickers.sort_unstable();
        Self { list, names, tickers }
    }

    /// The organizations of this name: as it is written, else without its legal form.
    pub fn named<'a>(
        &'a self,
        matcher: NameMatcher,
        name: &str,
    ) -> impl Iterator<Item = Entry> + use<'a> {
        let whole = self.range(of_words(&matcher.words(name)));
        let found = if whole.is_empty() {
            self.range(of_words(&matcher.key(name, EntityType::Organization)))
        } else {
            whole
        };
        let name = name.to_owned();
        found
            .iter()
            .filter(move |(_, start, _)| self.is_written(*start, &name))
            .filter_map(|&(_, start, shared)| self.entry(start, shared))
    }

    /// Tells whether a short name is written as in the list: "Who" is not "WHO".
    fn is_written(&self, start: u32, name: &str) -> bool {
        let short = name.chars().filter(|c| c.is_alphanumeric()).count() <= LONGEST_SHORT;
        let line = self.line(start).unwrap_or_default();
        let known_as = line.split('\t').nth(5).unwrap_or_default();
        !short
            || !name.contains(char::is_lowercase)
            || known_as.split('|').any(|one| one.trim_start_matches(SHARED) == name)
    }

    /// The organization of this market identifier code and ticker.
    pub fn with_ticker(&self, ticker: &str) -> Option<Entry> {
        let hash = hash(ticker);
        let at = self.tickers.partition_point(|(other, _)| *other < hash);
        let (_, start) = self.tickers.get(at).filter(|(other, _)| *other == hash)?;
        self.entry(*start, false)
    }

    fn range(&self, hash: u64) -> &[(u64, u32, bool)] {
        let start = self.names.partition_point(|(other, ..)| *other < hash);
        let length = self.names[start..].iter().take_while(|(other, ..)| *other == hash).count();
        &self.names[start..start + length]
    }

    fn line(&self, start: u32) -> Option<&'static str> {
        self.list.get(start as usize..)?.lines().next()
    }

    fn entry(&self, start: u32, shared: bool) -> Option<Entry> {
        let mut cells = self.line(start)?.split('\t');
        let [title, number, country, isin, ticker, names] = [(); 6].map(|()| cells.next());
        let name = names?.split('|').next()?.trim_start_matches(SHARED);
        let title = title?;
        Some(Entry {
            title: if title == SAME { name } else { title },
            number: number?,
            country: country?,
            isin: isin?,
            ticker: ticker?,
            name,
            words: cells.next().unwrap_or_default(),
            shared,
        })
    }
}

fn of_words(words: &[String]) -> u64 {
    phrase_hash(words.iter().map(|word| hash(word)))
}
