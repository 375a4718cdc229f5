//! The entity stage: finds names, says what they are, and joins those of the same thing.
//!
//! [`detect`] finds mentions of names: a model labels tokens, the document's clear cases decide its
//! doubtful ones, and what is known for sure overrules both. [`resolve`] joins mentions into entities
//! and finds what the text and the world know of them. [`crate::quotes`] finds who says what, and
//! [`crate::values`] times, money and numbers.

pub mod detect;
mod place_list;
pub mod resolve;

use crate::{
    document::{
        Article, Cleaned, Entities, Mention, Raw, Report, Stage, Tagged, Value, WantedEntities,
        Warning,
    },
    language::{Language, speaks_english},
    quotes::QuoteFinder,
    text::{Sentence, SentenceSplitter, Tokens},
    values::{Finder, anchor::Anchor},
};
use detect::{
    MentionModel,
    crf::CrfModel,
    dateline, discourse,
    gazetteer::{self, StockIndices},
};
use jiff::tz::TimeZone;
use resolve::{
    coreference::Coreference, name::NameMatcher, places::Places, role::RoleFinder, salience,
};

/// Finds entities.
pub struct Tagger {
    model: Box<dyn MentionModel>,
    stock_indices: StockIndices,
    matcher: NameMatcher,
    places: Places,
    roles: RoleFinder,
    quotes: QuoteFinder,
    finder: Finder,
    splitter: SentenceSplitter,
}

impl Tagger {
    /// The name and version of the model inside the binary.
    pub const MODEL: &'static str = CrfModel::EMBEDDED;

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
            roles: RoleFinder::new(&language.names),
            quotes: QuoteFinder::new(language),
            finder: Finder::new(&language.values),
            splitter: language.sentences.splitter(),
        }
    }

    /// The name and version of its model.
    pub fn model(&self) -> &'static str {
        self.model.name()
    }

    /// Finds the names in a text by what they and their neighbours look like, in text order.
    pub fn mentions(&self, text: &str, tokens: &Tokens) -> Vec<Mention> {
        let mut mentions = self.model.mentions(text, tokens);
        discourse::agree(text, tokens, &mut mentions);
        mentions
    }

    /// Finds the entities of an article whose sentences are known.
    fn entities(
        &self,
        article: &Article,
        sentences: &[Sentence],
        tokens: &Tokens,
        wanted: &WantedEntities,
    ) -> Entities {
        let text = &article.text;
        let mut mentions = self.mentions(text, tokens);
        dateline::apply(article, sentences, &mut mentions);
        self.stock_indices.apply(text, tokens, &mut mentions);
        let names = gazetteer::names_of(&wanted.known);
        gazetteer::apply(text, tokens, (&wanted.known, &names), &mut mentions);
        let coreference = Coreference { matcher: self.matcher, places: &self.places };
        let mut entities = coreference.join(text, &mut mentions, &wanted.known);
        self.roles.find(text, tokens, &mut entities);
        self.places.locate(&mut entities);
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
        Entities { entities, quotes, ..Entities::default() }
    }

    /// Finds the values of an article, and reports what was assumed.
    fn values(
        &self,
        raw: &Raw,
        article: &Article,
        sentences: &[Sentence],
        report: &mut Report,
    ) -> Vec<Value> {
        let anchor = Anchor::of(&self.finder, article, raw.published, &TimeZone::UTC);
        let values = self.finder.find(&article.text, sentences, anchor.time);
        let assumed = anchor.year_assumed && values.iter().any(Value::is_anchored);
        report.warnings.extend(assumed.then_some(Warning::YearAssumed));
        values
    }
}

impl Stage<Cleaned> for Tagger {
    type Out = Tagged;
    const NAME: &'static str = "entities";

    fn run(&self, mut cleaned: Cleaned) -> Tagged {
        let wanted = &cleaned.raw.wanted;
        let article = &cleaned.article;
        // The scorer works on sentences too, whether or not entities are wanted.
        let sentences = if wanted.entities.is_some() || wanted.sentiment.is_some() {
            let blocks = article.blocks.iter().map(|block| block.span);
            self.splitter.split(&article.text, blocks)
        } else {
            Vec::new()
        };
        let tokens = Tokens::new(&article.text, &sentences);
        let entities = wanted.entities.as_ref().map(|wanted| {
            let mut report = Report::new(Self::NAME, self.model());
            let mut found = Entities::default();
            if speaks_english(&cleaned.language, &mut report) {
                found = self.entities(article, &sentences, &tokens, wanted);
                if wanted.values {
                    found.values = self.values(&cleaned.raw, article, &sentences, &mut report);
                }
            }
            cleaned.reports.push(report);
            found
        });
        Tagged { cleaned, sentences, tokens, entities }
    }
}

#[cfg(test)]
mod tests;
