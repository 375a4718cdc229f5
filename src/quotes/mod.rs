//! Quotations and who says them.
//!
//! [`marks`] finds what stands in quotation marks, [`speaker`] the verb beside it that says whose words
//! they are, [`attribution`] the subject of that verb; [`indirect`] finds what is reported without
//! marks. Whole phrases and sentences in quotation marks are direct speech; one or two words
//! are a fragment of it, or only held at arm's length, and titles are no quotation at all. What
//! follows "said that" without quotation marks is indirect speech.

mod attribution;
mod context;
mod indirect;
mod marks;
mod speaker;
mod verbs;

use crate::document::Quote;
use crate::document::QuoteKind;
use crate::{
    document::{Block, Entity},
    text::{Tokens, punctuation::is_full_stop},
};
use context::Scene;

/// Fewer words in quotation marks are a fragment.
const DIRECT_WORDS: usize = 3;

/// Finds the quotations of a document, in text order.
pub(crate) fn find(
    text: &str,
    blocks: &[Block],
    tokens: &Tokens,
    entities: &[Entity],
) -> Vec<Quote> {
    let regions = marks::find(text, blocks);
    let scene = Scene::new(text, tokens, entities, &regions);
    let mut quotes = speaker::attribute(&scene, &regions);
    quotes.extend(indirect::find(&scene));
    quotes.sort_by_key(|quote| quote.content.first().copied());
    quotes
}

/// What is quoted in a region in quotation marks; `None`: a title.
fn kind(scene: &Scene, region: &marks::Region) -> Option<QuoteKind> {
    let words: Vec<&str> = scene.words(region).collect();
    let small = |word: &&str| word.starts_with(char::is_lowercase) && word.len() > 3;
    let ends = |c: char| c == ',' || is_full_stop(c);
    let sentence = region.text(scene.text).trim_end().ends_with(ends);
    let title = words.len() > 1 && !sentence && !words.iter().any(small);
    match words.len() {
        0 => None,
        _ if title => None,
        count if count < DIRECT_WORDS => Some(QuoteKind::Fragment),
        _ => Some(QuoteKind::Direct),
    }
}

#[cfg(test)]
mod tests;
