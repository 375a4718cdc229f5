//! Text analysis, pure: text in, findings out. No async, no network, no protobuf.

pub mod alignment;
pub mod clean;
pub mod document;
pub mod entity;
pub mod language;
pub mod segment;
pub mod sentiment;
pub mod span;

pub use document::{Analysis, Article, Cleaned, Raw, Report, Reported, Scored, Tagged, Warning};

/// A step of the analysis: takes a document in one state and gives it back in the next.
///
/// A stage knows nothing of threads, deadlines or wires; [`crate::pipeline::StageLayer`] gives it
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

/// The three stages with their models, built once and shared.
#[derive(Clone)]
pub struct Models {
    /// `Raw` to `Cleaned`.
    pub cleaner: std::sync::Arc<clean::Cleaner>,
    /// `Cleaned` to `Tagged`.
    pub tagger: std::sync::Arc<entity::Tagger>,
    /// `Tagged` to `Scored`.
    pub scorer: std::sync::Arc<sentiment::Scorer>,
}

impl Models {
    /// The models inside the binary.
    pub fn embedded() -> Self {
        Self::with_site_rules(clean::SiteRules::default())
    }

    /// The models inside the binary, and the operator's own rules for cleaning.
    pub fn with_site_rules(site_rules: clean::SiteRules) -> Self {
        Self {
            cleaner: clean::Cleaner::new(site_rules).into(),
            tagger: entity::Tagger::embedded().into(),
            scorer: sentiment::Scorer::embedded().into(),
        }
    }
}
