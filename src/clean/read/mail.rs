//! Mails: the lines of the header tell about the article, the rest is the article.

use super::{PageMetadata, Transcript, time};
use crate::text::{Span, lines};
use std::collections::HashMap;

/// Fields of which a mail has some.
const KNOWN: [&str; 10] = [
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "received",
    "return-path",
    "content-type",
    "mime-version",
    "reply-to",
];

/// The fewest known fields of a mail.
const FEWEST: usize = 3;

/// A mail.
pub(super) struct Mail {
    /// What its header says.
    pub metadata: PageMetadata,
    /// Its text.
    pub body: Transcript,
    /// True if the text is HTML.
    pub html: bool,
}

impl Mail {
    /// Reads `content` as a mail; `None` if it is none.
    pub fn open(content: &str) -> Option<Self> {
        let (fields, end) = fields(content, 0)?;
        let known = KNOWN.iter().filter(|&&name| fields.contains_key(name)).count();
        let addressed = fields.get("from").is_some_and(|from| from.contains('@'));
        if known < FEWEST || !addressed && !fields.contains_key("message-id") {
            return None;
        }
        let metadata = PageMetadata {
            title: fields.get("subject").map(|subject| decoded(subject)).unwrap_or_default(),
            published: fields.get("date").and_then(|date| time::read(date)),
            ..PageMetadata::default()
        };
        let (fields, body) = part(content, fields, Span::new(end, content.len()));
        let says = |name: &str, value: &str| {
            fields.get(name).is_some_and(|said| said.to_ascii_lowercase().starts_with(value))
        };
        let body = if says("content-transfer-encoding", "quoted-printable") {
            printable(content, body)
        } else {
            let mut transcript = Transcript::default();
            transcript.keep(content, body);
            transcript
        };
        Some(Self { metadata, body, html: says("content-type", "text/html") })
    }
}

/// The value of a field whose words may be encoded (RFC 2047); empty where they can't be read.
fn decoded(value: &str) -> String {
    let header = format!("Subject: {value}");
    mailparse::parse_header(header.as_bytes())
        .map(|(field, _)| field.get_value())
        .unwrap_or_default()
}

/// The fields of a header by their names in lower case, and where it ends.
fn fields(content: &str, start: usize) -> Option<(HashMap<String, String>, usize)> {
    let mut fields: HashMap<String, String> = HashMap::new();
    let mut name = String::new();
    for line in lines(content.get(start..)?).map(|line| line.shifted(start)) {
        let text = line.of(content);
        if text.trim().is_empty() {
            if fields.is_empty() {
                continue;
            }
            return Some((fields, line.end));
        }
        if text.starts_with([' ', '\t']) && !name.is_empty() {
            fields.entry(name.clone()).or_default().push_str(&format!(" {}", text.trim()));
            continue;
        }
        let (field, value) = text.split_once(':')?;
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if field.is_empty() || !field.chars().all(is_name) {
            return None;
        }
        name = field.to_ascii_lowercase();
        fields.entry(name.clone()).or_insert_with(|| value.trim().to_owned());
    }
    None
}

/// The first part of a mail of several, and its own fields; the whole of any other mail.
fn part(
    content: &str,
    fields: HashMap<String, String>,
    body: Span,
) -> (HashMap<String, String>, Span) {
    let boundary = fields.get("content-type").and_then(|kind| {
        let (_, after) = kind.split_once("boundary=")?;
        after.trim_matches('"').split(['"', ';']).next()
    });
    let Some(boundary) = boundary.map(|boundary| format!("--{boundary}")) else {
        return (fields, body);
    };
    let found = body.of(content).find(&boundary);
    let inner = found.and_then(|at| {
        let (start, rest) = (at + boundary.len(), body.of(content));
        let start = body.start + start + rest.get(start..)?.find('\n')? + 1;
        let (fields, start) = self::fields(content, start)?;
        let end = content.get(start..)?.find(&boundary).map_or(content.len(), |end| start + end);
        Some((fields, Span::new(start, end)))
    });
    inner.unwrap_or((fields, body))
}

/// A text in quoted-printable (RFC 2045): bytes as "=E2", and lines broken by a last "=".
fn printable(content: &str, body: Span) -> Transcript {
    let mut transcript = Transcript::default();
    let mut rest = body;
    while let Some(at) = rest.of(content).find('=') {
        let (before, after) = rest.split(at);
        transcript.keep(content, before);
        let text = after.of(content);
        let broken = ["=\r\n", "=\n"].into_iter().find(|end| text.starts_with(end));
        let (length, decoded) = match broken {
            Some(end) => (end.len(), String::new()),
            None => octets(text),
        };
        let (written, after) = after.split(length);
        transcript.put(written, &decoded);
        rest = after;
    }
    transcript.keep(content, rest);
    transcript
}

/// The character that a text starts with as bytes in quoted-printable, and how long it is there.
fn octets(text: &str) -> (usize, String) {
    let octet = |at: usize| {
        let digits = text.get(at * 3..at * 3 + 3)?.strip_prefix('=')?;
        u8::from_str_radix(digits, 16).ok()
    };
    let bytes: Vec<u8> = (0..4).map_while(octet).collect();
    for length in 1..=bytes.len() {
        if let Ok(character) = std::str::from_utf8(&bytes[..length]) {
            return (length * 3, character.to_owned());
        }
    }
    match bytes.first() {
        Some(&byte) => (3, char::from(byte).to_string()),
        None => (1, "=".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "From: Desk <desk@wire.example>\nSubject: Rain\nDate: Wed, 6 Mar 2024 08:11:49 +0000\n\
                          X-Long: a\n b\n";

    #[test]
    fn the_header_is_no_text() {
        let content = format!("{HEADER}\nIt rained.\n");
        let mail = Mail::open(&content).expect("a mail");
        assert_eq!(mail.body.text(), "It rained.\n");
        assert_eq!(mail.metadata.title, "Rain");
        assert!(mail.metadata.published.is_some());
    }

    #[test]
    fn a_subject_may_be_encoded() {
        for (subject, title) in [
            ("=?UTF-8?Q?Zo=C3=AB_is_back?=", "Zoë is back"),
            ("=?utf-8?B?UmVnZW4gw7xiZXIgS8O2bG4=?=", "Regen über Köln"),
            ("Rain =?iso-8859-1?Q?=FCber?= all", "Rain über all"),
        ] {
            let content = HEADER.replace("Subject: Rain", &format!("Subject: {subject}"));
            let mail = Mail::open(&format!("{content}\nIt rained.\n")).expect("a mail");
            assert_eq!(mail.metadata.title, title);
        }
    }

    #[test]
    fn a_text_is_no_mail() {
        assert!(Mail::open("Rain: it fell.\n\nSubject: matter\nDate: today\n").is_none());
        assert!(Mail::open("Date: today\nSubject: rain\nTo: all\n\nIt rained.").is_none());
    }

    #[test]
    fn reads_quoted_printable() {
        let content =
            format!("{HEADER}Content-Transfer-Encoding: quoted-printable\n\nZo=C3=AB =3D ra=\nin");
        let mail = Mail::open(&content).expect("a mail");
        assert_eq!(mail.body.text(), "Zoë = rain");
    }

    #[test]
    fn reads_the_first_part_of_several() {
        let content = format!(
            "{HEADER}Content-Type: multipart/alternative; boundary=\"x\"\n\n--x\n\
             Content-Type: text/plain\n\nIt rained.\n--x\nContent-Type: text/html\n\n<p>It\n--x--\n"
        );
        let mail = Mail::open(&content).expect("a mail");
        assert_eq!(mail.body.text(), "It rained.\n");
        assert!(!mail.html);
    }
}
