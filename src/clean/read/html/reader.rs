//! The reader of pages.

use super::{
    attributes::longest_run_of_attributes, builder::PageBuilder, cues::CueFinder,
    metadata::MetadataReader,
};
use crate::{
    clean::{
        byline::{DateReader, NameReader},
        read::Page,
    },
    language::BylineWords,
    text::Span,
};
use html5gum::{
    Tokenizer,
    emitters::callback::{CallbackEmitter, CallbackEvent},
};
use std::convert::Infallible;

/// So many attributes fit on any thread's stack.
const MAX_ATTRIBUTES: usize = 100;

/// Reads pages.
pub(crate) struct HtmlReader {
    cue_finder: CueFinder,
    metadata: MetadataReader,
}

impl HtmlReader {
    /// Prepares the reader; names and dates are read with the words of a language.
    pub fn new(words: &'static BylineWords) -> Self {
        let metadata =
            MetadataReader { names: NameReader::new(words), dates: DateReader::new(words) };
        Self { cue_finder: CueFinder::new(), metadata }
    }

    /// Splits the page into blocks; `address`: where its sender has it from, empty if that is not known.
    pub fn read(&self, content: &str, address: &str) -> Page {
        // The tokenizer calls itself for each attribute in double quotes that follows another one,
        // but not for those in single quotes: a page with so many that the stack could overflow,
        // which nobody writes in earnest, is read with all its quotes single. Every byte keeps its
        // place.
        if longest_run_of_attributes(content) > MAX_ATTRIBUTES {
            self.tokenize(content, &content.replace('"', "'"), address)
        } else {
            self.tokenize(content, content, address)
        }
    }

    /// Reads `page`, which has the length of `content` and its tags.
    fn tokenize(&self, content: &str, page: &str, address: &str) -> Page {
        let mut builder = PageBuilder::new(content, &self.cue_finder);
        let mut emitter =
            CallbackEmitter::new(|event: CallbackEvent<'_>, at: html5gum::Span<usize>| {
                builder.event(event, Span::new(at.start, at.end));
                None::<Infallible>
            });
        // Without a tree builder, this makes the text of scripts and styles text, not tags.
        emitter.naively_switch_states(true);
        // No event is passed on as a token: the first end is the end of the page.
        let end = Tokenizer::new_with_emitter(page, emitter).next();
        debug_assert!(end.is_none(), "the callback keeps all events");
        let (blocks, head) = builder.finish();
        let metadata = self.metadata.read(&head, &blocks, address);
        Page { blocks, metadata }
    }
}
