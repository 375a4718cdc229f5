//! The caller's own names: found exactly, whole words, ahead of what the model says.

use super::{KnownEntity, Mention, overrule};
use crate::nlp::{segment::Sentence, span::Span};
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use std::cmp::Reverse;
use unicode_normalization::UnicodeNormalization;

/// Finds the names of `known` and lets them take the place of the mentions that they overlap.
pub(super) fn apply(
    text: &str,
    sentences: &[Sentence],
    known: &[KnownEntity],
    mentions: &mut Vec<Mention>,
) {
    // In the normal form that the clean text has.
    let names: Vec<(usize, String)> = (0..)
        .zip(known)
        .flat_map(|(at, entity)| entity.names.iter().map(move |name| (at, name.nfc().collect())))
        .collect();
    if names.is_empty() {
        return;
    }
    let automaton = AhoCorasick::builder()
        // Built for one document: the cheapest to build is the fastest.
        .kind(Some(AhoCorasickKind::NoncontiguousNFA))
        .build(names.iter().map(|(_, name)| name));
    // Refused only beyond what the limits on requests allow.
    let Ok(automaton) = automaton else { return };
    let mut found: Vec<Mention> = Vec::new();
    for (index, sentence) in sentences.iter().enumerate() {
        let hits = automaton.find_overlapping_iter(sentence.span.of(text));
        let hits = hits.map(|hit| {
            let span = Span::from(hit.range()).shifted(sentence.span.start);
            (span, names[hit.pattern().as_usize()].0)
        });
        let mut hits: Vec<_> = hits.filter(|(span, _)| span.is_whole_word(text)).collect();
        // Leftmost first, and of those the longest.
        hits.sort_by_key(|(span, _)| (span.start, Reverse(span.end)));
        for (span, entity) in hits {
            if found.last().is_none_or(|last| last.span.end <= span.start) {
                found.push(Mention {
                    span,
                    kind: known[entity].kind,
                    confidence: 1.0,
                    sentence: index,
                    known: Some(entity),
                });
            }
        }
    }
    overrule(mentions, found);
}
