//! Cues in the names of classes and ids.
//!
//! The words below are names that markup uses, on pages in any language, and no text that is read;
//! they stay here and not with the words of a language.

use crate::clean::read::{Cue, Tag};
use aho_corasick::{AhoCorasick, AhoCorasickBuilder};

/// Words in the names of classes and ids, by what they say. Words of up to four letters count only
/// where no other letter of the same word touches them.
const CUES: [(Cue, &[&str]); Cue::COUNT] = [
    (Cue::Article, &["article"]),
    (Cue::Body, &["body", "content", "text", "copy", "prose", "paragraph"]),
    (Cue::Story, &["story", "post", "entry"]),
    (Cue::Navigation, &["nav", "menu", "breadcrumb"]),
    (Cue::Footer, &["foot", "footer"]),
    (Cue::Sidebar, &["sidebar", "aside", "rail", "right"]),
    (
        Cue::Related,
        &[
            "related",
            "recommend",
            "recirc",
            "readmore",
            "read-more",
            "read_more",
            "further",
            "also",
        ],
    ),
    (
        Cue::OtherArticles,
        &["trending", "popular", "latest", "most", "more", "next", "previous", "recent", "other"],
    ),
    (
        Cue::Promotion,
        &["promo", "sponsor", "partner", "outbrain", "taboola", "affiliate", "commerce", "shop"],
    ),
    (Cue::Advertisement, &["ad", "ads", "advert", "adslot", "banner", "dfp", "leaderboard"]),
    (Cue::Teaser, &["teaser", "card", "tile", "tease", "headlines"]),
    (Cue::Sharing, &["share", "social", "follow", "twitter", "facebook"]),
    (Cue::Comments, &["comment", "disqus", "reply", "replies", "discussion"]),
    (
        Cue::Subscription,
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
    ),
    (Cue::Caption, &["caption", "credit", "figure", "image", "photo", "img", "pic"]),
    (Cue::Gallery, &["gallery", "carousel", "slide", "media"]),
    (Cue::Author, &["author", "byline", "bio", "contributor", "writer"]),
    (Cue::Metadata, &["meta", "date", "time", "timestamp", "published", "info"]),
    (Cue::Topics, &["tags", "tag", "topic", "keyword", "categor", "label", "kicker", "eyebrow"]),
    (
        Cue::Consent,
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
    ),
    (Cue::Widget, &["widget", "popup", "modal", "overlay", "tooltip", "dialog", "dropdown"]),
    (Cue::Title, &["title", "headline", "heading", "hed"]),
    (
        Cue::Summary,
        &[
            "summary",
            "standfirst",
            "dek",
            "subtitle",
            "subhead",
            "lead",
            "lede",
            "excerpt",
            "intro",
        ],
    ),
    (Cue::Live, &["live", "timeline", "update", "feed", "stream"]),
    (
        Cue::Embed,
        &["embed", "tweet", "video", "player", "audio", "podcast", "instagram", "youtube"],
    ),
    (Cue::Hidden, &["hidden", "sr-only", "screen-reader", "offscreen", "invisible", "print"]),
    (Cue::List, &["list", "grid", "item", "row"]),
    (Cue::Header, &["header", "masthead", "topbar", "toolbar", "logo", "search", "login"]),
];

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

/// Ends of the names of elements that hold the caption of a picture.
const CAPTIONS: [&str; 4] = ["caption", "caption-text", "caption__text", "caption_text"];

/// The kind of structure that the value of a class or an id, in which these cues were found, says
/// an element to be: readers' comments, a dialog of consent, a caption, or `Tag::None`.
pub(crate) fn structure(value: &[u8], cues: u32) -> Tag {
    let mut names = value.split(u8::is_ascii_whitespace);
    let is = |name: &[u8], known: &str| name.eq_ignore_ascii_case(known.as_bytes());
    let starts = |name: &[u8], known: &str| name.get(..known.len()).is_some_and(|n| is(n, known));
    let ends = |name: &[u8], known: &str| {
        name.len().checked_sub(known.len()).is_some_and(|start| is(&name[start..], known))
    };
    if cues & Cue::Comments.bit() != 0
        && names.clone().any(|name| COMMENTS.iter().any(|&k| is(name, k)))
    {
        Tag::Comments
    } else if cues & Cue::Consent.bit() != 0
        && names.any(|name| DIALOGS.iter().any(|&k| starts(name, k)))
    {
        Tag::Consent
    } else if cues & Cue::Caption.bit() != 0
        && value.split(u8::is_ascii_whitespace).any(|name| CAPTIONS.iter().any(|&k| ends(name, k)))
    {
        Tag::Caption
    } else {
        Tag::None
    }
}

/// Finds cues in the names of classes.
pub(crate) struct CueFinder {
    words: AhoCorasick,
    /// For each word, the bit of its cue.
    bits: Vec<u32>,
}

/// Words of more bytes than this count inside longer ones.
const SHORT: usize = 4;

impl CueFinder {
    /// Prepares the words.
    pub fn new() -> Self {
        let words = CUES.iter().flat_map(|(_, words)| words.iter());
        let built = AhoCorasickBuilder::new().ascii_case_insensitive(true).build(words);
        let bits = CUES.iter().flat_map(|(cue, words)| words.iter().map(|_| cue.bit()));
        Self { words: built.expect("the words are few"), bits: bits.collect() }
    }

    /// The cues in the value of an attribute, a bit for each.
    pub fn find(&self, value: &[u8]) -> u32 {
        let mut bits = 0;
        for found in self.words.find_overlapping_iter(value) {
            let alone = found.len() > SHORT || is_word(value, found.start(), found.end());
            if alone {
                bits |= self.bits[found.pattern().as_usize()];
            }
        }
        bits
    }
}

/// True if no letter of the same word touches a range; a capital after a small letter starts a new
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cue_has_its_words() {
        assert!(
            CUES.iter()
                .enumerate()
                .all(|(at, (cue, words))| { *cue as usize == at && !words.is_empty() })
        );
    }

    #[test]
    fn finds_cues_in_names_of_classes() {
        let cues = CueFinder::new();
        let found = |value: &str| cues.find(value.as_bytes());
        assert_eq!(found("story-nav"), Cue::Story.bit() | Cue::Navigation.bit());
        assert_eq!(found("mainNav"), Cue::Navigation.bit());
        assert_eq!(found("navy shadow"), 0);
        assert_eq!(found("articleBody"), Cue::Article.bit() | Cue::Body.bit());
        assert_eq!(found("c-relatedlinks"), Cue::Related.bit());
    }

    #[test]
    fn tells_comments_and_dialogs_by_whole_names() {
        let cues = CueFinder::new();
        let tag = |value: &str| structure(value.as_bytes(), cues.find(value.as_bytes()));
        assert_eq!(tag("depth-1 Comment"), Tag::Comments);
        assert_eq!(tag("post comments-open"), Tag::None);
        assert_eq!(tag("onetrust-banner-sdk"), Tag::Consent);
        assert_eq!(tag("story cookie-recipe"), Tag::None);
    }
}
