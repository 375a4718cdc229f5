//! The evidence for a score: the share of each token in the log-odds, turned into its part of the
//! score.
//!
//! Log-odds are sums over tokens, the score is not. A token is given what it adds on the straight
//! path from the log-odds of nothing said to those found, which is its integrated gradient
//! (Sundararajan, Taly and Yan 2017), here also its Aumann-Shapley value. The parts of all tokens
//! and the score where nothing is said add up to the score.

use super::{model::Explanation, negation::Negations};
use crate::{
    document::{Evidence, Tone},
    text::Span,
};

/// Tokens that moved the score by less are no evidence.
const MIN_CONTRIBUTION: f32 = 0.01;
/// A score is explained by so many phrases at most.
const MAX_PHRASES: usize = 12;
/// Points and weights of the Gauss-Legendre quadrature between 0 and 1.
const QUADRATURE: [(f32, f32); 5] = [
    (0.046_910_08, 0.118_463_44),
    (0.230_765_34, 0.239_314_34),
    (0.5, 0.284_444_44),
    (0.769_234_66, 0.239_314_34),
    (0.953_089_9, 0.118_463_44),
];

/// The phrases that made the score of a sentence or a part of it, given its tokens.
pub fn phrases(
    text: &str,
    tokens: &[Span],
    explanation: &Explanation,
    negations: &Negations,
) -> Vec<Evidence> {
    let negated = negations.negated(tokens.iter().map(|token| token.of(text)));
    let mut phrases: Vec<Evidence> = Vec::new();
    let mut open = false;
    for ((&span, contribution), negated) in
        tokens.iter().zip(contributions(explanation)).zip(negated)
    {
        let counts = contribution.abs() >= MIN_CONTRIBUTION;
        match phrases.last_mut().filter(|_| open && counts) {
            // Neighbours that move the score the same way are one phrase.
            Some(last) if last.contribution * contribution > 0.0 => {
                last.span.end = span.end;
                last.contribution += contribution;
                last.negated |= negated;
            }
            _ if counts => phrases.push(Evidence { span, contribution, negated }),
            _ => {}
        }
        open = counts;
    }
    strongest(phrases)
}

/// The strongest phrases, in that order.
pub fn strongest(mut phrases: Vec<Evidence>) -> Vec<Evidence> {
    phrases.sort_by(|a, b| b.contribution.abs().total_cmp(&a.contribution.abs()));
    phrases.truncate(MAX_PHRASES);
    phrases
}

/// The part of the score that each token adds.
fn contributions(explanation: &Explanation) -> Vec<f32> {
    let Explanation { nothing, shares } = explanation;
    let said = explanation.said();
    let mut gradient = [0.0; 3];
    for (point, weight) in QUADRATURE {
        let tone =
            Tone::of_log_odds(std::array::from_fn(|class| nothing[class] + point * said[class]));
        let probabilities = [tone.negative, tone.neutral, tone.positive];
        for (class, sign) in [-1.0, 0.0, 1.0].into_iter().enumerate() {
            gradient[class] += weight * probabilities[class] * (sign - tone.score);
        }
    }
    let contribution = |share: &[f32; 3]| share.iter().zip(gradient).map(|(a, b)| a * b).sum();
    shares.iter().map(contribution).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::ENGLISH;

    #[test]
    fn contributions_add_up_to_the_score() {
        let shares = vec![[1.4, -0.3, -1.0], [0.1, 0.2, 0.1], [-0.8, 0.0, 1.9], [2.0, -1.0, 0.3]];
        let explanation = Explanation { nothing: [0.2, 0.5, -0.1], shares };
        let moved: f32 = contributions(&explanation).iter().sum();
        let score = Tone::of_log_odds(explanation.total()).score;
        assert!((Tone::of_log_odds(explanation.nothing).score + moved - score).abs() < 1e-3);
    }

    #[test]
    fn neighbours_of_one_sign_are_a_phrase() {
        let text = "He did not win the war";
        let tokens = [(0, 2), (3, 6), (7, 10), (11, 14), (15, 18), (19, 22)];
        let tokens = tokens.map(|(start, end)| Span::new(start, end));
        let positive = [0.0, 0.0, -0.6, -0.9, 0.01, 0.4];
        let shares = positive.map(|share| [-share, 0.0, share]).to_vec();
        let explanation = Explanation { nothing: [0.0; 3], shares };
        let found = phrases(text, &tokens, &explanation, &Negations::new(&ENGLISH.tone));
        let found: Vec<_> = found.iter().map(|one| (one.span.of(text), one.negated)).collect();
        assert_eq!(found, [("not win", true), ("war", true)]);
    }
}
