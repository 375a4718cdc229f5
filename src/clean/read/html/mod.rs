//! Reads HTML: a block is the text between two tags that break the line.
//!
//! On the WHATWG tokenizer html5gum, which knows where each token lies in the page; a tree builder
//! (html5ever's) would forget it, and every byte has to be accounted for. Of the tree only the
//! elements that are open are kept, which is all that a block needs to know of its surroundings.

mod attributes;
mod blocks;
mod builder;
mod cues;
mod detect;
mod elsewhere;
mod hash;
mod head;
mod head_attributes;
mod hidden;
mod identity;
mod json;
mod json_ld;
mod mended;
mod metadata;
mod open_elements;
mod reader;
mod references;
mod role;
mod script;
mod seams;
mod start_tag;
mod titles;
mod xml;

pub(crate) use detect::detect;
pub(crate) use reader::HtmlReader;
pub(crate) use references::pieces;

#[cfg(test)]
mod tests;
