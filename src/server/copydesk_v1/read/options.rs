//! Reads options.

use super::document::MAX_ID_BYTES;
use crate::{
    document::{
        EntityType, KnownEntities, KnownEntity, Tier, Wanted, WantedCleaning, WantedEntities,
        WantedSentiment,
    },
    server::{
        copydesk_v1::{pb, write::View},
        faults::Faults,
    },
    text::{Encoding, PhraseSet, alignment::is_blank},
};

const MAX_NAME_BYTES: usize = 256;
const MAX_TARGETS: usize = 100;
const MAX_KNOWN_ENTITIES: usize = 10_000;
const MAX_NAMES: usize = 100;
const MAX_ALL_NAMES: usize = 10_000;

impl Faults {
    pub(super) fn options(&mut self, options: pb::AnalysisOptions) -> (Wanted, View) {
        let pb::AnalysisOptions { stages, offset_encoding, cleaning, entities, sentiment } =
            options;
        let listed = self.stages(stages);
        let asked = |stage| listed.is_empty() || listed.contains(&stage);
        let [clean, find, score] =
            [pb::Stage::Cleaning, pb::Stage::Entities, pb::Stage::Sentiment].map(asked);
        let encoding = self.encoding(offset_encoding);
        // The options of a stage that does not run are checked too: they may be a mistake.
        let cleaning = cleaning.unwrap_or_default();
        let entities = self.entity_options(entities.unwrap_or_default());
        let sentiment = self.sentiment_options(sentiment.unwrap_or_default());
        let wanted = Wanted {
            cleaning: clean.then_some(WantedCleaning { captions: cleaning.keep_captions }),
            entities: find.then_some(entities),
            sentiment: score.then_some(sentiment),
            tier: Tier::default(),
        };
        // Without the stage everything is in its place: nobody asked to be told.
        let view = View {
            encoding,
            alignment: clean && cleaning.include_alignment,
            removed: clean && cleaning.include_removed,
        };
        (wanted, view)
    }

    fn stages(&mut self, stages: Vec<i32>) -> Vec<pb::Stage> {
        let mut listed = Vec::new();
        for (at, number) in stages.into_iter().enumerate() {
            match pb::Stage::try_from(number) {
                Ok(pb::Stage::Unspecified) | Err(_) => {
                    self.refuse_unknown(format!("options.stages[{at}]"), number);
                }
                Ok(stage) if listed.contains(&stage) => {}
                Ok(stage) => listed.push(stage),
            }
        }
        listed
    }

    fn encoding(&mut self, offset_encoding: i32) -> Encoding {
        match pb::OffsetEncoding::try_from(offset_encoding) {
            Ok(pb::OffsetEncoding::Utf8) => Encoding::Utf8,
            Ok(pb::OffsetEncoding::Utf16) => Encoding::Utf16,
            Ok(pb::OffsetEncoding::Utf32 | pb::OffsetEncoding::Unspecified) => Encoding::Utf32,
            Err(_) => {
                self.refuse_unknown("options.offset_encoding", offset_encoding);
                Encoding::Utf32
            }
        }
    }

    fn entity_options(&mut self, options: pb::EntityOptions) -> WantedEntities {
        let pb::EntityOptions { types, min_confidence, known_entities, omit_values, omit_quotes } =
            options;
        let numbers = types;
        let mut types = Vec::new();
        for (at, number) in numbers.into_iter().enumerate() {
            let kind = self.entity_type(|| format!("options.entities.types[{at}]"), number);
            types.extend(kind.filter(|kind| !types.contains(kind)));
        }
        if !(0.0..=1.0).contains(&min_confidence) {
            self.refuse("options.entities.min_confidence", "must be between 0 and 1");
        }
        if known_entities.len() > MAX_KNOWN_ENTITIES {
            let description = format!("must have at most {MAX_KNOWN_ENTITIES} entries");
            self.refuse("options.entities.known_entities", description);
        }
        let names: usize = known_entities.iter().map(|entity| entity.names.len()).sum();
        if names > MAX_ALL_NAMES {
            let description = format!("must have at most {MAX_ALL_NAMES} names together");
            self.refuse("options.entities.known_entities", description);
        }
        let known = known_entities.into_iter().take(MAX_KNOWN_ENTITIES).enumerate();
        let known = known.filter_map(|(at, entity)| self.known_entity(at, entity)).collect();
        let known = KnownEntities::new(known);
        WantedEntities { types, min_confidence, known, values: !omit_values, quotes: !omit_quotes }
    }

    fn known_entity(&mut self, at: usize, entity: pb::KnownEntity) -> Option<KnownEntity> {
        let path = format!("options.entities.known_entities[{at}]");
        let kind = self.entity_type(|| format!("{path}.type"), entity.r#type);
        self.at_most(format!("{path}.id"), &entity.id, MAX_ID_BYTES);
        if !(1..=MAX_NAMES).contains(&entity.names.len()) {
            self.refuse(format!("{path}.names"), format!("must have 1 to {MAX_NAMES} entries"));
        }
        for (at, name) in entity.names.iter().enumerate() {
            self.name(format!("{path}.names[{at}]"), name);
        }
        Some(KnownEntity { id: entity.id, kind: kind?, names: entity.names })
    }

    fn sentiment_options(&mut self, options: pb::SentimentOptions) -> WantedSentiment {
        let pb::SentimentOptions { include_evidence, targets } = options;
        if targets.len() > MAX_TARGETS {
            let description = format!("must have at most {MAX_TARGETS} entries");
            self.refuse("options.sentiment.targets", description);
        }
        for (at, target) in targets.iter().take(MAX_TARGETS).enumerate() {
            let field = format!("options.sentiment.targets[{at}]");
            if targets.iter().take(at).any(|before| before == target) {
                self.refuse(&field, "must differ from the other targets");
            }
            self.name(field, target);
        }
        WantedSentiment { evidence: include_evidence, targets: PhraseSet::new(targets) }
    }

    fn name(&mut self, field: String, name: &str) {
        if name.len() > MAX_NAME_BYTES || is_blank(name) {
            self.refuse(field, format!("must have 1 to {MAX_NAME_BYTES} bytes and not be blank"));
        }
    }

    fn entity_type(&mut self, field: impl FnOnce() -> String, number: i32) -> Option<EntityType> {
        use pb::EntityType as Type;
        let kind = match Type::try_from(number) {
            Ok(Type::Person) => EntityType::Person,
            Ok(Type::Organization) => EntityType::Organization,
            Ok(Type::Geopolitical) => EntityType::Geopolitical,
            Ok(Type::Location) => EntityType::Location,
            Ok(Type::Facility) => EntityType::Facility,
            Ok(Type::Group) => EntityType::Group,
            Ok(Type::Event) => EntityType::Event,
            Ok(Type::Product) => EntityType::Product,
            Ok(Type::Work) => EntityType::Work,
            Ok(Type::Law) => EntityType::Law,
            Ok(Type::Other) => EntityType::Other,
            Ok(Type::Unspecified) | Err(_) => {
                self.refuse_unknown(field(), number);
                return None;
            }
        };
        Some(kind)
    }
}
