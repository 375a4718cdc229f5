//! Reads HTML: a block is the text between two tags that break the line.
//!
//! On the WHATWG tokenizer html5gum, which knows where each token lies in the page; a tree builder
//! (html5ever's) would forget it, and every byte has to be accounted for. Of the tree only the
//! elements that are open are kept, which is all that a block needs to know of its surroundings.

mod detect;
mod element;
mod metadata;
mod text;

use super::block::{Fragment, Hints, RawBlock, Tag};
use crate::text::{Span, alignment::is_blank};
pub(crate) use detect::detect;
pub(crate) use element::{AUTHOR, CUE_GROUPS};
use element::{Cues, Role, hides, leads_to_author, longest_run_of_attributes, role, structure};
use html5gum::{
    Tokenizer,
    emitters::callback::{CallbackEmitter, CallbackEvent},
};
pub(crate) use metadata::PageMetadata;
use metadata::{Attributes, Collector};
use rustc_hash::FxHasher;
use std::{convert::Infallible, hash::Hasher};
use text::{decode, reference_length, trim_ends};

/// Elements of other vocabularies, which may close themselves.
const FOREIGN: &[&[u8]] = &[b"svg", b"math"];

/// Deeper than this, elements are not told apart, as in browsers.
const MAX_DEPTH: usize = 512;

/// How many elements beyond the two around a block have a say by their classes: those still
/// farther out hold all kinds of blocks.
const FARTHER: usize = 5;

/// A page, read.
pub(crate) struct Page {
    /// Its text, in order.
    pub blocks: Vec<RawBlock>,
    /// What its head says about the article.
    pub metadata: PageMetadata,
}

impl Page {
    /// A page that is no more than text.
    pub fn of_text(blocks: Vec<RawBlock>) -> Self {
        Self { blocks, metadata: PageMetadata::default() }
    }
}

/// Reads pages.
pub(crate) struct HtmlReader {
    cues: Cues,
}

impl HtmlReader {
    /// Prepares the reader.
    pub fn new() -> Self {
        Self { cues: Cues::new() }
    }

    /// Splits the page into blocks.
    pub fn read(&self, content: &str) -> Page {
        // The tokenizer calls itself for each attribute in double quotes that follows another one,
        // but not for those in single quotes: a page with so many that the stack could overflow,
        // which nobody writes in earnest, is read with all its quotes single. Every byte keeps its
        // place.
        if longest_run_of_attributes(content) > MAX_ATTRIBUTES {
            self.tokens(content, &content.replace('"', "'"))
        } else {
            self.tokens(content, content)
        }
    }

    /// Reads `page`, which has the length of `content` and its tags.
    fn tokens(&self, content: &str, page: &str) -> Page {
        let mut reader = Reader::new(content, &self.cues);
        let mut emitter =
            CallbackEmitter::new(|event: CallbackEvent<'_>, at: html5gum::Span<usize>| {
                reader.event(event, Span::new(at.start, at.end));
                None::<Infallible>
            });
        // Without a tree builder, this makes the text of scripts and styles text, not tags.
        emitter.naively_switch_states(true);
        // No event is passed on as a token: the first end is the end of the page.
        let end = Tokenizer::new_with_emitter(page, emitter).next();
        debug_assert!(end.is_none(), "the callback keeps all events");
        reader.end_block();
        Page { blocks: reader.blocks, metadata: reader.collector.finish() }
    }
}

/// So many attributes fit on any thread's stack.
const MAX_ATTRIBUTES: usize = 100;

/// An element that is open.
#[derive(Clone, Copy, Default)]
struct Element {
    /// Hash of its name.
    name: u32,
    /// Whether it breaks the line.
    breaks: bool,
    /// Whether it is a link.
    link: bool,
    number: u32,
    /// Its own kind, and those of all elements around it.
    tag: Tag,
    inside: u32,
    /// The cues of its own classes.
    cues: u32,
    /// Hash of its name and classes.
    signature: u32,
}

/// A start tag whose attributes are being read.
#[derive(Default)]
struct Opening {
    name: Vec<u8>,
    attribute: Vec<u8>,
    cues: u32,
    /// What its attributes make it beside its own kind: a bit for each `Tag`.
    inside: u32,
    signature: u32,
    /// The attributes that metadata is read from.
    meta: Attributes,
}

impl Opening {
    fn mark(&mut self, tag: Tag, is: bool) {
        self.inside |= if is { tag.bit() } else { 0 };
    }
}

struct Reader<'page> {
    content: &'page str,
    cue_words: &'page Cues,
    blocks: Vec<RawBlock>,
    collector: Collector,
    block: RawBlock,
    opening: Opening,
    /// The hidden element that we are in, and how many of its name are open.
    hidden: Option<(Vec<u8>, usize)>,
    open: Vec<Element>,
    /// How many elements are open beyond the deepest that is told apart.
    deeper: usize,
    elements: u32,
}

impl<'page> Reader<'page> {
    fn new(content: &'page str, cue_words: &'page Cues) -> Self {
        Self {
            content,
            cue_words,
            blocks: Vec::new(),
            collector: Collector::default(),
            block: RawBlock::default(),
            opening: Opening::default(),
            hidden: None,
            open: Vec::new(),
            deeper: 0,
            elements: 0,
        }
    }

    fn event(&mut self, event: CallbackEvent<'_>, at: Span) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.opening = Opening { signature: hash(name), ..Opening::default() };
                self.opening.name.extend_from_slice(name);
            }
            CallbackEvent::AttributeName { name } => {
                self.opening.attribute.clear();
                self.opening.attribute.extend_from_slice(name);
                self.opening.mark(Tag::Hidden, name == b"hidden");
            }
            CallbackEvent::AttributeValue { value } => self.attribute(value),
            CallbackEvent::CloseStartTag { self_closing } => self.start(self_closing),
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { value } => self.text(at, value),
            CallbackEvent::Comment { .. }
            | CallbackEvent::Doctype { .. }
            | CallbackEvent::Error(_) => {}
        }
    }

    fn attribute(&mut self, value: &[u8]) {
        let opening = &mut self.opening;
        match opening.attribute.as_slice() {
            b"class" | b"id" | b"role" | b"itemprop" | b"data-testid" | b"data-component" => {
                let cues = self.cue_words.find(value);
                opening.cues |= cues;
                opening.inside |= structure(value, cues).bit();
                opening.mark(Tag::Body, value == b"articleBody");
                if opening.attribute == b"class" {
                    opening.signature = opening.signature.rotate_left(5) ^ hash(value);
                }
            }
            b"href" | b"rel" if leads_to_author(value) => opening.cues |= AUTHOR,
            b"style" => opening.mark(Tag::Hidden, hides(value)),
            _ => {}
        }
        opening.meta.read(&opening.name, &opening.attribute, value);
    }

    fn start(&mut self, self_closing: bool) {
        let mut opening = std::mem::take(&mut self.opening);
        let meta = std::mem::take(&mut opening.meta);
        let name = opening.name.as_slice();
        let closed = self_closing && FOREIGN.contains(&name);
        if let Some((hidden, depth)) = &mut self.hidden {
            *depth += usize::from(hidden == name && !closed);
            return;
        }
        self.collector.element(name, meta);
        match role(name) {
            Role::Hidden => self.hidden = (!closed).then(|| (name.to_owned(), 1)),
            Role::InlineVoid => {}
            Role::Void => self.end_block(),
            Role::Inline => self.push(&opening, Tag::None),
            Role::Block(tag) => {
                self.end_block();
                self.close_implied(tag);
                self.push(&opening, tag);
            }
        }
    }

    /// Closes what may be left open before an element of this kind (HTML Standard, optional tags).
    fn close_implied(&mut self, tag: Tag) {
        let same = matches!(tag, Tag::Item | Tag::Cell);
        let closes = |open: Tag| open == Tag::Paragraph || same && open == tag;
        if let Some(at) = self.open.iter().rposition(|element| element.breaks)
            && closes(self.open[at].tag)
        {
            self.open.truncate(at);
        }
    }

    fn push(&mut self, opening: &Opening, tag: Tag) {
        if self.open.len() == MAX_DEPTH {
            self.deeper += 1;
            return;
        }
        self.elements += 1;
        let around = self.open.last().copied().unwrap_or_default();
        // The class of the page itself names what all of it is about.
        let page = opening.name == b"body" || opening.name == b"html";
        let (cues, own) = if page { (0, 0) } else { (opening.cues, opening.inside) };
        self.open.push(Element {
            name: hash(&opening.name),
            breaks: tag != Tag::None,
            link: opening.name == b"a",
            number: self.elements,
            tag,
            inside: around.inside | own | tag.bit(),
            cues,
            signature: opening.signature,
        });
    }

    fn end(&mut self, name: &[u8]) {
        if let Some((hidden, depth)) = &mut self.hidden {
            *depth -= usize::from(hidden == name);
            if *depth == 0 {
                self.hidden = None;
            }
            return;
        }
        let breaks = match role(name) {
            Role::Hidden | Role::InlineVoid => return,
            Role::Inline => false,
            Role::Void | Role::Block(_) => true,
        };
        if breaks {
            self.end_block();
        }
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        let hashed = hash(name);
        let Some(at) = self.open.iter().rposition(|element| element.name == hashed) else {
            return;
        };
        if breaks {
            self.open.truncate(at);
        } else {
            // Inline elements may overlap with others: only they themselves end.
            self.open.remove(at);
        }
    }

    fn text(&mut self, raw: Span, value: &[u8]) {
        let source = raw.of(self.content);
        if let Some((hidden, _)) = &self.hidden {
            self.collector.hidden_text(hidden, source);
            return;
        }
        if self.block.fragments.is_empty() {
            if source.trim().is_empty() {
                return;
            }
            self.block.hints = self.hints();
        }
        let before = self.block.text.len();
        if source.as_bytes() == value {
            self.fragment(raw, None);
        } else {
            self.references(raw);
        }
        if self.open.iter().rev().take_while(|element| !element.breaks).any(|element| element.link)
        {
            let linked = self.block.text.len().saturating_sub(before);
            self.block.hints.linked += u32::try_from(linked).unwrap_or(u32::MAX);
        }
    }

    /// What the elements that are open say of text that starts here.
    fn hints(&self) -> Hints {
        let around = self.open.last().copied().unwrap_or_default();
        let mut elements = self.open.iter().rev();
        let inline: u32 =
            elements.clone().take_while(|element| !element.breaks).fold(0, |all, e| all | e.cues);
        let mut breaking = elements.by_ref().filter(|element| element.breaks).copied();
        let own = breaking.next().unwrap_or_default();
        let parent = breaking.next().unwrap_or_default();
        let grandparent = breaking.next().unwrap_or_default();
        let farther = breaking.take(FARTHER).fold(0, |all, element| all | element.cues);
        Hints {
            tag: if own.tag == Tag::None { Tag::Other } else { own.tag },
            cues: [own.cues | inline, parent.cues | grandparent.cues, farther],
            inside: around.inside,
            linked: 0,
            depth: u32::try_from(self.open.len()).unwrap_or(u32::MAX),
            elements: [own.number, parent.number, grandparent.number],
            signature: own.signature.rotate_left(7) ^ parent.signature,
        }
    }

    /// Adds text that holds character references, each decoded by itself.
    fn references(&mut self, raw: Span) {
        let mut rest = raw;
        while let Some(at) = rest.of(self.content).find('&') {
            let (before, after) = rest.split(at);
            let length = reference_length(after.of(self.content));
            let (reference, after) = after.split(length);
            self.fragment(before, None);
            self.fragment(reference, Some(decode(reference.of(self.content))));
            rest = after;
        }
        self.fragment(rest, None);
    }

    fn fragment(&mut self, raw: Span, decoded: Option<String>) {
        if raw.is_empty() {
            return;
        }
        let text = decoded.as_deref().unwrap_or_else(|| raw.of(self.content));
        for c in text.chars() {
            match c {
                c if !c.is_whitespace() => self.block.text.push(c),
                _ if self.block.text.ends_with(' ') => {}
                _ => self.block.text.push(' '),
            }
        }
        self.block.fragments.push(Fragment { raw, decoded });
    }

    fn end_block(&mut self) {
        if self.block.fragments.is_empty() {
            return;
        }
        let mut block = std::mem::take(&mut self.block);
        block.text.truncate(block.text.trim_end().len());
        block.text.drain(..block.text.len() - block.text.trim_start().len());
        if is_blank(&block.text) {
            return;
        }
        trim_ends(&mut block.fragments, self.content);
        self.blocks.push(block);
    }
}

fn hash(text: &[u8]) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(text);
    // The upper half is the better one of this hash.
    u32::try_from(hasher.finish() >> 32).unwrap_or_default()
}

#[cfg(test)]
mod tests;
