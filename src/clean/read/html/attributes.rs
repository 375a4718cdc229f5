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
