//! Times as mails, feeds and front matter write them.

use crate::clean::byline::iso;
use jiff::{Timestamp, fmt::rfc2822};

/// A time as RFC 2822 or ISO 8601 has it. The name of the day is not believed; a date alone and a time
/// without a zone are taken for UTC.
pub(crate) fn read(text: &str) -> Option<Timestamp> {
    let time = text.split_once(',').map_or(text, |(_, time)| time);
    let time = time.split('(').next()?.trim();
    let mail = rfc2822::parse(time).ok().map(|time| time.timestamp());
    mail.or_else(|| iso(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_times() {
        for (text, time) in [
            ("Tue, 14 May 2024 10:20:00 +0200", "2024-05-14T08:20:00Z"),
            ("Mon, 09 Jun 2024 15:00:00 GMT (x)", "2024-06-09T15:00:00Z"),
            ("20240312T091500Z", "2024-03-12T09:15:00Z"),
            ("2024-05-14", "2024-05-14T00:00:00Z"),
        ] {
            assert_eq!(read(text).map(|time| time.to_string()).as_deref(), Some(time), "{text}");
        }
        assert_eq!(read("Ada Brook, Vienna"), None);
    }
}
