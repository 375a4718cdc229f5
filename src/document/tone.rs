//! The tone of a document, of its sentences, and towards what it mentions.

use crate::text::Span;

/// The findings of the sentiment stage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SentimentAnalysis {
    /// Of the whole document; `None` where there is nothing to read.
    pub document: Option<Sentiment>,
    /// Of the headline; `None` where there is none.
    pub headline: Option<Sentiment>,
    /// Of each sentence, in the order of [`Tagged::sentences`].
    pub sentences: Vec<SentenceSentiment>,
    /// Towards each entity, then towards each target that the text mentions.
    pub targets: Vec<TargetSentiment>,
}

/// A tone and what made it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sentiment {
    /// The tone.
    pub tone: Tone,
    /// The words that made it, the strongest first; empty: not asked for.
    pub evidence: Vec<Evidence>,
}

/// The tone of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct SentenceSentiment {
    /// The sentence.
    pub span: Span,
    /// Its tone.
    pub sentiment: Sentiment,
    /// The voice of most of its words; `None`: quotations were not asked for.
    pub voice: Option<Voice>,
}

/// The tone towards an entity or a target of the request.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetSentiment {
    /// The thing that it is towards.
    pub target: Target,
    /// Over all mentions.
    pub overall: Sentiment,
    /// By whose opinion it is; empty: quotations were not asked for.
    pub voices: Vec<VoicedSentiment>,
    /// At each mention.
    pub mentions: Vec<MentionSentiment>,
}

/// The thing that a tone is towards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The index of an entity.
    Entity(usize),
    /// A text that the caller gave.
    Given(String),
}

/// The tone that one voice alone has.
#[derive(Clone, Debug, PartialEq)]
pub struct VoicedSentiment {
    /// The holder of the opinion.
    pub opinion: Opinion,
    /// The tone.
    pub sentiment: Sentiment,
}

/// The tone at a mention.
#[derive(Clone, Debug, PartialEq)]
pub struct MentionSentiment {
    /// The mention.
    pub span: Span,
    /// The tone.
    pub sentiment: Sentiment,
    /// The opinion that most of it is; `None`: quotations were not asked for.
    pub opinion: Option<Opinion>,
}

/// A tone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tone {
    /// From -1, wholly negative, to 1, wholly positive: the probability of positive less that of
    /// negative.
    pub score: f32,
    /// The amount of emotion, whatever its sign: the probability that it is not neutral; the sum
    /// over the parts.
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

/// Words that moved a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// The words.
    pub span: Span,
    /// By how much, in units of the score.
    pub contribution: f32,
    /// True if a negation stands among them or just before.
    pub negated: bool,
}

/// The form in which an opinion is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voice {
    /// By the author.
    #[default]
    Author,
    /// In somebody's own words, in quotation marks.
    Quoted,
    /// Somebody's, in the author's words.
    Reported,
}

/// An opinion's voice and holder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Opinion {
    /// The form in which it is given.
    pub voice: Voice,
    /// The index of the entity that holds it; `None`: the author, or not known.
    pub holder: Option<usize>,
}

/// Both sides are strong where the weaker has at least so much of the stronger's probability.
const MIXED: f32 = 0.7;

impl Tone {
    /// From the log-odds of negative, neutral and positive.
    pub(crate) fn of_log_odds(log_odds: [f32; 3]) -> Self {
        let most = log_odds.into_iter().fold(f32::MIN, f32::max);
        let odds = log_odds.map(|log| (log - most).exp());
        let sum: f32 = odds.iter().sum();
        Self::of_probabilities(odds.map(|odds| odds / sum))
    }

    const fn of_probabilities([negative, neutral, positive]: [f32; 3]) -> Self {
        let score = positive - negative;
        Self { score, magnitude: negative + positive, negative, neutral, positive }
    }

    /// The mean of the tones of the parts by weight; their magnitudes add up. `None` without
    /// parts that weigh anything.
    pub(crate) fn of_parts(parts: impl IntoIterator<Item = (f32, Self)>) -> Option<Self> {
        let (mut sums, mut all, mut magnitude) = ([0.0; 3], 0.0, 0.0);
        for (weight, tone) in parts {
            let likely = [tone.negative, tone.neutral, tone.positive];
            sums.iter_mut().zip(likely).for_each(|(sum, likely)| *sum += weight * likely);
            all += weight;
            magnitude += tone.magnitude;
        }
        let mean = (all > 0.0).then(|| Self::of_probabilities(sums.map(|sum| sum / all)))?;
        Some(Self { magnitude, ..mean })
    }

    /// The tone in a word.
    pub fn polarity(&self) -> Polarity {
        let Self { negative, neutral, positive, .. } = *self;
        let (weak, strong) = (negative.min(positive), negative.max(positive));
        if weak > neutral && weak >= MIXED * strong {
            Polarity::Mixed
        } else if neutral >= strong {
            Polarity::Neutral
        } else if positive > negative {
            Polarity::Positive
        } else {
            Polarity::Negative
        }
    }
}

impl Default for Tone {
    /// Surely neutral.
    fn default() -> Self {
        Self::of_probabilities([0.0, 1.0, 0.0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn probabilities_sum_to_one(log_odds in [-50.0_f32..50.0, -50.0_f32..50.0, -50.0_f32..50.0]) {
            let tone = Tone::of_log_odds(log_odds);
            prop_assert!((tone.negative + tone.neutral + tone.positive - 1.0).abs() < 1e-5);
            prop_assert!((-1.0..=1.0).contains(&tone.score));
        }
    }

    #[test]
    fn good_and_bad_together_are_mixed() {
        let (bad, good) = (Tone::of_log_odds([3.0, 0.0, 0.0]), Tone::of_log_odds([0.0, 0.0, 3.0]));
        let both = Tone::of_parts([(1.0, bad), (1.0, good)]).expect("two parts");
        assert_eq!(both.polarity(), Polarity::Mixed);
        assert_eq!(bad.polarity(), Polarity::Negative);
        assert_eq!(good.polarity(), Polarity::Positive);
        assert_eq!(Tone::of_log_odds([0.0, 3.0, 0.0]).polarity(), Polarity::Neutral);
    }

    #[test]
    fn parts_average_and_their_magnitudes_add_up() {
        let (bad, good) = (Tone::of_log_odds([3.0, 0.0, 0.0]), Tone::of_log_odds([0.0, 0.0, 3.0]));
        let whole = Tone::of_parts([(3.0, bad), (1.0, good)]).expect("two parts");
        assert!((whole.score - (3.0 * bad.score + good.score) / 4.0).abs() < 1e-6);
        assert!((whole.magnitude - bad.magnitude - good.magnitude).abs() < 1e-6);
        assert_eq!(Tone::of_parts([]), None);
    }
}
