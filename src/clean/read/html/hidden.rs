//! Elements whose text is not shown, and where they end.

use super::role::{OPEN_TITLE, Role, role};
use crate::clean::read::Tag;

/// Elements that browsers end before an element of other kinds, or with the element around them.
const LENIENT: [&[u8]; 3] = [b"button", b"select", OPEN_TITLE];

/// An element that is open and hides its text.
pub(super) struct HiddenElement {
    pub name: Vec<u8>,
    /// Where its content starts.
    pub start: usize,
    /// The number of open elements of its name.
    open: usize,
    /// The number of elements that were opened inside and whose end tags are never left out.
    inside: usize,
}

/// The effect of an end tag on a hidden element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// None.
    Open,
    /// It is closed.
    Closed,
    /// It was left open, and an element around it is closed.
    Around,
}

impl HiddenElement {
    /// Opens an element.
    pub fn new(name: Vec<u8>, start: usize) -> Self {
        Self { name, start, open: 1, inside: 0 }
    }

    /// Takes a start tag; true if the element was left open and ends before it.
    pub fn start(&mut self, name: &[u8]) -> bool {
        if !self.is_lenient() {
            self.open += usize::from(self.name == name);
            return false;
        }
        let role = role(name);
        self.inside += usize::from(is_always_closed(role));
        match self.name.as_slice() {
            b"button" => matches!(name, b"article" | b"body" | b"h1" | b"main" | b"section"),
            b"select" => {
                let section = matches!(name, b"article" | b"body" | b"main" | b"section");
                section || matches!(role, Role::Block(Tag::Paragraph | Tag::Title | Tag::Heading))
            }
            _ => matches!(role, Role::Block(_)),
        }
    }

    /// Takes an end tag.
    pub fn end(&mut self, name: &[u8]) -> End {
        if self.name == name {
            self.open -= 1;
            return if self.open == 0 { End::Closed } else { End::Open };
        }
        if !self.is_lenient() || !is_always_closed(role(name)) {
            return End::Open;
        }
        match self.inside.checked_sub(1) {
            Some(inside) => {
                self.inside = inside;
                End::Open
            }
            None => End::Around,
        }
    }

    fn is_lenient(&self) -> bool {
        LENIENT.contains(&self.name.as_slice())
    }
}

/// True if the end tags of elements like this are never left out.
const fn is_always_closed(role: Role) -> bool {
    match role {
        Role::Block(tag) => !matches!(tag, Tag::Paragraph | Tag::Item | Tag::Cell | Tag::Other),
        Role::Hidden | Role::Inline | Role::InlineVoid | Role::Void | Role::Unknown => false,
    }
}
