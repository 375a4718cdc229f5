//! Names found exactly, whole words, ahead of what the model says: the caller's own, and the stock
//! indices of the world, which are few and named like companies.
//!
//! Names are kept in a trie of their tokens, so that building it takes a moment even for ten thousand
//! of them, and a text is read once, whatever their number.

use crate::{
    document::{EntityType, KnownEntity, Mention},
    entities::overrule,
    text::{Span, Tokens, segment},
};
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

/// Finds the names of `known` and lets them take the place of the mentions that they overlap.
pub(crate) fn apply(
    text: &str,
    tokens: &Tokens,
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
    let mut trie = Trie::default();
    for (entity, name) in &names {
        trie.add(name, *entity);
    }
    let found = trie.mentions(text, tokens, |entity| (known[entity].kind, Some(entity)));
    overrule(mentions, found);
}

/// The stock indices of the world.
pub(crate) struct StockIndices(Trie<'static>);

impl StockIndices {
    /// Those of the file inside the binary.
    pub fn embedded() -> Self {
        let mut trie = Trie::default();
        let names = include_str!("../../../models/stock-indices.txt").lines();
        names.for_each(|name| trie.add(name, 0));
        Self(trie)
    }

    /// Finds them and lets them take the place of the mentions that they overlap.
    pub fn apply(&self, text: &str, tokens: &Tokens, mentions: &mut Vec<Mention>) {
        let mut found = self.0.mentions(text, tokens, |_| (EntityType::Other, None));
        // "Dow Jones Newswires" is a company: who finds more than the index knows better.
        found.retain(|index| {
            let at = mentions.partition_point(|mention| mention.span.end <= index.span.start);
            let over = mentions.get(at).filter(|mention| mention.span.overlaps(index.span));
            over.is_none_or(|mention| {
                let rest = Span::new(index.span.end.min(mention.span.end), mention.span.end);
                let tail = rest.of(text).trim();
                tail.is_empty() || ["Index", "index", "Average"].contains(&tail)
            })
        });
        overrule(mentions, found);
    }
}

/// Names by their tokens.
#[derive(Default)]
struct Trie<'names> {
    /// From a node by a token to the next; 0 is the root.
    edges: FxHashMap<(usize, &'names str), usize>,
    /// The entity whose name ends at each node but the root.
    ends: Vec<Option<usize>>,
}

impl<'names> Trie<'names> {
    /// Adds a name; of two entities of one name the first keeps it.
    fn add(&mut self, name: &'names str, entity: usize) {
        let mut node = 0;
        for token in segment::tokens(name, Span::new(0, name.len())) {
            node = *self.edges.entry((node, token.of(name))).or_insert_with(|| {
                self.ends.push(None);
                self.ends.len()
            });
        }
        if let Some(end) = node.checked_sub(1) {
            self.ends[end].get_or_insert(entity);
        }
    }

    /// Where the names are, the longest first; `what` gives the type of an entity and its index among
    /// the caller's own.
    fn mentions(
        &self,
        text: &str,
        tokens: &Tokens,
        what: impl Fn(usize) -> (EntityType, Option<usize>),
    ) -> Vec<Mention> {
        let mut found = Vec::new();
        for (index, sentence) in tokens.sentences.iter().enumerate() {
            let mut rest = &tokens.spans[sentence.clone()];
            while let [first, after @ ..] = rest {
                let Some((length, entity)) = self.longest(text, rest) else {
                    rest = after;
                    continue;
                };
                let (kind, known) = what(entity);
                let span = Span::new(first.start, rest[length - 1].end);
                found.push(Mention { span, kind, confidence: 1.0, sentence: index, known });
                rest = &rest[length..];
            }
        }
        found
    }

    /// How many of the first tokens are a name, the most that are, and of which entity.
    fn longest(&self, text: &str, tokens: &[Span]) -> Option<(usize, usize)> {
        let mut node = 0;
        let mut longest = None;
        for (length, token) in (1..).zip(tokens) {
            let Some(&next) = self.edges.get(&(node, token.of(text))) else { break };
            node = next;
            longest = self.ends[node - 1].map(|entity| (length, entity)).or(longest);
        }
        longest
    }
}
