//! The document in every state of its analysis, the options, and every kind of result.
//!
//! A leaf: no stage is imported here.

mod article;
mod entities;
mod quotes;
mod report;
mod stage;
mod stage_name;
mod state;
mod tone;
mod values;
mod wanted;

pub use article::{Article, Block, BlockKind, Metadata, Reason, Removal, Removed};
pub use entities::{Entities, Entity, EntityType, KnowledgeBase, Link, Mention, Place, PlaceKind};
pub use quotes::{Quote, QuoteKind};
pub use report::{Report, Warning};
pub use stage::Stage;
pub use stage_name::{StageName, Tier};
pub use state::{
    Analysis, Cleaned, Document, Format, IdentifiedLanguage, Raw, Scored, State, Tagged,
};
pub use tone::{
    Evidence, MentionSentiment, Opinion, Polarity, SentenceSentiment, Sentiment, SentimentAnalysis,
    Target, TargetSentiment, Tone, Voice, VoicedSentiment,
};
pub use values::{Money, Quantity, Time, Value, ValueKind};
pub use wanted::{
    KnownEntities, KnownEntity, Wanted, WantedCleaning, WantedEntities, WantedSentiment,
};
