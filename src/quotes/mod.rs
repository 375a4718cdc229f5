//! Quotations and who says them.
//!
//! [`marks`] finds the regions in quotation marks, [`beside`] the verb in the same sentence that
//! says whose words they are, and [`direct`] makes quotations of them. [`indirect`] finds what is
//! reported without marks, or with them around a part of it: [`verbs`] finds the author's verbs of
//! saying, and [`complement`] what stands behind them, or that what is said stands before.
//! [`headline`] finds what stands behind a name and a colon.
//!
//! Who speaks is the subject of the verb: [`subject`] finds it before the verb, [`inverted`] behind it,
//! and [`elided`] somewhere else in the sentence. [`anaphora`] tells whom it means if it is a pronoun or
//! a noun: [`evidence`] tells the gender of persons, and [`pronouns`] whom pronouns stand for.
//!
//! Whole phrases and sentences in quotation marks are direct speech; a few words inside the author's
//! sentence are a fragment of it, or only held at arm's length, and titles are no quotation at all.
//! Where a fragment stands in what is reported, that is found as a whole too.

mod adverbial;
mod anaphora;
mod attribution;
mod beside;
mod complement;
mod cues;
mod direct;
mod document;
mod elided;
mod evidence;
mod gender;
mod headline;
mod indirect;
mod inverted;
mod marks;
mod phrase;
mod pronouns;
mod subject;
#[cfg(test)]
mod tests;
mod verbs;
mod words;

use crate::{
    document::{Block, Entity, Quote},
    language::Language,
    text::{Span, Tokens},
};
use cues::Cues;
use document::QuotedDocument;

/// Finds quotations.
pub(crate) struct QuoteFinder {
    cues: Cues,
}

impl QuoteFinder {
    /// A finder for texts in this language.
    pub fn new(language: &'static Language) -> Self {
        Self { cues: Cues::new(language) }
    }

    /// Finds the quotations of a document, in text order.
    pub fn find(
        &self,
        text: &str,
        blocks: &[Block],
        tokens: &Tokens,
        entities: &[Entity],
    ) -> Vec<Quote> {
        let regions = marks::find(text, blocks, &self.cues);
        let mut document = QuotedDocument::new(&self.cues, (text, tokens), entities, &regions);
        document.set_genders(evidence::of_entities(&document));
        document.set_antecedents(pronouns::resolve(&document));
        let reported = indirect::find(&document);
        let mut quotes = direct::find(&document, &regions, &reported);
        let spoken = headline::find(&document, blocks);
        // Blocks do not overlap.
        let mut outer: Vec<Span> =
            spoken.iter().flat_map(|spoken| &spoken.content).copied().collect();
        outer.sort_unstable();
        let inside = |quote: &Quote| {
            let first = quote.content.first().copied().unwrap_or_default();
            let after = outer.partition_point(|outer| outer.start <= first.start);
            outer[..after].last().is_some_and(|outer| first.end <= outer.end)
        };
        quotes.extend(reported.into_iter().filter(|quote| !inside(quote)));
        quotes.extend(spoken);
        quotes.sort_by_key(|quote| quote.content.first().copied());
        quotes
    }
}
