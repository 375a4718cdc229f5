//! The colours and names of entity types.

use crate::server::copydesk_v1::pb;
use anstyle::AnsiColor;

pub(super) const fn colour(kind: pb::EntityType) -> AnsiColor {
    match kind {
        pb::EntityType::Person => AnsiColor::Yellow,
        pb::EntityType::Organization => AnsiColor::Cyan,
        pb::EntityType::Geopolitical => AnsiColor::Green,
        pb::EntityType::Location => AnsiColor::BrightGreen,
        pb::EntityType::Facility => AnsiColor::BrightBlue,
        pb::EntityType::Group => AnsiColor::Magenta,
        pb::EntityType::Event => AnsiColor::BrightRed,
        pb::EntityType::Product => AnsiColor::Blue,
        pb::EntityType::Work => AnsiColor::BrightMagenta,
        pb::EntityType::Law => AnsiColor::BrightCyan,
        pb::EntityType::Other | pb::EntityType::Unspecified => AnsiColor::BrightYellow,
    }
}

pub(super) const fn name(kind: pb::EntityType) -> &'static str {
    match kind {
        pb::EntityType::Person => "person",
        pb::EntityType::Organization => "organization",
        pb::EntityType::Geopolitical => "geopolitical",
        pb::EntityType::Location => "location",
        pb::EntityType::Facility => "facility",
        pb::EntityType::Group => "group",
        pb::EntityType::Event => "event",
        pb::EntityType::Product => "product",
        pb::EntityType::Work => "work",
        pb::EntityType::Law => "law",
        pb::EntityType::Other | pb::EntityType::Unspecified => "other",
    }
}
