//! The caller's own names: found exactly, whole words, ahead of what the model says.

use super::{KnownEntity, Mention, overrule};
use crate::nlp::{segment::Sentence, span::Span};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// Finds the names of `known` and lets them take the place of the mentions that they overlap.
pub(super) fn apply(
    text: &str,
    sentences: &[Sentence],
    known: &[KnownEntity],
    mentions: &mut Vec<Mention>,
) {
    let names: Vec<(usize, &str)> = (0..)
        .zip(known)
        .flat_map(|(at, entity)| entity.names.iter().map(move |name| (at, name.as_str())))
        .collect();
    if names.is_empty() {
        return;
    }
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        // Built for one document: the cheapest to build is the fastest.
        .kind(Some(AhoCorasickKind::NoncontiguousNFA))
        .build(names.iter().map(|(_, name)| name));
    // Refused only beyond what the limits on requests allow.
    let Ok(automaton) = automaton else { return };
    let mut found = Vec::new();
    for (index, sentence) in sentences.iter().enumerate() {
        for hit in automaton.find_iter(sentence.span.of(text)) {
            let span = Span::from(hit.range()).shifted(sentence.span.start);
            let (entity, _) = names[hit.pattern().as_usize()];
            if is_whole_word(text, span) {
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

/// Whether no letter or digit touches the span.
pub(crate) fn is_whole_word(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).and_then(|text| text.chars().next_back());
    let after = text.get(span.end..).and_then(|text| text.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}
