//! A tone, as numbers and in a word.

/// A tone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tone {
    /// From -1, wholly negative, to 1, wholly positive.
    pub score: f32,
    /// How much emotion there is whatever its sign; the sum over sentences.
    pub magnitude: f32,
    /// The probability that it is negative; the three sum to 1.
    pub negative: f32,
    /// The probability that it is neutral.
    pub neutral: f32,
    /// The probability that it is positive.
    pub positive: f32,
}

/// A tone in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Polarity {
    /// Negative.
    Negative,
    /// Neither.
    Neutral,
    /// Positive.
    Positive,
    /// Both, and both strong.
    Mixed,
}

/// From this score on a tone has a sign (the threshold of Hutto and Gilbert 2014).
const SIGNED: f32 = 0.05;

impl Tone {
    /// The tone of a sentence with a VADER compound score.
    pub fn of_score(score: f32) -> Self {
        let [negative, neutral, positive] = probabilities(score);
        Self { score, magnitude: score.abs(), negative, neutral, positive }
    }

    /// The mean of the tones of the parts; their magnitudes add up. Neutral without parts.
    pub fn of_parts<'tone>(parts: impl IntoIterator<Item = &'tone Self>) -> Self {
        let mut sum = [0.0; 5];
        let mut count = 0.0;
        for part in parts {
            let Self { score, magnitude, negative, neutral, positive } = *part;
            let numbers = [score, magnitude, negative, neutral, positive];
            sum.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += number);
            count += 1.0;
        }
        if count == 0.0 {
            return Self::default();
        }
        let [score, magnitude, negative, neutral, positive] = sum;
        Self {
            score: score / count,
            magnitude,
            negative: negative / count,
            neutral: neutral / count,
            positive: positive / count,
        }
    }

    /// The tone in a word.
    pub fn polarity(&self) -> Polarity {
        // Only the mean of unlike parts has both: in a single sentence one side outweighs the other.
        if self.negative > self.neutral && self.positive > self.neutral {
            Polarity::Mixed
        } else if self.score >= SIGNED {
            Polarity::Positive
        } else if self.score <= -SIGNED {
            Polarity::Negative
        } else {
            Polarity::Neutral
        }
    }
}

impl Default for Tone {
    fn default() -> Self {
        Self::of_score(0.0)
    }
}

/// The probabilities of negative, neutral and positive, by an ordered logit on the score.
///
/// Its three numbers are fitted to NewsMTSC by `cargo run --release --example train-tone`.
fn probabilities(score: f32) -> [f32; 3] {
    const SLOPE: f32 = 1.905;
    const NEGATIVE_BELOW: f32 = -0.537;
    const POSITIVE_ABOVE: f32 = 1.186;
    let below = |threshold: f32| 1.0 / (1.0 + (SLOPE * score - threshold).exp());
    let negative = below(NEGATIVE_BELOW);
    let positive = 1.0 - below(POSITIVE_ABOVE);
    [negative, 1.0 - negative - positive, positive]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_sum_to_one_and_follow_the_score() {
        for step in -20..=20_i8 {
            let tone = Tone::of_score(f32::from(step) / 20.0);
            let sum = tone.negative + tone.neutral + tone.positive;
            assert!((sum - 1.0).abs() < 1e-6);
            assert!(tone.neutral > 0.0);
        }
        assert!(Tone::of_score(0.9).positive > Tone::of_score(-0.9).positive);
    }

    #[test]
    fn good_and_bad_together_are_mixed() {
        let parts = [Tone::of_score(0.85), Tone::of_score(-0.86)];
        assert_eq!(Tone::of_parts(&parts).polarity(), Polarity::Mixed);
        for step in -20..=20_i8 {
            let single = Tone::of_score(f32::from(step) / 20.0);
            assert_ne!(single.polarity(), Polarity::Mixed);
        }
    }

    #[test]
    fn parts_average_and_their_magnitudes_add_up() {
        let parts = [Tone::of_score(0.8), Tone::of_score(-0.4)];
        let whole = Tone::of_parts(&parts);
        assert!((whole.score - 0.2).abs() < 1e-6);
        assert!((whole.magnitude - 1.2).abs() < 1e-6);
        assert_eq!(Tone::of_parts([]), Tone::default());
    }
}
