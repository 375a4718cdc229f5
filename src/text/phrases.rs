//! Many phrases looked for at once, without regard to case.
//!
//! Letters are the same by Unicode's simple case folding, as the crate `regex` has it. Only
//! letters that the phrases have are folded, each to one that stands for all of its kind; so most
//! texts keep their offsets.

use super::Span;
use aho_corasick::AhoCorasick;
use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// A set of phrases. They are compiled to one automaton once, when a text is first searched.
#[derive(Clone, Debug, Default)]
pub struct PhraseSet {
    phrases: Vec<String>,
    compiled: OnceLock<Compiled>,
}

#[derive(Clone, Debug)]
struct Compiled {
    /// `None`: more phrases than an automaton can hold.
    automaton: Option<AhoCorasick>,
    /// For each letter that may be in a phrase, that which stands for all of its kind.
    folds: FxHashMap<char, char>,
}

impl PhraseSet {
    /// A set of these phrases, none of them empty.
    pub const fn new(phrases: Vec<String>) -> Self {
        Self { phrases, compiled: OnceLock::new() }
    }

    /// The phrases.
    pub fn phrases(&self) -> &[String] {
        &self.phrases
    }

    /// The occurrences of each phrase in a text; those of one phrase do not overlap.
    pub fn find(&self, text: &str) -> Vec<Vec<Span>> {
        let mut found: Vec<Vec<Span>> = vec![Vec::new(); self.phrases.len()];
        if self.phrases.is_empty() {
            return found;
        }
        let Compiled { automaton, folds } = self.compiled.get_or_init(|| compile(&self.phrases));
        let (folded, shifts) = fold(text, folds);
        let matches =
            automaton.iter().flat_map(|automaton| automaton.find_overlapping_iter(&folded));
        for matched in matches {
            let start = unfolded(&shifts, matched.start());
            let spans = &mut found[matched.pattern()];
            if spans.last().is_none_or(|last| last.end <= start) {
                spans.push(Span::new(start, unfolded(&shifts, matched.end())));
            }
        }
        found
    }
}

fn compile(phrases: &[String]) -> Compiled {
    let mut folds = FxHashMap::default();
    for c in phrases.iter().flat_map(|phrase| phrase.chars()) {
        if !folds.contains_key(&c) {
            let mut same = ClassUnicode::new([ClassUnicodeRange::new(c, c)]);
            // It fails only without the tables of Unicode, which are compiled in.
            let _ = same.try_case_fold_simple();
            let same = same.ranges().iter().flat_map(|range| range.start()..=range.end());
            folds.extend(same.map(|other| (other, c)));
        }
    }
    // It fails only beyond what the limits on requests allow.
    let automaton = AhoCorasick::new(phrases.iter().map(|phrase| fold(phrase, &folds).0)).ok();
    Compiled { automaton, folds }
}

/// The places where folding changed the length of a text: an offset in the folded text, and the
/// offset in the text that it is from there on.
type Shifts = Vec<(usize, usize)>;

/// A text with its letters folded, and how that shifted offsets.
fn fold(text: &str, folds: &FxHashMap<char, char>) -> (String, Shifts) {
    let mut folded = String::with_capacity(text.len());
    let mut shifts = Shifts::new();
    for (at, c) in text.char_indices() {
        let stands_for = folds.get(&c).copied().unwrap_or(c);
        folded.push(stands_for);
        if stands_for.len_utf8() != c.len_utf8() {
            shifts.push((folded.len(), at + c.len_utf8()));
        }
    }
    (folded, shifts)
}

/// The offset in the text of an offset in the folded text, at a boundary of letters.
fn unfolded(shifts: &Shifts, offset: usize) -> usize {
    match shifts.partition_point(|(folded, _)| *folded <= offset).checked_sub(1) {
        Some(at) => shifts[at].1 + (offset - shifts[at].0),
        None => offset,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use regex::RegexBuilder;

    fn found(phrases: &[&str], text: &str) -> Vec<Vec<String>> {
        let phrases = PhraseSet::new(phrases.iter().map(|&phrase| phrase.to_owned()).collect());
        let spans = phrases.find(text).into_iter();
        spans.map(|spans| spans.iter().map(|span| span.of(text).to_owned()).collect()).collect()
    }

    #[test]
    fn phrases_may_overlap_each_other_but_not_themselves() {
        assert_eq!(found(&["ana", "Nab"], "bananab"), [vec!["ana"], vec!["nab"]]);
        assert_eq!(found(&[], "bananas"), [] as [Vec<String>; 0]);
    }

    #[test]
    fn offsets_survive_letters_of_another_length() {
        // The sign for kelvin is a "k" of three bytes, the long "s" one of two.
        assert_eq!(found(&["kelvin", "sea"], "é \u{212a}ELVIN ſea"), [["\u{212a}ELVIN"], ["ſea"]]);
    }

    proptest! {
        #[test]
        fn finds_what_a_regular_expression_finds(
            text in "[aAbBkK\u{212a}sSſéÉσςΣßẞıİiI ]{0,60}",
            phrases in prop::collection::vec("[aAbkKsSſéÉσςΣßẞıİi ]{1,3}", 0..4),
        ) {
            let spans = PhraseSet::new(phrases.clone()).find(&text);
            for (phrase, spans) in phrases.iter().zip(spans) {
                let pattern = RegexBuilder::new(&regex::escape(phrase)).case_insensitive(true).build();
                let expected = pattern.expect("a pattern");
                let expected: Vec<Span> =
                    expected.find_iter(&text).map(|found| Span::from(found.range())).collect();
                prop_assert_eq!(spans, expected);
            }
        }
    }
}
