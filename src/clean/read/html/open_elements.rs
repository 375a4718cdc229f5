//! The elements that are open where a page is being read: all that a block needs to know of the tree.

use super::{hash::hash, start_tag::StartTag};
use crate::clean::read::{Hints, Tag};

/// Deeper than this, elements are not told apart, as in browsers.
const MAX_DEPTH: usize = 512;

/// The number of elements beyond the two around a block that have a say by their classes: those
/// still farther out hold all kinds of blocks.
const FARTHER: usize = 5;

/// An element that is open.
#[derive(Clone, Copy, Default)]
struct Element {
    /// Hash of its name.
    name: u32,
    /// True if it breaks the line.
    breaks: bool,
    /// True if it is a link.
    link: bool,
    /// Its number in the page, from 1.
    number: u32,
    /// Its own kind.
    tag: Tag,
    /// Its kinds and those of all elements around it: a bit for each `Tag`.
    inside: u32,
    /// The cues of its own classes.
    cues: u32,
    /// Hash of its name and classes.
    signature: u32,
}

/// The elements that are open, the innermost last.
#[derive(Default)]
pub(super) struct OpenElements {
    elements: Vec<Element>,
    /// The number of those beyond the deepest that is told apart.
    deeper: usize,
    /// The number of elements opened so far.
    count: u32,
}

impl OpenElements {
    /// Opens an element of this kind; `Tag::None`: inside a line.
    pub fn open(&mut self, start: &StartTag, tag: Tag) {
        if self.elements.len() == MAX_DEPTH {
            self.deeper += 1;
            return;
        }
        self.count += 1;
        let around = self.elements.last().copied().unwrap_or_default();
        // The class of the page itself names what all of it is about.
        let page = start.name == b"body" || start.name == b"html";
        let (cues, own) = if page { (0, 0) } else { (start.cues, start.inside) };
        self.elements.push(Element {
            name: hash(&start.name),
            breaks: tag != Tag::None,
            link: start.name == b"a",
            number: self.count,
            tag,
            inside: around.inside | own | tag.bit(),
            cues,
            signature: start.signature,
        });
    }

    /// Closes what may be left open before an element of this kind (HTML Standard, optional tags).
    pub fn close_implied(&mut self, tag: Tag) {
        let same = matches!(tag, Tag::Item | Tag::Cell);
        let closes = |open: Tag| open == Tag::Paragraph || same && open == tag;
        if let Some(at) = self.elements.iter().rposition(|element| element.breaks)
            && closes(self.elements[at].tag)
        {
            self.elements.truncate(at);
        }
    }

    /// Closes the innermost element of this name; one that breaks the line closes all inside it.
    pub fn close(&mut self, name: &[u8], breaks: bool) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        let hashed = hash(name);
        let Some(at) = self.elements.iter().rposition(|element| element.name == hashed) else {
            return;
        };
        if breaks {
            self.elements.truncate(at);
        } else {
            // Inline elements may overlap with others: only they themselves end.
            self.elements.remove(at);
        }
    }

    /// True if the innermost element of this name breaks the line; false if none is open.
    pub fn breaks(&self, name: &[u8]) -> bool {
        let hashed = hash(name);
        let innermost = self.elements.iter().rfind(|element| element.name == hashed);
        innermost.is_some_and(|element| element.breaks)
    }

    /// True if the element that breaks the line here holds one text.
    pub fn hold_a_line(&self) -> bool {
        let breaking = self.elements.iter().rfind(|element| element.breaks);
        breaking.is_some_and(|element| {
            matches!(element.tag, Tag::Paragraph | Tag::Title | Tag::Heading | Tag::Caption)
        })
    }

    /// True if text that stands here is in an element of this kind.
    pub fn are_in(&self, tag: Tag) -> bool {
        self.elements.last().is_some_and(|element| element.inside & tag.bit() != 0)
    }

    /// True if text that stands here is a link.
    pub fn are_link(&self) -> bool {
        let mut inline = self.elements.iter().rev().take_while(|element| !element.breaks);
        inline.any(|element| element.link)
    }

    /// True if what stands here is beside the article.
    pub fn are_beside(&self) -> bool {
        const BESIDE: u32 = Tag::Aside.bit()
            | Tag::Navigation.bit()
            | Tag::Footer.bit()
            | Tag::Comments.bit()
            | Tag::Consent.bit();
        self.elements.last().is_some_and(|element| element.inside & BESIDE != 0)
    }

    /// The markup around text that starts here.
    pub fn hints(&self) -> Hints {
        let around = self.elements.last().copied().unwrap_or_default();
        let mut elements = self.elements.iter().rev();
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
            depth: u32::try_from(self.elements.len()).unwrap_or(u32::MAX),
            elements: [own.number, parent.number, grandparent.number],
            signature: own.signature.rotate_left(7) ^ parent.signature,
        }
    }
}
