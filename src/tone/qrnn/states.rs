//! The states of the cells at each token of a sentence, in both directions.

use super::{
    cells::{CELLS, Cells, EMPTY, Step},
    readout::ClassWeights,
    weights::{NOTHING, Weights, WordId},
};
use crate::tone::model::LogOdds;
use std::ops::Range;

/// A sentence that was read.
#[derive(Default)]
pub struct States {
    forwards: Pass,
    backwards: Pass,
    /// The number of its tokens.
    count: usize,
}

/// A sentence, read in one direction: a step for each token, and what is left of longer sentences.
#[derive(Default)]
struct Pass(Vec<Step>);

impl States {
    /// Reads a sentence; what is found is the same on every processor.
    #[allow(unsafe_code)] // Eight numbers at a time take half the time of four.
    pub fn read(&mut self, weights: &Weights, words: &[WordId]) {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has what the function asks for.
            return unsafe { self.read_with_avx2(weights, words) };
        }
        self.read_anywhere(weights, words);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn read_with_avx2(&mut self, weights: &Weights, words: &[WordId]) {
        self.read_anywhere(weights, words);
    }

    #[inline(always)]
    fn read_anywhere(&mut self, weights: &Weights, words: &[WordId]) {
        let Self { forwards, backwards, count } = self;
        *count = words.len();
        forwards.make_room(words.len());
        backwards.make_room(words.len());
        let mut before = NOTHING;
        for (at, &word) in words.iter().enumerate() {
            let behind = words.get(at + 1).copied().unwrap_or(NOTHING);
            let sums = weights.sums([before, word, behind]);
            let (groups, _) = sums.as_chunks::<CELLS>();
            forwards.0[at].propose(&groups[0], &groups[1]);
            backwards.0[at].propose(&groups[2], &groups[3]);
            before = word;
        }
        let mut state = EMPTY;
        forwards.0[..words.len()].iter_mut().for_each(|step| step.pass(&mut state));
        let mut state = EMPTY;
        backwards.0[..words.len()].iter_mut().rev().for_each(|step| step.pass(&mut state));
    }

    /// The cells at both ends of the sentence: forwards behind the last token, backwards before the
    /// first.
    pub fn ends(&self) -> [&Cells; 2] {
        let Some(last) = self.count.checked_sub(1) else { return [&EMPTY; 2] };
        [&self.forwards.0[last].state, &self.backwards.0[0].state]
    }

    /// The cells before a target and behind it, then those at both ends of the sentence.
    pub fn around(&self, target: &Range<usize>) -> [&Cells; 4] {
        let before = target.start.checked_sub(1).map(|at| &self.forwards.0[at].state);
        let behind = (target.end < self.count).then(|| &self.backwards.0[target.end].state);
        let [last, first] = self.ends();
        [before.unwrap_or(&EMPTY), behind.unwrap_or(&EMPTY), last, first]
    }

    /// Adds to `shares` those of the tokens in what is read from the cells of [`Self::ends`].
    pub fn trace_ends(&self, last: &ClassWeights, first: &ClassWeights, shares: &mut [LogOdds]) {
        self.forwards.trace((0..self.count).rev(), last, shares);
        self.backwards.trace(0..self.count, first, shares);
    }

    /// Adds to `shares` those of the tokens in what is read from the cells before a target and
    /// behind it.
    pub fn trace_around(
        &self,
        target: &Range<usize>,
        before: &ClassWeights,
        behind: &ClassWeights,
        shares: &mut [LogOdds],
    ) {
        self.forwards.trace((0..target.start).rev(), before, shares);
        self.backwards.trace(target.end..self.count, behind, shares);
    }
}

impl Pass {
    #[inline(always)]
    fn make_room(&mut self, count: usize) {
        if self.0.len() < count {
            self.0.resize(count, Step::empty());
        }
    }

    /// Adds to `shares` what each token added to the state after the first of `tokens`, which run
    /// against the direction of the pass, as `weights` read it.
    fn trace(
        &self,
        tokens: impl Iterator<Item = usize>,
        weights: &ClassWeights,
        shares: &mut [LogOdds],
    ) {
        let mut left = [1.0_f32; CELLS];
        for at in tokens {
            let Step { kept, added, .. } = &self.0[at];
            for cell in 0..CELLS {
                let arrived = left[cell] * added[cell];
                for (share, weights) in shares[at].iter_mut().zip(weights) {
                    *share += arrived * weights[cell];
                }
                left[cell] *= kept[cell];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::EMBEDDED_WEIGHTS, *};

    #[test]
    fn every_processor_finds_the_same() {
        let weights = Weights::read(EMBEDDED_WEIGHTS).expect("whole weights");
        let words = ["Critics", "praised", "the", "excellent", "film", ",", "not", "its", "maker"];
        let words = words.map(|word| weights.word(word));
        let (mut here, mut anywhere) = (States::default(), States::default());
        here.read(&weights, &words);
        anywhere.read_anywhere(&weights, &words);
        assert_eq!(here.around(&(4..5)), anywhere.around(&(4..5)));
    }
}
