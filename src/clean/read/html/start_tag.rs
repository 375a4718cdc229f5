//! A start tag, read attribute by attribute as the tokenizer tells of them.

use super::{
    attributes::{hides, leads_to_author},
    cues::{CueFinder, structure},
    hash::hash,
    head_attributes::HeadAttributes,
};
use crate::clean::read::{Cue, Tag};

/// A start tag, as far as it has been read.
#[derive(Default)]
pub(super) struct StartTag {
    /// The name of the element in lower case.
    pub name: Vec<u8>,
    /// The cues of its classes and links: a bit for each `Cue`.
    pub cues: u32,
    /// The kinds that its attributes make it beside its own: a bit for each `Tag`.
    pub inside: u32,
    /// Hash of its name and classes.
    pub signature: u32,
    /// The attributes that metadata is read from.
    pub head: HeadAttributes,
    /// The name of the attribute that is being read.
    attribute: Vec<u8>,
}

impl StartTag {
    /// Starts with the name of the element.
    pub fn new(name: &[u8]) -> Self {
        Self { name: name.to_vec(), signature: hash(name), ..Self::default() }
    }

    /// Takes the name of an attribute.
    pub fn attribute_name(&mut self, name: &[u8]) {
        self.attribute.clear();
        self.attribute.extend_from_slice(name);
        self.mark(Tag::Hidden, name == b"hidden");
    }

    /// Takes the value of the attribute whose name came last.
    pub fn attribute_value(&mut self, value: &[u8], cue_finder: &CueFinder) {
        match self.attribute.as_slice() {
            b"class" | b"id" | b"role" | b"itemprop" | b"data-testid" | b"data-component" => {
                let cues = cue_finder.find(value);
                self.cues |= cues;
                self.inside |= structure(value, cues).bit();
                self.mark(Tag::Body, value == b"articleBody");
                if self.attribute == b"class" {
                    self.signature = self.signature.rotate_left(5) ^ hash(value);
                }
            }
            b"href" | b"rel" if leads_to_author(value) => self.cues |= Cue::Author.bit(),
            b"style" => self.mark(Tag::Hidden, hides(value)),
            _ => {}
        }
        self.head.read(&self.name, &self.attribute, value);
    }

    fn mark(&mut self, tag: Tag, is: bool) {
        self.inside |= if is { tag.bit() } else { 0 };
    }
}
