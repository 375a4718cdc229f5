//! The names in a dateline, which need no guessing: first the place, then in brackets the agency.

use super::overrule::overrule;
use crate::{
    document::{Article, BlockKind, EntityType, Mention},
    text::{Sentence, Span},
};

/// The confidence of a name in a dateline: datelines are found by a pattern of high precision.
const CONFIDENCE: f32 = 0.95;

/// Finds place and agency in the dateline and lets them take the place of what the model found
/// there.
pub(crate) fn apply(article: &Article, sentences: &[Sentence], mentions: &mut Vec<Mention>) {
    let is_dateline = |block: usize| article.blocks[block].kind == BlockKind::Dateline;
    let lines = sentences.iter().enumerate().filter(|(_, line)| is_dateline(line.block));
    let mut found = Vec::new();
    for (sentence, line) in lines {
        let text = line.span.of(&article.text);
        let metadata = &article.metadata;
        for (name, kind) in [
            (&metadata.dateline_place, EntityType::Geopolitical),
            (&metadata.agency, EntityType::Organization),
        ] {
            // "NEW YORK and CHICAGO" are two.
            let is_one = !name.split(' ').any(|word| word.starts_with(char::is_lowercase));
            if let Some(at) = text.find(name).filter(|_| !name.is_empty() && is_one) {
                let span = Span::new(at, at + name.len()).shifted(line.span.start);
                found.push(Mention { span, kind, confidence: CONFIDENCE, sentence, known: None });
            }
        }
    }
    overrule(mentions, found);
}
