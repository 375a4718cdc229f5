//! The named things that a document mentions.

use super::{Quote, Value};
use crate::text::Span;

/// The types of entities.
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
    /// All types.
    pub const ALL: [Self; 11] = [
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
        Self::Other,
    ];

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

/// The findings of the entity stage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entities {
    /// The entities, the most salient first.
    pub entities: Vec<Entity>,
    /// Times, money, percentages and quantities, in text order; empty: not asked for, or none.
    pub values: Vec<Value>,
    /// The quotations, in text order; `None`: not asked for.
    pub quotes: Option<Vec<Quote>>,
}

/// A named thing and where it is mentioned.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// The fullest name seen.
    pub name: String,
    /// Its type.
    pub kind: EntityType,
    /// Its share of the document's attention, 0 to 1.
    pub salience: f32,
    /// The probability that name and type are right, 0 to 1.
    pub confidence: f32,
    /// Its description in the text: "US Secretary of State"; empty: nothing.
    pub role: String,
    /// Its mentions, in text order.
    pub mentions: Vec<Mention>,
    /// The caller's name for it, if it is one of the caller's own.
    pub known: Option<String>,
    /// The place of the world that it is, if it is one and that is known.
    pub place: Option<Place>,
    /// The probability that it is that place, 0 to 1.
    pub place_confidence: f32,
    /// What else is known of it elsewhere.
    pub links: Vec<Link>,
}

/// A place where an entity is mentioned by name.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Its span in the clean text.
    pub span: Span,
    /// Its type.
    pub kind: EntityType,
    /// The probability that span and type are right, 0 to 1.
    pub confidence: f32,
    /// The index of its sentence.
    pub sentence: usize,
    /// The index of the caller's own entity, if it is one.
    pub known: Option<usize>,
}

/// An entry of a knowledge base.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Which one.
    pub base: KnowledgeBase,
    /// The identifier there.
    pub id: String,
    /// What the entry is called; empty: not known.
    pub name: String,
    /// The probability that it is the entity, 0 to 1.
    pub confidence: f32,
}

/// The knowledge bases that entities other than places are looked up in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnowledgeBase {
    /// Wikidata, by the number of an item.
    Wikidata,
    /// The English Wikipedia, by the title of an article.
    Wikipedia,
    /// Securities, by ISO 6166.
    Isin,
    /// Listings, by market identifier code (ISO 10383) and ticker.
    MicTicker,
}

/// The kinds of places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceKind {
    /// A continent.
    Continent,
    /// A country or territory with a code of its own.
    Country,
    /// A state, province or other region of the first level of a country.
    State,
    /// A city.
    City,
}

/// A place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its type.
    pub kind: PlaceKind,
    /// ISO 3166-1 alpha-2; empty for a continent.
    pub country: &'static str,
    /// Of a region, and of a city in one, what follows the country and the hyphen in the region's code
    /// of ISO 3166-2; empty: none, or not known.
    pub region: &'static str,
    /// Its number in GeoNames.
    pub geonames: u32,
    /// People; of a region those of its cities.
    pub population: u64,
    /// Whether it is the capital of its country.
    pub capital: bool,
}
