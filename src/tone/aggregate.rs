//! Puts the tones of parts together: of mentions to that towards a target, of sentences to that of
//! the document.
//!
//! What says nothing either way must not drown what does: a part weighs by how likely it is not
//! neutral. The document's sentences also weigh by their position, since news puts first what
//! matters most, and by how salient the entities are that they name.

use super::evidence;
use crate::document::{
    BlockKind, Evidence, MentionSentiment, SentenceSentiment, Sentiment, Tagged, Target,
    TargetSentiment, Tone, VoicedSentiment,
};
use std::collections::BTreeMap;

/// The weight of a part that is surely neutral, one that is surely not weighing 1 more.
const NEUTRAL_WEIGHT: f32 = 0.02;
/// The weight of a headline's position, the first sentence of prose having 1; this and the others are
/// fitted on our labelled articles (`training/data/tone/articles`).
const HEADLINE_WEIGHT: f32 = 8.0;
/// After so many sentences of prose the weight of the position is a half.
const HALF_WEIGHT_AFTER: f32 = 8.0;

/// A mention of a target with the tone there.
pub struct ScoredMention {
    /// The index of the target.
    pub target: usize,
    pub sentiment: MentionSentiment,
    /// The tone of each voice in the sentence towards it.
    pub voices: Vec<VoicedSentiment>,
}

/// A sentence as a part of the document's tone.
#[derive(Clone, Copy)]
pub struct Part<'document> {
    /// The kind of its block.
    pub kind: BlockKind,
    /// The saliences of the entities that it names, added up.
    pub salience: f32,
    pub sentiment: &'document Sentiment,
}

/// The mean of parts by weight, of which there must be one that weighs something.
pub fn weighted_mean<'part>(
    parts: impl Iterator<Item = (f32, &'part Sentiment)> + Clone,
) -> Sentiment {
    let all: f32 = parts.clone().map(|(weight, _)| weight).sum();
    let tone = Tone::of_parts(parts.clone().map(|(weight, part)| (weight, part.tone)));
    let mut evidence = Vec::new();
    for (weight, part) in parts {
        evidence.extend(part.evidence.iter().map(|phrase| Evidence {
            contribution: phrase.contribution * weight / all,
            ..*phrase
        }));
    }
    Sentiment { tone: tone.unwrap_or_default(), evidence: evidence::strongest(evidence) }
}

fn opinion_weight(sentiment: &Sentiment) -> f32 {
    NEUTRAL_WEIGHT + 1.0 - sentiment.tone.neutral
}

/// The tone towards each target from those at its mentions.
pub fn targets(targets: Vec<Target>, mentions: Vec<ScoredMention>) -> Vec<TargetSentiment> {
    let mut by_target: Vec<Vec<ScoredMention>> = targets.iter().map(|_| Vec::new()).collect();
    for mention in mentions {
        by_target[mention.target].push(mention);
    }
    targets.into_iter().zip(by_target).map(|(target, mentions)| towards(target, mentions)).collect()
}

fn towards(target: Target, mentions: Vec<ScoredMention>) -> TargetSentiment {
    let mean = |parts: &[&Sentiment]| {
        weighted_mean(parts.iter().map(|part| (opinion_weight(part), *part)))
    };
    let all: Vec<_> = mentions.iter().map(|mention| &mention.sentiment.sentiment).collect();
    let overall = mean(&all);
    let mut voices: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for voiced in mentions.iter().flat_map(|mention| &mention.voices) {
        voices.entry(voiced.opinion).or_default().push(&voiced.sentiment);
    }
    let voiced =
        |(opinion, parts): (_, Vec<_>)| VoicedSentiment { opinion, sentiment: mean(&parts) };
    let voices = voices.into_iter().map(voiced).collect();
    let mentions = mentions.into_iter().map(|mention| mention.sentiment).collect();
    TargetSentiment { target, overall, voices, mentions }
}

/// The sentences of a document as parts of its tone.
pub fn parts<'document>(
    tagged: &Tagged,
    sentences: &'document [SentenceSentiment],
) -> Vec<Part<'document>> {
    let mut saliences = vec![0.0; sentences.len()];
    for entity in tagged.entities.iter().flat_map(|found| &found.entities) {
        let mut last = None;
        for mention in &entity.mentions {
            // An entity that a sentence names twice counts once.
            if last.replace(mention.sentence) != Some(mention.sentence) {
                saliences[mention.sentence] += entity.salience;
            }
        }
    }
    let blocks = &tagged.cleaned.article.blocks;
    let kinds =
        tagged.cleaned.segmentation().sentences.iter().map(|sentence| blocks[sentence.block].kind);
    let parts = kinds.zip(saliences).zip(sentences);
    let part = |((kind, salience), sentence): (_, &'document SentenceSentiment)| Part {
        kind,
        salience,
        sentiment: &sentence.sentiment,
    };
    parts.map(part).collect()
}

/// The tone of the headline; `None` where there is none.
pub fn headline(parts: &[Part]) -> Option<Sentiment> {
    let headline = parts.iter().filter(|part| part.kind == BlockKind::Headline);
    let parts: Vec<_> = headline.map(|part| (1.0, part.sentiment)).collect();
    (!parts.is_empty()).then(|| weighted_mean(parts.iter().copied()))
}

/// The tone of the document; `None` where there is nothing to read.
pub fn document(parts: &[Part]) -> Option<Sentiment> {
    let mut prose_before = 0.0;
    let mut weighted = Vec::new();
    for part in parts {
        let position = match part.kind {
            // Who reported from where has no tone, and would only dilute it.
            BlockKind::Dateline | BlockKind::Byline | BlockKind::Credits => continue,
            BlockKind::Headline => HEADLINE_WEIGHT,
            BlockKind::Unclassified
            | BlockKind::Standfirst
            | BlockKind::Body
            | BlockKind::Subheading
            | BlockKind::Caption => {
                let weight = HALF_WEIGHT_AFTER / (HALF_WEIGHT_AFTER + prose_before);
                prose_before += 1.0;
                weight
            }
        };
        let weight = position * (1.0 + part.salience) * opinion_weight(part.sentiment);
        weighted.push((weight, part.sentiment));
    }
    (!weighted.is_empty()).then(|| weighted_mean(weighted.iter().copied()))
}

#[cfg(test)]
mod tests;
