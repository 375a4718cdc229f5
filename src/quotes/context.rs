//! A document as the attribution of quotations sees it: its tokens, what is quoted, and who is named.

use super::marks::Region;
use crate::{
    document::{Entity, EntityType},
    text::{Span, Tokens},
};
use std::ops::Range;

/// A mention of an entity.
#[derive(Clone, Copy)]
pub struct Named {
    /// The index of the entity.
    pub entity: usize,
    pub kind: EntityType,
    pub span: Span,
    /// Its tokens.
    pub first: usize,
    pub end: usize,
}

impl Named {
    pub fn is_person(&self) -> bool {
        self.kind == EntityType::Person
    }

    /// Whether it could speak: a person, an organisation, or a government.
    pub fn speaks(&self) -> bool {
        let bodies = [EntityType::Organization, EntityType::Geopolitical];
        self.is_person() || bodies.contains(&self.kind)
    }
}

pub struct Scene<'a> {
    pub text: &'a str,
    pub tokens: &'a Tokens,
    pub entities: &'a [Entity],
    /// The mentions, in text order.
    pub named: Vec<Named>,
    /// Whether each token is in quotation marks, or is one.
    quoted: Vec<bool>,
}

impl<'a> Scene<'a> {
    pub fn new(
        text: &'a str,
        tokens: &'a Tokens,
        entities: &'a [Entity],
        regions: &[Region],
    ) -> Self {
        let mut named: Vec<Named> = Vec::new();
        for (index, entity) in entities.iter().enumerate() {
            named.extend(entity.mentions.iter().map(|mention| {
                let Range { start, end } = tokens.range(mention.span);
                let (kind, span) = (entity.kind, mention.span);
                Named { entity: index, kind, span, first: start, end }
            }));
        }
        named.sort_by_key(|named| named.span);
        let mut quoted = vec![false; tokens.spans.len()];
        for region in regions {
            quoted[tokens.range(region.outer)].fill(true);
        }
        Self { text, tokens, entities, named, quoted }
    }

    /// The words of a region.
    pub fn words(&self, region: &Region) -> impl Iterator<Item = &'a str> {
        let words = self.tokens.range(region.outer).map(|at| self.word(at));
        words.filter(|word| word.starts_with(char::is_alphanumeric))
    }

    pub fn word(&self, at: usize) -> &'a str {
        self.tokens.spans.get(at).map_or("", |token| token.of(self.text))
    }

    pub fn is(&self, at: usize, words: &[&str]) -> bool {
        let word = self.word(at);
        words.iter().any(|other| other.eq_ignore_ascii_case(word))
    }

    pub fn is_quoted(&self, at: usize) -> bool {
        self.quoted.get(at).copied().unwrap_or_default()
    }

    /// The mentions in these tokens.
    pub fn named(&self, tokens: Range<usize>) -> &[Named] {
        let start = self.named.partition_point(|named| named.first < tokens.start);
        let end = self.named.partition_point(|named| named.first < tokens.end);
        &self.named[start..end.max(start)]
    }

    /// The index of the sentence of a token.
    pub fn sentence(&self, at: usize) -> usize {
        self.tokens.sentences.partition_point(|sentence| sentence.end <= at)
    }
}
