//! Writes the kept blocks as the clean text, and accounts for everything else.

use super::{read::RawBlock, verdict::Verdict};
use crate::{
    document::{Article, Block, BlockKind, Reason, Removal, Removed},
    text::{
        Span,
        alignment::{Writer, is_blank},
    },
};

/// Removes the tags and scripts between blocks.
const MARKUP: Removal = Removal { reason: Reason::Markup, rule: "markup", confidence: 1.0 };

/// Writes the article from all blocks of `content`, in order.
pub(crate) fn render<'page>(
    content: &str,
    blocks: impl Iterator<Item = (&'page RawBlock, Verdict)>,
) -> Article {
    let mut article = ArticleWriter {
        content,
        writer: Writer::new(content),
        blocks: Vec::new(),
        removed: Vec::new(),
        cursor: 0,
    };
    for (block, verdict) in blocks {
        match verdict {
            Verdict::Keep(kind) => article.keep(block, kind),
            Verdict::Remove(removal) => article.remove(block.raw(), removal),
        }
    }
    article.between(content.len(), "");
    let (text, alignment) = article.writer.finish();
    Article {
        text,
        alignment,
        blocks: article.blocks,
        removed: article.removed,
        ..Article::default()
    }
}

/// An article, as far as it has been written.
struct ArticleWriter<'raw> {
    content: &'raw str,
    writer: Writer<'raw>,
    blocks: Vec<Block>,
    removed: Vec<Removed>,
    /// Up to where the content is accounted for.
    cursor: usize,
}

impl ArticleWriter<'_> {
    fn keep(&mut self, block: &RawBlock, kind: BlockKind) {
        let separator = if self.blocks.is_empty() { "" } else { "\n\n" };
        self.between(block.raw().start, separator);
        let start = self.writer.position();
        for fragment in &block.fragments {
            self.between(fragment.raw.start, "");
            match &fragment.decoded {
                Some(text) => self.writer.decode(fragment.raw, text),
                None => self.writer.keep(fragment.raw),
            }
            self.cursor = fragment.raw.end;
        }
        let span = Span::new(start, self.writer.position()).trimmed(self.writer.text());
        if !span.is_empty() {
            self.blocks.push(Block { kind, span });
        }
    }

    fn remove(&mut self, raw: Span, removal: Removal) {
        self.between(raw.start, "");
        self.removed.push(Removed { raw, removal });
        self.cursor = raw.end;
    }

    /// Accounts for the content up to `end`, between two pieces of text: white space folds into
    /// `separator`, anything else is markup.
    fn between(&mut self, end: usize, separator: &str) {
        let gap = Span::new(self.cursor, end);
        self.cursor = end;
        if is_blank(gap.of(self.content)) {
            self.writer.replace(gap, separator);
        } else {
            self.removed.push(Removed { raw: gap, removal: MARKUP });
            self.writer.replace(Span::new(end, end), separator);
        }
    }
}
