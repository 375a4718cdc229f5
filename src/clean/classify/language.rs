//! The language of a document, by its running text.

use crate::{
    clean::features::PageStatistics,
    document::IdentifiedLanguage,
    language::{Language, SAMPLE_BYTES, identify},
};

/// The language of a document, which is looked for only where neither its sender nor a look at its
/// function words, those of the `expected` language, tells it.
pub(super) fn language_of(
    expected: &Language,
    known: Option<&str>,
    page: &PageStatistics,
) -> IdentifiedLanguage {
    match known {
        None if page.is_in_language() => {
            IdentifiedLanguage { code: expected.code.to_owned(), confidence: 1.0 }
        }
        known => identify(known, &running_text(page)),
    }
}

/// The beginning of the text where it is densest, enough of it to tell its language; that of the
/// page where there is none.
fn running_text(page: &PageStatistics) -> String {
    let beginning = |test: &dyn Fn(usize) -> bool| {
        let mut text = String::new();
        for at in (0..page.len()).filter(|&at| test(at)) {
            if text.len() >= SAMPLE_BYTES {
                break;
            }
            text.push_str(page.lines[at].text());
            text.push('\n');
        }
        text
    };
    let dense = beginning(&|at| page.in_region(at) && page.lines[at].ends);
    if dense.is_empty() { beginning(&|_| true) } else { dense }
}
