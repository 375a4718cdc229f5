//! Tells pages from text.

use super::{
    elsewhere::holds_escaped_markup,
    role::{Role, role},
    xml::is_xml,
};
use crate::document::Format;

/// Enough of a page to tell it by.
const SAMPLE_BYTES: usize = 64 << 10;

/// Tells whether `content` is HTML: it opens like a page or has several of its common tags.
pub(crate) fn detect(content: &str) -> Format {
    const OPENINGS: [&str; 3] = ["<!doctype html", "<html", "<?xml"];
    const COMMON: [&str; 7] = ["</p>", "</div>", "</a>", "<br", "</li>", "</span>", "</h1>"];
    let start = content.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    let opens = OPENINGS.iter().any(|opening| {
        let head = start.get(..opening.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(opening))
    });
    let sample = content.get(..content.floor_char_boundary(SAMPLE_BYTES)).unwrap_or_default();
    if holds_escaped_markup(sample) {
        return Format::Html;
    }
    if !sample.contains('<') {
        return Format::PlainText;
    }
    let sample = sample.to_ascii_lowercase();
    let tags = || -> usize { COMMON.iter().map(|tag| sample.matches(tag).count()).sum() };
    if opens || is_xml(start) || tags() >= 3 || is_element(&sample) {
        Format::Html
    } else {
        Format::PlainText
    }
}

/// True if a text in small letters is an element that breaks the line, or several.
fn is_element(text: &str) -> bool {
    let Some(open) = text.trim_start_matches('\u{feff}').trim_start().strip_prefix('<') else {
        return false;
    };
    let name = open.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let breaks = matches!(role(name.as_bytes()), Role::Block(_));
    breaks && open.contains(&format!("</{name}>"))
}
