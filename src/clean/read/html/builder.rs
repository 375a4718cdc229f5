//! Builds the blocks of a page from the tokenizer's events.

use super::{
    blocks::Blocks,
    cues::CueFinder,
    elsewhere::{Elsewhere, Kind, holds_escaped_markup},
    head::{Head, Position},
    hidden::{End, HiddenElement},
    open_elements::OpenElements,
    references::pieces,
    role::{OPEN_TITLE, Role, role},
    seams::Seams,
    start_tag::StartTag,
    xml::{MARKS, Part, Place},
};
use crate::{
    clean::read::{Fragment, RawBlock, Tag},
    text::Span,
};
use html5gum::emitters::callback::CallbackEvent;

/// Elements of other vocabularies, which may close themselves.
const FOREIGN: &[&[u8]] = &[b"svg", b"math"];

/// A page, as far as it has been read.
pub(super) struct PageBuilder<'page> {
    content: &'page str,
    cue_finder: &'page CueFinder,
    blocks: Blocks<'page>,
    head: Head,
    elsewhere: Vec<Elsewhere>,
    start_tag: StartTag,
    hidden: Option<HiddenElement>,
    /// What the text of the hidden element, or of the headline, is said to be.
    property: Option<&'static str>,
    open: OpenElements,
    seams: Seams,
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
            blocks: Blocks::new(content),
            head: Head::default(),
            elsewhere: Vec::new(),
            start_tag: StartTag::default(),
            hidden: None,
            property: None,
            open: OpenElements::default(),
            seams: Seams::default(),
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
    pub fn finish(self) -> Parts {
        Parts { blocks: self.blocks.finish(), head: self.head, elsewhere: self.elsewhere }
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
        let role = self.role(&start.name);
        if matches!(role, Role::Void | Role::Block(_)) {
            self.blocks.end();
        }
        self.head.element(&start.name, &attributes, self.position());
        self.seams.start(&start, self.blocks.text().len());
        self.property = self.property.filter(|_| !closed);
        match role {
            Role::Hidden | Role::Inline | Role::Unknown if closed => {}
            Role::Void | Role::Block(_) if closed => self.blocks.end(),
            Role::Hidden if start.name == b"button" && self.is_in_article() => {
                self.blocks.start_button()
            }
            Role::Hidden => self.hidden = Some(HiddenElement::new(start.name, at)),
            Role::InlineVoid => {}
            Role::Void => self.blocks.end(),
            Role::Inline => self.open.open(&start, Tag::None),
            Role::Unknown if self.is_in_line() => self.open.open(&start, Tag::None),
            Role::Unknown => self.open_block(&start, Tag::Other),
            Role::Block(tag) => self.open_block(&start, tag),
        }
    }

    /// The position in the page of what starts here.
    fn position(&self) -> Position {
        let (block, at) = (self.blocks.count(), self.blocks.text().len());
        Position { block, at, beside: self.open.are_beside() }
    }

    fn open_block(&mut self, start: &StartTag, tag: Tag) {
        self.blocks.end();
        if matches!(tag, Tag::Article | Tag::Main | Tag::Section | Tag::Title) {
            self.blocks.end_button();
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
        self.blocks.is_open() || self.open.hold_a_line()
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
            Role::Hidden if name == b"button" => return self.blocks.end_button(),
            Role::Hidden | Role::InlineVoid => return,
            Role::Inline => false,
            Role::Unknown => self.open.breaks(name),
            Role::Void | Role::Block(_) => true,
        };
        if breaks {
            self.blocks.end();
        }
        self.seams.end(name, self.blocks.text().len());
        self.open.close(name, breaks);
        self.property = None;
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
            self.blocks.end();
            return self.unseen(Kind::Escaped, raw);
        }
        if !self.blocks.is_open() && !self.blocks.start(source, self.open.hints()) {
            return;
        }
        if self.seams.parts(self.blocks.text(), value) {
            let raw = Span::new(raw.start, raw.start);
            self.blocks.fragment(Fragment { raw, decoded: Some(" ".to_owned()) });
        }
        let before = self.blocks.text().len();
        if source.as_bytes() == value {
            self.blocks.fragment(Fragment { raw, decoded: None });
        } else {
            let parts =
                if self.place.is_some() { without_marks(self.content, raw) } else { vec![raw] };
            let pieces = parts.into_iter().flat_map(|part| pieces(self.content, part));
            pieces.for_each(|piece| self.blocks.fragment(piece));
        }
        if self.open.are_link() {
            self.blocks.link(before);
        }
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
