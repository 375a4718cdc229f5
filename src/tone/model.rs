//! The questions that a model of tone answers, whatever it is made of.

use crate::document::EntityType;
use std::ops::Range;

/// The log-odds of negative, neutral and positive, up to a constant.
pub type LogOdds = [f32; 3];

/// The sorts of names that a model may tell apart; what a name says is never read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameSort {
    /// A person.
    Person,
    /// A company, agency, party, team.
    Organization,
    /// A place, with a government or without.
    Place,
    /// A group of people, an event, a product, a work, a law.
    Other,
}

impl NameSort {
    /// The number of sorts.
    pub const COUNT: u32 = Self::Other as u32 + 1;
}

impl From<EntityType> for NameSort {
    fn from(kind: EntityType) -> Self {
        match kind {
            EntityType::Person => Self::Person,
            EntityType::Organization => Self::Organization,
            EntityType::Geopolitical | EntityType::Location | EntityType::Facility => Self::Place,
            EntityType::Group
            | EntityType::Event
            | EntityType::Product
            | EntityType::Work
            | EntityType::Law
            | EntityType::Other => Self::Other,
        }
    }
}

/// Reads the tone of sentences.
pub trait ToneModel: Send + Sync + 'static {
    /// Its name and version, as reports give it.
    fn name(&self) -> &'static str;

    /// A session to read the sentences of one document in.
    fn session(&self) -> Box<dyn ToneSession + '_>;
}

/// Reads sentences one after the other in the same memory, and answers for the last of them.
pub trait ToneSession {
    /// Reads a sentence of these words.
    fn read(&mut self, words: &mut dyn Iterator<Item = Word>);

    /// Reads the same sentence again as if only some of its words were heard, given by their indices.
    fn hear(&mut self, is_heard: &mut dyn FnMut(usize) -> bool);

    /// The log-odds of the sentence.
    fn whole(&self) -> LogOdds;

    /// The tone towards a target, given by its tokens in the sentence.
    fn towards(&self, target: &Range<usize>) -> Towards;

    /// What each word that is heard adds to the score of the sentence where none is heard.
    fn explain_whole(&mut self) -> Vec<f32>;

    /// What each word that is heard adds to the score towards a target, given by its tokens in the
    /// sentence, where none is heard.
    fn explain_towards(&mut self, target: &Range<usize>) -> Vec<f32>;
}

/// A token as a model reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word<'text> {
    /// As it is written.
    Text(&'text str),
    /// A part of a name.
    Name(NameSort),
}

/// The tone towards a target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Towards {
    /// The log-odds of negative, neutral and positive.
    pub log_odds: LogOdds,
    /// The probability, 0 to 1, that it is somebody's view in the sentence rather than what that tells;
    /// without meaning where the tone is neutral.
    pub attributed: f32,
}
