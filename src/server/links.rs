//! Where on the web an entity is told of.

use crate::document::{KnowledgeBase, Link, Place};

/// The page of a place.
pub(super) fn of_place(place: &Place) -> String {
    format!("https://sws.geonames.org/{}/", place.geonames)
}

/// The page of an entry; `None`: its knowledge base has none.
pub(super) fn of_entry(link: &Link) -> Option<String> {
    match link.base {
        KnowledgeBase::Wikidata => Some(format!("https://www.wikidata.org/wiki/{}", link.id)),
        KnowledgeBase::Wikipedia => {
            let title = link.id.replace(' ', "_").replace('?', "%3F");
            Some(format!("https://en.wikipedia.org/wiki/{title}"))
        }
        KnowledgeBase::Isin | KnowledgeBase::MicTicker => None,
    }
}
