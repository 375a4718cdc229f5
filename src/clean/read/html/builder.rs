//! Builds the blocks of a page from the tokenizer's events.

use super::{
    cues::CueFinder,
    elsewhere::{Elsewhere, Kind, holds_escaped_markup},
    head::Head,
    hidden::{End, HiddenElement},
    mended::OPEN_TITLE,
    open_elements::OpenElements,
    references::{pieces, trim_ends},
    role::{Role, role},
    start_tag::StartTag,
    xml::{MARKS, Part, Place},
};
use crate::{
    clean::read::{Fragment, RawBlock, Tag},
    text::{Span, alignment::is_blank},
};
use html5gum::emitters::callback::CallbackEvent;

/// Elements of other vocabularies, which may close themselves.
const FOREIGN: &[&[u8]] = &[b"svg", b"math"];

/// A button in the article that is open.
struct Button {
    /// The block that it stands in.
    around: RawBlock,
    /// The number of blocks before it.
    blocks: usize,
}

/// A page, as far as it has been read.
pub(super) struct PageBuilder<'page> {
    content: &'page str,
    cue_finder: &'page CueFinder,
    blocks: Vec<RawBlock>,
    head: Head,
    elsewhere: Vec<Elsewhere>,
    /// The block that is being read.
    block: RawBlock,
    start_tag: StartTag,
    hidden: Option<HiddenElement>,
    /// What the text of the hidden element, or of the headline, is said to be.
    property: Option<&'static str>,
    button: Option<Button>,
    open: OpenElements,
    /// Where in a document of XML this is; `None` in a page.
    place: Option<Place>,
}

/// What was read of a page.
pub(super) struct Parts {
    pub blocks: Vec<RawBlock>,
    /// What the page says about the article.
    pub head: Head,
    /// Text that is not in its elements.
    pub elsewhere: Vec<Elsewhere>,
}

impl<'page> PageBuilder<'page> {
    /// Starts with nothing read.
    pub fn new(content: &'page str, cue_finder: &'page CueFinder, xml: bool) -> Self {
        Self {
            content,
            cue_finder,
            blocks: Vec::new(),
            head: Head::default(),
            elsewhere: Vec::new(),
            block: RawBlock::default(),
            start_tag: StartTag::default(),
            hidden: None,
            property: None,
            button: None,
            open: OpenElements::default(),
            place: xml.then_some(Place::Document),
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
            CallbackEvent::CloseStartTag { self_closing } => self.start(self_closing, at.end),
            CallbackEvent::EndTag { name } => self.end(name, at.start),
            CallbackEvent::String { value } => self.text(at, value),
            CallbackEvent::Comment { .. }
            | CallbackEvent::Doctype { .. }
            | CallbackEvent::Error(_) => {}
        }
    }

    /// All that was read.
    pub fn finish(mut self) -> Parts {
        self.end_block();
        self.end_button();
        Parts { blocks: self.blocks, head: self.head, elsewhere: self.elsewhere }
    }

    fn start(&mut self, self_closing: bool, at: usize) {
        let mut start = std::mem::take(&mut self.start_tag);
        let attributes = std::mem::take(&mut start.head);
        let closed = self_closing && (self.place.is_some() || FOREIGN.contains(&&*start.name));
        if let Some(hidden) = &mut self.hidden {
            if closed || !hidden.start(&start.name) {
                return;
            }
            self.hidden = None;
        }
        self.head.element(&start.name, &attributes);
        match self.role(&start.name) {
            Role::Hidden | Role::Inline | Role::Unknown if closed => {}
            Role::Void | Role::Block(_) if closed => self.end_block(),
            Role::Hidden if start.name == b"button" && self.is_in_article() => self.start_button(),
            Role::Hidden => self.hidden = Some(HiddenElement::new(start.name, at)),
            Role::InlineVoid => {}
            Role::Void => self.end_block(),
            Role::Inline => self.open.open(&start, Tag::None),
            Role::Unknown if self.is_in_line() => self.open.open(&start, Tag::None),
            Role::Unknown => self.open_block(&start, Tag::Other),
            Role::Block(tag) => self.open_block(&start, tag),
        }
    }

    fn open_block(&mut self, start: &StartTag, tag: Tag) {
        self.end_block();
        if matches!(tag, Tag::Article | Tag::Main | Tag::Section | Tag::Title) {
            self.end_button();
        }
        self.open.close_implied(tag);
        self.open.open(start, tag);
    }

    /// The role of an element that starts; what it says of the article is kept for its text.
    fn role(&mut self, name: &[u8]) -> Role {
        let Some(place) = &mut self.place else {
            return role(name);
        };
        let part = place.part(name);
        *place = place.inside(name);
        match part {
            Part::Property(property) => {
                self.property = Some(property);
                Role::Hidden
            }
            Part::Headline => {
                self.property = Some("title");
                Role::Block(Tag::Title)
            }
            Part::Text(role) => role,
        }
    }

    /// True if an element of unknown kind that starts here stands inside a line.
    fn is_in_line(&self) -> bool {
        !self.block.fragments.is_empty() || self.open.hold_a_line()
    }

    fn is_in_article(&self) -> bool {
        [Tag::Article, Tag::Main, Tag::Body].into_iter().any(|tag| self.open.are_in(tag))
    }

    fn end(&mut self, name: &[u8], at: usize) {
        if let Some(hidden) = &mut self.hidden {
            match hidden.end(name) {
                End::Open => return,
                End::Closed => return self.end_hidden(at),
                End::Around => self.end_hidden(at),
            }
        }
        let breaks = match self.place.map_or_else(|| role(name), |place| place.role(name)) {
            Role::Hidden if name == b"button" => return self.end_button(),
            Role::Hidden | Role::InlineVoid => return,
            Role::Inline => false,
            Role::Unknown => self.open.breaks(name),
            Role::Void | Role::Block(_) => true,
        };
        if breaks {
            self.end_block();
        }
        self.open.close(name, breaks);
        self.place = self.place.map(|place| place.behind(name));
    }

    fn end_hidden(&mut self, at: usize) {
        self.property = None;
        let Some(hidden) = self.hidden.take() else {
            return;
        };
        if hidden.name == b"template" {
            self.unseen(Kind::Markup, Span::new(hidden.start, at));
        }
    }

    /// Remembers text that is not in the elements of the page.
    fn unseen(&mut self, kind: Kind, raw: Span) {
        let around = self.open.hints();
        self.elsewhere.push(Elsewhere { kind, raw, around });
    }

    /// Starts a button in the article, whose text may be a question that the article answers.
    fn start_button(&mut self) {
        self.end_button();
        let around = std::mem::take(&mut self.block);
        self.button = Some(Button { around, blocks: self.blocks.len() });
    }

    /// Ends a button; what is no question is no text.
    fn end_button(&mut self) {
        let Some(button) = self.button.take() else {
            return;
        };
        self.end_block();
        let held = self.blocks.split_off(button.blocks);
        self.block = button.around;
        let asks = |block: &RawBlock| block.text.ends_with('?') && block.text.contains(' ');
        if held.iter().any(asks) {
            self.end_block();
            self.blocks.extend(held);
        }
    }

    fn text(&mut self, raw: Span, value: &[u8]) {
        let source = raw.of(self.content);
        if let Some(property) = self.property {
            self.head.say_text(property, source);
        }
        if let Some(hidden) = &self.hidden {
            let name = if hidden.name == OPEN_TITLE { b"title" } else { hidden.name.as_slice() };
            if self.place.is_none() {
                self.head.hidden_text(name, source);
            }
            match name {
                b"noscript" => self.unseen(Kind::Markup, raw),
                b"script" => self.unseen(Kind::Script, raw),
                _ => {}
            }
            return;
        }
        if holds_escaped_markup(source) {
            self.end_block();
            return self.unseen(Kind::Escaped, raw);
        }
        if self.block.fragments.is_empty() && !self.start_line(source) {
            return;
        }
        let before = self.block.text.len();
        if source.as_bytes() == value {
            self.fragment(Fragment { raw, decoded: None });
        } else {
            let parts =
                if self.place.is_some() { without_marks(self.content, raw) } else { vec![raw] };
            let pieces = parts.into_iter().flat_map(|part| pieces(self.content, part));
            pieces.for_each(|piece| self.fragment(piece));
        }
        if self.open.are_link() {
            let linked = self.block.text.len().saturating_sub(before);
            self.block.hints.linked += u32::try_from(linked).unwrap_or(u32::MAX);
        }
    }

    /// Starts a block with a text; false if the text is blank. A capital in an element of its own, right
    /// before a small letter, belongs to the same word.
    fn start_line(&mut self, source: &str) -> bool {
        if source.trim().is_empty() {
            return false;
        }
        let capital = |block: &mut RawBlock| {
            let text = block.text.trim_start_matches(['"', '“', '‘', '\'']);
            let mut letters = text.chars();
            letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
        };
        if source.starts_with(char::is_lowercase)
            && let Some(block) = self.blocks.pop_if(capital)
        {
            self.block = block;
        }
        self.block.hints = self.open.hints();
        true
    }

    fn fragment(&mut self, fragment: Fragment) {
        let text = fragment.decoded.as_deref().unwrap_or_else(|| fragment.raw.of(self.content));
        for c in text.chars() {
            match c {
                c if !c.is_whitespace() => self.block.text.push(c),
                _ if self.block.text.ends_with(' ') => {}
                _ => self.block.text.push(' '),
            }
        }
        if !fragment.raw.is_empty() {
            self.block.fragments.push(fragment);
        }
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

/// A text of XML without the marks around character data.
fn without_marks(content: &str, raw: Span) -> Vec<Span> {
    let mut marks: Vec<_> = MARKS
        .iter()
        .flat_map(|mark| raw.of(content).match_indices(mark))
        .map(|(at, mark)| Span::new(raw.start + at, raw.start + at + mark.len()))
        .collect();
    marks.sort_unstable();
    let starts = std::iter::once(raw.start).chain(marks.iter().map(|mark| mark.end));
    let ends = marks.iter().map(|mark| mark.start).chain([raw.end]);
    starts.zip(ends).map(|(start, end)| Span::new(start, end)).collect()
}
