//! A document as the attribution of quotations sees it: its tokens, what is quoted, and who is
//! named.

use super::{cues::Cues, gender::Gender, marks::QuotedRegion};
use crate::{
    document::{Entity, EntityType},
    text::{Span, Tokens, pieces},
};
use rustc_hash::FxHashMap;
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
    /// Its name is that of several: "Republicans", but not "Republican".
    pub several: bool,
}

impl EntityMention {
    pub fn is_person(&self) -> bool {
        self.kind == EntityType::Person
    }

    /// Tells whether it could speak for others: an organisation, or a government.
    pub fn is_body(&self) -> bool {
        [EntityType::Organization, EntityType::Geopolitical].contains(&self.kind)
    }

    /// Tells whether it could speak: a person, a body, or a people or party ("Republicans").
    pub fn may_speak(&self) -> bool {
        self.is_person() || self.is_body() || self.kind == EntityType::Group && self.several
    }
}

/// Whom a pronoun stands for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Antecedent {
    /// The index of the entity.
    pub entity: usize,
    /// Nobody else comes near.
    pub sure: bool,
}

/// A document whose quotations are attributed.
pub(super) struct QuotedDocument<'a> {
    pub cues: &'a Cues,
    pub text: &'a str,
    pub tokens: &'a Tokens,
    /// The tokens of each sentence, or of each piece of one that is endless.
    pub sentences: Vec<Range<usize>>,
    pub entities: &'a [Entity],
    /// In text order.
    mentions: Vec<EntityMention>,
    /// For each token, whether it is in quotation marks, or is one.
    quoted: Vec<bool>,
    /// For each sentence, whether its words have capitals as those of a headline do.
    headlines: Vec<bool>,
    /// The genders of the entities.
    genders: Vec<Option<Gender>>,
    /// Whom the pronouns for persons stand for, by their tokens.
    antecedents: FxHashMap<usize, Antecedent>,
}

/// Longer sentences, which no article has, are read in pieces: who speaks is looked for in all of a sentence,
/// for every verb in it.
const LONGEST_SENTENCE: usize = 256;
/// The share of the longer words of a headline that have a capital.
const CAPITALS: usize = 70;
/// The shortest word that has a capital in a headline, in bytes.
const LONGER_WORD: usize = 5;

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
                let several = cues.is_plural(span.of(text));
                EntityMention { entity: index, kind, span, first: start, end, several }
            }));
        }
        mentions.sort_by_key(|mention| mention.span);
        let mut quoted = vec![false; tokens.spans.len()];
        for region in regions {
            quoted[tokens.range(region.outer)].fill(true);
        }
        let sentences = tokens.sentences.iter();
        let sentences = sentences.flat_map(|one| pieces(one, LONGEST_SENTENCE)).collect();
        let mut document = Self {
            cues,
            text,
            tokens,
            sentences,
            entities,
            mentions,
            quoted,
            headlines: Vec::new(),
            genders: Vec::new(),
            antecedents: FxHashMap::default(),
        };
        document.headlines =
            (0..document.sentences.len()).map(|at| document.has_capitals(at)).collect();
        document
    }

    /// Keeps the genders of the entities.
    pub fn set_genders(&mut self, genders: Vec<Option<Gender>>) {
        self.genders = genders;
    }

    /// Keeps whom the pronouns for persons stand for, by their tokens.
    pub fn set_antecedents(&mut self, antecedents: FxHashMap<usize, Antecedent>) {
        self.antecedents = antecedents;
    }

    /// Tells whether the longer words of a sentence have capitals.
    fn has_capitals(&self, sentence: usize) -> bool {
        let tokens = self.sentence_tokens(sentence).unwrap_or_default();
        let words = tokens.skip(1).map(|at| self.token(at));
        let words =
            words.filter(|word| word.len() >= LONGER_WORD && word.starts_with(char::is_alphabetic));
        let (mut all, mut capitals) = (0, 0);
        for word in words {
            all += 1;
            capitals += usize::from(word.starts_with(char::is_uppercase));
        }
        all > 2 && capitals * 100 >= CAPITALS * all
    }

    /// The gender of an entity.
    pub fn gender(&self, entity: usize) -> Option<Gender> {
        self.genders.get(entity).copied().flatten()
    }

    /// Whom a pronoun for a person stands for.
    pub fn antecedent(&self, at: usize) -> Option<Antecedent> {
        self.antecedents.get(&at).copied()
    }

    /// The mention that a token belongs to.
    pub fn mention_at(&self, at: usize) -> Option<&EntityMention> {
        let after = self.mentions.partition_point(|mention| mention.first <= at);
        self.mentions[..after].iter().rev().take(2).find(|mention| at < mention.end)
    }

    /// The mention that ends before a token.
    pub fn mention_before(&self, end: usize) -> Option<&EntityMention> {
        self.mention_at(end.checked_sub(1)?).filter(|mention| mention.end == end)
    }

    /// Tells whether the sentence of a token is written as headlines are.
    pub fn is_headline(&self, at: usize) -> bool {
        self.headlines.get(self.sentence(at)).copied().unwrap_or_default()
    }

    /// The token at an index; empty beyond the last.
    pub fn token(&self, at: usize) -> &'a str {
        self.tokens.spans.get(at).map_or("", |token| token.of(self.text))
    }

    /// Tells whether a token is one of these words, in capitals or not.
    pub fn is(&self, at: usize, words: &[&str]) -> bool {
        let token = self.token(at);
        words.iter().any(|word| word.eq_ignore_ascii_case(token))
    }

    /// Tells whether a token is in quotation marks, or is one.
    pub fn is_quoted(&self, at: usize) -> bool {
        self.quoted.get(at).copied().unwrap_or_default()
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
        self.sentences.partition_point(|sentence| sentence.end <= at)
    }

    /// The tokens of a sentence.
    pub fn sentence_tokens(&self, sentence: usize) -> Option<Range<usize>> {
        self.sentences.get(sentence).cloned()
    }
}
