//! The share of a document's attention that each entity has.

use crate::{
    document::{Article, BlockKind, Entity, Mention},
    text::Sentence,
};

/// The additional weight of a mention in the headline, one at the start of the text having 1.
const HEADLINE: f32 = 2.0;
/// The additional weight of a mention at the start of a sentence, where its subject mostly is.
const SUBJECT: f32 = 0.5;
/// The length of the start of a sentence, in bytes.
const SUBJECT_BYTES: usize = 30;
/// The weight of being named in the first paragraph, however often.
const LEAD: f32 = 1.0;

/// Gives each entity its share, all of which sum to 1, and puts the greatest first. Each mention
/// counts, and the more the nearer it is to the start of the text, in the headline, and as a
/// subject.
pub(crate) fn rank(article: &Article, sentences: &[Sentence], entities: &mut [Entity]) {
    let length = article.text.len().max(1) as f32;
    let kind = |mention: &Mention| article.blocks[sentences[mention.sentence].block].kind;
    let lead = sentences.iter().map(|sentence| sentence.block);
    let lead = lead.into_iter().find(|&block| article.blocks[block].kind == BlockKind::Body);
    let weight = |mention: &Mention| {
        let sentence = &sentences[mention.sentence];
        let headline = if kind(mention) == BlockKind::Headline { HEADLINE } else { 0.0 };
        let early = mention.span.start - sentence.span.start < SUBJECT_BYTES;
        let subject = if early { SUBJECT } else { 0.0 };
        (1.0 + subject) * (1.0 - 0.5 * mention.span.start as f32 / length) + headline
    };
    let mut total = 0.0;
    for entity in entities.iter_mut() {
        let in_lead = |mention: &Mention| Some(sentences[mention.sentence].block) == lead;
        let introduced = if entity.mentions.iter().any(in_lead) { LEAD } else { 0.0 };
        entity.salience = introduced + entity.mentions.iter().map(weight).sum::<f32>();
        total += entity.salience;
    }
    for entity in entities.iter_mut() {
        entity.salience /= total;
    }
    entities.sort_by(|a, b| {
        let earlier = || a.mentions[0].span.cmp(&b.mentions[0].span);
        b.salience.total_cmp(&a.salience).then_with(earlier)
    });
}
