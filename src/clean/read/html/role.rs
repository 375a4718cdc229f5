//! The names of elements, and what they say about the text inside.

use crate::clean::read::Tag;

/// The name of a title that nothing closes; the tokenizer would take the whole page for its text.
pub(super) const OPEN_TITLE: &[u8] = b"titl_";

/// The effect of an element on the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Its text is never shown.
    Hidden,
    /// It stands inside a line.
    Inline,
    /// Nothing is known of it: it stands inside a line where there is one, and else breaks it.
    Unknown,
    /// It stands inside a line and has no text.
    InlineVoid,
    /// It breaks the line and has no text.
    Void,
    /// It breaks the line.
    Block(Tag),
}

/// The role of an element by its name in lower case.
pub(crate) fn role(name: &[u8]) -> Role {
    match name {
        b"script" | b"style" | b"noscript" | b"template" | b"svg" | b"math" | b"iframe"
        | b"object" | b"select" | b"textarea" | b"title" | b"button" => Role::Hidden,
        b"a" | b"abbr" | b"acronym" | b"b" | b"bdi" | b"bdo" | b"big" | b"cite" | b"code"
        | b"data" | b"del" | b"dfn" | b"em" | b"font" | b"i" | b"ins" | b"kbd" | b"mark"
        | b"nobr" | b"q" | b"s" | b"samp" | b"small" | b"span" | b"strike" | b"strong" | b"sub"
        | b"sup" | b"time" | b"tt" | b"u" | b"var" => Role::Inline,
        b"img" | b"wbr" => Role::InlineVoid,
        b"area" | b"base" | b"br" | b"col" | b"embed" | b"hr" | b"input" | b"link" | b"meta"
        | b"param" | b"source" | b"track" => Role::Void,
        b"p" => Role::Block(Tag::Paragraph),
        b"h1" => Role::Block(Tag::Title),
        b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Role::Block(Tag::Heading),
        b"li" | b"dd" | b"dt" => Role::Block(Tag::Item),
        b"td" | b"th" => Role::Block(Tag::Cell),
        b"blockquote" => Role::Block(Tag::Quotation),
        b"figcaption" | b"caption" => Role::Block(Tag::Caption),
        b"div" => Role::Block(Tag::Division),
        b"article" => Role::Block(Tag::Article),
        b"main" => Role::Block(Tag::Main),
        b"nav" | b"menu" => Role::Block(Tag::Navigation),
        b"footer" => Role::Block(Tag::Footer),
        b"header" => Role::Block(Tag::Header),
        b"aside" => Role::Block(Tag::Aside),
        b"form" => Role::Block(Tag::Form),
        b"figure" | b"picture" | b"video" | b"audio" => Role::Block(Tag::Figure),
        b"ul" | b"ol" | b"dl" => Role::Block(Tag::List),
        b"table" => Role::Block(Tag::Table),
        b"section" => Role::Block(Tag::Section),
        b"address" | b"body" | b"canvas" | b"center" | b"details" | b"dialog" | b"dir"
        | b"fieldset" | b"frameset" | b"head" | b"hgroup" | b"html" | b"legend" | b"listing"
        | b"map" | b"marquee" | b"noembed" | b"noframes" | b"optgroup" | b"option"
        | b"plaintext" | b"pre" | b"rp" | b"rt" | b"search" | b"summary" | b"tbody" | b"tfoot"
        | b"thead" | b"tr" | b"xmp" => Role::Block(Tag::Other),
        OPEN_TITLE => Role::Hidden,
        // Those of the library AMP are boxes.
        _ if name.starts_with(b"amp-") => Role::Block(Tag::Other),
        _ => Role::Unknown,
    }
}
