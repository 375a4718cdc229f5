//! The step from one state to the next.

use super::Reported;

/// A step of the analysis: takes a document in one state and gives it back in the next.
///
/// A stage knows nothing of threads, deadlines or wires; [`crate::engine::StageLayer`] gives it
/// those. It must not block, and it must return for every input.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot take `{In}`: the stages are out of order",
    label = "this stage does not follow the one above it",
    note = "the order is Raw -> Cleaner -> Cleaned -> Tagger -> Tagged -> Scorer -> Scored"
)]
pub trait Stage<In>: Send + Sync + 'static {
    /// The state that it makes.
    type Out: Reported + Send + 'static;

    /// Its name in reports and in the log.
    const NAME: &'static str;

    /// Does the work.
    fn run(&self, document: In) -> Self::Out;
}
