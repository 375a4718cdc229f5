//! Removals by the structure of a page.

use crate::{
    clean::read::{RawBlock, Tag},
    document::{Reason, Removal},
    text::punctuation::ends_clause,
};

/// Structure that holds no article, and what it holds.
const STRUCTURE: [(Tag, Reason); 7] = [
    (Tag::Caption, Reason::Caption),
    (Tag::Consent, Reason::CookieNotice),
    (Tag::Comments, Reason::Comments),
    (Tag::Navigation, Reason::Navigation),
    (Tag::Footer, Reason::Navigation),
    (Tag::Aside, Reason::RelatedLinks),
    (Tag::Form, Reason::Other),
];

/// Shorter text, in bytes, is no running text.
const RUNNING_TEXT: usize = 60;

/// The kinds of structure that are to be trusted on a page: a bit for each `Tag`.
pub(super) struct TrustedStructure(u32);

impl TrustedStructure {
    /// The kinds that hold no more than half of the running text: some pages are one form.
    pub fn of(blocks: &[&RawBlock]) -> Self {
        let mut all = 0;
        let mut held = [0; STRUCTURE.len()];
        let running =
            |block: &&&RawBlock| block.text.len() >= RUNNING_TEXT && ends_clause(&block.text);
        for block in blocks.iter().filter(running) {
            all += block.text.len();
            for (held, (tag, _)) in held.iter_mut().zip(STRUCTURE) {
                *held += if block.hints.is_in(tag) { block.text.len() } else { 0 };
            }
        }
        let trusted = STRUCTURE.iter().zip(held).filter(|(_, held)| 2 * held <= all);
        Self(trusted.fold(0, |bits, ((tag, _), _)| bits | tag.bit()))
    }

    /// The removal of a block that the structure says is no part of the article.
    pub fn removal(&self, block: &RawBlock) -> Option<Removal> {
        let holds = |tag: Tag| block.hints.is_in(tag) && self.0 & tag.bit() != 0;
        let found = STRUCTURE.iter().find(|(tag, _)| holds(*tag));
        found.map(|&(_, reason)| Removal { reason, rule: "page_structure", confidence: 0.8 })
    }
}
