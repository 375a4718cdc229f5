//! The entity stage: finds names, says what they are, and joins those of the same thing.
//!
//! [`detect`] finds mentions of names: a model labels tokens, the document's clear cases decide its
//! doubtful ones, and what is known for sure overrules both. [`resolve`] joins mentions into entities
//! and finds what the text and the world know of them. [`crate::quotes`] finds who says what, and
//! [`crate::values`] times, money and numbers.

pub mod detect;
mod home;
mod place_list;
pub mod resolve;
mod surroundings;

use crate::{
    document::{
        Cleaned, Entities, EntityType, Mention, Report, Stage, StageName, Tagged, Value,
        WantedEntities, Warning,
    },
    language::Language,
    quotes::QuoteFinder,
    text::{Segmentation, SentenceSplitter, Tokens},
    values::{
        Finder,
        anchor::{Anchor, Source, YearSource},
        setting::Setting,
    },
};
use detect::{
    MentionModel,
    crf::CrfModel,
    dateline, discourse,
    gazetteer::{self, StockIndices},
};
use jiff::tz::TimeZone;
use resolve::{
    coreference::Coreference,
    links::{self, Linker},
    name::NameMatcher,
    places::Places,
    role::RoleFinder,
    salience,
};
use surroundings::Surroundings;

/// Finds entities.
pub struct Tagger {
    model: Box<dyn MentionModel>,
    stock_indices: StockIndices,
    matcher: NameMatcher,
    places: Places,
    linker: Linker,
    roles: RoleFinder,
    quotes: QuoteFinder,
    finder: Finder,
    splitter: SentenceSplitter,
}

impl Tagger {
    /// The model inside the binary.
    pub fn embedded(language: &'static Language) -> Self {
        Self::new(language, CrfModel::embedded(language))
    }

    /// Another model.
    pub fn new(language: &'static Language, model: impl MentionModel) -> Self {
        Self {
            model: Box::new(model),
            stock_indices: StockIndices::new(&language.names),
            matcher: NameMatcher::new(&language.names),
            places: Places::new(&language.names),
            linker: Linker::new(&language.names),
            roles: RoleFinder::new(&language.names),
            quotes: QuoteFinder::new(language),
            finder: Finder::new(&language.values),
            splitter: language.sentences.splitter(),
        }
    }

    /// Finds the names in a text by what they and their neighbours look like, in text order.
    pub fn mentions(&self, text: &str, tokens: &Tokens) -> Vec<Mention> {
        let mut mentions = self.model.mentions(text, tokens);
        discourse::agree(text, tokens, &mut mentions);
        mentions
    }

    /// Finds the entities of an article that is split into sentences.
    fn entities(&self, cleaned: &Cleaned, wanted: &WantedEntities) -> (Entities, Surroundings) {
        let (article, known) = (&cleaned.article, &wanted.known);
        let Segmentation { sentences, tokens } = cleaned.segmentation();
        let text = &article.text;
        let mut mentions = self.mentions(text, tokens);
        dateline::apply(article, sentences, &mut mentions);
        self.stock_indices.apply(text, tokens, &mut mentions);
        gazetteer::apply(text, tokens, known, &mut mentions);
        let coreference =
            Coreference { matcher: self.matcher, places: &self.places, linker: &self.linker };
        let mut entities = coreference.join(text, &mut mentions, known.entities());
        self.roles.find(text, tokens, &mut entities);
        let home = home::country(&cleaned.raw.document.source);
        self.places.locate(text, home.as_deref(), &mut entities);
        let surroundings = Surroundings::of(article, &entities);
        let setting = links::Setting {
            text,
            country: self.places.about(&entities),
            published: cleaned.raw.document.published.or(article.metadata.published),
        };
        self.linker.link(&self.places, &setting, &mut entities);
        for entity in &mut entities {
            entity.mentions.retain(|found| found.confidence >= wanted.min_confidence);
        }
        entities.retain(|entity| {
            let asked = wanted.types.is_empty() || wanted.types.contains(&entity.kind);
            asked && !entity.mentions.is_empty()
        });
        salience::rank(article, sentences, &mut entities);
        let quotes =
            wanted.quotes.then(|| self.quotes.find(text, &article.blocks, tokens, &entities));
        (Entities { entities, quotes, ..Entities::default() }, surroundings)
    }

    /// Finds the values of an article, and reports what was assumed.
    fn values(
        &self,
        cleaned: &Cleaned,
        surroundings: &Surroundings,
        report: &mut Report,
    ) -> Vec<Value> {
        let article = &cleaned.article;
        let document = &cleaned.raw.document;
        let zone = document.time_zone.clone().unwrap_or(TimeZone::UTC);
        let sentences = &cleaned.segmentation().sentences;
        let source = Source { article, raw: &document.content, sentences };
        let anchor = Anchor::of(&self.finder, &source, document.published, &zone);
        let setting = Setting {
            anchor: anchor.time,
            country: surroundings.country,
            names: &surroundings.names,
        };
        let values = self.finder.find(&article.text, sentences, &setting);
        let assumed = anchor.year_source.filter(|_| values.iter().any(Value::is_anchored));
        report.warnings.extend(assumed.map(|source| match source {
            YearSource::Publication => Warning::YearAssumed,
            YearSource::DatedText => Warning::YearFromDate,
            YearSource::Weekday => Warning::YearFromWeekday,
            YearSource::LatestYear => Warning::YearFromText,
        }));
        values
    }
}

impl Stage<Cleaned> for Tagger {
    type Out = Tagged;

    fn name(&self) -> StageName {
        StageName::Entities
    }

    fn model(&self) -> &'static str {
        self.model.name()
    }

    fn entity_types(&self) -> &'static [EntityType] {
        &EntityType::ALL
    }

    fn is_wanted(&self, cleaned: &Cleaned) -> bool {
        cleaned.raw.wanted.entities.is_some()
    }

    fn run(&self, mut cleaned: Cleaned) -> (Tagged, Report) {
        let mut report = Report::new(self.name(), self.model());
        cleaned.segment(&self.splitter);
        let entities = cleaned.raw.wanted.entities.as_ref().map(|wanted| {
            let (mut found, surroundings) = self.entities(&cleaned, wanted);
            if wanted.values {
                found.values = self.values(&cleaned, &surroundings, &mut report);
            }
            found
        });
        (Tagged { cleaned, entities }, report)
    }

    fn skip(&self, cleaned: Cleaned) -> Tagged {
        Tagged { cleaned, entities: None }
    }
}

#[cfg(test)]
mod tests;
