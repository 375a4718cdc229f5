//! Markdown: its signs are no text.

use super::{Fragment, Page, PageMetadata, RawBlock, Tag, html::pieces, time};
use crate::text::{Span, lines};
use regex::Regex;

/// The signs around a text, and what stands between them; of the first, nothing is text.
const INLINE: [&str; 9] = [
    r#"!\[[^\]]*\]\([^)\s]*(?:\s+"[^"]*")?\)|\[\^\w+\]"#,
    r#"(?s)\[(?P<text>[^\[\]]+)\]\((?:[^()\s]|\([^()]*\))+(?:\s+"[^"]*")?\)"#,
    r"(?s)\*\*(?P<text>\S(?:.*?\S)??)\*\*",
    r"(?s)\b__(?P<text>\S(?:.*?\S)??)__\b",
    r"(?:^|[^*])(?P<all>\*(?P<text>[^\s*](?:[^*]*[^\s*])?)\*)",
    r"\b_(?P<text>[^\s_](?:[^_]*[^\s_])?)_\b",
    r"`+(?P<text>[^`]+)`+",
    r"~~(?P<text>[^~]+)~~",
    r"<(?P<text>https?://[^>\s]+)>",
];

/// Lines that hold no text: rules, fences and the addresses of links.
const EMPTY: &str = r"^(?:[-*_=]\s*){3,}$|^(?:```|~~~)|^\[[^\]]+\]:\s*\S";

/// The signs that a line starts with.
const LEADING: &str =
    r"^(?P<heading>#{1,6})\s+|^(?P<item>[-*+]|\d{1,2}[.)])\s+|^(?P<quotation>>)\s?";

/// Reads markdown.
pub(crate) struct MarkdownReader {
    inline: [Regex; 9],
    empty: Regex,
    leading: Regex,
    link: Regex,
    heading: Regex,
    subheading: Regex,
}

impl MarkdownReader {
    /// Prepares the reader.
    pub fn new() -> Self {
        let compiled = |pattern: &str| Regex::new(pattern).expect("the patterns are well-formed");
        Self {
            inline: INLINE.map(compiled),
            empty: compiled(EMPTY),
            leading: compiled(LEADING),
            link: compiled(r"\[[^\[\]\n]+\]\((?:https?://|/)[^\s)]+\)"),
            heading: compiled(r#"(?:\A|\n)\s*\n?#{1,6} +["“‘\p{Lu}\d].*(?:\n\s*\n|\s*\z)"#),
            subheading: compiled(r"(?m)^##+ +\S"),
        }
    }

    /// The page; `None` if the text is no markdown.
    pub fn read(&self, content: &str) -> Option<Page> {
        let front = front_matter(content);
        let start = front.map_or(0, |front| front.end);
        if front.is_none() && !self.is_markdown(content) {
            return None;
        }
        let mut blocks: Vec<RawBlock> = Vec::new();
        let mut paragraph: Vec<Span> = Vec::new();
        for line in lines(content.get(start..)?) {
            let line = line.shifted(start).trimmed(content);
            let text = line.of(content);
            let leading = self.leading.captures(text);
            if text.is_empty() || leading.is_some() || self.empty.is_match(text) {
                blocks.extend(self.block(content, &std::mem::take(&mut paragraph), Tag::None));
            }
            if let Some(leading) = leading.filter(|_| !self.empty.is_match(text)) {
                let named = |name: &str| leading.name(name).is_some();
                let level = leading.name("heading").map_or(0, |signs| signs.len());
                let tag = match level {
                    1 => Tag::Title,
                    2.. => Tag::Heading,
                    _ if named("item") => Tag::Item,
                    _ => Tag::Quotation,
                };
                let (_, rest) = line.split(leading.get_match().len());
                blocks.extend(self.block(content, &[rest], tag));
            } else if !text.is_empty() && !self.empty.is_match(text) {
                paragraph.push(line);
            }
        }
        blocks.extend(self.block(content, &paragraph, Tag::None));
        let metadata = front.map(|front| metadata(front.of(content))).unwrap_or_default();
        Some(Page { blocks, metadata })
    }

    /// True if several signs say that a text is markdown.
    fn is_markdown(&self, content: &str) -> bool {
        let links = self.link.find_iter(content).count();
        let headings = self.heading.find_iter(content).count();
        let bold = usize::from(self.inline[2].is_match(content));
        // A line of code may start with one "#" too.
        let sure = links > 0 || headings > 0 && (bold > 0 || self.subheading.is_match(content));
        sure && links + headings + bold >= 2
    }

    /// The block of a paragraph of these lines.
    fn block(&self, content: &str, lines: &[Span], tag: Tag) -> Option<RawBlock> {
        let (first, last) = (lines.first()?, lines.last()?);
        let whole = Span::new(first.start, last.end);
        let fragments = self.fragments(content, whole);
        let mut block = RawBlock::of(content, fragments);
        block.after_blank = true;
        block.hints.tag = if tag == Tag::None { Tag::Paragraph } else { tag };
        block.hints.inside = block.hints.tag.bit();
        (!block.text.trim().is_empty()).then_some(block)
    }

    /// The pieces of a paragraph between its signs.
    fn fragments(&self, content: &str, whole: Span) -> Vec<Fragment> {
        let mut signs: Vec<Span> = Vec::new();
        for pattern in &self.inline {
            for found in pattern.captures_iter(whole.of(content)) {
                let all = found.name("all").unwrap_or_else(|| found.get_match());
                match found.name("text") {
                    Some(text) => {
                        signs.push(Span::new(all.start(), text.start()));
                        signs.push(Span::new(text.end(), all.end()));
                    }
                    None => signs.push(all.range().into()),
                }
            }
        }
        signs.sort_unstable();
        let mut fragments = Vec::new();
        let mut cursor = whole.start;
        for sign in signs.into_iter().map(|sign| sign.shifted(whole.start)) {
            if sign.start > cursor {
                fragments.extend(pieces(content, Span::new(cursor, sign.start)));
            }
            cursor = cursor.max(sign.end);
        }
        if cursor < whole.end {
            fragments.extend(pieces(content, Span::new(cursor, whole.end)));
        }
        fragments
    }
}

/// The lines between two rules at the start, each a name and its value.
fn front_matter(content: &str) -> Option<Span> {
    let mut rows = lines(content).skip_while(|line| line.of(content).trim().is_empty());
    let first = rows.next().filter(|line| line.of(content).trim() == "---")?;
    let mut named = 0;
    for line in rows.take(60) {
        let text = line.of(content).trim_end();
        if text == "---" || text == "..." {
            return (named > 0).then_some(Span::new(first.start, line.end));
        }
        let nested = text.is_empty() || text.starts_with([' ', '\t', '-', '#']);
        let names = text.split_once(':').is_some_and(|(name, _)| !name.contains(' '));
        if !nested && !names {
            return None;
        }
        named += usize::from(names);
    }
    None
}

/// What front matter says about the article.
fn metadata(front: &str) -> PageMetadata {
    let mut metadata = PageMetadata::default();
    let mut name = "";
    for line in front.lines() {
        let nested = line.trim_start().strip_prefix("- ").filter(|_| name.starts_with("author"));
        let value = match line.split_once(':').filter(|_| nested.is_none()) {
            Some((field, value)) if !line.starts_with([' ', '\t']) => {
                name = field.trim();
                value
            }
            _ => nested.unwrap_or_default(),
        };
        let value = value.trim().trim_matches(['[', ']']).trim_matches(['"', '\'']);
        match name {
            _ if value.is_empty() => {}
            "title" => value.clone_into(&mut metadata.title),
            "date" => metadata.published = time::read(value),
            "author" | "authors" => {
                let names = value.split(',').map(|name| name.trim().trim_matches(['"', '\'']));
                metadata.authors.extend(names.map(str::to_owned));
            }
            _ => {}
        }
    }
    metadata
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(content: &str) -> Vec<String> {
        let page = MarkdownReader::new().read(content).expect("markdown");
        page.blocks.into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn signs_are_no_text() {
        let content = "# Title\n\nOne **two** [three *four*](https://x.example/a_(b)) five_six.\n\
                       ![x](/y.jpg)\n\n- `code` &amp; 2 * 3 * 4\n\n---\n> said";
        let expected = ["Title", "One two three four five_six.\n", "code & 2 * 3 * 4", "said"];
        assert_eq!(texts(content), expected);
    }

    #[test]
    fn front_matter_is_metadata() {
        let content =
            "---\ntitle: \"Rain\"\nauthors:\n  - Ada Brook\ndate: 2024-02-19\n---\n\nIt rained.";
        let page = MarkdownReader::new().read(content).expect("markdown");
        assert_eq!(page.blocks.len(), 1);
        assert_eq!(page.metadata.title, "Rain");
        assert_eq!(page.metadata.authors, ["Ada Brook"]);
        assert!(page.metadata.published.is_some());
    }

    #[test]
    fn a_text_is_no_markdown() {
        let reader = MarkdownReader::new();
        for text in [
            "** FULL STORY **\n\n** MORE **",
            "#1 in the charts\n* a\n* b",
            "--- \nNote: x",
            "# fetch\n\n# Then",
        ] {
            assert!(reader.read(text).is_none(), "{text}");
        }
    }
}
