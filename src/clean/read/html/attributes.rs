//! The values of attributes that tell something about the text of an element.

/// True if a link leads to the page of an author, by its address or its relation. The paths are those
/// of sites in any language.
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

/// True if a style hides the element.
pub(crate) fn hides(style: &[u8]) -> bool {
    let style: Vec<u8> = style.iter().filter(|byte| !byte.is_ascii_whitespace()).copied().collect();
    let contains =
        |needle: &[u8]| style.windows(needle.len()).any(|part| part.eq_ignore_ascii_case(needle));
    contains(b"display:none") || contains(b"visibility:hidden")
}
