//! The body of an article in a script: in JSON-LD, or in the data that a page is built from.
//!
//! A script is read as it comes, without a parser: all that counts are its strings, where they are, and
//! under which names they stand.

use crate::{clean::read::Transcript, text::Span};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

/// Shorter scripts hold no article.
const SHORTEST: usize = 400;

/// The least text of a body, in bytes.
const LEAST_TEXT: usize = 300;

/// Deeper than this, nothing is looked for.
const DEEPEST: usize = 64;

/// Parts of the names under which there is text.
const BODIES: [&str; 10] = [
    "body",
    "content",
    "text",
    "html",
    "paragraph",
    "rendered",
    "copy",
    "value",
    "children",
    "story",
];

/// Parts of the names under which there is other text than that of the article.
const OTHERS: [&str; 29] = [
    "comment",
    "related",
    "recommend",
    "caption",
    "seo",
    "teaser",
    "promo",
    "footer",
    "config",
    "i18n",
    "translation",
    "message",
    "privacy",
    "consent",
    "menu",
    "nav",
    "bio",
    "newsletter",
    "image",
    "video",
    "label",
    "button",
    "paywall",
    "locale",
    "context",
    "style",
    "css",
    "script",
    "disclaimer",
];

/// The strings of one kind.
#[derive(Default)]
struct Strings {
    spans: Vec<Span>,
    /// The bytes of those that read like sentences.
    text: usize,
}

/// The strings, without their quotation marks, that are the body of an article.
pub(super) fn body(content: &str, script: Span) -> Vec<Span> {
    if script.len() < SHORTEST {
        return Vec::new();
    }
    let mut scanner = Scanner { text: script.of(content), ..Scanner::default() };
    scanner.scan();
    let found = scanner.found.into_values().filter(|strings| strings.text >= LEAST_TEXT);
    let best = found.max_by_key(|strings| strings.text).unwrap_or_default();
    // Where a string is a whole body, the others are those of other articles.
    let whole = best.spans.iter().position(|span| is_whole(span.of(scanner.text)));
    let spans = whole.map_or(best.spans.as_slice(), |at| &best.spans[at..=at]);
    spans.iter().map(|span| span.shifted(script.start)).collect()
}

/// True if a string holds several paragraphs.
fn is_whole(text: &str) -> bool {
    text.matches("/p>").count() > 2 || text.matches("\\n").count() > 2
}

/// Reads strings and the names that they stand under.
#[derive(Default)]
struct Scanner<'page> {
    text: &'page str,
    /// The names of the open objects and lists.
    names: Vec<Span>,
    /// The name of the next value.
    name: Span,
    /// The last string or word.
    last: Span,
    found: FxHashMap<u64, Strings>,
}

impl Scanner<'_> {
    fn scan(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let start = at;
            at += 1;
            match byte {
                b'"' => {
                    at = string_end(bytes, at);
                    self.string(Span::new(start + 1, at));
                    at += 1;
                }
                b'{' | b'[' if self.names.len() < DEEPEST => {
                    self.names.push(self.name);
                    if byte == b'{' {
                        self.name = Span::default();
                    }
                }
                b'}' | b']' => self.name = self.names.pop().unwrap_or_default(),
                b':' => self.name = self.last,
                b if b.is_ascii_alphanumeric() || b == b'_' => {
                    let word = |b: &&u8| b.is_ascii_alphanumeric() || **b == b'_';
                    at += bytes[at..].iter().take_while(word).count();
                    self.last = Span::new(start, at);
                }
                _ => {}
            }
        }
    }

    /// Takes a string, which may be a name.
    fn string(&mut self, span: Span) {
        self.last = span;
        let text = span.of(self.text);
        if !text.contains(' ') || self.text.get(span.end + 1..).is_some_and(is_after_name) {
            return;
        }
        let name = self.name.of(self.text).to_ascii_lowercase();
        if !BODIES.iter().any(|body| name.contains(body)) || self.is_other(&name) {
            return;
        }
        let strings = self.found.entry(self.path()).or_default();
        strings.spans.push(span);
        let words = text.split(' ').take(9).count();
        let ends = text.contains(". ")
            || text.contains("<\\/p>")
            || text.ends_with(['.', '?', '!', '”', '>']);
        strings.text += if words > 8 && ends { text.len() } else { 0 };
    }

    fn is_other(&self, name: &str) -> bool {
        let other = |name: &str| OTHERS.iter().any(|other| name.contains(other));
        let mut around = self.names.iter().map(|name| name.of(self.text).to_ascii_lowercase());
        other(name) || around.any(|name| other(&name))
    }

    /// A hash of all names around a value and of its own.
    fn path(&self) -> u64 {
        let mut hasher = FxHasher::default();
        let names = self.names.iter().chain([&self.name]);
        names.for_each(|name| hasher.write(name.of(self.text).as_bytes()));
        hasher.finish()
    }
}

/// True if what stands here follows a name.
fn is_after_name(text: &str) -> bool {
    text.trim_start().starts_with(':')
}

/// Where the string that starts at a byte ends.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The text of a string of JSON.
pub(super) fn string(content: &str, raw: Span) -> Transcript {
    let mut transcript = Transcript::default();
    let mut rest = raw;
    while let Some(at) = rest.of(content).find('\\') {
        let (before, after) = rest.split(at);
        let (length, text) = escape(after.of(content));
        let (escape, after) = after.split(length);
        transcript.keep(content, before);
        transcript.put(escape, &text);
        rest = after;
    }
    transcript.keep(content, rest);
    transcript
}

/// The length of the escape that a text starts with, and what it stands for.
fn escape(text: &str) -> (usize, String) {
    let c = text.chars().nth(1).unwrap_or('\\');
    match c {
        'n' | 'r' | 't' | 'b' | 'f' => (2, if c == 'n' { "\n" } else { " " }.to_owned()),
        'u' => unicode(text),
        _ if text.len() < 2 => (text.len(), String::new()),
        _ => (1 + c.len_utf8(), c.to_string()),
    }
}

/// An escape of one or, for a pair of surrogates, two numbers.
fn unicode(text: &str) -> (usize, String) {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let Some(first) = unit(0) else {
        return (2.min(text.len()), String::new());
    };
    let units: Vec<u16> = std::iter::once(first).chain(unit(6)).collect();
    match char::decode_utf16(units).next() {
        Some(Ok(c)) => (if c.len_utf16() == 2 { 12 } else { 6 }, c.to_string()),
        _ => (6, char::REPLACEMENT_CHARACTER.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_escape() {
        let content = r#"a\u00e9 \ud83d\ude00 \/ \" \n \ud83d \\n x\"#;
        let transcript = string(content, Span::new(0, content.len()));
        assert_eq!(transcript.text(), "aé 😀 / \" \n \u{fffd} \\n x");
    }

    #[test]
    fn finds_the_strings_of_a_body() {
        let text =
            "The ferry left the harbour at six in the morning, as it always does. ".repeat(3);
        let script = format!(
            r#"window.x={{"seo":{{"body":"{text}{text}{text}"}},"a":[{{"text":"{text}"}},{{"text":"{text}"}}]}};"#
        );
        let found = body(&script, Span::new(0, script.len()));
        assert_eq!(found.iter().map(|span| span.of(&script)).collect::<Vec<_>>(), [&text, &text]);
    }
}
