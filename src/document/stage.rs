//! The step from one state to the next.

use super::{EntityType, Report, StageName};

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

    /// Its name.
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
