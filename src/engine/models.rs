//! TODO

use crate::{clean, entities, tone};

/// The three stages with their models, built once and shared.
#[derive(Clone)]
pub struct Models {
    /// `Raw` to `Cleaned`.
    pub cleaner: std::sync::Arc<clean::Cleaner>,
    /// `Cleaned` to `Tagged`.
    pub tagger: std::sync::Arc<entities::Tagger>,
    /// `Tagged` to `Scored`.
    pub scorer: std::sync::Arc<tone::Scorer>,
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
            tagger: entities::Tagger::embedded(&crate::language::ENGLISH).into(),
            scorer: tone::Scorer::embedded().into(),
        }
    }
}
