//! A page with what the tokenizer would read wrongly mended. Every byte keeps its place.

use super::{role::OPEN_TITLE, xml};
use aho_corasick::{AhoCorasick, AhoCorasickBuilder};
use std::borrow::Cow;

/// So many attributes fit on any thread's stack.
const MAX_ATTRIBUTES: usize = 100;

/// What opens and closes a title, and what no title holds.
const MARKS: [&str; 7] = ["<title", "</title", "</head", "<body", "<h1", "<article", "<main"];

/// Mends pages.
pub(super) struct Mender {
    marks: AhoCorasick,
}

impl Mender {
    /// Prepares the search.
    pub fn new() -> Self {
        let built = AhoCorasickBuilder::new().ascii_case_insensitive(true).build(MARKS);
        Self { marks: built.expect("the marks are few") }
    }

    /// The page as the tokenizer is to read it.
    pub fn mended<'page>(&self, content: &'page str, xml: bool) -> Cow<'page, str> {
        let runs = long_runs(content);
        let titles = self.open_titles(content);
        let marks = if xml { character_data(content) } else { Vec::new() };
        if runs.is_empty() && titles.is_empty() && marks.is_empty() {
            return Cow::Borrowed(content);
        }
        let mut page = content.as_bytes().to_vec();
        runs.iter().for_each(|run| run.mend(content.as_bytes(), &mut page));
        titles.into_iter().for_each(|at| page[at + 5] = OPEN_TITLE[4]);
        marks.into_iter().for_each(|(at, length)| page[at..at + length].fill(b' '));
        String::from_utf8(page).map_or(Cow::Borrowed(content), Cow::Owned)
    }

    /// Where titles start that are not closed, or that close themselves as in XML.
    fn open_titles(&self, content: &str) -> Vec<usize> {
        let mut titles = Vec::new();
        let mut open = None;
        for found in self.marks.find_iter(content) {
            match found.pattern().as_usize() {
                0 => {
                    titles.extend(open.take());
                    let tag = content.get(found.end()..).and_then(|rest| rest.split('>').next());
                    if tag.is_some_and(|tag| tag.ends_with('/')) {
                        titles.push(found.start());
                    } else {
                        open = Some(found.start());
                    }
                }
                1 => open = None,
                _ => titles.extend(open.take()),
            }
        }
        titles.extend(open);
        titles
    }
}

/// The marks around character data, which the tokenizer takes for comments; their places and lengths.
fn character_data(content: &str) -> Vec<(usize, usize)> {
    let marks = xml::MARKS.iter();
    marks.flat_map(|mark| content.match_indices(mark).map(|(at, mark)| (at, mark.len()))).collect()
}

/// A run of attributes in double quotes.
///
/// The tokenizer calls itself for each such attribute that follows another one, but not for those in
/// single quotes: so many that the stack could overflow are read with single quotes.
struct Run {
    start: usize,
    end: usize,
    /// True if it starts inside a value.
    in_value: bool,
}

impl Run {
    fn mend(&self, content: &[u8], page: &mut [u8]) {
        let mut in_value = self.in_value;
        for at in self.start..self.end {
            match content[at] {
                b'"' => {
                    page[at] = b'\'';
                    in_value = !in_value;
                }
                // It would end the value.
                b'\'' if in_value => page[at] = b'`',
                _ => {}
            }
        }
    }
}

/// The runs that are too long, and some more. Between two attributes in double quotes there is an equals
/// sign and no end of the tag; so every other piece between quotation marks is looked at, starting from the
/// first and from the second, since it is not known which are values. Where there are no tags, as in
/// scripts, it does not matter which quotes there are.
fn long_runs(content: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut counts = [0; 2];
    let mut starts = [(0, false); 2];
    let (mut position, mut quotes) = (0, [None; 2]);
    for (at, piece) in content.split('"').enumerate() {
        let parity = at % 2;
        if piece.contains('=') && !piece.contains('>') {
            if counts[parity] == 0 {
                // From the mark that opens the value before it.
                starts[parity] = quotes[0].map_or((0, at == 1), |quote| (quote, false));
            }
            counts[parity] += 1;
        } else {
            let (start, in_value) = starts[parity];
            if counts[parity] > MAX_ATTRIBUTES {
                runs.push(Run { start, end: position, in_value });
            }
            counts[parity] = 0;
        }
        position += piece.len() + 1;
        quotes = [quotes[1], Some(position - 1)];
    }
    let open = (0..2).filter(|&parity| counts[parity] > MAX_ATTRIBUTES);
    runs.extend(open.map(|parity| {
        let (start, in_value) = starts[parity];
        Run { start, end: content.len(), in_value }
    }));
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mends_only_the_tag_with_too_many_attributes() {
        let long = "b=\"it's\" ".repeat(200);
        let content = format!("<img alt=\"it's\"><a {long}>\"x's\"</a><img alt=\"it's\">");
        let page = Mender::new().mended(&content, false);
        let mended = "b='it`s' ".repeat(200);
        assert_eq!(page, format!("<img alt=\"it's\"><a {mended}>\"x's\"</a><img alt=\"it's\">"));
    }

    #[test]
    fn titles_that_nothing_closes_are_told_apart() {
        let mended = |page: &str| Mender::new().mended(page, false).into_owned();
        assert_eq!(mended("<title>x</title><body>"), "<title>x</title><body>");
        assert_eq!(mended("<title>x<body>y</title>"), "<titl_>x<body>y</title>");
        assert_eq!(mended("<title/><p>"), "<titl_/><p>");
    }
}
