//! The words in and around English names.

mod forms;
mod links;
mod places;
mod roles;

use crate::language::{NameLists, NameWords};

pub(super) const WORDS: NameWords = NameWords {
    lists: NameLists {
        word_classes: include_str!("../../../../models/word-classes.txt"),
        given_names: include_str!("../../../../models/given-names.txt"),
        surnames: include_str!("../../../../models/surnames.txt"),
        places: include_str!("../../../../models/places.tsv"),
        regions: include_str!("../../../../models/regions.tsv"),
        organizations: include_str!("../../../../models/organizations.tsv"),
        officials: include_str!("../../../../models/officials.tsv"),
        stock_indices: include_str!("../../../../models/stock-indices.txt"),
    },
    possessive_endings: &["'s", "’s"],
    connectives: &[
        "of", "for", "and", "the", "de", "la", "del", "di", "da", "van", "von", "bin", "&", "-",
    ],
    index_nouns: &["Index", "index", "Average"],
    forms: forms::FORMS,
    roles: roles::ROLES,
    places: places::PLACES,
    links: links::LINKS,
};
