//! The entity stage: finds names, says what they are, and joins those of the same thing.
//!
//! [`model`] labels tokens by their [`features`], [`discourse`] lets the document's clear cases decide
//! its doubtful ones, [`dateline`] and [`gazetteer`] overrule both with what is known,
//! [`coreference`] joins mentions into entities, [`role`], [`places`] and [`salience`] say what is
//! known of those, [`quote`] who says what, and [`value`] finds times, money and numbers.

pub mod chain;
mod coreference;
mod dateline;
mod discourse;
pub mod features;
mod gazetteer;
pub mod lexicon;
pub mod model;
mod name;
mod places;
pub mod quote;
mod role;
mod salience;
pub mod value;
pub mod word;

use super::{
    Stage,
    document::{Article, Cleaned, Raw, Report, Tagged, WantedEntities, Warning},
    language::speaks_english,
    segment::{Sentence, sentences, tokens},
    span::Span,
};
use gazetteer::StockIndices;
use lexicon::Lexicon;
use model::Model;
use places::Places;
pub use places::{Place, PlaceKind};
use std::ops::Range;
use value::{Finder, Value, anchor::Anchor};

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
    /// Times, money, percentages and quantities, in text order; empty: not asked for, or none.
    pub values: Vec<Value>,
    /// The quotations, in text order; `None`: not asked for.
    pub quotes: Option<Vec<quote::Quote>>,
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
    /// What the text says that it is: "US Secretary of State"; empty: nothing.
    pub role: String,
    /// Where it is mentioned, in text order.
    pub mentions: Vec<Mention>,
    /// The caller's name for it, if it is one of the caller's own.
    pub known: Option<String>,
    /// The place of the world that it is, if it is one and that is known.
    pub place: Option<Place>,
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

/// The tokens of a document.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    /// Where they are, in the clean text.
    pub spans: Vec<Span>,
    /// Which of them each sentence holds.
    pub sentences: Vec<Range<usize>>,
}

/// Bytes of text to a token, with the space before it; most texts have more.
const SHORT_TOKEN: usize = 4;

impl Tokens {
    /// Those of these sentences.
    pub fn new(text: &str, sentences: &[Sentence]) -> Self {
        let mut all = Self::default();
        all.spans.reserve(text.len() / SHORT_TOKEN);
        all.sentences.reserve(sentences.len());
        for sentence in sentences {
            let start = all.spans.len();
            all.spans.extend(tokens(text, sentence.span));
            all.sentences.push(start..all.spans.len());
        }
        all
    }

    /// Those that lie in a part of the text, or over its ends.
    pub(in crate::nlp) fn range(&self, part: Span) -> Range<usize> {
        let start = self.spans.partition_point(|token| token.end <= part.start);
        start..self.spans.partition_point(|token| token.start < part.end)
    }
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
    lexicon: Lexicon,
    model: Model,
    places: Places,
    stock_indices: StockIndices,
    finder: Finder,
}

impl Tagger {
    /// The name and version of the method.
    pub const MODEL: &'static str = "entity-crf-2";

    /// With the weights inside the binary.
    pub fn embedded() -> Self {
        Self::new(Lexicon::embedded(), Model::embedded())
    }

    /// With other weights.
    pub fn new(lexicon: Lexicon, model: Model) -> Self {
        Self {
            lexicon,
            model,
            places: Places::embedded(),
            stock_indices: StockIndices::embedded(),
            finder: Finder::new(),
        }
    }

    /// Finds the names in a text by what they and their neighbours look like, in text order.
    pub fn mentions(&self, text: &str, tokens: &Tokens) -> Vec<Mention> {
        let mut mentions = self.model.tag(&self.lexicon, text, tokens);
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
        gazetteer::apply(text, tokens, &wanted.known, &mut mentions);
        let mut entities = coreference::join(&self.places, text, &mut mentions, &wanted.known);
        role::find(text, tokens, &mut entities);
        places::locate(&self.places, &mut entities);
        for entity in &mut entities {
            entity.mentions.retain(|found| found.confidence >= wanted.min_confidence);
        }
        entities.retain(|entity| {
            let asked = wanted.types.is_empty() || wanted.types.contains(&entity.kind);
            asked && !entity.mentions.is_empty()
        });
        salience::rank(article, sentences, &mut entities);
        let quotes = wanted.quotes.then(|| quote::find(text, &article.blocks, tokens, &entities));
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
        let anchor = Anchor::of(&self.finder, raw, article);
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
            sentences(&article.text, &article.blocks)
        } else {
            Vec::new()
        };
        let tokens = Tokens::new(&article.text, &sentences);
        let entities = wanted.entities.as_ref().map(|wanted| {
            let mut report = Report::new(Self::NAME, Self::MODEL);
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
