//! What made a score: each token's share in the log-odds, turned into its part of the score.
//!
//! Log-odds are sums over tokens, the score is not. A token is given what it adds on the straight way
//! from the log-odds of nothing said to those found, which is its integrated gradient (Sundararajan,
//! Taly and Yan 2017), here also its Aumann-Shapley value. The parts of all tokens and the score where
//! nothing is said add up to the score.

use super::model::LogOdds;
use crate::document::Evidence;
use crate::{document::Tone, text::Span};

/// Tokens that moved the score by less are no evidence.
const LEAST: f32 = 0.01;
/// A score is explained by so many phrases at most.
pub(crate) const MOST: usize = 12;
/// A negation reaches so many tokens on.
const REACH: usize = 3;
/// Points and weights of Gauss and Legendre on the way from 0 to 1.
const STEPS: [(f32, f32); 5] = [
    (0.046_910_08, 0.118_463_44),
    (0.230_765_34, 0.239_314_34),
    (0.5, 0.284_444_44),
    (0.769_234_66, 0.239_314_34),
    (0.953_089_9, 0.118_463_44),
];

/// What each token adds to the score.
pub(crate) fn contributions(nothing: LogOdds, shares: &[LogOdds]) -> Vec<f32> {
    let sum = total([0.0; 3], shares);
    let mut gradient = [0.0; 3];
    for (way, weight) in STEPS {
        let here = std::array::from_fn(|class| nothing[class] + way * sum[class]);
        let tone = Tone::of_log_odds(here);
        let likely = [tone.negative, tone.neutral, tone.positive];
        for (class, sign) in [-1.0, 0.0, 1.0].into_iter().enumerate() {
            gradient[class] += weight * likely[class] * (sign - tone.score);
        }
    }
    let part = |share: &LogOdds| share.iter().zip(gradient).map(|(a, b)| a * b).sum();
    shares.iter().map(part).collect()
}

/// The log-odds that some tokens make.
pub(crate) fn total<'share>(
    nothing: LogOdds,
    shares: impl IntoIterator<Item = &'share LogOdds>,
) -> LogOdds {
    shares
        .into_iter()
        .fold(nothing, |sum, share| std::array::from_fn(|class| sum[class] + share[class]))
}

/// Puts neighbours that move the score the same way together, the strongest phrases first.
pub(crate) fn phrases(text: &str, tokens: &[Span], contributions: &[f32]) -> Vec<Evidence> {
    let mut phrases: Vec<Evidence> = Vec::new();
    let mut open = false;
    let mut negation = None;
    for (at, (&span, &contribution)) in tokens.iter().zip(contributions).enumerate() {
        if is_negation(span.of(text)) {
            negation = Some(at);
        }
        let negated = negation.is_some_and(|negation| at - negation <= REACH);
        let counts = contribution.abs() >= LEAST;
        match phrases.last_mut().filter(|_| open && counts) {
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
    strongest(&mut phrases);
    phrases
}

/// Keeps the strongest, and puts them first.
pub(crate) fn strongest(phrases: &mut Vec<Evidence>) {
    phrases.sort_by(|a, b| b.contribution.abs().total_cmp(&a.contribution.abs()));
    phrases.truncate(MOST);
}

fn is_negation(token: &str) -> bool {
    const NEGATIONS: [&str; 14] = [
        "not", "no", "never", "neither", "nor", "without", "nobody", "nothing", "none", "hardly",
        "cannot", "lack", "lacks", "lacked",
    ];
    let small = token.to_lowercase().replace('’', "'");
    NEGATIONS.contains(&small.as_str()) || small.ends_with("n't")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contributions_add_up_to_the_score() {
        let nothing = [0.2, 0.5, -0.1];
        let shares = [[1.4, -0.3, -1.0], [0.1, 0.2, 0.1], [-0.8, 0.0, 1.9], [2.0, -1.0, 0.3]];
        let moved: f32 = contributions(nothing, &shares).iter().sum();
        let score = Tone::of_log_odds(total(nothing, &shares)).score;
        assert!((Tone::of_log_odds(nothing).score + moved - score).abs() < 1e-3);
    }

    #[test]
    fn neighbours_of_one_sign_are_a_phrase() {
        let text = "He did not win the war";
        let tokens = [(0, 2), (3, 6), (7, 10), (11, 14), (15, 18), (19, 22)];
        let tokens = tokens.map(|(start, end)| Span::new(start, end));
        let found = phrases(text, &tokens, &[0.0, 0.0, -0.2, -0.3, 0.005, 0.1]);
        let found: Vec<_> = found.iter().map(|one| (one.span.of(text), one.negated)).collect();
        assert_eq!(found, [("not win", true), ("war", true)]);
    }
}
