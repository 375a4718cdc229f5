//! Many phrases looked for at once, without regard to case.
//!
//! Letters are the same by Unicode's simple case folding, as the crate `regex` has it. Only
//! letters that the phrases have are folded, each to one that stands for all of its kind; so most
//! texts keep their offsets.

use super::Span;
use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind};
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
    /// A set of these phrases; an empty one occurs nowhere.
    pub const fn new(phrases: Vec<String>) -> Self {
        Self { phrases, compiled: OnceLock::new() }
    }

    /// The phrases.
    pub fn phrases(&self) -> &[String] {
        &self.phrases
    }

    /// The occurrences of each phrase in a text that are accepted, `most` of all phrases together;
    /// those of one phrase do not overlap.
    pub fn find(&self, text: &str, most: usize, accepts: impl Fn(Span) -> bool) -> Occurrences {
        let mut spans: Vec<Vec<Span>> = vec![Vec::new(); self.phrases.len()];
        if self.phrases.is_empty() {
            return Occurrences { spans, complete: true };
        }
        let compiled = self.compiled.get_or_init(|| compile(&self.phrases));
        let folded = fold(text, &compiled.folds);
        // Counted first: phrases that are everywhere would take many times the memory of the text.
        let mut left = vec![0; self.phrases.len()];
        compiled
            .visit(&folded, left.len(), |phrase, span| left[phrase] += usize::from(accepts(span)));
        let mut room = most;
        let mut complete = true;
        for count in &mut left {
            complete &= *count <= room;
            *count = (*count).min(room);
            room -= *count;
        }
        compiled.visit(&folded, left.len(), |phrase, span| {
            if left[phrase] > spans[phrase].len() && accepts(span) {
                spans[phrase].push(span);
            }
        });
        Occurrences { spans, complete }
    }
}

/// The occurrences of phrases in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrences {
    /// Those of each phrase, in text order.
    pub spans: Vec<Vec<Span>>,
    /// False if there are more.
    pub complete: bool,
}

impl Compiled {
    /// Visits the occurrences of so many phrases, each with the index of its phrase.
    fn visit(
        &self,
        (folded, shifts): &(String, Shifts),
        phrases: usize,
        mut visitor: impl FnMut(usize, Span),
    ) {
        let mut ends = vec![0; phrases];
        let matches = self.automaton.iter().flat_map(|all| all.find_overlapping_iter(folded));
        for matched in matches.filter(|matched| !matched.is_empty()) {
            let phrase = matched.pattern().as_usize();
            if ends[phrase] <= matched.start() {
                ends[phrase] = matched.end();
                let [start, end] = [matched.start(), matched.end()].map(|at| unfolded(shifts, at));
                visitor(phrase, Span::new(start, end));
            }
        }
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
    // A stream keeps it: the faster kind takes a thousand bytes for each byte of a phrase.
    let builder = AhoCorasickBuilder::new().kind(Some(AhoCorasickKind::ContiguousNFA)).to_owned();
    // It fails only beyond what the limits on requests allow.
    let automaton = builder.build(phrases.iter().map(|phrase| fold(phrase, &folds).0)).ok();
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
        let spans = phrases.find(text, usize::MAX, |_| true).spans.into_iter();
        spans.map(|spans| spans.iter().map(|span| span.of(text).to_owned()).collect()).collect()
    }

    #[test]
    fn phrases_may_overlap_each_other_but_not_themselves() {
        assert_eq!(found(&["ana", "Nab"], "bananab"), [vec!["ana"], vec!["nab"]]);
        assert_eq!(found(&[], "bananas"), [] as [Vec<String>; 0]);
    }

    #[test]
    fn no_more_are_kept_than_are_wanted() {
        let phrases = PhraseSet::new(["a", "", "ab", "b"].map(str::to_owned).to_vec());
        let found = phrases.find("ab ab b", 4, |span| span.start > 0);
        let counts: Vec<usize> = found.spans.iter().map(Vec::len).collect();
        assert_eq!((counts, found.complete), (vec![1, 0, 1, 2], false));
        assert!(phrases.find("ab ab b", 9, |_| true).complete);
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
            let spans = PhraseSet::new(phrases.clone());
            let spans = spans.find(&text, usize::MAX, |_| true).spans;
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
