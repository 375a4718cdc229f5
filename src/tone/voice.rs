//! The voices of a document: the author's, and those of the people who are quoted.

use crate::{
    document::{Opinion, Quote, QuoteKind, Voice},
    text::Tokens,
};
use std::ops::Range;

/// The voice of each token of a document.
pub struct Voices(Vec<Opinion>);

impl Voices {
    /// The voices of the tokens, given what is quoted.
    pub fn new(tokens: &Tokens, quotes: &[Quote]) -> Self {
        let mut opinions = vec![Opinion::default(); tokens.spans.len()];
        // Words in quotation marks may stand in reported speech, and then are the quoted person's.
        for voice in [Voice::Reported, Voice::Quoted] {
            for quote in quotes.iter().filter(|quote| voice_of(quote.kind) == voice) {
                for span in &quote.content {
                    opinions[tokens.range(*span)].fill(Opinion { voice, holder: quote.speaker });
                }
            }
        }
        Self(opinions)
    }

    /// The voice of each of these tokens.
    pub fn of(&self, tokens: &Range<usize>) -> &[Opinion] {
        &self.0[tokens.clone()]
    }

    /// The voice of most of these tokens.
    pub fn most(&self, tokens: &Range<usize>) -> Opinion {
        let opinions = self.of(tokens);
        let count = |one: &&Opinion| opinions.iter().filter(|other| other == one).count();
        // Of two with as many the author's, who says whose words the others are: that is the last
        // here.
        distinct(opinions).iter().rev().max_by_key(count).copied().unwrap_or_default()
    }
}

const fn voice_of(kind: QuoteKind) -> Voice {
    match kind {
        QuoteKind::Indirect => Voice::Reported,
        QuoteKind::Direct | QuoteKind::Fragment => Voice::Quoted,
    }
}

/// The different voices among those of some tokens, the author's first.
pub fn distinct(opinions: &[Opinion]) -> Vec<Opinion> {
    let mut all = Vec::new();
    for opinion in opinions {
        if all.last() != Some(opinion) && !all.contains(opinion) {
            all.push(*opinion);
        }
    }
    all.sort_unstable();
    all
}
