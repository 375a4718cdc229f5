//! The reasons why blocks are on the page that are no part of the article, where no rule names them:
//! multinomial logistic regression over what a block looks like.

use crate::{clean::features::PLAIN, document::Reason, text::weights::WeightReader};

/// The reasons told apart. A repetition is found by comparing, markup by parsing.
pub const REASONS: [Reason; 11] = [
    Reason::Caption,
    Reason::Credits,
    Reason::Navigation,
    Reason::RelatedLinks,
    Reason::Comments,
    Reason::SubscriptionAppeal,
    Reason::Advertisement,
    Reason::ShareButtons,
    Reason::CookieNotice,
    Reason::Copyright,
    Reason::Other,
];

/// For each feature of a block of plain text, and last for the constant, the weight of each reason.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reasons(Vec<[f32; REASONS.len()]>);

impl Reasons {
    /// With these weights; without any, every reason is `Reason::Other`.
    pub const fn new(weights: Vec<[f32; REASONS.len()]>) -> Self {
        Self(weights)
    }

    /// The likeliest reason of a block, given by its features, those of its markup last:
    /// they do not count.
    pub fn reason(&self, row: &[f32]) -> Reason {
        let Some((constant, weights)) = self.0.split_last() else {
            return Reason::Other;
        };
        let mut scores = *constant;
        // What comes after the weights are the features of the markup.
        for (weights, number) in weights.iter().zip(row) {
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += weight * number;
            }
        }
        let best = scores.iter().zip(REASONS).max_by(|a, b| a.0.total_cmp(b.0));
        best.map_or(Reason::Other, |(_, reason)| reason)
    }

    /// Writes the weights.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend(self.0.iter().flatten().flat_map(|weight| weight.to_le_bytes()));
    }

    /// Reads the weights.
    pub(super) fn read(file: &mut WeightReader) -> Option<Self> {
        let weights = (0..=PLAIN).map(|_| file.f32_array());
        weights.collect::<Option<_>>().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likeliest_reason_wins() {
        let mut weights = vec![[0.0; REASONS.len()]; PLAIN + 1];
        weights[1][4] = 2.0;
        weights[PLAIN][2] = 1.0;
        let reasons = Reasons::new(weights);
        let mut row = [0.0; PLAIN];
        assert_eq!(reasons.reason(&row), Reason::Navigation);
        row[1] = 1.0;
        assert_eq!(reasons.reason(&row), Reason::Comments);

        let mut bytes = Vec::new();
        reasons.write(&mut bytes);
        assert_eq!(Reasons::read(&mut WeightReader::new(&bytes)), Some(reasons));
        assert_eq!(Reasons::read(&mut WeightReader::new(&bytes[4..])), None);
    }
}
