//! A linear-chain sequence labeller over hashed features.
//!
//! A conditional random field, decoded by Viterbi. A mention's confidence is the posterior of its
//! least sure token; its temperature is fitted on held-out documents. Most words of a text are never
//! in a name: those are outside without a look at their features.

use super::{
    crf::{
        LABELS, OUTSIDE, Scores, Transitions, backward, chunks, emission, forward, normalised,
        potentials, product, viterbi,
    },
    features::{Extractor, Feature, Plain},
    lexicon::Lexicon,
};
use crate::{
    document::{EntityType, Mention},
    text::{Span, Tokens, weights::WeightReader},
};

/// Ends the weights of a feature in a file.
const END: u8 = u8::MAX;

/// The weights of a feature, in steps of the model's unit; of 32 bytes, so that none lies in two
/// lines of the cache: looking rows up is where the time goes.
#[derive(Clone, Copy, Default)]
#[repr(align(32))]
struct Row {
    /// 0 where the row is empty.
    feature: Feature,
    steps: Steps,
}

/// Weights of the labels, and room for more to add them up four by four.
type Steps = [i8; LABELS.next_multiple_of(4)];

/// The weights.
#[derive(Clone, Default)]
pub struct Model {
    /// Each feature lies at its own place or after it, behind the last the first; more than a third
    /// of the rows are empty.
    rows: Vec<Row>,
    /// The words that are no part of a name.
    plain: Plain,
    /// What one step of a weight is worth.
    unit: f32,
    transitions: Transitions,
    /// What scores are divided by to make log-probabilities.
    temperature: f32,
    /// The transitions as factors of a probability.
    potentials: Transitions,
}

static EMBEDDED: &[u8] = include_bytes!("../../../models/entities.bin");

impl Model {
    /// The weights inside the binary.
    pub fn embedded() -> Self {
        Self::read(EMBEDDED).expect("the embedded weights are whole")
    }

    /// From trained weights; features none of whose weights reach `least` are dropped.
    pub fn new(
        trained: &[(Feature, Scores)],
        transitions: Transitions,
        plain: Plain,
        least: f32,
    ) -> Self {
        let largest = trained.iter().flat_map(|(_, row)| row).fold(0.0_f32, |a, w| a.max(w.abs()));
        let unit = (largest / 127.0).max(f32::MIN_POSITIVE);
        let mut model = Self { unit, transitions, plain, ..Self::default() };
        let counts = |(_, row): &&(Feature, Scores)| row.iter().any(|weight| weight.abs() >= least);
        let rows = trained.iter().filter(counts).map(|&(feature, row)| {
            let mut steps = Steps::default();
            for (step, weight) in steps.iter_mut().zip(row) {
                *step = (weight / unit).round() as i8;
            }
            Row { feature, steps }
        });
        model.set_rows(rows.collect());
        model.with_temperature(1.0)
    }

    /// With scores that are divided by `temperature` to make log-probabilities.
    pub fn with_temperature(mut self, temperature: f32) -> Self {
        self.temperature = temperature;
        self.potentials = potentials(&self.transitions, temperature);
        self
    }

    fn set_rows(&mut self, rows: Vec<Row>) {
        let room = (rows.len() * 3 / 2 + 1).next_power_of_two();
        self.rows = vec![Row::default(); room];
        for row in rows.into_iter().filter(|row| row.feature != 0) {
            let mut at = self.place(row.feature);
            while self.rows[at].feature != 0 {
                at = (at + 1) % room;
            }
            self.rows[at] = row;
        }
    }

    /// Where the row of a feature is, or would be.
    const fn place(&self, feature: Feature) -> usize {
        feature as usize & (self.rows.len() - 1)
    }

    fn row(&self, feature: Feature) -> Option<&Row> {
        let mut at = self.place(feature);
        loop {
            let row = &self.rows[at];
            if row.feature == feature || row.feature == 0 {
                return (row.feature != 0).then_some(row);
            }
            at = (at + 1) & (self.rows.len() - 1);
        }
    }

    /// Writes the weights as [`Model::read`] reads them: little-endian; unit, temperature,
    /// transitions, the number of plain words, and their hashes; then for each feature its hash, and
    /// for each label that it speaks for the label and the weight, ended by 255.
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let header = [self.unit, self.temperature].into_iter();
        for number in header.chain(self.transitions.iter().flatten().copied()) {
            bytes.extend(number.to_le_bytes());
        }
        let mut plain: Vec<_> = self.plain.iter().collect();
        plain.sort_unstable();
        bytes.extend((plain.len() as u32).to_le_bytes());
        bytes.extend(plain.into_iter().flat_map(|word| word.to_le_bytes()));
        let mut rows: Vec<_> = self.rows.iter().filter(|row| row.feature != 0).collect();
        rows.sort_unstable_by_key(|row| row.feature);
        for row in rows {
            bytes.extend(row.feature.to_le_bytes());
            for (label, step) in (0..).zip(row.steps).filter(|(_, step)| *step != 0) {
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
        let mut model = Self { unit, ..Self::default() };
        for row in &mut model.transitions {
            *row = file.f32_array()?;
        }
        model.plain = (0..file.count()?).map(|_| file.u32()).collect::<Option<_>>()?;
        let mut rows = Vec::new();
        while !file.is_empty() {
            let mut row = Row { feature: file.u32()?, ..Row::default() };
            loop {
                let label = file.u8()?;
                if label == END {
                    break;
                }
                *row.steps[..LABELS].get_mut(usize::from(label))? = file.i8()?;
            }
            rows.push(row);
        }
        model.set_rows(rows);
        Some(model.with_temperature(temperature))
    }

    /// Finds the mentions in the sentences of a document.
    pub fn tag(&self, lexicon: &Lexicon, text: &str, tokens: &Tokens) -> Vec<Mention> {
        let extractor = Extractor::new(lexicon, text, tokens, &self.plain);
        let mut mentions = Vec::new();
        let (mut features, mut scores) = (Vec::new(), Vec::new());
        for (index, sentence) in tokens.sentences.iter().enumerate() {
            for segment in extractor.segments(sentence) {
                scores.clear();
                for at in segment.clone() {
                    features.clear();
                    extractor.features(index, at, &mut features);
                    scores.push(self.scores(&features));
                }
                let labels = viterbi(&scores, &self.transitions);
                if labels.iter().all(|&label| label == OUTSIDE) {
                    continue;
                }
                let sure = self.posteriors(&scores, &labels);
                let spans = &tokens.spans[segment];
                for (kind, first, last) in chunks(&labels) {
                    mentions.push(Mention {
                        span: Span::new(spans[first].start, spans[last].end),
                        kind: EntityType::LEARNED[kind],
                        confidence: sure[first..=last].iter().copied().fold(1.0, f32::min),
                        sentence: index,
                        known: None,
                    });
                }
            }
        }
        mentions
    }

    /// The scores of the labels of a token with these features.
    fn scores(&self, features: &[Feature]) -> Scores {
        let mut sums = [0_i16; size_of::<Steps>()];
        for row in features.iter().filter_map(|feature| self.row(*feature)) {
            sums.iter_mut().zip(row.steps).for_each(|(sum, step)| *sum += i16::from(step));
        }
        std::array::from_fn(|label| f32::from(sums[label]) * self.unit)
    }

    /// The posterior probability of each label in `labels`.
    fn posteriors(&self, scores: &[Scores], labels: &[usize]) -> Vec<f32> {
        let emissions = scores.iter().map(|scores| emission(scores, self.temperature));
        let emissions: Vec<Scores> = emissions.collect();
        let before = forward(&emissions, &self.potentials);
        let mut behind = [1.0; LABELS];
        let mut found = vec![0.0; scores.len()];
        for at in (0..scores.len()).rev() {
            found[at] = normalised(product(&before[at], &behind))[labels[at]];
            behind = backward(&product(&emissions[at], &behind), &self.potentials);
        }
        found
    }
}
