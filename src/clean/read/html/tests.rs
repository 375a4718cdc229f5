//! The reader on small pages.

use super::{HtmlReader, detect};
use crate::{clean::read::RawBlock, document::Format, language::ENGLISH};

fn blocks(page: &str) -> Vec<RawBlock> {
    HtmlReader::new(&ENGLISH.cleaning.bylines).read(page, "").blocks
}

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

#[test]
fn parts_what_a_style_sheet_parts_and_no_word() {
    let page = "<p><span class=a>Ada Brook</span><span class=b>Port News</span><time>4 June</time></p>\
                <p><span class=drop>T</span><span class=x>he</span> <b>Mac</b><b>Donald</b> H<sub>2</sub>O</p>";
    assert_eq!(texts(page), ["Ada Brook Port News 4 June", "The MacDonald H2O"]);
}
