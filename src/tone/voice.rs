//! Whose opinion it is: the author's, or that of somebody who is quoted.

use crate::document::Opinion;
use crate::document::Voice;
use crate::{
    document::{Quote, QuoteKind},
    text::Tokens,
};
use std::ops::Range;

/// Who says each token of a document.
pub(crate) struct Voices(Vec<Opinion>);

impl Voices {
    pub fn new(tokens: &Tokens, quotes: &[Quote]) -> Self {
        let mut opinions = vec![Opinion::default(); tokens.spans.len()];
        // Words in quotation marks may stand in what is reported.
        for reported in [true, false] {
            let kind = |quote: &&Quote| (quote.kind == QuoteKind::Indirect) == reported;
            for quote in quotes.iter().filter(kind) {
                let voice = if reported { Voice::Reported } else { Voice::Quoted };
                for span in &quote.content {
                    opinions[tokens.range(*span)].fill(Opinion { voice, holder: quote.speaker });
                }
            }
        }
        Self(opinions)
    }

    /// Who says each of these tokens.
    pub fn of(&self, tokens: &Range<usize>) -> &[Opinion] {
        &self.0[tokens.clone()]
    }

    /// Whose words most of these tokens are.
    pub fn most(&self, tokens: &Range<usize>) -> Opinion {
        let opinions = self.of(tokens);
        let count = |one: &&Opinion| opinions.iter().filter(|other| other == one).count();
        // Of as many the author's: they say who says the rest.
        voices(opinions).iter().rev().max_by_key(count).copied().unwrap_or_default()
    }
}

/// The voices among some tokens, the author's first.
pub(crate) fn voices(opinions: &[Opinion]) -> Vec<Opinion> {
    let mut all = Vec::new();
    for opinion in opinions {
        if all.last() != Some(opinion) && !all.contains(opinion) {
            all.push(*opinion);
        }
    }
    all.sort_unstable();
    all
}
