//! Builds the blocks of a page from the tokenizer's events.

use super::{
    cues::CueFinder,
    head::{Head, Place},
    open_elements::OpenElements,
    references::{decode, reference_length, trim_ends},
    role::{Role, role},
    seams::Seams,
    start_tag::StartTag,
};
use crate::{
    clean::read::{Fragment, RawBlock, Tag},
    text::{Span, alignment::is_blank},
};
use html5gum::emitters::callback::CallbackEvent;

/// Elements of other vocabularies, which may close themselves.
const FOREIGN: &[&[u8]] = &[b"svg", b"math"];

/// A hidden element that is open.
struct HiddenElement {
    name: Vec<u8>,
    /// The number of open elements of its name.
    open: usize,
}

/// A page, as far as it has been read.
pub(super) struct PageBuilder<'page> {
    content: &'page str,
    cue_finder: &'page CueFinder,
    blocks: Vec<RawBlock>,
    head: Head,
    /// The block that is being read.
    block: RawBlock,
    start_tag: StartTag,
    hidden: Option<HiddenElement>,
    open: OpenElements,
    seams: Seams,
}

impl<'page> PageBuilder<'page> {
    /// Starts with nothing read.
    pub fn new(content: &'page str, cue_finder: &'page CueFinder) -> Self {
        Self {
            content,
            cue_finder,
            blocks: Vec::new(),
            head: Head::default(),
            block: RawBlock::default(),
            start_tag: StartTag::default(),
            hidden: None,
            open: OpenElements::default(),
            seams: Seams::default(),
        }
    }

    /// Takes an event, and where in the page it happened.
    pub fn event(&mut self, event: CallbackEvent<'_>, at: Span) {
        match event {
            CallbackEvent::OpenStartTag { name } => self.start_tag = StartTag::new(name),
            CallbackEvent::AttributeName { name } => self.start_tag.attribute_name(name),
            CallbackEvent::AttributeValue { value } => {
                self.start_tag.attribute_value(value, self.cue_finder);
            }
            CallbackEvent::CloseStartTag { self_closing } => self.start(self_closing),
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { value } => self.text(at, value),
            CallbackEvent::Comment { .. }
            | CallbackEvent::Doctype { .. }
            | CallbackEvent::Error(_) => {}
        }
    }

    /// The blocks, and what the page says about the article.
    pub fn finish(mut self) -> (Vec<RawBlock>, Head) {
        self.end_block();
        (self.blocks, self.head)
    }

    fn start(&mut self, self_closing: bool) {
        let mut start = std::mem::take(&mut self.start_tag);
        let attributes = std::mem::take(&mut start.head);
        let name = start.name.as_slice();
        let closed = self_closing && FOREIGN.contains(&name);
        if let Some(hidden) = &mut self.hidden {
            hidden.open += usize::from(hidden.name == name && !closed);
            return;
        }
        let role = role(name);
        if matches!(role, Role::Void | Role::Block(_)) {
            self.end_block();
        }
        self.head.element(name, &attributes, self.place());
        self.seams.start(&start, self.block.text.len());
        match role {
            Role::Hidden if closed => {}
            Role::Hidden => self.hidden = Some(HiddenElement { name: start.name, open: 1 }),
            Role::InlineVoid | Role::Void => {}
            Role::Inline => self.open.open(&start, Tag::None),
            Role::Block(tag) => {
                self.open.close_implied(tag);
                self.open.open(&start, tag);
            }
        }
    }

    /// The place in the page of what starts here.
    fn place(&self) -> Place {
        let at = self.block.text.len();
        Place { block: self.blocks.len(), at, beside: self.open.are_beside() }
    }

    fn end(&mut self, name: &[u8]) {
        if let Some(hidden) = &mut self.hidden {
            hidden.open -= usize::from(hidden.name == name);
            if hidden.open == 0 {
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
        self.seams.end(name, self.block.text.len());
        self.open.close(name, breaks);
    }

    fn text(&mut self, raw: Span, value: &[u8]) {
        let source = raw.of(self.content);
        if let Some(hidden) = &self.hidden {
            self.head.hidden_text(&hidden.name, source);
            return;
        }
        if self.block.fragments.is_empty() {
            if source.trim().is_empty() {
                return;
            }
            self.block.hints = self.open.hints();
        }
        if self.seams.parts(&self.block.text, value) {
            self.fragment(Span::new(raw.start, raw.start), Some(" ".to_owned()));
        }
        let before = self.block.text.len();
        if source.as_bytes() == value {
            self.fragment(raw, None);
        } else {
            self.references(raw);
        }
        if self.open.are_link() {
            let linked = self.block.text.len().saturating_sub(before);
            self.block.hints.linked += u32::try_from(linked).unwrap_or(u32::MAX);
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
        if raw.is_empty() && decoded.is_none() {
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
