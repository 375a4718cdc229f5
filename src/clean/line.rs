//! A block with what the rules say of it, before its surroundings are looked at.

use super::read::{Cue, RawBlock};
use crate::document::{Reason, Removal};

/// Rules that are surer than this overrule the trees.
pub(crate) const VETO: f32 = 0.75;

/// A block with what the rules say of it by itself.
pub(crate) struct Line<'page> {
    pub block: &'page RawBlock,
    /// The number of its words, split at white space.
    pub words: usize,
    /// True if it ends like a sentence or a clause.
    pub ends: bool,
    /// Its removal, if a rule or the structure of the page takes it for furniture.
    pub furniture: Option<Removal>,
    /// True if it is the caption of a picture.
    pub caption: bool,
    /// True if it says who wrote the article, or when.
    pub byline: bool,
    /// True if it is an agency's closing credits.
    pub credits: bool,
    /// True if the structure of the page, and not only its words, says that it is no part of the article.
    pub outside: bool,
    /// True if it is a sentence that speaks to nobody.
    pub impersonal: bool,
}

impl Line<'_> {
    /// Its text as a reader sees it.
    pub fn text(&self) -> &str {
        &self.block.text
    }

    /// True if a rule takes it for furniture of this kind.
    pub fn is_furniture(&self, reason: Reason) -> bool {
        self.furniture.is_some_and(|removal| removal.reason == reason)
    }

    /// True if a rule takes it for furniture, and is to be believed whatever the trees say.
    pub fn is_surely_furniture(&self) -> bool {
        self.furniture.is_some_and(|removal| removal.confidence > VETO)
    }

    /// True if the rules let it belong to the body. What they are sure of they decide; but what they say
    /// of the words of a sentence that speaks to nobody counts only where the trees doubt it, too.
    pub fn may_be_body(&self, is_likely: bool) -> bool {
        let by_words = (self.caption || self.is_surely_furniture()) && !self.outside;
        let is_article = is_likely && by_words && self.impersonal;
        let removed = (self.caption || self.is_surely_furniture()) && !is_article;
        !removed && !self.byline && !self.credits
    }

    /// True if the markup says that it names an author.
    pub fn is_author(&self) -> bool {
        self.words <= 10 && self.block.hints.cues[0] & Cue::Author.bit() != 0
    }

    /// True if it could be a headline.
    pub fn is_title_like(&self) -> bool {
        let sober = self.furniture.is_none() && !self.caption && !self.byline;
        sober && (3..=30).contains(&self.words) && !self.text().ends_with('.')
    }
}
