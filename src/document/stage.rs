//! The step from one state to the next.

use super::{EntityType, Report};

/// A step of the analysis: takes a document in one state and gives it back in the next.
///
/// A stage knows nothing of threads, deadlines or wires; [`crate::engine::StageLayer`] gives it
/// those. It must not block, and it must return for every input. Methods for different languages and
/// tiers are stages too, and so is [`crate::engine::Choice`], which picks one of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot take `{In}`: the stages are out of order",
    label = "this stage does not follow the one above it",
    note = "the order is Raw -> cleaning -> Cleaned -> entities -> Tagged -> sentiment -> Scored"
)]
pub trait Stage<In>: Send + Sync + 'static {
    /// The state that it makes.
    type Out: Send + 'static;

    /// Which step of the analysis it is.
    fn name(&self) -> StageName;

    /// The name and version of its method.
    fn model(&self) -> &'static str;

    /// The types of the entities that it finds.
    fn entity_types(&self) -> &'static [EntityType] {
        &[]
    }

    /// Tells whether the document's sender asked for it.
    fn is_wanted(&self, document: &In) -> bool;

    /// Does the work, and says how it went.
    fn run(&self, document: In) -> (Self::Out, Report);

    /// Takes the document to the next state without the work.
    fn skip(&self, document: In) -> Self::Out;
}

/// The steps of the analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StageName {
    /// Finds the article in the page.
    Cleaning,
    /// Finds names and joins those of the same thing.
    Entities,
    /// Reads the tone.
    Sentiment,
}

impl StageName {
    /// Its name in spans and metrics.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cleaning => "cleaning",
            Self::Entities => "entities",
            Self::Sentiment => "sentiment",
        }
    }
}

/// How much a method may cost for how well it does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tier {
    /// A small model: milliseconds for a document.
    #[default]
    Standard,
    /// A large model: hundreds of milliseconds.
    Accurate,
}
