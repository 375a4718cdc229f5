//! What is said of the speaker of a quotation.

use super::document::EntityMention;
use crate::text::Span;

/// A clause that attributes has no more tokens before or after its verb.
pub(super) const REACH: usize = 40;

/// How sure a speaker is that is named as a person beside the quotation.
pub(super) const NAMED: f32 = 0.95;
/// One that a pronoun stands for.
pub(super) const PRONOUN: f32 = 0.8;
/// One that a noun stands for, or a body.
pub(super) const NOMINAL: f32 = 0.7;
/// One that is not said to speak, but spoke last or is the one talked about.
pub(super) const CARRIED: f32 = 0.6;
/// How sure a quotation is whose speaker is not known.
pub(super) const UNKNOWN: f32 = 0.5;

/// Who says something, as far as the words around it tell.
#[derive(Clone, Copy, Default)]
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
    /// To an entity that is mentioned by name.
    pub fn to(mention: &EntityMention, confidence: f32) -> Self {
        let (speaker, span) = (Some(mention.entity), Some(mention.span));
        Self { speaker, span, cue: None, confidence }
    }
}
