//! Chooses the reader of a content.

use super::{
    Page,
    html::{HtmlReader, detect},
    mail::Mail,
    markdown::MarkdownReader,
    plain,
};
use crate::{document::Format, language::BylineWords};

/// Reads content of any kind.
pub(crate) struct Reader {
    html: HtmlReader,
    markdown: MarkdownReader,
}

impl Reader {
    /// Prepares the readers; names are read with the words of a language.
    pub fn new(words: &'static BylineWords) -> Self {
        Self { html: HtmlReader::new(words), markdown: MarkdownReader::new() }
    }

    /// Splits the content into blocks; where no format is given, it is told from the content. `address`:
    /// where its sender has it from, empty if that is not known.
    pub fn read(&self, content: &str, format: Option<Format>, address: &str) -> Page {
        if format != Some(Format::Html)
            && let Some(mail) = Mail::open(content)
        {
            return self.mail(mail, address);
        }
        match format.unwrap_or_else(|| detect(content)) {
            Format::PlainText => self.text(content),
            Format::Html => self.html.read(content, address),
        }
    }

    fn text(&self, content: &str) -> Page {
        let markdown = self.markdown.read(content);
        markdown.unwrap_or_else(|| Page::of_text(plain::blocks(content)))
    }

    fn mail(&self, mail: Mail, address: &str) -> Page {
        let text = mail.body.text();
        let page = if mail.html { self.html.read(text, address) } else { self.text(text) };
        Page { blocks: mail.body.traced(page.blocks), metadata: mail.metadata }
    }
}
