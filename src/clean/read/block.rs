//! The block model: what either reader makes of the content, before anything is known about it.

use crate::text::Span;

/// A block of the content: a line of text, or the text between two tags that break the line.
#[derive(Clone, Debug, Default)]
pub(crate) struct RawBlock {
    /// Its pieces in the content, in order; what lies between them is markup.
    pub fragments: Vec<Fragment>,
    /// Its text as a reader sees it.
    pub text: String,
    /// Whether a blank line stands before it; never in HTML.
    pub after_blank: bool,
    /// What the page's markup says of it.
    pub hints: Hints,
}

impl RawBlock {
    /// From its first piece to its last.
    pub fn raw(&self) -> Span {
        let start = self.fragments.first().map_or(0, |first| first.raw.start);
        let end = self.fragments.last().map_or(start, |last| last.raw.end);
        Span::new(start, end)
    }
}

/// A piece of text in the content.
#[derive(Clone, Debug)]
pub(crate) struct Fragment {
    /// Where it is in the content.
    pub raw: Span,
    /// What it stands for, where that differs from the content: `&amp;` for `&`.
    pub decoded: Option<String>,
}

/// What the markup around a block says of it; nothing for plain text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Hints {
    /// The element that holds the text.
    pub tag: Tag,
    /// What the names of classes say: of the element itself and what it holds inline, of the two
    /// elements around it, of those a little farther out. A bit for each group of `html::element`.
    pub cues: [u32; 3],
    /// The kinds of elements around it: a bit for each `Tag`.
    pub inside: u32,
    /// How many characters of it are in links.
    pub linked: u32,
    /// How many elements are around it.
    pub depth: u32,
    /// Numbers of the element and of the two around it, unique in the page; 0: none.
    pub elements: [u32; 3],
    /// Hash of the names and classes of the element and the one around it.
    pub signature: u32,
}

/// The kinds of elements that tell something about the text inside them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tag {
    /// Not from HTML.
    #[default]
    None,
    Paragraph,
    Title,
    Heading,
    Item,
    Cell,
    Quotation,
    Caption,
    Division,
    Article,
    Main,
    Navigation,
    Footer,
    Header,
    Aside,
    Form,
    Figure,
    List,
    Table,
    Section,
    /// `hidden`, or a style that does not show it.
    Hidden,
    /// Said by the page to be the article's body.
    Body,
    /// Named as the dialog of a consent manager.
    Consent,
    /// Named as readers' comments.
    Comments,
    Other,
}

impl Tag {
    /// How many there are.
    pub const COUNT: usize = Self::Other as usize + 1;

    /// Its bit in `Hints::inside`; `None` has none.
    pub const fn bit(self) -> u32 {
        (1 << self as u32) & !1
    }
}

impl Hints {
    /// Whether the block is in an element of this kind.
    pub const fn is_in(&self, tag: Tag) -> bool {
        self.inside & tag.bit() != 0
    }

    /// Whether it is a heading.
    pub const fn is_heading(&self) -> bool {
        self.is_in(Tag::Title) || self.is_in(Tag::Heading)
    }
}
