//! The entity stage: finds names, says what they are, and joins those of the same thing.
//!
//! [`model`] labels tokens, [`discourse`] lets the document's clear cases decide its doubtful
//! ones, [`dateline`] and [`gazetteer`] overrule both with what is known, and [`coreference`] joins mentions into entities.

mod coreference;
mod dateline;
mod discourse;
pub mod features;
mod gazetteer;
pub mod model;

use super::{
    Stage,
    document::{Article, Cleaned, Report, Tagged, WantedEntities, Warning},
    language::speaks_english,
    segment::{Sentence, sentences, tokens},
    span::Span,
};
use model::Model;

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityType {
    /// A person, real or not.
    Person,
    /// A company, agency, party, court, medium, team, named militia.
    Organization,
    /// A place with a government.
    Geopolitical,
    /// Another place.
    Location,
    /// A building, airport, bridge, prison, camp.
    Facility,
    /// A nationality, ethnic, religious or political group.
    Group,
    /// A named war, disaster, conference, election, sports event.
    Event,
    /// A vehicle, weapon, device, software, drug.
    Product,
    /// A book, film, song, report, prize.
    Work,
    /// A law, treaty, agreement, court case.
    Law,
    /// A named thing of another kind.
    Other,
}

impl EntityType {
    /// The types that the model tells apart, in the order of its labels.
    pub const LEARNED: [Self; 10] = [
        Self::Person,
        Self::Organization,
        Self::Geopolitical,
        Self::Location,
        Self::Facility,
        Self::Group,
        Self::Event,
        Self::Product,
        Self::Work,
        Self::Law,
    ];
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

/// What the stage found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entities {
    /// The entities, the most salient first.
    pub entities: Vec<Entity>,
}

/// A named thing and where it is mentioned.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// The fullest name seen.
    pub name: String,
    /// What it is.
    pub kind: EntityType,
    /// Its share of the document's attention, 0 to 1.
    pub salience: f32,
    /// How likely name and type are right, 0 to 1.
    pub confidence: f32,
    /// Where it is mentioned, in text order.
    pub mentions: Vec<Mention>,
    /// The caller's name for it, if it is one of the caller's own.
    pub known: Option<String>,
}

/// A place where an entity is mentioned by name.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where, in the clean text.
    pub span: Span,
    /// What it is.
    pub kind: EntityType,
    /// How likely span and type are right, 0 to 1.
    pub confidence: f32,
    /// The index of its sentence.
    pub sentence: usize,
    /// The index of the caller's own entity, if it is one.
    pub known: Option<usize>,
}

/// Lets `stronger` mentions take the place of those that they overlap; both in text order.
fn overrule(mentions: &mut Vec<Mention>, stronger: Vec<Mention>) {
    mentions.retain(|mention| {
        let at = stronger.partition_point(|found| found.span.end <= mention.span.start);
        !stronger.get(at).is_some_and(|found| found.span.overlaps(mention.span))
    });
    mentions.extend(stronger);
    mentions.sort_by_key(|mention| mention.span);
}

/// Finds entities.
pub struct Tagger {
    model: Model,
}

impl Tagger {
    /// The name and version of the method.
    pub const MODEL: &'static str = "entity-perceptron-1";

    /// With the weights inside the binary.
    pub fn embedded() -> Self {
        Self { model: Model::embedded() }
    }

    /// Finds the entities of an article whose sentences are known.
    fn entities(
        &self,
        article: &Article,
        sentences: &[Sentence],
        wanted: &WantedEntities,
    ) -> Entities {
        let text = &article.text;
        let tokens: Vec<Vec<Span>> = sentences.iter().map(|s| tokens(text, s.span)).collect();
        let mut mentions = self.model.tag(text, &tokens);
        discourse::agree(text, &tokens, &mut mentions);
        dateline::apply(article, sentences, &mut mentions);
        gazetteer::apply(text, sentences, &wanted.known, &mut mentions);
        let mut entities = coreference::join(text, &mentions, &wanted.known);
        for entity in &mut entities {
            entity.mentions.retain(|found| found.confidence >= wanted.min_confidence);
        }
        entities.retain(|entity| {
            let asked = wanted.types.is_empty() || wanted.types.contains(&entity.kind);
            asked && !entity.mentions.is_empty()
        });
        coreference::rank(text.len(), &mut entities);
        Entities { entities }
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
            sentences(&article.text, &article.blocks)
        } else {
            Vec::new()
        };
        let entities = wanted.entities.as_ref().map(|wanted| {
            let mut report = Report::new(Self::NAME, Self::MODEL);
            let missing = [
                (wanted.values, Warning::ValuesNotSupported),
                (wanted.quotes, Warning::QuotesNotSupported),
            ];
            let missing = missing.into_iter().filter(|(asked, _)| *asked);
            report.warnings.extend(missing.map(|(_, warning)| warning));
            let speaks = speaks_english(&cleaned.language, &mut report);
            let found = speaks.then(|| self.entities(article, &sentences, wanted));
            cleaned.reports.push(report);
            found.unwrap_or_default()
        });
        Tagged { cleaned, sentences, entities }
    }
}

#[cfg(test)]
mod tests;
