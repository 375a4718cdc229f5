//! Names behind labels: "Story by Ada Brook | Photographs: Li Wei".

use super::names::NameReader;
use crate::{document::Metadata, language::BylineWords};
use regex::Regex;

/// Longer texts have no labels but words that look like some.
const MAX_WORDS: usize = 40;

/// Reads names behind labels.
pub(super) struct LabelReader {
    /// A label, with the group of those whom it names.
    label: Regex,
}

impl LabelReader {
    /// Compiles the patterns of a language.
    pub fn new(words: &BylineWords) -> Self {
        let BylineWords { by, and, .. } = words;
        let (authors, photographers) =
            (words.author_labels.join("|"), words.photographer_labels.join("|"));
        let (editors, others) = (words.editor_labels.join("|"), words.other_labels.join("|"));
        let pattern = format!(
            r"(?i)(?-u:\b)(?:(?P<both>(?:{authors})\s*(?:{and}|&|\+)\s*(?:{photographers}))|(?P<other>{others})|(?P<author>{authors})|(?P<editor>{editors})|(?P<photographer>{photographers}))(?:\s*:(?:\s*{by}(?-u:\b))?|\s+{by}(?-u:\b))\s*"
        );
        Self { label: Regex::new(&pattern).expect("the words make valid patterns") }
    }

    /// Adds the names behind the labels of a line, and returns what stands before the first of them.
    pub fn read<'a>(&self, names: &NameReader, text: &'a str, metadata: &mut Metadata) -> &'a str {
        if text.split_whitespace().nth(MAX_WORDS).is_some() {
            return text;
        }
        let labels: Vec<_> = self.label.captures_iter(text).collect();
        let start = |at: usize| labels.get(at).and_then(|label| label.get(0));
        for (at, label) in labels.iter().enumerate() {
            let from = label.get(0).map_or(0, |whole| whole.end());
            let to = start(at + 1).map_or(text.len(), |next| next.start());
            let list = text.get(from..to).unwrap_or_default();
            let list = list.split(['\n', ';', ')']).next().unwrap_or_default();
            let is = |group: &str| label.name(group).is_some();
            if is("both") || is("author") {
                names.add_byline(list, &mut metadata.authors);
            }
            if is("both") || is("photographer") {
                names.add_byline(list, &mut metadata.photo_credits);
            }
            if is("editor") {
                names.add_byline(list, &mut metadata.editors);
            }
        }
        start(0).and_then(|first| text.get(..first.start())).unwrap_or(text)
    }
}
