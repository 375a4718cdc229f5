//! The evidence for a score: what each token adds to it, as phrases.

use super::negation::Negations;
use crate::{document::Evidence, text::Span};

/// Tokens that moved the score by less are no evidence.
const MIN_CONTRIBUTION: f32 = 0.01;
/// A score is explained by so many phrases at most.
const MAX_PHRASES: usize = 12;
/// Phrases of which one turns the other around are one, where together they move the score by more than
/// this part of the stronger.
const TURNED: f32 = 0.5;

/// The phrases that made a score, given the tokens and what each adds.
pub fn phrases(
    text: &str,
    tokens: &[Span],
    contributions: &[f32],
    negations: &Negations,
) -> Vec<Evidence> {
    let negated = negations.negated(tokens.iter().map(|token| token.of(text)));
    let mut phrases: Vec<Evidence> = Vec::new();
    let mut open = false;
    for ((&span, &contribution), negated) in tokens.iter().zip(contributions).zip(negated) {
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
    strongest(joined(text, phrases))
}

/// Joins phrases that touch where one turns the other around, as "eases" does "fears", or where they are
/// of one sign then.
fn joined(text: &str, phrases: Vec<Evidence>) -> Vec<Evidence> {
    let mut joined: Vec<Evidence> = Vec::with_capacity(phrases.len());
    for phrase in phrases {
        match joined.last_mut().filter(|last| are_one(text, last, &phrase)) {
            Some(last) => {
                last.span.end = phrase.span.end;
                last.contribution += phrase.contribution;
                last.negated |= phrase.negated;
            }
            None => joined.push(phrase),
        }
    }
    joined
}

fn are_one(text: &str, first: &Evidence, second: &Evidence) -> bool {
    let between = Span::new(first.span.end, second.span.start).of(text);
    let [first, second] = [first.contribution, second.contribution];
    let turned = (first + second).abs() > TURNED * first.abs().max(second.abs());
    between.trim().is_empty() && (first * second > 0.0 || turned)
}

/// The strongest phrases, in that order.
pub fn strongest(mut phrases: Vec<Evidence>) -> Vec<Evidence> {
    phrases.sort_by(|a, b| b.contribution.abs().total_cmp(&a.contribution.abs()));
    phrases.truncate(MAX_PHRASES);
    phrases
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::ENGLISH;

    /// The phrases of a text of words between spaces, and which are negated.
    fn found(text: &str, contributions: &[f32]) -> Vec<(String, bool)> {
        let mut start = 0;
        let tokens = text.split(' ').map(|word| {
            let span = Span::new(start, start + word.len());
            start = span.end + 1;
            span
        });
        let tokens: Vec<Span> = tokens.collect();
        let found = phrases(text, &tokens, contributions, &Negations::new(&ENGLISH.tone));
        found.iter().map(|one| (one.span.of(text).to_owned(), one.negated)).collect()
    }

    #[test]
    fn neighbours_of_one_sign_are_a_phrase() {
        let found = found("He did not win the war", &[0.0, 0.0, -0.6, -0.9, 0.0, 0.9]);
        assert_eq!(found, [("not win".to_owned(), true), ("war".to_owned(), true)]);
    }

    #[test]
    fn a_word_and_what_it_turns_around_are_a_phrase() {
        let turned = found("Bank eases fears of recession", &[0.0, 0.7, -0.2, 0.0, -0.1]);
        assert_eq!(turned[0].0, "eases fears");
        let even = found("The good war", &[0.0, 0.5, -0.4]);
        assert_eq!(even.len(), 2);
    }
}
