//! Puts the tones of parts together: of mentions to that towards a target, of sentences to that of
//! the document.
//!
//! What says nothing either way must not drown what does: a part weighs by how likely it is not
//! neutral. The document's sentences also weigh by where they stand, since news puts first what
//! matters most, and by how salient the entities are that they name.

use super::{evidence, reader::Read};
use crate::document::Evidence;
use crate::document::Tone;
use crate::document::{
    BlockKind, SentenceSentiment, Sentiment, Tagged, Target, TargetSentiment, VoicedSentiment,
};
use std::collections::BTreeMap;

/// What a part weighs that is surely neutral, one that is surely not weighing 1 more.
const NEUTRAL: f32 = 0.1;
/// What a headline weighs.
const HEADLINE: f32 = 2.0;
/// After so many sentences of prose one weighs half as much as the first.
const HALF: f32 = 8.0;

/// The mean of parts by weight, of which there must be one that weighs something.
pub(crate) fn weighted_mean<'part>(
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
    evidence::strongest(&mut evidence);
    Sentiment { tone: tone.unwrap_or_default(), evidence }
}

fn opinionated(sentiment: &Sentiment) -> f32 {
    NEUTRAL + 1.0 - sentiment.tone.neutral
}

/// The tone towards each target from those at its mentions.
pub(crate) fn targets(targets: Vec<Target>, reads: Vec<Read>) -> Vec<TargetSentiment> {
    let mut by_target: Vec<Vec<Read>> = targets.iter().map(|_| Vec::new()).collect();
    for read in reads {
        by_target[read.target].push(read);
    }
    targets.into_iter().zip(by_target).map(|(target, reads)| towards(target, reads)).collect()
}

fn towards(target: Target, reads: Vec<Read>) -> TargetSentiment {
    let mean =
        |parts: &[&Sentiment]| weighted_mean(parts.iter().map(|part| (opinionated(part), *part)));
    let all: Vec<_> = reads.iter().map(|read| &read.mention.sentiment).collect();
    let overall = mean(&all);
    let mut voices: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for voiced in reads.iter().flat_map(|read| &read.voices) {
        voices.entry(voiced.opinion).or_default().push(&voiced.sentiment);
    }
    let voiced =
        |(opinion, parts): (_, Vec<_>)| VoicedSentiment { opinion, sentiment: mean(&parts) };
    let voices = voices.into_iter().map(voiced).collect();
    TargetSentiment {
        target,
        overall,
        voices,
        mentions: reads.into_iter().map(|read| read.mention).collect(),
    }
}

/// The tone of the headline; `None` where there is none.
pub(crate) fn headline(tagged: &Tagged, sentences: &[SentenceSentiment]) -> Option<Sentiment> {
    let kinds = kinds(tagged).zip(sentences);
    let parts = kinds.filter(|(kind, _)| *kind == BlockKind::Headline);
    let parts: Vec<_> = parts.map(|(_, sentence)| (1.0, &sentence.sentiment)).collect();
    (!parts.is_empty()).then(|| weighted_mean(parts.iter().copied()))
}

/// The tone of the document; `None` where there is nothing to read.
pub(crate) fn document(tagged: &Tagged, sentences: &[SentenceSentiment]) -> Option<Sentiment> {
    let salience = saliences(tagged);
    let mut prose = 0.0;
    let mut parts = Vec::new();
    for ((kind, sentence), salience) in kinds(tagged).zip(sentences).zip(salience) {
        let place = match kind {
            // Who reported from where has no tone, and would only dilute it.
            BlockKind::Dateline | BlockKind::Byline | BlockKind::Credits => continue,
            BlockKind::Headline => HEADLINE,
            BlockKind::Unclassified
            | BlockKind::Standfirst
            | BlockKind::Body
            | BlockKind::Subheading
            | BlockKind::Caption => {
                prose += 1.0;
                HALF / (HALF + prose - 1.0)
            }
        };
        let weight = place * (1.0 + salience) * opinionated(&sentence.sentiment);
        parts.push((weight, &sentence.sentiment));
    }
    (!parts.is_empty()).then(|| weighted_mean(parts.iter().copied()))
}

/// The kind of block of each sentence.
fn kinds(tagged: &Tagged) -> impl Iterator<Item = BlockKind> {
    let blocks = &tagged.cleaned.article.blocks;
    tagged.cleaned.segmentation().sentences.iter().map(|sentence| blocks[sentence.block].kind)
}

/// How salient the entities are that each sentence names, together.
fn saliences(tagged: &Tagged) -> Vec<f32> {
    let mut saliences = vec![0.0; tagged.cleaned.segmentation().sentences.len()];
    for entity in tagged.entities.iter().flat_map(|found| &found.entities) {
        let mut last = None;
        for mention in &entity.mentions {
            if last.replace(mention.sentence) != Some(mention.sentence) {
                saliences[mention.sentence] += entity.salience;
            }
        }
    }
    saliences
}
