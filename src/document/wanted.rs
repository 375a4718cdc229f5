//! What the sender of documents wants to know.

use super::EntityType;
use crate::text::Encoding;

/// What the sender of a document wants; `None` for a stage that is not to run.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Of the cleaning stage.
    pub cleaning: Option<WantedCleaning>,
    /// Of the entity stage.
    pub entities: Option<WantedEntities>,
    /// Of the sentiment stage.
    pub sentiment: Option<WantedSentiment>,
    /// The unit of every offset in the answer.
    pub encoding: Encoding,
}

impl Wanted {
    /// Everything, with default options.
    pub fn everything() -> Self {
        Self {
            cleaning: Some(WantedCleaning::default()),
            entities: Some(WantedEntities {
                values: true,
                quotes: true,
                ..WantedEntities::default()
            }),
            sentiment: Some(WantedSentiment::default()),
            encoding: Encoding::default(),
        }
    }
}

/// What the sender wants of the cleaning stage.
#[derive(Clone, Debug, Default)]
pub struct WantedCleaning {
    /// Keep the captions of pictures.
    pub captions: bool,
    /// Answer where each part of the clean text comes from.
    pub alignment: bool,
    /// Answer what was removed.
    pub removed: bool,
}

/// What the sender wants of the entity stage.
#[derive(Clone, Debug, Default)]
pub struct WantedEntities {
    /// Only these types; empty: all.
    pub types: Vec<EntityType>,
    /// Only mentions of at least this confidence.
    pub min_confidence: f32,
    /// Names that the sender knows.
    pub known: Vec<KnownEntity>,
    /// Times, money, percentages and quantities too.
    pub values: bool,
    /// Quotations too.
    pub quotes: bool,
}

/// What the sender wants of the sentiment stage.
#[derive(Clone, Debug, Default)]
pub struct WantedSentiment {
    /// The words that made each score.
    pub evidence: bool,
    /// Things to score beside the entities.
    pub targets: Vec<String>,
}

/// An entry of the caller's own gazetteer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownEntity {
    /// The caller's name for it.
    pub id: String,
    /// Its type.
    pub kind: EntityType,
    /// The names under which it appears.
    pub names: Vec<String>,
}
