//! A document as the attribution of quotations sees it: its tokens, what is quoted, and who is
//! named.

use super::{cues::Cues, marks::QuotedRegion};
use crate::{
    document::{Entity, EntityType},
    text::{Span, Tokens, punctuation::is_full_stop},
};
use std::ops::Range;

/// A mention of an entity.
#[derive(Clone, Copy)]
pub(super) struct EntityMention {
    /// The index of the entity.
    pub entity: usize,
    pub kind: EntityType,
    pub span: Span,
    /// Its first token.
    pub first: usize,
    /// The end of its tokens.
    pub end: usize,
}

impl EntityMention {
    pub fn is_person(&self) -> bool {
        self.kind == EntityType::Person
    }

    /// Tells whether it could speak for others: an organisation, or a government.
    pub fn is_body(&self) -> bool {
        [EntityType::Organization, EntityType::Geopolitical].contains(&self.kind)
    }

    /// Tells whether it could speak.
    pub fn may_speak(&self) -> bool {
        self.is_person() || self.is_body()
    }
}

/// A document whose quotations are attributed.
pub(super) struct QuotedDocument<'a> {
    pub cues: &'a Cues,
    pub text: &'a str,
    pub tokens: &'a Tokens,
    pub entities: &'a [Entity],
    /// In text order.
    mentions: Vec<EntityMention>,
    /// For each token, whether it is in quotation marks, or is one.
    quoted: Vec<bool>,
}

impl<'a> QuotedDocument<'a> {
    /// A text with its tokens and entities, and what of it is in quotation marks.
    pub fn new(
        cues: &'a Cues,
        (text, tokens): (&'a str, &'a Tokens),
        entities: &'a [Entity],
        regions: &[QuotedRegion],
    ) -> Self {
        let mut mentions: Vec<EntityMention> = Vec::new();
        for (index, entity) in entities.iter().enumerate() {
            mentions.extend(entity.mentions.iter().map(|mention| {
                let Range { start, end } = tokens.range(mention.span);
                let (kind, span) = (entity.kind, mention.span);
                EntityMention { entity: index, kind, span, first: start, end }
            }));
        }
        mentions.sort_by_key(|mention| mention.span);
        let mut quoted = vec![false; tokens.spans.len()];
        for region in regions {
            quoted[tokens.range(region.outer)].fill(true);
        }
        Self { cues, text, tokens, entities, mentions, quoted }
    }

    /// The token at an index; empty beyond the last.
    pub fn token(&self, at: usize) -> &'a str {
        self.tokens.spans.get(at).map_or("", |token| token.of(self.text))
    }

    /// The words of a region.
    pub fn words(&self, region: &QuotedRegion) -> impl Iterator<Item = &'a str> {
        let tokens = self.tokens.range(region.outer).map(|at| self.token(at));
        tokens.filter(|token| token.starts_with(char::is_alphanumeric))
    }

    /// Tells whether a token is one of these words, in capitals or not.
    pub fn is(&self, at: usize, words: &[&str]) -> bool {
        let token = self.token(at);
        words.iter().any(|word| word.eq_ignore_ascii_case(token))
    }

    /// Tells whether a token stands for a person that was named before.
    pub fn is_person_pronoun(&self, at: usize) -> bool {
        self.is(at, self.cues.words.person_pronouns)
    }

    /// Tells whether a token stands for a person or body that was named before.
    pub fn is_pronoun(&self, at: usize) -> bool {
        self.is_person_pronoun(at) || self.is(at, self.cues.words.body_pronouns)
    }

    /// Tells whether a token introduces somebody who is not named: "a fisher", "one fisher".
    pub fn is_indefinite(&self, at: usize) -> bool {
        let words = self.cues.words;
        self.is(at, words.indefinite_articles) || self.is(at, words.indefinite_numerals)
    }

    /// Tells whether a token is the author's verb of saying.
    pub fn is_saying(&self, at: usize) -> bool {
        !self.is_quoted(at) && self.cues.is_saying(self.token(at))
    }

    /// Tells whether a token is in quotation marks, or is one.
    pub fn is_quoted(&self, at: usize) -> bool {
        self.quoted.get(at).copied().unwrap_or_default()
    }

    /// Tells whether the author's sentence ends at a token.
    pub fn ends_sentence(&self, at: usize) -> bool {
        !self.is_quoted(at) && self.token(at).starts_with(is_full_stop)
    }

    /// The mentions that begin in these tokens.
    pub fn mentions(&self, tokens: Range<usize>) -> &[EntityMention] {
        let start = self.mentions.partition_point(|mention| mention.first < tokens.start);
        let end = self.mentions.partition_point(|mention| mention.first < tokens.end);
        &self.mentions[start..end.max(start)]
    }

    /// The mentions that begin in these tokens, but for those in quotation marks.
    pub fn unquoted_mentions(
        &self,
        tokens: Range<usize>,
    ) -> impl DoubleEndedIterator<Item = &EntityMention> {
        self.mentions(tokens).iter().filter(|mention| !self.is_quoted(mention.first))
    }

    /// The index of the sentence of a token.
    pub fn sentence(&self, at: usize) -> usize {
        self.tokens.sentences.partition_point(|sentence| sentence.end <= at)
    }

    /// The tokens of a sentence.
    pub fn sentence_tokens(&self, sentence: usize) -> Option<Range<usize>> {
        self.tokens.sentences.get(sentence).cloned()
    }
}
