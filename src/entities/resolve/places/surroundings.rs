//! What the words right before and after a name say of the place that bears it.

use crate::{document::PlaceKind, language::PlaceWords, text::Span};

/// The bytes before a name that are looked at.
const REACH: usize = 24;
/// The bytes after a name in which it may be described.
const DESCRIPTION: usize = 100;

/// What kind of place the words around a name say that it is: "Washington state", "the mayor of New
/// York".
pub(super) fn kind(words: &PlaceWords, text: &str, span: Span) -> Option<PlaceKind> {
    let after = text.get(span.end..).and_then(|rest| rest.strip_prefix(' ')).unwrap_or_default();
    let next = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let before = before(text, span).to_lowercase();
    let before = before.trim_end();
    // "the state of" but not "estate of".
    let opens = |openers: &[&str]| {
        openers.iter().any(|opener| {
            let rest = before.strip_suffix(opener);
            rest.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
        })
    };
    if words.region_nouns.contains(&next) || opens(words.of_region) {
        Some(PlaceKind::State)
    } else if words.city_nouns.contains(&next) || opens(words.of_city) {
        Some(PlaceKind::City)
    } else {
        None
    }
}

/// How closely one name is tied to the one after it as a place is to the region or country that it is
/// in: 0 is the closest; `None`: not at all.
pub(super) fn tie(words: &PlaceWords, text: &str, first: Span, second: Span) -> Option<usize> {
    let between = text.get(first.end..second.start)?;
    words.inside.iter().position(|tie| *tie == between)
}

/// The words that name a people and a region of theirs in the rest of the sentence after a name: "the
/// Argentine province said".
pub(super) fn described<'t>(
    words: &'t PlaceWords,
    text: &'t str,
    span: Span,
) -> impl Iterator<Item = &'t str> {
    let rest = text.get(span.end..).unwrap_or_default();
    let near = rest.get(..rest.floor_char_boundary(DESCRIPTION)).unwrap_or_default();
    let clause = near.split(['.', '\n']).next().unwrap_or_default();
    let mut before = "";
    clause.split(|c: char| !c.is_alphabetic()).filter_map(move |word| {
        let people = std::mem::replace(&mut before, word);
        words.region_nouns.contains(&word).then_some(people)
    })
}

/// The end of the text before a name.
fn before(text: &str, span: Span) -> &str {
    let start = text.ceil_char_boundary(span.start.saturating_sub(REACH));
    text.get(start..span.start).unwrap_or_default()
}
