//! What analyses found, counted for metrics.

use crate::{
    document::{Analysis, EntityType, Reason},
    metrics::Metrics,
};
use std::collections::BTreeMap;

/// Counts what was found and removed.
pub(super) fn count(found: &Analysis, metrics: &Metrics) {
    let mut entities = BTreeMap::<_, u64>::new();
    for entity in found.entities.iter().flat_map(|found| &found.entities) {
        *entities.entry(entity_type(entity.kind)).or_default() += 1;
    }
    let mut removed = BTreeMap::<_, u64>::new();
    for block in &found.article.removed {
        *removed.entry(reason(block.removal.reason)).or_default() += 1;
    }
    for (kind, count) in entities {
        metrics.found(kind, count);
    }
    for (reason, count) in removed {
        metrics.removed(reason, count);
    }
}

const fn entity_type(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Person => "person",
        EntityType::Organization => "organization",
        EntityType::Geopolitical => "geopolitical",
        EntityType::Location => "location",
        EntityType::Facility => "facility",
        EntityType::Group => "group",
        EntityType::Event => "event",
        EntityType::Product => "product",
        EntityType::Work => "work",
        EntityType::Law => "law",
        EntityType::Other => "other",
    }
}

const fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Duplicate => "duplicate",
        Reason::Caption => "caption",
        Reason::Credits => "credits",
        Reason::Navigation => "navigation",
        Reason::RelatedLinks => "related_links",
        Reason::Comments => "comments",
        Reason::SubscriptionAppeal => "subscription_appeal",
        Reason::Advertisement => "advertisement",
        Reason::ShareButtons => "share_buttons",
        Reason::CookieNotice => "cookie_notice",
        Reason::Copyright => "copyright",
        Reason::Markup => "markup",
        Reason::Other => "other",
    }
}
