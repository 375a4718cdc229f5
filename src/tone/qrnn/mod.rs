//! A quasi-recurrent network over rows of a table (QRNN; Bradbury et al. 2016).
//!
//! Every token proposes a value and a gate for each cell, in both directions; a cell keeps by its
//! gate what it held and takes the rest from the proposal. Proposals and gates are sums of three
//! rows of a table, of the token and its two neighbours: the product of word vectors and a
//! convolution, taken once at start, so that a sentence costs no product of matrices. The tone
//! towards a target is read from the cells just before it, just after it and at both ends of the
//! sentence. That readout is linear: the share of each token in it is known exactly.

mod cells;
mod readout;
mod states;
mod weights;

use super::model::{Explanation, LogOdds, ToneModel, ToneSession};
use states::States;
use std::ops::Range;
use weights::{Weights, WordId};

static EMBEDDED_WEIGHTS: &[u8] = include_bytes!("../../../models/sentiment.bin");

/// A quasi-recurrent network.
pub struct QrnnModel {
    name: &'static str,
    weights: Weights,
}

impl QrnnModel {
    /// The name of the one inside the binary.
    pub const EMBEDDED: &'static str = "sentiment-qrnn-1";

    /// The weights inside the binary, trained on English.
    pub fn embedded() -> Self {
        let weights = Weights::read(EMBEDDED_WEIGHTS).expect("the embedded weights are whole");
        Self { name: Self::EMBEDDED, weights }
    }
}

impl ToneModel for QrnnModel {
    fn name(&self) -> &'static str {
        self.name
    }

    fn session(&self) -> Box<dyn ToneSession + '_> {
        let (words, states) = (Vec::new(), States::default());
        Box::new(QrnnSession { weights: &self.weights, words, states })
    }
}

/// A network with the sentence that it has read last.
struct QrnnSession<'model> {
    weights: &'model Weights,
    words: Vec<WordId>,
    states: States,
}

impl ToneSession for QrnnSession<'_> {
    fn read(&mut self, tokens: &mut dyn Iterator<Item = &str>) {
        self.words.clear();
        self.words.extend(tokens.map(|token| self.weights.word(token)));
        self.states.read(self.weights, &self.words);
    }

    fn whole(&self) -> LogOdds {
        self.weights.whole.log_odds(self.states.ends())
    }

    fn towards(&self, target: &Range<usize>) -> LogOdds {
        self.weights.towards.log_odds(self.states.around(target))
    }

    fn explain_whole(&self) -> Explanation {
        let readout = &self.weights.whole;
        let mut shares = vec![[0.0; 3]; self.words.len()];
        let [last, first] = &readout.weights;
        self.states.trace_ends(last, first, &mut shares);
        Explanation { nothing: readout.bias, shares }
    }

    fn explain_towards(&self, target: &Range<usize>) -> Explanation {
        let readout = &self.weights.towards;
        let mut shares = vec![[0.0; 3]; self.words.len()];
        let [before, behind, last, first] = &readout.weights;
        self.states.trace_around(target, before, behind, &mut shares);
        self.states.trace_ends(last, first, &mut shares);
        Explanation { nothing: readout.bias, shares }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_to_what_is_read() {
        let model = QrnnModel::embedded();
        let mut session = model.session();
        session.read(&mut ["Critics", "praised", "the", "excellent", "film", "."].into_iter());
        let close = |explanation: &Explanation, log_odds: LogOdds| {
            let pairs = explanation.total().into_iter().zip(log_odds);
            { pairs }.all(|(sum, log_odds)| (sum - log_odds).abs() < 1e-4)
        };
        assert!(close(&session.explain_towards(&(4..5)), session.towards(&(4..5))));
        assert!(close(&session.explain_whole(), session.whole()));
    }

    #[test]
    fn a_sentence_is_read_the_same_after_a_longer_one() {
        let model = QrnnModel::embedded();
        let (mut used, mut fresh) = (model.session(), model.session());
        used.read(&mut ["The", "horrible", "storm", "killed", "dozens", "."].into_iter());
        for session in [&mut used, &mut fresh] {
            session.read(&mut ["A", "good", "film", "."].into_iter());
        }
        assert_eq!(used.whole(), fresh.whole());
        assert_eq!(used.towards(&(2..3)), fresh.towards(&(2..3)));
    }
}
