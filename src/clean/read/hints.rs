//! The markup around a block, as far as it tells something about the text inside.

/// The markup around a block, in numbers; plain text has none.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Hints {
    /// The element that holds the text.
    pub tag: Tag,
    /// The cues in the names of classes: of the element itself and what it holds inline, of the two
    /// elements around it, of those a little farther out. A bit for each `Cue`.
    pub cues: [u32; 3],
    /// The kinds of elements around it: a bit for each `Tag`.
    pub inside: u32,
    /// The number of bytes of its text in links.
    pub linked: u32,
    /// The number of elements around it.
    pub depth: u32,
    /// Numbers of the element and of the two around it, unique in the page; 0: none.
    pub elements: [u32; 3],
    /// Hash of the names and classes of the element and the one around it.
    pub signature: u32,
}

impl Hints {
    /// True if the block is in an element of this kind.
    pub const fn is_in(&self, tag: Tag) -> bool {
        self.inside & tag.bit() != 0
    }

    /// True if it is a heading.
    pub const fn is_heading(&self) -> bool {
        self.is_in(Tag::Title) || self.is_in(Tag::Heading)
    }
}

/// The kinds of elements that tell something about the text inside them. The trees see them by
/// their numbers: new ones go to the end, and the trees have to be trained again.
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
    /// The number of them.
    pub const COUNT: usize = Self::Other as usize + 1;

    /// Its bit in `Hints::inside`; `None` has none.
    pub const fn bit(self) -> u32 {
        (1 << self as u32) & !1
    }
}

/// The meanings of names of classes and ids. The trees see them by their numbers: new ones go to the
/// end, and the trees have to be trained again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cue {
    Article,
    Body,
    Story,
    Navigation,
    Footer,
    Sidebar,
    Related,
    OtherArticles,
    Promotion,
    Advertisement,
    Teaser,
    Sharing,
    Comments,
    Subscription,
    Caption,
    Gallery,
    Author,
    Metadata,
    Topics,
    Consent,
    Widget,
    Title,
    Summary,
    Live,
    Embed,
    Hidden,
    List,
    Header,
}

impl Cue {
    /// The number of them.
    pub const COUNT: usize = Self::Header as usize + 1;

    /// Its bit in `Hints::cues`.
    pub const fn bit(self) -> u32 {
        1 << self as u32
    }
}
