//! Names as words, and when one name is short for another.

use crate::document::EntityType;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// What comes before a person's name and is no part of it.
const HONORIFICS: [&str; 22] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "sir",
    "dame",
    "lord",
    "lady",
    "president",
    "sen",
    "rep",
    "gov",
    "gen",
    "col",
    "capt",
    "lt",
    "sgt",
    "rev",
    "judge",
    "pope",
];
/// What comes after one.
const GENERATIONS: [&str; 5] = ["jr", "sr", "ii", "iii", "iv"];
/// What kind of company a company is.
const COMPANY_SUFFIXES: [&str; 22] = [
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "co",
    "company",
    "ltd",
    "limited",
    "llc",
    "llp",
    "lp",
    "plc",
    "spa",
    "ag",
    "sa",
    "se",
    "nv",
    "bv",
    "gmbh",
    "group",
    "holding",
    "holdings",
];
/// Words that initials leave out.
const SMALL_WORDS: [&str; 8] = ["of", "the", "and", "for", "in", "on", "de", "to"];
/// Given names and what they are short for.
const SHORT_FORMS: [(&str, &str); 40] = [
    ("abe", "abraham"),
    ("al", "albert"),
    ("alex", "alexander"),
    ("andy", "andrew"),
    ("ben", "benjamin"),
    ("bernie", "bernard"),
    ("beth", "elizabeth"),
    ("bill", "william"),
    ("bob", "robert"),
    ("chris", "christopher"),
    ("chuck", "charles"),
    ("dan", "daniel"),
    ("dave", "david"),
    ("dick", "richard"),
    ("don", "donald"),
    ("ed", "edward"),
    ("fred", "frederick"),
    ("greg", "gregory"),
    ("jim", "james"),
    ("joe", "joseph"),
    ("jon", "jonathan"),
    ("kate", "katherine"),
    ("ken", "kenneth"),
    ("larry", "lawrence"),
    ("liz", "elizabeth"),
    ("matt", "matthew"),
    ("mike", "michael"),
    ("nick", "nicholas"),
    ("pat", "patrick"),
    ("pete", "peter"),
    ("phil", "philip"),
    ("rick", "richard"),
    ("rob", "robert"),
    ("ron", "ronald"),
    ("sam", "samuel"),
    ("steve", "steven"),
    ("sue", "susan"),
    ("ted", "edward"),
    ("tim", "timothy"),
    ("tom", "thomas"),
];

/// The words of a name, in small letters, without accents, dots and possessive endings.
pub fn words(name: &str) -> Vec<String> {
    let words = name.split([' ', '\n', '\t', '\u{a0}', '-', '‐', '–']);
    let bare = words.map(|word| {
        let word = word.trim_end_matches("'s").trim_end_matches("’s");
        let letters = word.nfd().filter(|c| c.is_alphanumeric() && !is_combining_mark(*c));
        letters.flat_map(char::to_lowercase).collect::<String>()
    });
    bare.filter(|word| !word.is_empty()).collect()
}

/// The words that tell things of one type apart: those of a name without honorifics, the kind of a
/// company, the article and the plural.
pub(crate) fn key(name: &str, kind: EntityType) -> Vec<String> {
    let mut words = words(name);
    let starts = |words: &[String], list: &[&str]| {
        words.len() > 1 && words.first().is_some_and(|word| list.contains(&word.as_str()))
    };
    let ends = |words: &[String], list: &[&str]| {
        words.len() > 1 && words.last().is_some_and(|word| list.contains(&word.as_str()))
    };
    if starts(&words, &["the"]) {
        words.remove(0);
    }
    match kind {
        EntityType::Person => {
            while starts(&words, &HONORIFICS) {
                words.remove(0);
            }
            while ends(&words, &GENERATIONS) {
                words.pop();
            }
        }
        EntityType::Organization => {
            while ends(&words, &COMPANY_SUFFIXES) {
                words.pop();
            }
        }
        EntityType::Group | EntityType::Product => {
            if let Some(last) = words.last_mut().filter(|last| last.len() > 3)
                && last.ends_with('s')
                && !last.ends_with("ss")
            {
                last.pop();
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

/// Whether one name of this type, given by its [`key`], is short for another.
pub(crate) fn is_short_for(short: &[String], long: &[String], kind: EntityType) -> bool {
    if short == long || short.is_empty() || short.len() > long.len() {
        return false;
    }
    match kind {
        EntityType::Person => is_short_for_person(short, long),
        // "Ford" is "Ford Motor", "Federal Reserve" "US Federal Reserve".
        EntityType::Organization | EntityType::Facility | EntityType::Event | EntityType::Law => {
            long.starts_with(short) || long.ends_with(short)
        }
        // "Taurus" is "Ford Taurus", but "Mac" is not "Mac OS".
        EntityType::Product | EntityType::Work | EntityType::Other => long.ends_with(short),
        // "York" is not "New York", "Korea" is not "South Korea".
        EntityType::Geopolitical | EntityType::Location | EntityType::Group => false,
    }
}

/// One word may be any part of a person's name, or its first one be shortened; more are all there, in
/// order, the family's name last.
fn is_short_for_person(short: &[String], long: &[String]) -> bool {
    let same = |short: &str, long: &str| {
        let initial = short.chars().count() == 1 && long.starts_with(short);
        short == long || initial || SHORT_FORMS.contains(&(short, long))
    };
    let [one] = short else {
        let mut rest = long.iter();
        let all = short.iter().all(|word| rest.any(|other| same(word, other)));
        return all && short.last() == long.last();
    };
    one.len() > 1 && (long.contains(one) || long.first().is_some_and(|first| same(one, first)))
}

/// Whether `short` is made of initials of the words of `long`: "PKK" of "Kurdistan Workers' Party" is
/// not, "EU" of "European Union" is.
pub(crate) fn is_acronym(short: &str, long: &[String]) -> bool {
    let letters: String = short.chars().filter(|c| *c != '.').collect();
    let capitals = (2..=8).contains(&letters.len()) && letters.chars().all(char::is_uppercase);
    let initials = |words: &mut dyn Iterator<Item = &String>| {
        words.filter_map(|word| word.chars().next()).collect::<String>()
    };
    let letters = letters.to_lowercase();
    let big = &mut long.iter().filter(|word| !SMALL_WORDS.contains(&word.as_str()));
    capitals
        && long.len() > 1
        && (initials(big) == letters || initials(&mut long.iter()) == letters)
}

/// Whether the letters of an abbreviation in brackets stand in this order in the name before it, the
/// first one first.
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

    fn short(short: &str, long: &str, kind: EntityType) -> bool {
        is_short_for(&key(short, kind), &key(long, kind), kind)
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
        let union = words("European Union of Ports");
        assert!(is_acronym("EUP", &union) && is_acronym("E.U.P.", &union));
        assert!(!is_acronym("EU", &union) && !is_acronym("Eup", &union));
        assert!(may_abbreviate("SIA", &words("Singapore Airlines")));
        assert!(!may_abbreviate("BIA", &words("Singapore Airlines")));
    }
}
