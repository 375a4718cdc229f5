//! Reads requests: `pb` in, `nlp` out, all violations at once.

use super::pb;
use crate::{
    document::{
        EntityType, Format, KnownEntity, Raw, Wanted, WantedCleaning, WantedEntities,
        WantedSentiment,
    },
    language,
    server::{Limits, status::Failure},
    text::{Encoding, alignment::is_blank},
};
use std::{collections::HashMap, sync::Arc};
use tonic::Status;
use tonic_types::FieldViolation;

const MAX_ID_BYTES: usize = 256;
const MAX_NAME_BYTES: usize = 256;
const MAX_TARGETS: usize = 100;
const MAX_KNOWN_ENTITIES: usize = 10_000;
const MAX_NAMES: usize = 100;
const MAX_ALL_NAMES: usize = 10_000;
const MAX_TITLE_BYTES: usize = 4_096;
/// A status travels in headers, which clients bound to some kilobytes.
const MAX_VIOLATIONS: usize = 25;

/// What is wanted of documents, read once for all of them.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    wanted: Arc<Wanted>,
    faults: Faults,
}

impl Options {
    /// Reads options; what is wrong with them is told with each document.
    pub(crate) fn read(options: Option<pb::AnalysisOptions>) -> Self {
        let mut faults = Faults::default();
        let wanted = faults.options(options.unwrap_or_default());
        // With faults nothing is done for them, and they need not be kept.
        let usable = faults.violations.is_empty();
        Self { wanted: Arc::new(if usable { wanted } else { Wanted::default() }), faults }
    }

    /// The same of a stream, which keeps them: they may have so many bytes.
    pub(crate) fn kept(options: pb::AnalysisOptions, bytes: usize, most: usize) -> Self {
        if bytes <= most {
            return Self::read(Some(options));
        }
        let mut read = Self::read(None);
        read.faults.refuse("options", format!("must have at most {most} bytes in a stream"));
        read
    }

    /// Whether they can be used.
    ///
    /// # Errors
    /// All violations.
    pub(crate) fn check(&self, limits: &Limits) -> Result<(), Status> {
        self.faults.clone().finish((), limits)
    }
}

/// Reads a document. `path` names it in violations.
///
/// # Errors
/// All violations, those of the options too.
pub(crate) fn raw(
    path: &str,
    document: Option<pb::Document>,
    options: &Options,
    limits: &Limits,
) -> Result<Raw, Status> {
    let mut faults = options.faults.clone();
    let raw = faults.document(path, document.unwrap_or_default(), limits);
    faults.finish(Raw { wanted: Arc::clone(&options.wanted), ..raw }, limits)
}

/// What is wrong with a request.
#[derive(Clone, Debug, Default)]
struct Faults {
    violations: Vec<FieldViolation>,
    /// Violations beyond those that a status can hold.
    more: usize,
    /// The size of a content over the limit.
    too_large: Option<usize>,
}

impl Faults {
    fn refuse(&mut self, field: impl Into<String>, description: impl Into<String>) {
        if self.violations.len() < MAX_VIOLATIONS {
            self.violations.push(FieldViolation::new(field, description));
        } else {
            self.more += 1;
        }
    }

    fn at_most(&mut self, field: String, text: &str, most: usize) {
        if text.len() > most {
            self.refuse(field, format!("must have at most {most} bytes"));
        }
    }

    fn finish<T>(mut self, read: T, limits: &Limits) -> Result<T, Status> {
        if self.more > 0 {
            let rest = FieldViolation::new("request", format!("and {} more violations", self.more));
            self.violations.push(rest);
        }
        match (self.violations.len(), self.too_large) {
            (0, _) => Ok(read),
            (1, Some(size)) => {
                let facts =
                    [("content_bytes", size), ("max_content_bytes", limits.content_bytes as usize)];
                let facts = facts.map(|(name, number)| (name.to_owned(), number.to_string()));
                Err(Failure::ContentTooLarge.with(HashMap::from(facts), self.violations))
            }
            _ => Err(Failure::InvalidRequest.with(HashMap::new(), self.violations)),
        }
    }

    fn document(&mut self, path: &str, document: pb::Document, limits: &Limits) -> Raw {
        let pb::Document {
            id,
            content,
            format,
            title,
            source_uri,
            language_code,
            publish_time,
            time_zone,
        } = document;
        self.at_most(format!("{path}.id"), &id, MAX_ID_BYTES);
        self.at_most(format!("{path}.title"), &title, MAX_TITLE_BYTES);
        self.at_most(format!("{path}.source_uri"), &source_uri, MAX_TITLE_BYTES);
        self.content(path, &content, limits.content_bytes as usize);
        if !language_code.is_empty() && !language::is_known(&language_code) {
            let field = format!("{path}.language_code");
            self.refuse(field, "must be a BCP-47 tag of a language in ISO 639");
        }
        if !time_zone.is_empty() && jiff::tz::TimeZone::get(&time_zone).is_err() {
            self.refuse(format!("{path}.time_zone"), "must be the IANA name of a time zone");
        }
        Raw {
            id,
            format: self.format(path, format),
            title,
            // "und" says as little as nothing does.
            language: (!matches!(language_code.as_str(), "" | language::UNDETERMINED))
                .then_some(language_code),
            published: publish_time.and_then(|time| self.time(path, time)),
            content,
            ..Raw::default()
        }
    }

    fn content(&mut self, path: &str, content: &str, limit: usize) {
        let field = || format!("{path}.content");
        if content.len() > limit {
            let size = content.len();
            self.too_large = Some(size);
            self.refuse(field(), format!("must have at most {limit} bytes of UTF-8, has {size}"));
        } else if is_blank(content) {
            self.refuse(field(), "must not be blank");
        }
    }

    fn format(&mut self, path: &str, number: i32) -> Option<Format> {
        match pb::ContentFormat::try_from(number) {
            Ok(pb::ContentFormat::Unspecified) => None,
            Ok(pb::ContentFormat::PlainText) => Some(Format::PlainText),
            Ok(pb::ContentFormat::Html) => Some(Format::Html),
            Err(_) => {
                self.refuse(format!("{path}.format"), unknown(number));
                None
            }
        }
    }

    fn time(&mut self, path: &str, time: prost_types::Timestamp) -> Option<jiff::Timestamp> {
        let in_range = (0..1_000_000_000).contains(&time.nanos);
        let time = jiff::Timestamp::new(time.seconds, time.nanos).ok().filter(|_| in_range);
        if time.is_none() {
            let description = "must lie between the years 1 and 9999, with 0 to 999999999 nanos";
            self.refuse(format!("{path}.publish_time"), description);
        }
        time
    }

    fn options(&mut self, options: pb::AnalysisOptions) -> Wanted {
        let pb::AnalysisOptions { stages, offset_encoding, cleaning, entities, sentiment } =
            options;
        let mut listed = Vec::new();
        for (at, number) in stages.into_iter().enumerate() {
            match pb::Stage::try_from(number) {
                Ok(pb::Stage::Unspecified) | Err(_) => {
                    self.refuse(format!("options.stages[{at}]"), unknown(number));
                }
                Ok(stage) if listed.contains(&stage) => {}
                Ok(stage) => listed.push(stage),
            }
        }
        let asked = |stage| listed.is_empty() || listed.contains(&stage);
        let [clean, find, score] =
            [pb::Stage::Cleaning, pb::Stage::Entities, pb::Stage::Sentiment].map(asked);
        let encoding = match pb::OffsetEncoding::try_from(offset_encoding) {
            Ok(pb::OffsetEncoding::Utf8) => Encoding::Utf8,
            Ok(pb::OffsetEncoding::Utf16) => Encoding::Utf16,
            Ok(pb::OffsetEncoding::Utf32 | pb::OffsetEncoding::Unspecified) => Encoding::Utf32,
            Err(_) => {
                self.refuse("options.offset_encoding", unknown(offset_encoding));
                Encoding::Utf32
            }
        };
        // The options of a stage that does not run are checked too: they may be a mistake.
        let cleaning = cleaning_options(cleaning.unwrap_or_default());
        let entities = self.entity_options(entities.unwrap_or_default());
        let sentiment = self.sentiment_options(sentiment.unwrap_or_default());
        Wanted {
            cleaning: clean.then_some(cleaning),
            entities: find.then_some(entities),
            sentiment: score.then_some(sentiment),
            encoding,
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
        WantedSentiment { evidence: include_evidence, targets }
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
                self.refuse(field(), unknown(number));
                return None;
            }
        };
        Some(kind)
    }
}

fn cleaning_options(options: pb::CleaningOptions) -> WantedCleaning {
    let pb::CleaningOptions { keep_captions, include_alignment, include_removed } = options;
    WantedCleaning {
        captions: keep_captions,
        alignment: include_alignment,
        removed: include_removed,
    }
}

fn unknown(number: i32) -> String {
    format!("must be a known value of its enum, is {number}")
}
