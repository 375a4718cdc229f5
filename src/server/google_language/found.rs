//! What was found in a text, in the terms that both versions share.

use super::{
    ask::Features,
    kinds::{MentionType, Type},
    metadata::{self, Metadata},
};
use crate::{
    document::{
        Analysis, Entity, Mention, MentionSentiment, Sentiment, Target, TargetSentiment, Tone,
        Value, Warning,
    },
    server::status::Failure,
    text::{Encoding, Offsets, Span},
};
use std::collections::HashMap;
use tonic::Status;
use tonic_types::FieldViolation;

/// What was found in a text.
pub(super) struct Found<'analysis> {
    analysis: &'analysis Analysis,
    /// Of the content as it came; `None`: offsets are not wanted.
    offsets: Option<Offsets<'analysis>>,
    features: Features,
}

/// A piece of the text.
pub(super) struct Piece {
    pub(super) content: String,
    pub(super) begin_offset: i32,
}

/// A sentence, and its tone.
pub(super) struct FoundSentence {
    pub(super) text: Piece,
    pub(super) tone: Tone,
}

/// A mention of an entity.
pub(super) struct FoundMention {
    pub(super) text: Piece,
    pub(super) kind: MentionType,
    pub(super) probability: f32,
    pub(super) tone: Option<Tone>,
}

/// An entity, or a value, which Google takes for one.
pub(super) struct FoundEntity {
    pub(super) name: String,
    pub(super) kind: Type,
    pub(super) metadata: HashMap<String, String>,
    pub(super) salience: f32,
    pub(super) mentions: Vec<FoundMention>,
    pub(super) tone: Option<Tone>,
}

/// The offset of what has none.
const NO_OFFSET: i32 = -1;

impl<'analysis> Found<'analysis> {
    /// In an analysis; offsets in a unit, or none.
    pub(super) fn new(
        analysis: &'analysis Analysis,
        encoding: Option<Encoding>,
        features: Features,
    ) -> Self {
        let content = &analysis.document.content;
        let offsets = encoding.map(|encoding| Offsets::new(content, encoding));
        Self { analysis, offsets, features }
    }

    /// The language that was given, or told from the text.
    pub(super) fn language(&self) -> String {
        self.analysis.language.code.clone()
    }

    /// Tells whether what was asked for was looked for.
    pub(super) fn is_supported(&self) -> bool {
        let warnings = self.analysis.reports.iter().flat_map(|report| &report.warnings);
        !warnings.into_iter().any(|warning| *warning == Warning::LanguageNotSupported)
    }

    /// The same, where an answer has no way of saying no.
    ///
    /// # Errors
    /// `LANGUAGE_NOT_SUPPORTED`.
    pub(super) fn supported(&self, language_field: &str) -> Result<(), Status> {
        if self.is_supported() {
            return Ok(());
        }
        let language = self.language();
        let description = format!("{language} is not supported");
        let field = FieldViolation::new(format!("document.{language_field}"), description);
        let facts = HashMap::from([("language".to_owned(), language)]);
        Err(Failure::LanguageNotSupported.with(facts, vec![field]))
    }

    /// The tone of the text; `None`: not asked for.
    pub(super) fn tone(&self) -> Option<Tone> {
        let found = self.analysis.sentiment.as_ref().filter(|_| self.features.tone)?;
        // Where there is nothing to read there is no tone.
        Some(found.document.as_ref().map_or_else(Tone::default, |whole| whole.tone))
    }

    /// The sentences; none where their tone was not asked for.
    pub(super) fn sentences(&self) -> impl Iterator<Item = FoundSentence> {
        let found = self.analysis.sentiment.iter().filter(|_| self.features.tone);
        found.flat_map(|found| &found.sentences).map(|sentence| FoundSentence {
            text: self.piece(sentence.span),
            tone: sentence.sentiment.tone,
        })
    }

    /// The entities, and after them the values; none where they were not asked for.
    pub(super) fn entities(&self) -> impl Iterator<Item = FoundEntity> {
        // The tone of a text also depends on what it mentions: that was looked for, but not asked for.
        let asked = self.features.entities || self.features.tone_towards;
        let found = self.analysis.entities.iter().filter(move |_| asked);
        let mut towards: Vec<Option<&TargetSentiment>> = Vec::new();
        let wanted = self.analysis.sentiment.iter().filter(|_| self.features.tone_towards);
        for target in wanted.flat_map(|found| &found.targets) {
            if let Target::Entity(index) = target.target {
                towards.resize(towards.len().max(index + 1), None);
                towards[index] = Some(target);
            }
        }
        let entities = found.clone().flat_map(|found| &found.entities).enumerate();
        let entities = entities.map(move |(index, entity)| {
            let towards = towards.get(index).copied().flatten();
            self.entity(entity, towards)
        });
        let values = found.flat_map(|found| &found.values);
        entities.chain(values.filter_map(|value| self.value(value)))
    }

    fn entity(&self, entity: &Entity, towards: Option<&TargetSentiment>) -> FoundEntity {
        let place = entity.place.as_ref().map(metadata::of_place);
        let links = metadata::of_links(&entity.links);
        let tones = towards.map_or(&[][..], |towards| &towards.mentions);
        let mentions = entity.mentions.iter().map(|mention| self.mention(mention, tones));
        FoundEntity {
            name: entity.name.clone(),
            kind: entity.kind.into(),
            metadata: owned([place.unwrap_or_default(), links].concat()),
            salience: entity.salience,
            mentions: mentions.collect(),
            tone: self.towards(towards.map(|towards| &towards.overall)),
        }
    }

    fn mention(&self, mention: &Mention, tones: &[MentionSentiment]) -> FoundMention {
        let tone = tones.binary_search_by_key(&mention.span, |tone| tone.span).ok();
        FoundMention {
            text: self.piece(mention.span),
            kind: MentionType::Proper,
            probability: mention.confidence,
            tone: self.towards(tone.map(|at| &tones[at].sentiment)),
        }
    }

    /// A value as an entity of its own, which is certain and has no tone.
    fn value(&self, value: &Value) -> Option<FoundEntity> {
        let words = value.span.of(&self.analysis.article.text);
        let (kind, metadata) = metadata::of_value(value, words)?;
        let tone = self.towards(None);
        let text = self.piece(value.span);
        let mention = FoundMention { text, kind: MentionType::Unknown, probability: 1.0, tone };
        Some(FoundEntity {
            name: words.to_owned(),
            kind,
            metadata: owned(metadata),
            salience: 0.0,
            mentions: vec![mention],
            tone,
        })
    }

    /// A tone towards something, neutral where nothing is known of it; `None`: not asked for.
    fn towards(&self, known: Option<&Sentiment>) -> Option<Tone> {
        let wanted = self.features.tone_towards;
        wanted.then(|| known.map_or_else(Tone::default, |sentiment| sentiment.tone))
    }

    /// A span of the article as a piece of the content as it came.
    fn piece(&self, span: Span) -> Piece {
        let article = &self.analysis.article;
        let begin_offset = self.offsets.as_ref().and_then(|offsets| {
            // What cleaning put in comes from nowhere.
            let raw = article.alignment.raw(span);
            i32::try_from(offsets.at(raw.first()?.start)).ok()
        });
        Piece {
            content: span.of(&article.text).to_owned(),
            begin_offset: begin_offset.unwrap_or(NO_OFFSET),
        }
    }
}

fn owned(metadata: Metadata) -> HashMap<String, String> {
    metadata.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}
