//! The weights of the model: for each feature a number for each label.

use super::{
    features::Feature,
    inference::{Scores, Transitions, potentials},
    labels::LABELS,
    ordinary_words::OrdinaryWords,
};
use crate::text::weights::WeightReader;

/// Ends the weights of a feature in a file.
const END: u8 = u8::MAX;

/// The weights of a feature, in steps of the model's unit; of 32 bytes, so that none lies in two
/// lines of the cache: looking them up is where the time goes.
#[derive(Clone, Copy, Default)]
#[repr(align(32))]
struct FeatureWeights {
    /// 0 in an empty slot.
    feature: Feature,
    steps: Steps,
}

/// Weights of the labels, and room for more to add them up four by four.
type Steps = [i8; LABELS.next_multiple_of(4)];

/// The weights.
#[derive(Clone, Default)]
pub struct Weights {
    /// A hash table with linear probing: each feature lies in its own slot or one after it, behind
    /// the last the first; more than a third of the slots are empty.
    slots: Vec<FeatureWeights>,
    /// The words that are no part of a name.
    pub(super) ordinary: OrdinaryWords,
    /// The weight of one step.
    unit: f32,
    pub(super) transitions: Transitions,
    /// The divisor that makes log-probabilities of scores.
    pub(super) temperature: f32,
    /// The transitions as factors of a probability.
    pub(super) potentials: Transitions,
}

impl Weights {
    /// Rounds trained weights; features none of whose weights reach `least` are dropped.
    pub fn new(
        trained: &[(Feature, Scores)],
        transitions: Transitions,
        ordinary: OrdinaryWords,
        least: f32,
    ) -> Self {
        let all = trained.iter().flat_map(|(_, weights)| weights);
        let largest = all.fold(0.0_f32, |largest, weight| largest.max(weight.abs()));
        let unit = (largest / 127.0).max(f32::MIN_POSITIVE);
        let counts = |(_, weights): &&(Feature, Scores)| weights.iter().any(|w| w.abs() >= least);
        let rounded = trained.iter().filter(counts).map(|&(feature, weights)| {
            let mut steps = Steps::default();
            for (step, weight) in steps.iter_mut().zip(weights) {
                *step = (weight / unit).round() as i8;
            }
            FeatureWeights { feature, steps }
        });
        let slots = hash_table(rounded.collect());
        Self { slots, unit, transitions, ordinary, ..Self::default() }.with_temperature(1.0)
    }

    /// The same with scores that are divided by `temperature` to make log-probabilities.
    pub fn with_temperature(mut self, temperature: f32) -> Self {
        self.temperature = temperature;
        self.potentials = potentials(&self.transitions, temperature);
        self
    }

    /// The scores of the labels of a token with these features.
    pub(super) fn scores(&self, features: &[Feature]) -> Scores {
        let mut sums = [0_i16; size_of::<Steps>()];
        for weights in features.iter().filter_map(|feature| self.of(*feature)) {
            sums.iter_mut().zip(weights.steps).for_each(|(sum, step)| *sum += i16::from(step));
        }
        std::array::from_fn(|label| f32::from(sums[label]) * self.unit)
    }

    fn of(&self, feature: Feature) -> Option<&FeatureWeights> {
        let mut slot = own_slot(feature, self.slots.len());
        loop {
            let found = &self.slots[slot];
            if found.feature == feature || found.feature == 0 {
                return (found.feature != 0).then_some(found);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    /// Writes the weights as [`Weights::read`] reads them: little-endian; unit, temperature,
    /// transitions, the number of ordinary words, and their hashes; then for each feature its hash,
    /// and for each label that it speaks for the label and the weight, ended by 255.
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let header = [self.unit, self.temperature].into_iter();
        for number in header.chain(self.transitions.iter().flatten().copied()) {
            bytes.extend(number.to_le_bytes());
        }
        let ordinary = self.ordinary.kept();
        bytes.extend((ordinary.len() as u32).to_le_bytes());
        bytes.extend(ordinary.into_iter().flat_map(u32::to_le_bytes));
        let mut filled: Vec<_> = self.slots.iter().filter(|slot| slot.feature != 0).collect();
        filled.sort_unstable_by_key(|slot| slot.feature);
        for FeatureWeights { feature, steps } in filled {
            bytes.extend(feature.to_le_bytes());
            for (label, step) in (0..).zip(steps).filter(|(_, step)| **step != 0) {
                bytes.extend([label, step.to_le_bytes()[0]]);
            }
            bytes.push(END);
        }
        bytes
    }

    /// Reads weights; `None` where they are cut short or name unknown labels.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut file = WeightReader::new(bytes);
        let (unit, temperature) = (file.f32()?, file.f32()?);
        let mut transitions = Transitions::default();
        for row in &mut transitions {
            *row = file.f32_array()?;
        }
        let ordinary = (0..file.count()?).map(|_| file.u32()).collect::<Option<Vec<_>>>()?;
        let ordinary = OrdinaryWords::from_kept(ordinary);
        let mut all = Vec::new();
        while !file.is_empty() {
            let mut weights = FeatureWeights { feature: file.u32()?, ..FeatureWeights::default() };
            loop {
                let label = file.u8()?;
                if label == END {
                    break;
                }
                *weights.steps[..LABELS].get_mut(usize::from(label))? = file.i8()?;
            }
            all.push(weights);
        }
        let slots = hash_table(all);
        let weights = Self { slots, unit, transitions, ordinary, ..Self::default() };
        Some(weights.with_temperature(temperature))
    }
}

fn hash_table(all: Vec<FeatureWeights>) -> Vec<FeatureWeights> {
    let room = (all.len() * 3 / 2 + 1).next_power_of_two();
    let mut slots = vec![FeatureWeights::default(); room];
    for weights in all.into_iter().filter(|weights| weights.feature != 0) {
        let mut slot = own_slot(weights.feature, room);
        while slots[slot].feature != 0 {
            slot = (slot + 1) % room;
        }
        slots[slot] = weights;
    }
    slots
}

/// The slot that a feature lies in unless it is taken, in a table of so many, a power of two.
const fn own_slot(feature: Feature, slots: usize) -> usize {
    feature as usize & (slots - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_survive_writing_and_are_refused_when_cut() {
        let mut transitions = Transitions::default();
        transitions[1][2] = 0.5;
        let trained = [(7, [0.25; LABELS]), (9, [-1.0; LABELS]), (11, [0.01; LABELS])];
        let ordinary = [1 << 40, 1 << 50].into_iter().collect();
        let weights = Weights::new(&trained, transitions, ordinary, 0.05).with_temperature(1.5);
        let bytes = weights.write();
        assert_eq!(Weights::read(&bytes).map(|weights| weights.write()), Some(bytes.clone()));
        assert!(Weights::read(&bytes[..bytes.len() - 1]).is_none());
        assert!(Weights::read(&bytes[..100]).is_none());
    }

    #[test]
    fn scores_are_the_sums_of_the_weights_of_features() {
        let mut outside = Scores::default();
        outside[0] = 1.0;
        let trained = [(7, outside), (9, [-0.5; LABELS])];
        let ordinary = OrdinaryWords::default();
        let weights = Weights::new(&trained, Transitions::default(), ordinary, 0.05);
        let scores = weights.scores(&[7, 8, 9]);
        assert!((scores[0] - 0.5).abs() < 0.01 && (scores[1] + 0.5).abs() < 0.01, "{scores:?}");
    }
}
