//! A linear-chain conditional random field over hashed features, decoded by Viterbi.
//!
//! A mention's confidence is the posterior of its least sure token; the temperature of the posteriors
//! is fitted on held-out documents. Most words of a text are never in a name: those are outside
//! without a look at their features.

use super::{
    features::{Extractor, Feature},
    inference::{Scores, backward, emission, forward, normalised, product, viterbi},
    labels::{Chunk, LABELS, OUTSIDE, chunks},
    lexicon::Lexicon,
    weights::Weights,
};
use crate::{
    document::{EntityType, Mention},
    entities::detect::model::MentionModel,
    language::Language,
    text::{Span, Tokens},
};
use std::sync::Arc;

static EMBEDDED_WEIGHTS: &[u8] = include_bytes!("../../../../models/entities.bin");

/// A conditional random field.
pub struct CrfModel {
    name: &'static str,
    lexicon: Arc<Lexicon>,
    weights: Weights,
}

impl CrfModel {
    /// The weights inside the binary, trained on English, with the lexicon of a language.
    pub fn embedded(language: &'static Language) -> Self {
        let weights = Weights::read(EMBEDDED_WEIGHTS).expect("the embedded weights are whole");
        Self::new("entity-crf-2", Lexicon::new(&language.names).into(), weights)
    }

    /// A model of this name, with weights that were trained with this lexicon.
    pub const fn new(name: &'static str, lexicon: Arc<Lexicon>, weights: Weights) -> Self {
        Self { name, lexicon, weights }
    }

    /// Labels a stretch of tokens with these scores, and appends the mentions in it.
    fn decode(&self, scores: &[Scores], spans: &[Span], sentence: usize, into: &mut Vec<Mention>) {
        let labels = viterbi(scores, &self.weights.transitions);
        if labels.iter().all(|&label| label == OUTSIDE) {
            return;
        }
        let sure = self.posteriors(scores, &labels);
        into.extend(chunks(&labels).into_iter().map(|Chunk { kind, first, last }| Mention {
            span: Span::new(spans[first].start, spans[last].end),
            kind: EntityType::LEARNED[kind],
            confidence: sure[first..=last].iter().copied().fold(1.0, f32::min),
            sentence,
            known: None,
        }));
    }

    /// The posterior probability of each label in `labels`.
    fn posteriors(&self, scores: &[Scores], labels: &[usize]) -> Vec<f32> {
        let Weights { temperature, potentials, .. } = &self.weights;
        let emissions: Vec<Scores> =
            scores.iter().map(|scores| emission(scores, *temperature)).collect();
        let before = forward(&emissions, potentials);
        let mut behind = [1.0; LABELS];
        let mut found = vec![0.0; scores.len()];
        for at in (0..scores.len()).rev() {
            found[at] = normalised(product(&before[at], &behind))[labels[at]];
            behind = backward(&product(&emissions[at], &behind), potentials);
        }
        found
    }
}

impl MentionModel for CrfModel {
    fn name(&self) -> &'static str {
        self.name
    }

    fn mentions(&self, text: &str, tokens: &Tokens) -> Vec<Mention> {
        let extractor = Extractor::new(&self.lexicon, &self.weights.ordinary, text, tokens);
        let mut mentions = Vec::new();
        let (mut features, mut scores): (Vec<Feature>, Vec<Scores>) = (Vec::new(), Vec::new());
        for (index, sentence) in tokens.sentences.iter().enumerate() {
            for segment in extractor.segments(sentence) {
                scores.clear();
                for at in segment.clone() {
                    features.clear();
                    extractor.features(index, at, &mut features);
                    scores.push(self.weights.scores(&features));
                }
                self.decode(&scores, &tokens.spans[segment], index, &mut mentions);
            }
        }
        mentions
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_weights_survive_writing() {
        let weights = Weights::read(EMBEDDED_WEIGHTS).expect("whole weights");
        assert!(weights.write() == EMBEDDED_WEIGHTS);
    }
}
