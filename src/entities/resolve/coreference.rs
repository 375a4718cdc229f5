//! Joins the mentions of a document into entities, by name.
//!
//! Names that differ only in how they are written are one name. A short name ("Blinken", "Ford",
//! "EU") joins the longer one that it is short for; where the document has several of those, each of
//! its mentions joins the one named just before, else the one named most so far, and is less sure.
//! Countries, their adjectives and capitals are different things.

use super::{name, places::Places};
use crate::document::{Entity, EntityType, KnownEntity, Mention, PlaceKind};
use rustc_hash::{FxHashMap, FxHashSet};

/// How sure a mention stays whose name is short for several others of the document.
const AMBIGUOUS: f32 = 0.7;
/// More longer names are not compared with each other.
const MAX_CANDIDATES: usize = 32;
/// Of the names that share a word so many are looked at: time is to grow with the text only.
const MAX_ALIKE: usize = 256;
/// No name is short for a name that is short for another, more often than this.
const MAX_STEPS: usize = 8;

/// Mentions are of one name if they agree on this.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Known(usize),
    Country(&'static str),
    Name(Family, Vec<String>),
}

/// Types between which a name may waver within a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Family {
    Place,
    One(EntityType),
}

const fn family(kind: EntityType) -> Family {
    if matches!(kind, EntityType::Geopolitical | EntityType::Location) {
        Family::Place
    } else {
        Family::One(kind)
    }
}

/// A name of a document.
struct Name {
    kind: EntityType,
    /// Empty for the caller's own entities and countries, which nothing is short for.
    words: Vec<String>,
    /// Its mentions, in text order.
    mentions: Vec<usize>,
    /// The names that it may be short for: none, the one, or several between which each mention
    /// decides.
    longer: Vec<usize>,
}

impl Name {
    fn initial(&self) -> Option<char> {
        self.words.first().and_then(|word| word.chars().next())
    }
}

/// Joins mentions, given in text order, into entities in the order of their first mentions.
pub(crate) fn join(
    places: &Places,
    text: &str,
    mentions: &mut [Mention],
    known: &[KnownEntity],
) -> Vec<Entity> {
    let (mut names, of_mention) = names(places, text, mentions);
    find_longer(text, mentions, &of_mention, &mut names);
    let owners = owners(&names, mentions, of_mention);
    let mut entities: Vec<Entity> = Vec::new();
    let mut found: FxHashMap<usize, usize> = FxHashMap::default();
    for (mention, owner) in mentions.iter().zip(owners) {
        let at = *found.entry(owner).or_insert(entities.len());
        if at == entities.len() {
            entities.push(Entity {
                name: String::new(),
                kind: names[owner].kind,
                salience: 0.0,
                confidence: 0.0,
                role: String::new(),
                mentions: Vec::new(),
                known: mention.known.map(|index| known[index].id.clone()),
                place: None,
            });
        }
        entities[at].mentions.push(mention.clone());
    }
    entities.iter_mut().for_each(|entity| settle(text, entity));
    entities
}

/// The names of a document, in the order of their first mentions, and the index of that of each
/// mention.
fn names(places: &Places, text: &str, mentions: &[Mention]) -> (Vec<Name>, Vec<usize>) {
    let mut names: Vec<Name> = Vec::new();
    let mut of_mention = Vec::with_capacity(mentions.len());
    let mut index: FxHashMap<Key, usize> = FxHashMap::default();
    for (at, mention) in mentions.iter().enumerate() {
        let key = key(places, mention.span.of(text), mention);
        let place = *index.entry(key.clone()).or_insert(names.len());
        if place == names.len() {
            let words = if let Key::Name(_, words) = key { words } else { Vec::new() };
            let (mentions, longer) = (Vec::new(), Vec::new());
            names.push(Name { kind: mention.kind, words, mentions, longer });
        }
        names[place].mentions.push(at);
        of_mention.push(place);
    }
    (names, of_mention)
}

fn key(places: &Places, name: &str, mention: &Mention) -> Key {
    if let Some(index) = mention.known {
        return Key::Known(index);
    }
    if mention.kind == EntityType::Geopolitical
        && let Some(place) = places.named(name).next()
        && place.kind == PlaceKind::Country
    {
        return Key::Country(place.country);
    }
    Key::Name(family(mention.kind), name::key(name, mention.kind))
}

/// Finds for each name those that it is short for, leaving out those that are short themselves.
fn find_longer(text: &str, mentions: &[Mention], of_mention: &[usize], names: &mut [Name]) {
    let brackets = brackets(text, mentions, of_mention, names);
    let index = Index::new(names);
    let longer = (0..names.len()).map(|at| {
        if let Some(&full) = brackets.get(&at) {
            return vec![full];
        }
        let name = &names[at];
        let written = name.mentions.first().map_or("", |&first| mentions[first].span.of(text));
        let found = index.longer(names, at, written);
        let short = |one: usize, other: usize| {
            name::is_short_for(&names[one].words, &names[other].words, name.kind)
        };
        let fullest = |&one: &usize| !found.iter().any(|&other| short(one, other));
        found.iter().copied().filter(fullest).collect()
    });
    let longer: Vec<Vec<usize>> = longer.collect();
    for (name, longer) in names.iter_mut().zip(longer) {
        name.longer = longer;
    }
}

/// Where names that others may be short for are found.
struct Index<'names> {
    /// The names that hold each word.
    by_word: FxHashMap<&'names str, Vec<usize>>,
    /// Those that begin with each letter.
    by_initial: FxHashMap<char, Vec<usize>>,
}

impl<'names> Index<'names> {
    fn new(names: &'names [Name]) -> Self {
        let (mut by_word, mut by_initial) = (FxHashMap::default(), FxHashMap::default());
        for (at, name) in names.iter().enumerate() {
            let distinct: FxHashSet<&str> = name.words.iter().map(String::as_str).collect();
            for word in distinct {
                by_word.entry(word).or_insert_with(Vec::new).push(at);
            }
            if let Some(initial) = name.initial() {
                by_initial.entry(initial).or_insert_with(Vec::new).push(at);
            }
        }
        Self { by_word, by_initial }
    }

    /// The names that a name, as `written`, is short for or the initials of.
    fn longer(&self, names: &[Name], at: usize, written: &str) -> Vec<usize> {
        let name = &names[at];
        let holders = name.words.last().and_then(|word| self.by_word.get(word.as_str()));
        let initial = name.initial().filter(|_| {
            name.words.len() == 1 && family(name.kind) != Family::One(EntityType::Person)
        });
        let alike = initial.and_then(|initial| self.by_initial.get(&initial));
        let full = holders
            .into_iter()
            .flatten()
            .take(MAX_ALIKE)
            .filter(|&&other| name::is_short_for(&name.words, &names[other].words, name.kind));
        let spelled = alike
            .into_iter()
            .flatten()
            .take(MAX_ALIKE)
            .filter(|&&other| name::is_acronym(written, &names[other].words));
        let other = |other: &usize| *other != at && family(names[*other].kind) == family(name.kind);
        let mut found: Vec<usize> = full.chain(spelled).copied().filter(other).collect();
        found.sort_unstable();
        found.dedup();
        found.truncate(MAX_CANDIDATES);
        found
    }
}

/// Names in brackets that abbreviate the name before them: "Singapore Airlines (SIA)".
fn brackets(
    text: &str,
    mentions: &[Mention],
    of_mention: &[usize],
    names: &[Name],
) -> FxHashMap<usize, usize> {
    let mut found = FxHashMap::default();
    for (at, pair) in mentions.windows(2).enumerate() {
        let between = text.get(pair[0].span.end..pair[1].span.start).unwrap_or_default();
        let (full, short) = (of_mention[at], of_mention[at + 1]);
        let closes = text.get(pair[1].span.end..).is_some_and(|rest| rest.starts_with(')'));
        if matches!(between, " (" | "(")
            && closes
            && full != short
            && name::may_abbreviate(pair[1].span.of(text), &names[full].words)
        {
            found.entry(short).or_insert(full);
        }
    }
    // An abbreviation is not spelled out by what it abbreviates.
    let abbreviations: FxHashSet<usize> = found.keys().copied().collect();
    found.retain(|_, full| !abbreviations.contains(full));
    found
}

/// How a name was used up to here.
#[derive(Clone, Copy, Default)]
struct Use {
    mentions: usize,
    last_sentence: usize,
}

/// The name of the entity that each mention belongs to; makes those less sure that could belong to
/// several.
fn owners(names: &[Name], mentions: &mut [Mention], of_mention: Vec<usize>) -> Vec<usize> {
    let mut uses = vec![Use::default(); names.len()];
    let mut owners = Vec::with_capacity(mentions.len());
    for (mention, mut at) in mentions.iter_mut().zip(of_mention) {
        let mut sure = true;
        for _ in 0..MAX_STEPS {
            let longer = &names[at].longer;
            sure &= longer.len() < 2;
            let rank = |&&other: &&usize| {
                let used = uses[other];
                let near = used.mentions > 0 && used.last_sentence + 1 >= mention.sentence;
                (
                    near.then_some(used.last_sentence),
                    used.mentions,
                    usize::MAX - names[other].mentions[0],
                )
            };
            let Some(&next) = longer.iter().max_by_key(rank) else { break };
            at = next;
        }
        mention.confidence *= if sure { 1.0 } else { AMBIGUOUS };
        uses[at] = Use { mentions: uses[at].mentions + 1, last_sentence: mention.sentence };
        owners.push(at);
    }
    owners
}

/// Gives an entity the fullest of its names and the type of its surest mention.
fn settle(text: &str, entity: &mut Entity) {
    let names = entity.mentions.iter().map(|mention| mention.span.of(text));
    // Of the longest names the first that does not shout, as datelines do.
    let shouts = |name: &str| !name.chars().any(char::is_lowercase);
    let longest = names.rev().max_by_key(|name| (name.chars().count(), !shouts(name)));
    entity.name = longest.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    for mention in &entity.mentions {
        if mention.confidence > entity.confidence {
            entity.confidence = mention.confidence;
            entity.kind = mention.kind;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    /// The mentions of each entity of a text, given the names in it and their types.
    fn joined(text: &str, names: &[(&str, EntityType)]) -> Vec<Vec<String>> {
        let mut mentions = Vec::new();
        for &(name, kind) in names {
            let hits = text.match_indices(name).map(|(at, _)| Span::new(at, at + name.len()));
            mentions.extend(hits.filter(|span| span.is_whole_word(text)).map(|span| Mention {
                span,
                kind,
                confidence: 1.0,
                sentence: text.get(..span.start).unwrap_or_default().matches(". ").count(),
                known: None,
            }));
        }
        mentions.sort_by_key(|mention| (mention.span.start, usize::MAX - mention.span.end));
        let mut end = 0;
        mentions.retain(|mention| {
            let free = mention.span.start >= end;
            end = end.max(mention.span.end);
            free
        });
        let entities = join(&Places::embedded(), text, &mut mentions, &[]);
        let names = |entity: &Entity| {
            entity.mentions.iter().map(|mention| mention.span.of(text).to_owned()).collect()
        };
        entities.iter().map(names).collect()
    }

    #[test]
    fn two_persons_of_one_surname_stay_apart() {
        use EntityType::Person;
        let names =
            [("Ada Brook", Person), ("Ben Brook", Person), ("Brook", Person), ("Ada", Person)];
        let text = "Ada Brook spoke first. Brook was brief. Brook then left. It rained. Ben Brook \
            came. Brook sang. It rained. The sun set. Brook was gone.";
        assert_eq!(
            joined(text, &names),
            [vec!["Ada Brook", "Brook", "Brook", "Brook"], vec!["Ben Brook", "Brook"],]
        );
    }

    #[test]
    fn organisations_by_short_form_and_abbreviation() {
        use EntityType::Organization;
        let names = [
            ("Harbour Motor Company", Organization),
            ("Harbour", Organization),
            ("Nordic Airlines", Organization),
            ("NAL", Organization),
            ("Union of Free Ports", Organization),
            ("UFP", Organization),
        ];
        let text = "Harbour Motor Company and Nordic Airlines (NAL) joined the Union of Free Ports. \
            UFP and Harbour agreed. NAL did not.";
        assert_eq!(
            joined(text, &names),
            [
                vec!["Harbour Motor Company", "Harbour"],
                vec!["Nordic Airlines", "NAL", "NAL"],
                vec!["Union of Free Ports", "UFP"],
            ]
        );
    }

    #[test]
    fn countries_their_people_and_their_capitals_are_three() {
        use EntityType::{Geopolitical, Group};
        let names = [
            ("People's Republic of China", Geopolitical),
            ("China", Geopolitical),
            ("Chinese", Group),
            ("Beijing", Geopolitical),
        ];
        let text = "China is the People's Republic of China. The Chinese live in Beijing.";
        assert_eq!(
            joined(text, &names),
            [vec!["China", "People's Republic of China"], vec!["Chinese"], vec!["Beijing"],]
        );
    }
}
