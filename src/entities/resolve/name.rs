//! Names as words, and the rules by which one name is short for another.

use crate::{
    document::EntityType,
    language::{NameWords, PluralEnding},
};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Compares names of one language.
#[derive(Clone, Copy)]
pub(crate) struct NameMatcher(&'static NameWords);

impl NameMatcher {
    /// A matcher for the language of these words.
    pub const fn new(words: &'static NameWords) -> Self {
        Self(words)
    }

    /// The words of a name, in lowercase, without accents, dots and possessive endings.
    pub fn words(self, name: &str) -> Vec<String> {
        let words = name.split([' ', '\n', '\t', '\u{a0}', '-', '‐', '–']);
        let bare = words.map(|word| {
            let endings = self.0.possessive_endings.iter();
            let word = endings.fold(word, |word, ending| word.trim_end_matches(ending));
            let letters = word.nfd().filter(|c| c.is_alphanumeric() && !is_combining_mark(*c));
            letters.flat_map(char::to_lowercase).collect::<String>()
        });
        bare.filter(|word| !word.is_empty()).collect()
    }

    /// The words of a name but for an article that begins it.
    pub fn without_article(self, words: &[String]) -> &[String] {
        if begins_with_one_of(words, self.0.forms.articles) { &words[1..] } else { words }
    }

    /// The words that tell things of one type apart: those of a name without article, honorifics,
    /// the legal form of a company, and the ending of the plural.
    pub fn key(self, name: &str, kind: EntityType) -> Vec<String> {
        let forms = &self.0.forms;
        let mut words = self.words(name);
        if begins_with_one_of(&words, forms.articles) {
            words.remove(0);
        }
        match kind {
            EntityType::Person => {
                while begins_with_one_of(&words, forms.honorifics) {
                    words.remove(0);
                }
                while ends_with_one_of(&words, forms.generations) {
                    words.pop();
                }
            }
            EntityType::Organization => {
                while ends_with_one_of(&words, forms.company_suffixes) {
                    words.pop();
                }
            }
            EntityType::Group | EntityType::Product => {
                if let Some(last) = words.last_mut() {
                    make_singular(last, &forms.plural_ending);
                }
            }
            EntityType::Geopolitical
            | EntityType::Location
            | EntityType::Facility
            | EntityType::Event
            | EntityType::Work
            | EntityType::Law
            | EntityType::Other => {}
        }
        words
    }

    /// Tells whether one name of this type, given by its [`key`](Self::key), is short for another.
    pub fn is_short_for(self, short: &[String], long: &[String], kind: EntityType) -> bool {
        if short == long || short.is_empty() || short.len() > long.len() {
            return false;
        }
        match kind {
            EntityType::Person => self.is_short_for_person(short, long),
            // "Ford" is "Ford Motor", "Federal Reserve" "US Federal Reserve".
            EntityType::Organization
            | EntityType::Facility
            | EntityType::Event
            | EntityType::Law => long.starts_with(short) || long.ends_with(short),
            // "Taurus" is "Ford Taurus", but "Mac" is not "Mac OS".
            EntityType::Product | EntityType::Work | EntityType::Other => long.ends_with(short),
            // "York" is not "New York", "Korea" is not "South Korea".
            EntityType::Geopolitical | EntityType::Location | EntityType::Group => false,
        }
    }

    /// One word may be any part of a person's name, or a short form of its first word; of more
    /// words all must be there, in order, the family's name last.
    fn is_short_for_person(self, short: &[String], long: &[String]) -> bool {
        let same = |short: &str, long: &str| {
            let initial = short.chars().count() == 1 && long.starts_with(short);
            short == long || initial || self.0.forms.short_given_names.contains(&(short, long))
        };
        let [one] = short else {
            let mut rest = long.iter();
            let all = short.iter().all(|word| rest.any(|other| same(word, other)));
            return all && short.last() == long.last();
        };
        one.len() > 1 && (long.contains(one) || long.first().is_some_and(|first| same(one, first)))
    }

    /// Tells whether `short` is made of the initials of the words of `long`: "EU" of "European
    /// Union" is, "PKK" of "Kurdistan Workers' Party" is not.
    pub fn is_acronym(self, short: &str, long: &[String]) -> bool {
        let letters: String = short.chars().filter(|c| *c != '.').collect();
        let capitals = (2..=8).contains(&letters.len()) && letters.chars().all(char::is_uppercase);
        let initials = |words: &mut dyn Iterator<Item = &String>| {
            words.filter_map(|word| word.chars().next()).collect::<String>()
        };
        let letters = letters.to_lowercase();
        let stop_words = self.0.forms.acronym_stop_words;
        let content = &mut long.iter().filter(|word| !stop_words.contains(&word.as_str()));
        capitals
            && long.len() > 1
            && (initials(content) == letters || initials(&mut long.iter()) == letters)
    }
}

fn begins_with_one_of(words: &[String], list: &[&str]) -> bool {
    words.len() > 1 && words.first().is_some_and(|word| list.contains(&word.as_str()))
}

fn ends_with_one_of(words: &[String], list: &[&str]) -> bool {
    words.len() > 1 && words.last().is_some_and(|word| list.contains(&word.as_str()))
}

fn make_singular(word: &mut String, plural: &PluralEnding) {
    if word.len() > plural.longest_singular
        && word.ends_with(plural.ending)
        && !word.ends_with(plural.except)
    {
        word.pop();
    }
}

/// Tells whether the letters of an abbreviation in brackets stand in this order in the name before
/// it, its first letter first.
pub(crate) fn may_abbreviate(short: &str, long: &[String]) -> bool {
    let letters = short.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    let mut rest = long.iter().flat_map(|word| word.chars());
    let first = short.chars().flat_map(char::to_lowercase).next();
    let capitals = short.chars().filter(|c| c.is_uppercase()).count() >= 2;
    capitals
        && !short.contains(' ')
        && long.first().and_then(|word| word.chars().next()) == first
        && { letters }.all(|letter| rest.any(|other| other == letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::ENGLISH;

    const MATCHER: NameMatcher = NameMatcher::new(&ENGLISH.names);

    fn short(short: &str, long: &str, kind: EntityType) -> bool {
        MATCHER.is_short_for(&MATCHER.key(short, kind), &MATCHER.key(long, kind), kind)
    }

    #[test]
    fn persons() {
        for (a, b) in [
            ("Brook", "Ada Brook"),
            ("Mr. Brook", "Dr Ada Brook"),
            ("A. Brook", "Ada Brook"),
            ("Ada Brook", "Ada M. Brook"),
            ("Bill Stone", "William Stone"),
            ("Xi", "Xi Jinping"),
            ("Müller", "Jan Muller"),
        ] {
            assert!(short(a, b, EntityType::Person), "{a} of {b}");
        }
        for (a, b) in [("Ada Brook", "Bea Brook"), ("Stone", "Ada Brook"), ("Ada", "Adam Brook")] {
            assert!(!short(a, b, EntityType::Person), "{a} of {b}");
        }
    }

    #[test]
    fn other_things() {
        let organization = EntityType::Organization;
        let key = |name, kind| MATCHER.key(name, kind);
        assert_eq!(key("Harbour Corp.", organization), key("Harbour", organization));
        assert!(short("Harbour", "Harbour Motor Company", organization));
        assert!(short("Central Bank", "Danish Central Bank", organization));
        assert!(!short("Motor", "Harbour Motor Works", organization));
        assert!(short("A330s", "Airbus A330", EntityType::Product));
        assert!(!short("Korea", "South Korea", EntityType::Geopolitical));
        assert_eq!(key("Danes", EntityType::Group), key("Dane", EntityType::Group));
    }

    #[test]
    fn abbreviations() {
        let union = MATCHER.words("European Union of Ports");
        assert!(MATCHER.is_acronym("EUP", &union) && MATCHER.is_acronym("E.U.P.", &union));
        assert!(!MATCHER.is_acronym("EU", &union) && !MATCHER.is_acronym("Eup", &union));
        assert!(may_abbreviate("SIA", &MATCHER.words("Singapore Airlines")));
        assert!(!may_abbreviate("BIA", &MATCHER.words("Singapore Airlines")));
    }
}
