//! Names found exactly, whole words, ahead of what the model says: the caller's own, and the stock
//! indices of the world, which are few and named like companies.

use super::overrule::overrule;
use crate::{
    document::{EntityType, KnownEntities, Mention},
    language::NameWords,
    text::{PhraseTrie, Span, Tokens},
};

/// Finds the names of `known` and lets them take the place of the mentions that they overlap.
pub(crate) fn apply(
    text: &str,
    tokens: &Tokens,
    known: &KnownEntities,
    mentions: &mut Vec<Mention>,
) {
    if known.names().is_empty() {
        return;
    }
    let what = |entity: usize| (known.entities()[entity].kind, Some(entity));
    let found = find(known.names(), text, tokens, what);
    overrule(mentions, found);
}

/// The stock indices of the world.
pub(crate) struct StockIndices {
    names: PhraseTrie,
    nouns: &'static [&'static str],
}

impl StockIndices {
    /// Those that a language lists.
    pub fn new(words: &'static NameWords) -> Self {
        let names = words.lists.stock_indices.lines();
        Self { names: PhraseTrie::new(names.enumerate()), nouns: words.index_nouns }
    }

    /// Finds them and lets them take the place of the mentions that they overlap.
    pub fn apply(&self, text: &str, tokens: &Tokens, mentions: &mut Vec<Mention>) {
        let mut found = find(&self.names, text, tokens, |_| (EntityType::Other, None));
        // "Dow Jones Newswires" is a company: a mention that is longer than the index is right.
        found.retain(|index| {
            let at = mentions.partition_point(|mention| mention.span.end <= index.span.start);
            let over = mentions.get(at).filter(|mention| mention.span.overlaps(index.span));
            over.is_none_or(|mention| {
                let rest = Span::new(index.span.end.min(mention.span.end), mention.span.end);
                let tail = rest.of(text).trim();
                tail.is_empty() || self.nouns.contains(&tail)
            })
        });
        overrule(mentions, found);
    }
}

/// Mentions of these names, of those that overlap the first and the longest; `what` gives the type
/// that the number of a name stands for, and its index among the caller's own entities.
fn find(
    names: &PhraseTrie,
    text: &str,
    tokens: &Tokens,
    what: impl Fn(usize) -> (EntityType, Option<usize>),
) -> Vec<Mention> {
    let mut found = Vec::new();
    for (sentence, range) in tokens.sentences.iter().enumerate() {
        let mut rest = &tokens.spans[range.clone()];
        while let [first, after @ ..] = rest {
            let Some((length, number)) = names.longest(text, rest) else {
                rest = after;
                continue;
            };
            let (kind, known) = what(number);
            let span = Span::new(first.start, rest[length - 1].end);
            found.push(Mention { span, kind, confidence: 1.0, sentence, known });
            rest = &rest[length..];
        }
    }
    found
}
