//! Times as mails and feeds write them.

use jiff::{Timestamp, fmt::rfc2822};

/// A time in ISO 8601; as it is where it is none of RFC 2822.
pub(crate) fn iso(text: &str) -> String {
    read(text).map_or_else(|| text.to_owned(), |time| time.to_string())
}

/// A time as RFC 2822 has it; the name of the day is not believed.
pub(crate) fn read(text: &str) -> Option<Timestamp> {
    let time = text.split_once(',').map_or(text, |(_, time)| time);
    let time = time.split('(').next()?.trim();
    rfc2822::parse(time).ok().map(|time| time.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_times_of_mails() {
        assert_eq!(iso("Tue, 14 May 2024 10:20:00 +0200"), "2024-05-14T08:20:00Z");
        assert_eq!(iso("Mon, 09 Jun 2024 15:00:00 GMT (x)"), "2024-06-09T15:00:00Z");
        assert_eq!(iso("2024-05-14"), "2024-05-14");
    }
}
