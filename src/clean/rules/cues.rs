//! The choice of the patterns that have to be tried on a text: those of which it holds a cue.

use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// A set of patterns, by their numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct PatternSet(u128);

impl PatternSet {
    /// The number of patterns that it can tell apart.
    const CAPACITY: usize = u128::BITS as usize;

    fn insert(&mut self, number: usize) {
        self.0 |= 1 << number;
    }

    /// True if the pattern of this number is in it.
    pub const fn contains(self, number: usize) -> bool {
        self.0 >> number & 1 == 1
    }
}

/// Finds the cues of all patterns at once, so that few patterns have to be tried.
pub(super) struct CueFinder {
    automaton: AhoCorasick,
    /// For each cue, the number of its pattern.
    patterns: Vec<usize>,
    /// The patterns without cues.
    always: PatternSet,
}

impl CueFinder {
    /// From the cues of each pattern; the patterns are numbered in this order.
    pub fn new(cues: &[&[&str]]) -> Self {
        assert!(cues.len() <= PatternSet::CAPACITY, "there are too many rules to tell them apart");
        let mut always = PatternSet::default();
        let without = cues.iter().enumerate().filter(|(_, cues)| cues.is_empty());
        without.for_each(|(number, _)| always.insert(number));
        let all = cues
            .iter()
            .enumerate()
            .flat_map(|(number, cues)| cues.iter().map(move |cue| (number, *cue)));
        let (patterns, cues): (Vec<usize>, Vec<&str>) = all.unzip();
        let mut automaton = AhoCorasick::builder();
        automaton.ascii_case_insensitive(true).kind(Some(AhoCorasickKind::DFA));
        let automaton = automaton.build(cues).expect("the cues are few and short");
        Self { automaton, patterns, always }
    }

    /// The patterns that have to be tried on a text.
    pub fn find(&self, text: &str) -> PatternSet {
        let mut found = self.always;
        for cue in self.automaton.find_overlapping_iter(text) {
            found.insert(self.patterns[cue.pattern().as_usize()]);
        }
        found
    }

    /// The patterns that have to be tried on a text in which no cue counts.
    pub const fn without_cues(&self) -> PatternSet {
        self.always
    }
}
