//! Reads HTML: a block is the text between two tags that break the line.
//!
//! A first method on the WHATWG tokenizer, which knows where each token lies in the page; no tree
//! is built, so nesting of any depth costs nothing.

use super::{Fragment, RawBlock, Reason};
use crate::nlp::{alignment::is_blank, document::Format, span::Span};
use html5gum::{DefaultEmitter, Token, Tokenizer};

/// Elements whose text is never shown.
const HIDDEN: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "select",
    "textarea", "title", "button",
];

/// Elements of other vocabularies, which may close themselves.
const FOREIGN: &[&str] = &["svg", "math"];

/// Deeper than this, elements that are no part of an article are not told apart.
const MAX_OUTSIDE: usize = 64;

/// Elements that stand inside a line.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "mark", "nobr", "q", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img",
];

/// Elements whose text is no part of an article, by their meaning in HTML.
const OUTSIDE: &[(&str, Reason)] = &[
    ("nav", Reason::Navigation),
    ("footer", Reason::Navigation),
    ("aside", Reason::RelatedLinks),
    ("form", Reason::Other),
    ("figcaption", Reason::Caption),
];

/// Enough of a page to tell it by.
const SAMPLE_BYTES: usize = 64 << 10;

/// Tells whether `content` is HTML: it opens like a page or has several of its common tags.
pub(super) fn detect(content: &str) -> Format {
    const OPENINGS: [&str; 3] = ["<!doctype html", "<html", "<?xml"];
    const COMMON: [&str; 7] = ["</p>", "</div>", "</a>", "<br", "</li>", "</span>", "</h1>"];
    let start = content.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    let opens = OPENINGS.iter().any(|opening| {
        let head = start.get(..opening.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(opening))
    });
    let sample = content.get(..content.floor_char_boundary(SAMPLE_BYTES)).unwrap_or_default();
    let sample = sample.to_ascii_lowercase();
    let tags = || -> usize { COMMON.iter().map(|tag| sample.matches(tag).count()).sum() };
    if opens || tags() >= 3 { Format::Html } else { Format::PlainText }
}

/// Splits the page into blocks.
pub(super) fn blocks(content: &str) -> Vec<RawBlock> {
    // The tokenizer calls itself for each attribute in double quotes that follows another one, but
    // not for those in single quotes: a page with so many that the stack could overflow, which
    // nobody writes in earnest, is read with all its quotes single. Every byte keeps its place.
    if longest_run_of_attributes(content) > MAX_ATTRIBUTES {
        read(content, &content.replace('"', "'"))
    } else {
        read(content, content)
    }
}

/// So many attributes fit on any thread's stack.
const MAX_ATTRIBUTES: usize = 100;

/// At least as many as the most attributes in double quotes in a row. Between two of them there is
/// an equals sign and no end of the tag; so every other piece between quotation marks is looked
/// at, starting from the first and from the second, since it is not known which are values.
fn longest_run_of_attributes(content: &str) -> usize {
    let mut runs = [0; 2];
    let mut longest = 0;
    for (at, piece) in content.split('"').enumerate() {
        let run = &mut runs[at % 2];
        *run = if piece.contains('=') && !piece.contains('>') { *run + 1 } else { 0 };
        longest = longest.max(*run);
    }
    longest
}

/// Reads `page`, which has the length of `content` and its tags.
fn read(content: &str, page: &str) -> Vec<RawBlock> {
    let mut reader = Reader {
        content,
        blocks: Vec::new(),
        block: RawBlock::default(),
        hidden: None,
        outside: Vec::new(),
        heading: false,
    };
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    // Without a tree builder, this makes the text of scripts and styles text, not tags.
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(page, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                reader.open(&String::from_utf8_lossy(&tag.name), tag.self_closing);
            }
            Token::EndTag(tag) => reader.close(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => reader.text(text.span.start, text.span.end, &text.value),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reader.end_block();
    reader.blocks
}

struct Reader<'page> {
    content: &'page str,
    blocks: Vec<RawBlock>,
    block: RawBlock,
    /// The hidden element that we are in, and how many of its name are open.
    hidden: Option<(String, usize)>,
    /// The elements of `OUTSIDE` that we are in.
    outside: Vec<(&'static str, Reason)>,
    heading: bool,
}

impl Reader<'_> {
    fn open(&mut self, name: &str, self_closing: bool) {
        let closed = self_closing && FOREIGN.contains(&name);
        if let Some((hidden, depth)) = &mut self.hidden {
            *depth += usize::from(hidden == name && !closed);
            return;
        }
        if HIDDEN.contains(&name) {
            self.hidden = (!closed).then(|| (name.to_owned(), 1));
            return;
        }
        if INLINE.contains(&name) {
            return;
        }
        self.end_block();
        let entry = OUTSIDE.iter().find(|(outside, _)| *outside == name);
        if let Some(&entry) = entry.filter(|_| self.outside.len() < MAX_OUTSIDE) {
            self.outside.push(entry);
        }
        self.heading |= is_heading(name);
    }

    fn close(&mut self, name: &str) {
        if let Some((hidden, depth)) = &mut self.hidden {
            *depth -= usize::from(hidden == name);
            if *depth == 0 {
                self.hidden = None;
            }
            return;
        }
        if INLINE.contains(&name) {
            return;
        }
        self.end_block();
        if let Some(at) = self.outside.iter().rposition(|(open, _)| *open == name) {
            self.outside.truncate(at);
        }
        self.heading &= !is_heading(name);
    }

    fn text(&mut self, start: usize, end: usize, value: &[u8]) {
        let raw = Span::new(start, end);
        let source = raw.of(self.content);
        if self.hidden.is_some() || (source.trim().is_empty() && self.block.fragments.is_empty()) {
            return;
        }
        if source.as_bytes() == value {
            self.push(raw, None);
        } else {
            self.references(raw);
        }
    }

    /// Adds text that holds character references, each decoded by itself.
    fn references(&mut self, raw: Span) {
        let mut rest = raw;
        while let Some(at) = rest.of(self.content).find('&') {
            let (before, after) = rest.split(at);
            let length = reference_length(after.of(self.content));
            let (reference, after) = after.split(length);
            self.push(before, None);
            self.push(reference, Some(decode(reference.of(self.content))));
            rest = after;
        }
        self.push(rest, None);
    }

    fn push(&mut self, raw: Span, decoded: Option<String>) {
        if raw.is_empty() {
            return;
        }
        let text = decoded.as_deref().unwrap_or_else(|| raw.of(self.content));
        for c in text.chars() {
            match c {
                c if !c.is_whitespace() => self.block.text.push(c),
                _ if self.block.text.ends_with(' ') => {}
                _ => self.block.text.push(' '),
            }
        }
        self.block.fragments.push(Fragment { raw, decoded });
    }

    fn end_block(&mut self) {
        let mut block = std::mem::take(&mut self.block);
        block.text.truncate(block.text.trim_end().len());
        block.text.drain(..block.text.len() - block.text.trim_start().len());
        if is_blank(&block.text) {
            return;
        }
        trim_ends(&mut block.fragments, self.content);
        block.heading = self.heading;
        block.outside = self.outside.last().map(|&(_, reason)| reason);
        self.blocks.push(block);
    }
}

/// Takes the white space off both ends of a block.
fn trim_ends(fragments: &mut Vec<Fragment>, content: &str) {
    let blank = |fragment: &Fragment| {
        let text = fragment.decoded.as_deref();
        text.unwrap_or_else(|| fragment.raw.of(content)).trim().is_empty()
    };
    while fragments.pop_if(|last| blank(last)).is_some() {}
    let leading = fragments.iter().take_while(|first| blank(first)).count();
    fragments.drain(..leading);
    if let Some(first) = fragments.first_mut().filter(|first| first.decoded.is_none()) {
        first.raw = Span::new(first.raw.trimmed(content).start, first.raw.end);
    }
    if let Some(last) = fragments.last_mut().filter(|last| last.decoded.is_none()) {
        last.raw = Span::new(last.raw.start, last.raw.trimmed(content).end);
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// The length of the character reference that `text` starts with: "&", a name, ";".
fn reference_length(text: &str) -> usize {
    let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '&' | '#');
    let end = text.char_indices().skip(1).find(|&(_, c)| c == '&' || !name(c));
    end.map_or(text.len(), |(at, c)| at + usize::from(c == ';'))
}

/// What a character reference stands for; itself where it is none.
fn decode(reference: &str) -> String {
    let mut text = String::new();
    for token in Tokenizer::new(reference) {
        let Ok(token) = token;
        if let Token::String(value) = token {
            text.push_str(&String::from_utf8_lossy(&value));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(page: &str) -> Vec<String> {
        blocks(page).into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn reads_what_a_person_would() {
        let page = "<html><head><title>x</title><style>p > a {}</style></head><body>\
                    <h1>AT&amp;T &lt;wins&gt;</h1><script>if (a < b) { '<p>' }</script>\
                    <p>It <b>won</b>\n the\u{a0}day&hellip;<br>Twice.</p></body></html>";
        assert_eq!(texts(page), ["AT&T <wins>", "It won the day…", "Twice."]);
    }

    #[test]
    fn every_fragment_lies_where_its_text_is() {
        let page = "<p>Zoë &amp; the <i>caf&eacute;</i> &notareference; é</p>";
        for block in blocks(page) {
            for fragment in block.fragments {
                match fragment.decoded.as_deref() {
                    Some("&") => assert_eq!(fragment.raw.of(page), "&amp;"),
                    Some("é") => assert_eq!(fragment.raw.of(page), "&eacute;"),
                    Some(other) => assert!(other.starts_with('¬') || other.starts_with('&')),
                    None => assert!(block.text.contains(fragment.raw.of(page).trim())),
                }
            }
        }
    }

    #[test]
    fn survives_any_depth() {
        let page = format!("<p>x</p>{}<p>deep</p>", "<div><span>".repeat(50_000));
        assert_eq!(texts(&page), ["x", "deep"]);
    }

    #[test]
    fn survives_any_number_of_attributes() {
        for attribute in ["b=\"c\" ", "b='c' ", "b=\">\" ", "b=\"=\" c='\"' ", "b=c "] {
            let page = format!("<p>“a” \"b\"</p><a {}>x</a>", attribute.repeat(100_000));
            let texts = texts(&page);
            assert_eq!(texts[0], "“a” \"b\"");
            assert!(texts[1].ends_with('x'));
        }
    }

    #[test]
    fn shows_what_follows_an_open_head_or_an_odd_script() {
        let page = "<head><title>T</title><script src=x /></script><body><h1>Shown</h1>";
        assert_eq!(texts(page), ["Shown"]);
    }

    #[test]
    fn tells_a_page_from_text() {
        assert_eq!(detect(" <!DOCTYPE html><p>x"), Format::Html);
        assert_eq!(detect("<p>a</p><p>b</P><P>c</P>"), Format::Html);
        assert_eq!(detect("if a < b and b > c, then"), Format::PlainText);
    }
}
