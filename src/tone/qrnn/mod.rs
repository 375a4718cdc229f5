//! Two quasi-recurrent layers over rows of a table (QRNN; Bradbury et al. 2016).
//!
//! Every token proposes a value and a gate for each cell, in both directions; a cell keeps by its
//! gate what it held and takes the rest from the proposal. In the first layer proposals and gates are
//! sums of three rows of a table, of the token and its two neighbours: the product of word vectors and
//! a convolution, taken once at start. In the second they are a product of the first layer's cells, so
//! that a word can turn around what others said. The tone of a sentence is read from the second
//! layer's cells at both ends and from the greatest value of each; that towards a target also from the
//! cells at it, just before and just behind it, each through a hidden layer.

mod cells;
mod product;
mod readout;
mod states;
mod weights;

use super::model::{LogOdds, ToneModel, ToneSession, Towards, Word};
use crate::document::Tone;
use states::{States, Sums, sums};
use std::{array, ops::Range};
use weights::{FIRST_SUMS, Row, Weights, WordId};

static EMBEDDED_WEIGHTS: &[u8] = include_bytes!("../../../models/sentiment.bin");

/// Points and weights of the Gauss-Legendre quadrature between 0 and 1. Of four the strongest phrase is that
/// of 32 in 86 of 100 scores, of six in 92, of eight in 95.
const QUADRATURE: [(f32, f32); 6] = [
    (0.033_765_24, 0.085_662_25),
    (0.169_395_3, 0.180_380_79),
    (0.380_690_4, 0.233_956_97),
    (0.619_309_6, 0.233_956_97),
    (0.830_604_7, 0.180_380_79),
    (0.966_234_76, 0.085_662_25),
];

/// Two quasi-recurrent layers.
pub struct QrnnModel {
    name: &'static str,
    weights: Weights,
}

impl QrnnModel {
    /// The name of the one inside the binary.
    pub const EMBEDDED: &'static str = "sentiment-qrnn-2";

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
        Box::new(QrnnSession {
            weights: &self.weights,
            words: Vec::new(),
            heard: Vec::new(),
            states: States::new(),
            path: Path::new(),
        })
    }
}

/// A network with the sentence that it has read last.
struct QrnnSession<'model> {
    weights: &'model Weights,
    words: Vec<WordId>,
    /// The words that are heard.
    heard: Vec<WordId>,
    states: States,
    /// The way to what is heard, where something was explained.
    path: Path,
}

impl ToneSession for QrnnSession<'_> {
    fn read(&mut self, words: &mut dyn Iterator<Item = Word>) {
        self.words.clear();
        self.words.extend(words.map(|word| self.weights.word(word)));
        self.heard.clone_from(&self.words);
        self.read_heard();
    }

    fn hear(&mut self, is_heard: &mut dyn FnMut(usize) -> bool) {
        for (token, (heard, &word)) in self.heard.iter_mut().zip(&self.words).enumerate() {
            *heard = if is_heard(token) { word } else { Weights::unheard(word) };
        }
        self.read_heard();
    }

    fn whole(&self) -> LogOdds {
        self.weights.whole.read_out(&self.states.of_whole())
    }

    fn towards(&self, target: &Range<usize>) -> Towards {
        let found = self.weights.towards.read_out(&self.states.of_target(target));
        let [negative, neutral, positive, attributed] = found;
        let attributed = 1.0 / (1.0 + (-attributed).exp());
        Towards { log_odds: [negative, neutral, positive], attributed }
    }

    fn explain_whole(&mut self) -> Vec<f32> {
        let weights = self.weights;
        self.explain(
            |states| weights.whole.read_out(&states.of_whole()),
            |states, gradient| {
                let gradient = weights.whole.trace(&states.of_whole(), &gradient);
                states.trace_whole(weights, &gradient)
            },
        )
    }

    fn explain_towards(&mut self, target: &Range<usize>) -> Vec<f32> {
        let weights = self.weights;
        let log_odds = |[negative, neutral, positive, _]: [f32; 4]| [negative, neutral, positive];
        self.explain(
            |states| log_odds(weights.towards.read_out(&states.of_target(target))),
            |states, gradient| {
                let gradient = weights.towards.trace(&states.of_target(target), &gradient);
                states.trace_target(weights, target, &gradient)
            },
        )
    }
}

impl QrnnSession<'_> {
    fn read_heard(&mut self) {
        self.states.read(self.weights, &self.heard);
        self.path.is_taken = false;
    }

    /// Integrates the gradient of the score (Sundararajan, Taly and Yan 2017) along the path.
    fn explain(
        &mut self,
        log_odds: impl Fn(&States) -> LogOdds,
        trace: impl Fn(&States, LogOdds) -> Vec<Sums>,
    ) -> Vec<f32> {
        self.path.take(self.weights, &self.heard);
        let (words, count) = (&self.heard, self.heard.len());
        let mut integrals: Vec<Sums> = vec![[0.0; FIRST_SUMS]; count];
        for ((_, weight), states) in QUADRATURE.iter().zip(&self.path.points) {
            let tone = Tone::of_log_odds(log_odds(states));
            let likely = [tone.negative, tone.neutral, tone.positive];
            let gradient =
                array::from_fn(|class| likely[class] * ([-1.0, 0.0, 1.0][class] - tone.score));
            for (integral, sums) in integrals.iter_mut().zip(trace(states, gradient)) {
                integral.iter_mut().zip(sums).for_each(|(sum, more)| *sum += weight * more);
            }
        }
        let contribution = |token: usize| {
            let word = words[token];
            let (row, silent) = (self.weights.row(word), self.weights.row(Weights::unheard(word)));
            // A token moves the sums of the one behind it, its own and those of the one before it.
            let places = [token.checked_add(1), Some(token), token.checked_sub(1)];
            let moved = places.into_iter().enumerate().filter_map(|(place, at)| {
                Some(self.moved(integrals.get(at?)?, place, row, silent))
            });
            moved.sum()
        };
        let mut contributions: Vec<f32> = (0..count).map(contribution).collect();
        let score = |states: &States| Tone::of_log_odds(log_odds(states)).score;
        share_out(score(&self.states) - score(&self.path.start), &mut contributions);
        contributions
    }

    /// What the row of a word in place of another adds at a place of the window.
    fn moved(&self, integral: &Sums, place: usize, row: &Row, silent: &Row) -> f32 {
        let steps = row[place].iter().zip(&silent[place]);
        let steps = steps.map(|(&to, &from)| f32::from(i16::from(to) - i16::from(from)));
        let moved: f32 = steps.zip(integral).map(|(steps, gradient)| steps * gradient).sum();
        moved * self.weights.unit
    }
}

/// The straight path of the first layer's sums from a sentence of which no word is heard to the one that
/// was read. All that is explained of a sentence is explained along it.
struct Path {
    /// Where no word is heard.
    start: States,
    /// At each point of the quadrature.
    points: [States; QUADRATURE.len()],
    /// True if it leads to the sentence that was read last.
    is_taken: bool,
}

impl Path {
    const fn new() -> Self {
        let points = [const { States::new() }; QUADRATURE.len()];
        Self { start: States::new(), points, is_taken: false }
    }

    /// Takes the path to these words, unless that was done already.
    fn take(&mut self, weights: &Weights, words: &[WordId]) {
        if self.is_taken {
            return;
        }
        let silent: Vec<WordId> = words.iter().map(|&word| Weights::unheard(word)).collect();
        let of = |words: &[WordId]| -> Vec<Sums> {
            (0..words.len()).map(|token| sums(weights, words, token)).collect()
        };
        let (from, to) = (of(&silent), of(words));
        self.start.read(weights, &silent);
        for ((point, _), states) in QUADRATURE.iter().zip(&mut self.points) {
            states.read_sums(weights, words.len(), |token| {
                let (from, to) = (&from[token], &to[token]);
                array::from_fn(|at| from[at] + point * (to[at] - from[at]))
            });
        }
        self.is_taken = true;
    }
}

/// Shares out what contributions miss of the sum that they explain, the error of the integration, by their
/// size.
fn share_out(sum: f32, contributions: &mut [f32]) {
    let missed = sum - contributions.iter().sum::<f32>();
    let sizes: f32 = contributions.iter().map(|one| one.abs()).sum();
    if sizes > 0.0 {
        contributions.iter_mut().for_each(|one| *one += missed * one.abs() / sizes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<'a>(session: &mut (dyn ToneSession + 'a), text: &str) {
        session.read(&mut text.split(' ').map(Word::Text));
    }

    #[test]
    fn contributions_add_up_to_the_score() {
        let model = QrnnModel::embedded();
        let mut session = model.session();
        for text in [
            "Critics praised the excellent film .",
            "Central bank eases fears of a deep recession after a year of losses , strikes and closures .",
            "Nobody trusts the minister any more , and his allies left him after the scandal .",
        ] {
            read(&mut *session, text);
            let score = |session: &dyn ToneSession, target: &Range<usize>| {
                let towards = session.towards(target).log_odds;
                [session.whole(), towards].map(|log_odds| Tone::of_log_odds(log_odds).score)
            };
            let found = score(&*session, &(4..5));
            let contributions = [session.explain_whole(), session.explain_towards(&(4..5))];
            session.hear(&mut |_| false);
            let nothing = score(&*session, &(4..5));
            for (at, contributions) in contributions.iter().enumerate() {
                let missed = found[at] - nothing[at] - contributions.iter().sum::<f32>();
                assert!(missed.abs() < 1e-4, "{text} {missed}");
            }
        }
    }

    #[test]
    fn words_that_are_not_heard_say_nothing() {
        let model = QrnnModel::embedded();
        let mut session = model.session();
        read(&mut *session, "The horrible storm killed dozens .");
        session.hear(&mut |_| false);
        let silent = session.whole();
        read(&mut *session, "The wonderful storm saved dozens .");
        session.hear(&mut |_| false);
        assert_eq!(session.whole(), silent);
        assert!(session.explain_whole().iter().all(|moved| *moved == 0.0));
    }

    #[test]
    fn a_sentence_is_read_the_same_after_a_longer_one() {
        let model = QrnnModel::embedded();
        let (mut used, mut fresh) = (model.session(), model.session());
        read(&mut *used, "The horrible storm killed dozens .");
        for session in [&mut used, &mut fresh] {
            read(&mut **session, "A good film .");
        }
        assert_eq!(used.whole(), fresh.whole());
        assert_eq!(used.towards(&(2..3)), fresh.towards(&(2..3)));
    }
}
