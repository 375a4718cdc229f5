//! The result of attributing a quotation.

use super::document::EntityMention;
use crate::{
    document::{Quote, QuoteKind},
    text::Span,
};

/// The most tokens that a clause of attribution has before or after its verb.
pub(super) const REACH: usize = 40;

/// The confidence in a speaker who is named as a person beside the quotation.
pub(super) const NAMED: f32 = 0.95;
/// The confidence in one whom a pronoun stands for, where nobody else comes near.
pub(super) const PRONOUN: f32 = 0.85;
/// The confidence in one whom a pronoun stands for that could stand for another.
pub(super) const DOUBTFUL_PRONOUN: f32 = 0.65;
/// The confidence in words that stand for a speaker who is not named.
pub(super) const UNNAMED: f32 = 0.75;
/// The confidence in one whom a noun stands for, and in a body.
pub(super) const NOMINAL: f32 = 0.7;
/// The most confidence in one who spoke last, and is not said to speak on.
pub(super) const CONTINUED: f32 = 0.85;
/// The confidence in one who is not said to speak, but talked about.
pub(super) const GUESSED: f32 = 0.5;
/// The confidence in a quotation whose speaker is not known.
pub(super) const UNKNOWN: f32 = 0.5;

/// The speaker of a quotation, as far as the words around it tell.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Attribution {
    /// The index of the entity.
    pub speaker: Option<usize>,
    /// The words that stand for the speaker.
    pub span: Option<Span>,
    /// The words that attribute.
    pub cue: Option<Span>,
    pub confidence: f32,
}

impl Attribution {
    /// An attribution to an entity that is mentioned by name.
    pub fn to(mention: &EntityMention, confidence: f32) -> Self {
        let (speaker, span) = (Some(mention.entity), Some(mention.span));
        Self { speaker, span, cue: None, confidence }
    }

    /// The quotation of this content, attributed so.
    pub fn into_quote(self, kind: QuoteKind, content: Vec<Span>) -> Quote {
        let Self { speaker, span: speaker_span, cue, confidence } = self;
        Quote { kind, content, speaker, speaker_span, cue, confidence }
    }
}
