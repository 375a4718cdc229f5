//! What the names of elements and of their classes say about the text inside them.

use crate::clean::read::block::Tag;
use aho_corasick::{AhoCorasick, AhoCorasickBuilder};

/// What an element does to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Its text is never shown.
    Hidden,
    /// It stands inside a line.
    Inline,
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
        _ => Role::Block(Tag::Other),
    }
}

/// Words in the names of classes, in groups: the group's place is its bit in `Hints::cues`. Words
/// of up to four letters count only where no other letter of the same word touches them.
const CUES: [&[&str]; 28] = [
    &["article"],
    &["body", "content", "text", "copy", "prose", "paragraph"],
    &["story", "post", "entry"],
    &["nav", "menu", "breadcrumb"],
    &["foot", "footer"],
    &["sidebar", "aside", "rail", "right"],
    &["related", "recommend", "recirc", "readmore", "read-more", "read_more", "further", "also"],
    &["trending", "popular", "latest", "most", "more", "next", "previous", "recent", "other"],
    &["promo", "sponsor", "partner", "outbrain", "taboola", "affiliate", "commerce", "shop"],
    &["ad", "ads", "advert", "adslot", "banner", "dfp", "leaderboard"],
    &["teaser", "card", "tile", "tease", "headlines"],
    &["share", "social", "follow", "twitter", "facebook"],
    &["comment", "disqus", "reply", "replies", "discussion"],
    &[
        "newsletter",
        "subscri",
        "signup",
        "sign-up",
        "paywall",
        "donat",
        "member",
        "piano",
        "register",
    ],
    &["caption", "credit", "figure", "image", "photo", "img", "pic"],
    &["gallery", "carousel", "slide", "media"],
    &["author", "byline", "bio", "contributor", "writer"],
    &["meta", "date", "time", "timestamp", "published", "info"],
    &["tags", "tag", "topic", "keyword", "categor", "label", "kicker", "eyebrow"],
    &[
        "cookie",
        "consent",
        "gdpr",
        "privacy",
        "legal",
        "disclaimer",
        "copyright",
        "onetrust",
        "ot-sdk",
        "cky-",
        "cmplz",
        "didomi",
        "qc-cmp",
        "sp_message",
        "truste",
        "usercentrics",
        "iubenda",
        "osano",
    ],
    &["widget", "popup", "modal", "overlay", "tooltip", "dialog", "dropdown"],
    &["title", "headline", "heading", "hed"],
    &["summary", "standfirst", "dek", "subtitle", "subhead", "lead", "lede", "excerpt", "intro"],
    &["live", "timeline", "update", "feed", "stream"],
    &["embed", "tweet", "video", "player", "audio", "podcast", "instagram", "youtube"],
    &["hidden", "sr-only", "screen-reader", "offscreen", "invisible", "print"],
    &["list", "grid", "item", "row"],
    &["header", "masthead", "topbar", "toolbar", "logo", "search", "login"],
];

/// The bit of the group of authors.
pub(crate) const AUTHOR: u32 = 1 << 16;

/// The bits of the groups of comments and of consent.
const COMMENT: u32 = 1 << 12;
const CONSENT: u32 = 1 << 19;

/// Names of elements that hold readers' comments.
const COMMENTS: [&str; 12] = [
    "comment",
    "comments",
    "comment-list",
    "comment_list",
    "commentlist",
    "comments-list",
    "comments-area",
    "comments-section",
    "comment-content",
    "comment-body",
    "commentbody",
    "disqus_thread",
];

/// Beginnings of the names of dialogs of consent.
const DIALOGS: [&str; 22] = [
    "cli-",
    "cky-",
    "cmplz",
    "cookie-banner",
    "cookie-consent",
    "cookie-dialog",
    "cookie-law",
    "cookie-modal",
    "cookie-notice",
    "cookieconsent",
    "cybotcookie",
    "didomi",
    "gdpr",
    "iubenda",
    "onetrust",
    "osano",
    "ot-sdk",
    "privacy-modal",
    "privacy-pref",
    "qc-cmp",
    "sp_message",
    "truste",
];

/// The kind of structure that the value of a class or an id, in which these cues were found, says
/// an element to be: `Tag::None`, or readers' comments, or a dialog of consent.
pub(crate) fn structure(value: &[u8], cues: u32) -> Tag {
    let mut names = value.split(u8::is_ascii_whitespace);
    let is = |name: &[u8], known: &str| name.eq_ignore_ascii_case(known.as_bytes());
    let starts = |name: &[u8], known: &str| name.get(..known.len()).is_some_and(|n| is(n, known));
    if cues & COMMENT != 0 && names.clone().any(|name| COMMENTS.iter().any(|&k| is(name, k))) {
        Tag::Comments
    } else if cues & CONSENT != 0 && names.any(|name| DIALOGS.iter().any(|&k| starts(name, k))) {
        Tag::Consent
    } else {
        Tag::None
    }
}

/// How many groups of cues there are.
pub(crate) const CUE_GROUPS: usize = CUES.len();

/// Finds cues in the names of classes.
pub(crate) struct Cues {
    words: AhoCorasick,
    /// For each word, its group.
    groups: Vec<u32>,
}

/// Words longer than this count inside longer ones.
const SHORT: usize = 4;

impl Cues {
    /// Prepares the words.
    pub fn new() -> Self {
        let words = CUES.iter().flat_map(|group| group.iter());
        let built = AhoCorasickBuilder::new().ascii_case_insensitive(true).build(words);
        let groups =
            (0u32..).zip(&CUES).flat_map(|(group, words)| words.iter().map(move |_| group));
        Self { words: built.expect("the words are few"), groups: groups.collect() }
    }

    /// The groups of the cues in the value of an attribute, a bit for each.
    pub fn find(&self, value: &[u8]) -> u32 {
        let mut bits = 0;
        for found in self.words.find_overlapping_iter(value) {
            let alone = found.len() > SHORT || is_word(value, found.start(), found.end());
            if alone {
                bits |= 1 << self.groups[found.pattern().as_usize()];
            }
        }
        bits
    }
}

/// Whether no letter of the same word touches a range; a capital after a small letter starts a new
/// word.
fn is_word(value: &[u8], start: usize, end: usize) -> bool {
    let letter = |at: usize| value.get(at).filter(|byte| byte.is_ascii_alphabetic());
    let before = start.checked_sub(1).and_then(letter);
    let starts = before.is_none_or(u8::is_ascii_lowercase)
        && letter(start).is_some_and(u8::is_ascii_uppercase)
        || before.is_none();
    let ends = letter(end).is_none_or(u8::is_ascii_uppercase);
    starts && ends
}

/// Whether a link leads to the page of an author, by its address or its relation.
pub(crate) fn leads_to_author(value: &[u8]) -> bool {
    const PATHS: [&[u8]; 7] = [
        b"/author",
        b"/by/",
        b"/staff/",
        b"/people/",
        b"/contributor",
        b"/journalist",
        b"/profile",
    ];
    let contains = |path: &&[u8]| value.windows(path.len()).any(|part| part == *path);
    value == b"author" || PATHS.iter().any(contains)
}

/// Whether a style hides the element.
pub(crate) fn hides(style: &[u8]) -> bool {
    let style: Vec<u8> = style.iter().filter(|byte| !byte.is_ascii_whitespace()).copied().collect();
    let contains =
        |needle: &[u8]| style.windows(needle.len()).any(|part| part.eq_ignore_ascii_case(needle));
    contains(b"display:none") || contains(b"visibility:hidden")
}

/// At least as many as the most attributes in double quotes in a row. Between two of them there is
/// an equals sign and no end of the tag; so every other piece between quotation marks is looked
/// at, starting from the first and from the second, since it is not known which are values.
pub(crate) fn longest_run_of_attributes(content: &str) -> usize {
    let mut runs = [0; 2];
    let mut longest = 0;
    for (at, piece) in content.split('"').enumerate() {
        let run = &mut runs[at % 2];
        *run = if piece.contains('=') && !piece.contains('>') { *run + 1 } else { 0 };
        longest = longest.max(*run);
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_cues_in_names_of_classes() {
        let cues = Cues::new();
        let groups = |value: &str| cues.find(value.as_bytes());
        assert_eq!(groups("story-nav"), 1 << 2 | 1 << 3);
        assert_eq!(groups("mainNav"), 1 << 3);
        assert_eq!(groups("navy shadow"), 0);
        assert_eq!(groups("articleBody"), 1 << 0 | 1 << 1);
        assert_eq!(groups("c-relatedlinks"), 1 << 6);
    }

    #[test]
    fn tells_comments_and_dialogs_by_whole_names() {
        let cues = Cues::new();
        let tag = |value: &str| structure(value.as_bytes(), cues.find(value.as_bytes()));
        assert_eq!(tag("depth-1 Comment"), Tag::Comments);
        assert_eq!(tag("post comments-open"), Tag::None);
        assert_eq!(tag("onetrust-banner-sdk"), Tag::Consent);
        assert_eq!(tag("story cookie-recipe"), Tag::None);
    }
}
