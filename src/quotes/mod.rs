//! Quotations and who says them.
//!
//! [`marks`] finds the regions in quotation marks, [`beside`] the verb in the same sentence that
//! says whose words they are, [`subject`] the subject of that verb, and [`anaphora`] whom it means
//! if it is a pronoun or a noun; [`direct`] makes quotations of them, and [`indirect`] finds what
//! is reported without marks. Whole phrases and sentences in quotation marks are direct speech; one
//! or two words are a fragment of it, or only held at arm's length, and titles are no quotation at
//! all. What follows "said that" without quotation marks is indirect speech.

mod anaphora;
mod attribution;
mod beside;
mod complement;
mod cues;
mod direct;
mod document;
mod gender;
mod headline;
mod indirect;
mod marks;
mod subject;
#[cfg(test)]
mod tests;
mod verbs;

use crate::{
    document::{Block, Entity, Quote},
    language::Language,
    text::Tokens,
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
        let document = QuotedDocument::new(&self.cues, (text, tokens), entities, &regions);
        let reported = indirect::find(&document);
        let mut quotes = direct::find(&document, &regions, &reported);
        let spoken = headline::find(&document, blocks);
        let inside = |quote: &Quote| {
            let first = quote.content.first();
            spoken.iter().any(|one| {
                one.content.iter().any(|outer| first.is_some_and(|first| outer.start <= first.start && first.end <= outer.end))
            })
        };
        quotes.extend(reported.into_iter().filter(|quote| !inside(quote)));
        quotes.extend(spoken);
        quotes.sort_by_key(|quote| quote.content.first().copied());
        quotes
    }
}
