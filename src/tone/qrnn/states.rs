//! The states of the cells of both layers at each token of a sentence, and the way back through them.

use super::{
    cells::Layer,
    product::add_products_of,
    weights::{
        FIRST, FIRST_SUMS, NOTHING, OF_TARGET, OF_WHOLE, SECOND, SECOND_SUMS, Weights, WordId,
    },
};
use std::ops::Range;

/// A sentence that was read.
pub struct States {
    first: Layer<FIRST>,
    second: Layer<SECOND>,
    /// The greatest that each cell of the second layer holds at any token, in both directions.
    most: [[f32; SECOND]; 2],
    /// The number of its tokens.
    count: usize,
}

/// The sums that a token proposes to the first layer.
pub type Sums = [f32; FIRST_SUMS];

/// Gradients of the second layer's cells at each token.
type Gradients = Vec<[[f32; SECOND]; 2]>;

static EMPTY: [f32; SECOND] = [0.0; SECOND];

impl States {
    /// Nothing read yet.
    pub const fn new() -> Self {
        let most = [[0.0; SECOND]; 2];
        Self { first: Layer::new(), second: Layer::new(), most, count: 0 }
    }

    /// Reads a sentence of words; what is found is the same on every processor.
    pub fn read(&mut self, weights: &Weights, words: &[WordId]) {
        self.read_sums(weights, words.len(), |token| sums(weights, words, token));
    }

    /// Reads a sentence of tokens that propose these sums.
    #[allow(unsafe_code)] // Twice as many numbers at a time take half the time.
    pub fn read_sums(&mut self, weights: &Weights, count: usize, sums: impl Fn(usize) -> Sums) {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx512f") {
            // SAFETY: the processor has what the function asks for.
            return unsafe { self.read_with_avx512(weights, count, sums) };
        } else if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has what the function asks for.
            return unsafe { self.read_with_avx2(weights, count, sums) };
        }
        self.read_anywhere(weights, count, sums);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f")]
    fn read_with_avx512(&mut self, weights: &Weights, count: usize, sums: impl Fn(usize) -> Sums) {
        self.read_anywhere(weights, count, sums);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn read_with_avx2(&mut self, weights: &Weights, count: usize, sums: impl Fn(usize) -> Sums) {
        self.read_anywhere(weights, count, sums);
    }

    #[inline(always)]
    fn read_anywhere(&mut self, weights: &Weights, count: usize, sums: impl Fn(usize) -> Sums) {
        let Self { first, second, .. } = self;
        self.count = count;
        first.start(count);
        second.start(count);
        for token in 0..count {
            first.propose(token, &sums(token));
        }
        first.read();
        let mut cells = vec![[0.0; 2 * FIRST]; count];
        for (token, cells) in cells.iter_mut().enumerate() {
            let [forwards, backwards] = first.at(token);
            cells[..FIRST].copy_from_slice(forwards);
            cells[FIRST..].copy_from_slice(backwards);
        }
        let mut sums = vec![weights.second_bias; count];
        add_products_of(&mut sums, &cells, &weights.second);
        for (token, sums) in sums.iter().enumerate() {
            second.propose(token, sums);
        }
        second.read();
        self.find_most();
    }

    #[inline(always)]
    fn find_most(&mut self) {
        self.most = [[f32::MIN; SECOND]; 2];
        for token in 0..self.count {
            for (most, cells) in self.most.iter_mut().zip(self.second.at(token)) {
                for (most, &cell) in most.iter_mut().zip(cells) {
                    *most = if cell > *most { cell } else { *most };
                }
            }
        }
    }

    /// What the tone of the sentence is read from: the cells at both ends, and the greatest values.
    pub fn of_whole(&self) -> [f32; OF_WHOLE] {
        let mut numbers = [0.0; OF_WHOLE];
        if let Some(last) = self.count.checked_sub(1) {
            let groups =
                [self.second.at(last)[0], self.second.at(0)[1], &self.most[0], &self.most[1]];
            fill(&mut numbers, &groups);
        }
        numbers
    }

    /// What the tone towards a target is read from: the cells at its last and first token, before it and
    /// behind it, and what that of the sentence is read from.
    pub fn of_target(&self, target: &Range<usize>) -> [f32; OF_TARGET] {
        let mut numbers = [0.0; OF_TARGET];
        let cells = |token: Option<usize>, direction: usize| {
            token.map_or(&EMPTY, |token| self.second.at(token)[direction])
        };
        let [last, first, before, behind] = self.places(target);
        fill(&mut numbers, &[cells(last, 0), cells(first, 1), cells(before, 0), cells(behind, 1)]);
        numbers[4 * SECOND..].copy_from_slice(&self.of_whole());
        numbers
    }

    /// The last and the first token of a target, the one before and the one behind.
    fn places(&self, target: &Range<usize>) -> [Option<usize>; 4] {
        let inside = |token: usize| (token < self.count).then_some(token);
        let last = target.end.checked_sub(1).and_then(inside);
        [last, inside(target.start), target.start.checked_sub(1), inside(target.end)]
    }

    /// Takes the gradient of what [`Self::of_whole`] gives back to the sums of each token.
    pub fn trace_whole(&self, weights: &Weights, gradient: &[f32; OF_WHOLE]) -> Vec<Sums> {
        let mut gradients = vec![[[0.0; SECOND]; 2]; self.count];
        self.scatter_whole(gradient, &mut gradients);
        self.trace(weights, &gradients)
    }

    /// Takes the gradient of what [`Self::of_target`] gives back to the sums of each token.
    pub fn trace_target(
        &self,
        weights: &Weights,
        target: &Range<usize>,
        gradient: &[f32; OF_TARGET],
    ) -> Vec<Sums> {
        let mut gradients = vec![[[0.0; SECOND]; 2]; self.count];
        let groups = gradient.as_chunks::<SECOND>().0;
        for ((token, group), direction) in
            self.places(target).into_iter().zip(groups).zip([0, 1, 0, 1])
        {
            if let Some(token) = token {
                let cells = &mut gradients[token][direction];
                cells.iter_mut().zip(group).for_each(|(sum, more)| *sum += more);
            }
        }
        if let Some((_, rest)) = gradient.split_last_chunk() {
            self.scatter_whole(rest, &mut gradients);
        }
        self.trace(weights, &gradients)
    }

    fn scatter_whole(&self, gradient: &[f32; OF_WHOLE], gradients: &mut Gradients) {
        let Some(last) = self.count.checked_sub(1) else { return };
        let groups = gradient.as_chunks::<SECOND>().0;
        for cell in 0..SECOND {
            gradients[last][0][cell] += groups[0][cell];
            gradients[0][1][cell] += groups[1][cell];
            for (direction, most) in self.most.iter().enumerate() {
                let is_most = |&token: &usize| self.second.at(token)[direction][cell] == most[cell];
                if let Some(token) = (0..self.count).find(is_most) {
                    gradients[token][direction][cell] += groups[2 + direction][cell];
                }
            }
        }
    }

    #[allow(unsafe_code)] // As in reading.
    fn trace(&self, weights: &Weights, gradients: &Gradients) -> Vec<Sums> {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx512f") {
            // SAFETY: the processor has what the function asks for.
            return unsafe { self.trace_with_avx512(weights, gradients) };
        } else if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has what the function asks for.
            return unsafe { self.trace_with_avx2(weights, gradients) };
        }
        self.trace_anywhere(weights, gradients)
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f")]
    fn trace_with_avx512(&self, weights: &Weights, gradients: &Gradients) -> Vec<Sums> {
        self.trace_anywhere(weights, gradients)
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn trace_with_avx2(&self, weights: &Weights, gradients: &Gradients) -> Vec<Sums> {
        self.trace_anywhere(weights, gradients)
    }

    #[inline(always)]
    fn trace_anywhere(&self, weights: &Weights, gradients: &Gradients) -> Vec<Sums> {
        let sums = self.second.trace(gradients);
        let sums = sums.as_flattened().as_flattened().as_chunks::<SECOND_SUMS>().0;
        let mut first = vec![[[0.0; FIRST]; 2]; self.count];
        let cells = first.as_flattened_mut().as_flattened_mut().as_chunks_mut().0;
        add_products_of(cells, sums, &weights.second_transposed);
        let mut found = vec![[0.0; FIRST_SUMS]; self.count];
        for (sums, found) in self.first.trace(&first).iter().zip(&mut found) {
            found.copy_from_slice(sums.as_flattened());
        }
        found
    }
}

/// The sums that a token of a sentence proposes.
#[inline(always)]
pub fn sums(weights: &Weights, words: &[WordId], token: usize) -> Sums {
    let word =
        |token: Option<usize>| token.and_then(|token| words.get(token)).copied().unwrap_or(NOTHING);
    weights.sums([word(token.checked_sub(1)), words[token], word(token.checked_add(1))])
}

fn fill(numbers: &mut [f32], groups: &[&[f32; SECOND]]) {
    for (to, from) in numbers.chunks_exact_mut(SECOND).zip(groups) {
        to.copy_from_slice(*from);
    }
}

#[cfg(test)]
mod tests {
    use super::{super::EMBEDDED_WEIGHTS, *};
    use crate::tone::model::Word;

    #[test]
    fn every_processor_finds_the_same() {
        let weights = Weights::read(EMBEDDED_WEIGHTS).expect("whole weights");
        let words = ["Critics", "praised", "the", "excellent", "film", ",", "not", "its", "maker"];
        let words = words.map(|word| weights.word(Word::Text(word)));
        let (mut here, mut anywhere) = (States::new(), States::new());
        here.read(&weights, &words);
        anywhere.read_anywhere(&weights, words.len(), |token| sums(&weights, &words, token));
        assert_eq!(here.of_target(&(4..5)), anywhere.of_target(&(4..5)));
    }
}
