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
    /// Reads a sentence of these tokens.
    fn read(&mut self, tokens: &mut dyn Iterator<Item = &str>);

    /// The log-odds of the sentence.
    fn whole(&self) -> LogOdds;

    /// The log-odds towards a target, given by its tokens in the sentence.
    fn towards(&self, target: &Range<usize>) -> LogOdds;

    /// The log-odds of the sentence as a sum over its tokens.
    fn explain_whole(&self) -> Explanation;

    /// The log-odds towards a target, given by its tokens in the sentence, as a sum over all
    /// tokens.
    fn explain_towards(&self, target: &Range<usize>) -> Explanation;
}

/// Log-odds as a sum.
pub struct Explanation {
    /// The log-odds where nothing is said.
    pub nothing: LogOdds,
    /// The share of each token of the sentence.
    pub shares: Vec<LogOdds>,
}

impl Explanation {
    /// The log-odds that it explains.
    pub fn total(&self) -> LogOdds {
        self.add_shares(self.nothing)
    }

    /// The shares of all tokens together.
    pub fn said(&self) -> LogOdds {
        self.add_shares([0.0; 3])
    }

    fn add_shares(&self, start: LogOdds) -> LogOdds {
        let add =
            |sum: LogOdds, share: &LogOdds| std::array::from_fn(|class| sum[class] + share[class]);
        self.shares.iter().fold(start, add)
    }
}
