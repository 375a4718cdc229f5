//! The names of a document that are short for others of it.

use super::document_names::{DocumentNames, Family, Name};
use crate::{
    document::{EntityType, Mention},
    entities::resolve::{
        links::Linker,
        name::{NameMatcher, may_abbreviate},
    },
};
use rustc_hash::{FxHashMap, FxHashSet};

/// The most long forms of a name: they are compared with each other.
const MAX_LONG_FORMS: usize = 32;
/// The number of names sharing a word, or a first letter, that are looked at: time is to grow with
/// the length of the text only.
const MAX_ALIKE: usize = 256;

/// Finds for each name its long forms, leaving out those that are short for another of them.
pub(super) fn find(
    matcher: NameMatcher,
    linker: &Linker,
    text: &str,
    mentions: &[Mention],
    found: &mut DocumentNames,
) {
    let in_brackets = abbreviations_in_brackets(text, mentions, found);
    let names = &found.names;
    let index = Index::new(names);
    let long_forms = (0..names.len()).map(|at| {
        if let Some(&full) = in_brackets.get(&at) {
            return vec![full];
        }
        let name = &names[at];
        let written = name.mentions.first().map_or("", |&first| mentions[first].span.of(text));
        let mut candidates = index.long_forms(matcher, at, written);
        if name.kind == EntityType::Organization {
            let other = |at: &usize| mentions[names[*at].mentions[0]].span.of(text);
            // "U.N." is not short for "U.N. Security Council".
            candidates.retain(|at| !linker.tells_apart(written, other(at)));
        }
        let short = |one: usize, other: usize| {
            matcher.is_short_for(&names[one].words, &names[other].words, name.kind)
        };
        let fullest = |&one: &usize| !candidates.iter().any(|&other| short(one, other));
        candidates.iter().copied().filter(fullest).collect()
    });
    let long_forms: Vec<Vec<usize>> = long_forms.collect();
    for (name, long_forms) in found.names.iter_mut().zip(long_forms) {
        name.long_forms = long_forms;
    }
}

/// The names of a document by their words and first letters.
struct Index<'names> {
    names: &'names [Name],
    by_word: FxHashMap<&'names str, Vec<usize>>,
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
        Self { names, by_word, by_initial }
    }

    /// The names that a name, which is `written` so in the text, is short for or an acronym of.
    fn long_forms(&self, matcher: NameMatcher, at: usize, written: &str) -> Vec<usize> {
        let names = self.names;
        let name = &names[at];
        let sharing_word = name.words.last().and_then(|word| self.by_word.get(word.as_str()));
        let may_be_acronym =
            name.words.len() == 1 && name.family() != Family::One(EntityType::Person);
        let initial = name.initial().filter(|_| may_be_acronym);
        let sharing_initial = initial.and_then(|initial| self.by_initial.get(&initial));
        let full =
            sharing_word.into_iter().flatten().take(MAX_ALIKE).filter(|&&other| {
                matcher.is_short_for(&name.words, &names[other].words, name.kind)
            });
        let spelled_out = sharing_initial
            .into_iter()
            .flatten()
            .take(MAX_ALIKE)
            .filter(|&&other| matcher.is_acronym(written, &names[other].words));
        let fits = |other: &usize| *other != at && names[*other].family() == name.family();
        let mut found: Vec<usize> = full.chain(spelled_out).copied().filter(fits).collect();
        found.sort_unstable();
        found.dedup();
        found.truncate(MAX_LONG_FORMS);
        found
    }
}

/// The names in brackets that abbreviate the name before them, each with that name: "Singapore
/// Airlines (SIA)".
fn abbreviations_in_brackets(
    text: &str,
    mentions: &[Mention],
    DocumentNames { names, of_mention }: &DocumentNames,
) -> FxHashMap<usize, usize> {
    let mut found = FxHashMap::default();
    for (at, pair) in mentions.windows(2).enumerate() {
        let between = text.get(pair[0].span.end..pair[1].span.start).unwrap_or_default();
        let (full, short) = (of_mention[at], of_mention[at + 1]);
        let closes = text.get(pair[1].span.end..).is_some_and(|rest| rest.starts_with(')'));
        if matches!(between, " (" | "(")
            && closes
            && full != short
            && may_abbreviate(pair[1].span.of(text), &names[full].words)
        {
            found.entry(short).or_insert(full);
        }
    }
    // An abbreviation is not spelled out by what it abbreviates.
    let abbreviations: FxHashSet<usize> = found.keys().copied().collect();
    found.retain(|_, full| !abbreviations.contains(full));
    found
}
