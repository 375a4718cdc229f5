//! The reader of pages.

use super::{
    builder::{PageBuilder, Parts},
    cues::CueFinder,
    elsewhere::{Elsewhere, Kind, insert, insert_between},
    mended::Mender,
    metadata::MetadataReader,
    references::pieces,
    script,
    xml::is_xml,
};
use crate::{
    clean::{
        byline::{DateReader, NameReader},
        read::{Page, RawBlock, Tag, TimeElement, Transcript, plain},
    },
    language::BylineWords,
    text::Span,
};
use html5gum::{
    Tokenizer,
    emitters::callback::{CallbackEmitter, CallbackEvent},
};
use std::convert::Infallible;

/// Each is compared with all of the page: so many are looked at.
const MOST_BODIES: usize = 32;

/// Reads pages.
pub(crate) struct HtmlReader {
    mender: Mender,
    cue_finder: CueFinder,
    metadata: MetadataReader,
}

impl HtmlReader {
    /// Prepares the reader; names and dates are read with the words of a language.
    pub fn new(words: &'static BylineWords) -> Self {
        let metadata =
            MetadataReader { names: NameReader::new(words), dates: DateReader::new(words) };
        Self { mender: Mender::new(), cue_finder: CueFinder::new(), metadata }
    }

    /// Splits the page into blocks; `address`: where its sender has it from, empty if that is not known.
    pub fn read(&self, content: &str, address: &str) -> Page {
        let Parts { mut blocks, head, elsewhere } = self.parts(content, is_xml(content));
        let mut metadata = self.metadata.read(&head, &blocks, address);
        let starts: Vec<usize> = blocks.iter().map(|block| block.raw().start).collect();
        for part in elsewhere.iter().filter(|part| part.kind == Kind::Escaped) {
            insert_between(&mut blocks, self.escaped(content, part));
        }
        let unseen = elsewhere.iter().filter(|part| part.kind != Kind::Escaped);
        let bodies = unseen.map(|part| self.unseen(content, part)).filter(|body| !body.is_empty());
        bodies.take(MOST_BODIES).for_each(|body| insert(&mut blocks, body));
        move_times(&mut metadata.times, &starts, &blocks);
        Page { blocks, metadata }
    }

    fn parts(&self, content: &str, xml: bool) -> Parts {
        let page = self.mender.mended(content, xml);
        let mut builder = PageBuilder::new(content, &self.cue_finder, xml);
        let mut emitter =
            CallbackEmitter::new(|event: CallbackEvent<'_>, at: html5gum::Span<usize>| {
                builder.event(event, Span::new(at.start, at.end));
                None::<Infallible>
            });
        // Without a tree builder, this makes the text of scripts and styles text, not tags.
        emitter.naively_switch_states(true);
        // No event is passed on as a token: the first end is the end of the page.
        let end = Tokenizer::new_with_emitter(&*page, emitter).next();
        debug_assert!(end.is_none(), "the callback keeps all events");
        builder.finish()
    }

    /// The blocks of markup that was escaped once too often.
    fn escaped(&self, content: &str, part: &Elsewhere) -> Vec<RawBlock> {
        let mut transcript = Transcript::default();
        for piece in pieces(content, part.raw) {
            match piece.decoded {
                Some(text) => transcript.put(piece.raw, &text),
                None => transcript.keep(content, piece.raw),
            }
        }
        self.transcribed(&transcript, part)
    }

    /// The blocks of text that the page does not show.
    fn unseen(&self, content: &str, part: &Elsewhere) -> Vec<RawBlock> {
        if part.kind == Kind::Markup {
            let mut transcript = Transcript::default();
            transcript.keep(content, part.raw);
            return self.transcribed(&transcript, part);
        }
        let strings = script::body(content, part.raw);
        let strings = strings.into_iter().map(|raw| script::string(content, raw));
        let mut blocks: Vec<_> =
            strings.flat_map(|string| self.transcribed(&string, part)).collect();
        for block in &mut blocks {
            block.hints.inside |= Tag::Article.bit() | Tag::Body.bit();
        }
        blocks
    }

    fn transcribed(&self, transcript: &Transcript, part: &Elsewhere) -> Vec<RawBlock> {
        let text = transcript.text();
        let tags = ["</", "<br", "<p"].iter().any(|tag| text.contains(tag));
        let mut blocks = if tags || part.kind != Kind::Script {
            self.parts(text, false).blocks
        } else {
            plain::blocks(text)
        };
        for block in &mut blocks {
            block.after_blank = false;
            block.hints.inside |= part.around.inside;
            if block.hints.tag == Tag::None {
                block.hints.tag = Tag::Paragraph;
                block.hints.inside |= Tag::Paragraph.bit();
                block.hints.depth = part.around.depth;
                block.hints.elements = part.around.elements;
            }
        }
        transcript.traced(blocks)
    }
}

/// Lets times stand before the same blocks as before others were put between them, by where each block
/// started.
fn move_times(times: &mut [TimeElement], starts: &[usize], blocks: &[RawBlock]) {
    for time in times {
        let start = starts.get(time.block);
        let place = |start: &usize| blocks.iter().position(|block| block.raw().start == *start);
        time.block = start.and_then(place).unwrap_or(blocks.len());
    }
}
