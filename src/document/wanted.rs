//! The options of an analysis.

use super::{EntityType, Tier};
use crate::text::{PhraseSet, PhraseTrie};
use std::sync::OnceLock;

/// The analysis that is wanted of a document; `None` for a stage that is not to run.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Of the cleaning stage.
    pub cleaning: Option<WantedCleaning>,
    /// Of the entity stage.
    pub entities: Option<WantedEntities>,
    /// Of the sentiment stage.
    pub sentiment: Option<WantedSentiment>,
    /// Of every stage that has a choice of methods.
    pub tier: Tier,
}

impl Wanted {
    /// Everything, with default options.
    pub fn everything() -> Self {
        let entities = WantedEntities { values: true, quotes: true, ..WantedEntities::default() };
        Self {
            cleaning: Some(WantedCleaning::default()),
            entities: Some(entities),
            sentiment: Some(WantedSentiment::default()),
            tier: Tier::default(),
        }
    }
}

/// The options of the cleaning stage.
#[derive(Clone, Debug, Default)]
pub struct WantedCleaning {
    /// Keep the captions of pictures.
    pub captions: bool,
}

/// The options of the entity stage.
#[derive(Clone, Debug, Default)]
pub struct WantedEntities {
    /// Only these types; empty: all.
    pub types: Vec<EntityType>,
    /// Only mentions of at least this confidence.
    pub min_confidence: f32,
    /// Names that the sender knows.
    pub known: KnownEntities,
    /// Times, money, percentages and quantities too.
    pub values: bool,
    /// Quotations too.
    pub quotes: bool,
}

/// The options of the sentiment stage.
#[derive(Clone, Debug, Default)]
pub struct WantedSentiment {
    /// The words that made each score.
    pub evidence: bool,
    /// Things to score beside the entities, wherever the text has their names.
    pub targets: PhraseSet,
}

/// An entry of the sender's own gazetteer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownEntity {
    /// The sender's name for it.
    pub id: String,
    /// Its type.
    pub kind: EntityType,
    /// The names under which it appears.
    pub names: Vec<String>,
}

/// The sender's own gazetteer. Its names are indexed once, when a document first needs them.
#[derive(Clone, Debug, Default)]
pub struct KnownEntities {
    entities: Vec<KnownEntity>,
    names: OnceLock<PhraseTrie>,
}

impl KnownEntities {
    /// Of these entities. Of two that share a name the first keeps it.
    pub const fn new(entities: Vec<KnownEntity>) -> Self {
        Self { entities, names: OnceLock::new() }
    }

    /// The entities, in the sender's order.
    pub fn entities(&self) -> &[KnownEntity] {
        &self.entities
    }

    /// Their names, each with the index of its entity.
    pub fn names(&self) -> &PhraseTrie {
        self.names.get_or_init(|| {
            PhraseTrie::new(
                self.entities.iter().enumerate().flat_map(|(at, entity)| {
                    entity.names.iter().map(move |name| (at, name.as_str()))
                }),
            )
        })
    }
}
