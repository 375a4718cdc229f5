//! The kinds of entities and mentions by their numbers, which both versions share.

use crate::document::EntityType;

/// The types of entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub(super) enum Type {
    Person = 1,
    Location = 2,
    Organization = 3,
    Event = 4,
    WorkOfArt = 5,
    ConsumerGood = 6,
    Other = 7,
    Date = 11,
    Number = 12,
    Price = 13,
}

impl From<EntityType> for Type {
    fn from(kind: EntityType) -> Self {
        match kind {
            EntityType::Person => Self::Person,
            EntityType::Organization => Self::Organization,
            EntityType::Geopolitical | EntityType::Location | EntityType::Facility => {
                Self::Location
            }
            EntityType::Event => Self::Event,
            EntityType::Product => Self::ConsumerGood,
            EntityType::Work => Self::WorkOfArt,
            EntityType::Group | EntityType::Law | EntityType::Other => Self::Other,
        }
    }
}

/// The kinds of mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub(super) enum MentionType {
    /// What is no name: a date, a price, a number.
    Unknown = 0,
    /// A name.
    Proper = 1,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::google_language::{v1, v2};

    #[test]
    fn the_numbers_are_those_of_both_versions() {
        let types = [
            (Type::Person, "PERSON"),
            (Type::Location, "LOCATION"),
            (Type::Organization, "ORGANIZATION"),
            (Type::Event, "EVENT"),
            (Type::WorkOfArt, "WORK_OF_ART"),
            (Type::ConsumerGood, "CONSUMER_GOOD"),
            (Type::Other, "OTHER"),
            (Type::Date, "DATE"),
            (Type::Number, "NUMBER"),
            (Type::Price, "PRICE"),
        ];
        for (kind, name) in types {
            let first = v1::pb::entity::Type::from_str_name(name).map(i32::from);
            let second = v2::pb::entity::Type::from_str_name(name).map(i32::from);
            assert_eq!([first, second], [Some(kind as i32); 2], "{name}");
        }
        for (kind, name) in
            [(MentionType::Unknown, "TYPE_UNKNOWN"), (MentionType::Proper, "PROPER")]
        {
            let first = v1::pb::entity_mention::Type::from_str_name(name).map(i32::from);
            let second = v2::pb::entity_mention::Type::from_str_name(name).map(i32::from);
            assert_eq!([first, second], [Some(kind as i32); 2], "{name}");
        }
    }
}
