//! The attributes of an element that metadata is read from.

/// The attributes of an element that metadata is read from.
#[derive(Default)]
pub(super) struct HeadAttributes {
    /// Of `name`, `property` or `itemprop`.
    pub name: String,
    /// Of `content`, or where a link leads.
    pub content: String,
    /// Of `type`, or the relation of a link.
    pub kind: String,
    /// Of `datetime`.
    time: String,
    /// Of an attribute for scripts whose name says that it holds a time.
    data: String,
    /// Of `title`, where that of a time may be one.
    title: String,
    /// True if the classes say that a time is that of a change.
    pub updated: bool,
}

impl HeadAttributes {
    /// Takes an attribute of an element.
    pub fn read(&mut self, element: &[u8], attribute: &[u8], value: &[u8]) {
        if attribute == b"class" {
            let says = |word: &[u8]| value.windows(word.len()).any(|part| part == word);
            self.updated = (says(b"updated") || says(b"modified")) && !says(b"published");
            return;
        }
        let known = match (element, attribute) {
            (b"meta", b"name" | b"property") | (_, b"itemprop") => &mut self.name,
            (_, b"content") | (b"link", b"href") => &mut self.content,
            (b"script", b"type") | (b"link", b"rel") => &mut self.kind,
            (_, b"datetime") | (b"date.issue", b"norm") => &mut self.time,
            (b"time" | b"abbr", b"title") => &mut self.title,
            (_, attribute) if holds_time(attribute) => &mut self.data,
            _ => return,
        };
        if known.is_empty() {
            known.push_str(String::from_utf8_lossy(value).trim());
        }
    }

    /// The time that the element gives, as it is written; empty if it gives none.
    pub fn time(&self) -> &str {
        let values = [&self.time, &self.data, &self.title];
        values
            .into_iter()
            .find(|value| value.contains(|c: char| c.is_ascii_digit()))
            .map_or("", |v| v)
    }
}

/// True if an attribute for scripts is named after the time of publication.
fn holds_time(attribute: &[u8]) -> bool {
    let says = |word: &[u8]| attribute.windows(word.len()).any(|part| part == word);
    attribute.starts_with(b"data-")
        && (says(b"time") || says(b"date") || says(b"publish") || says(b"epoch"))
        && !(says(b"update") || says(b"modif") || says(b"timeout") || says(b"zone"))
}
