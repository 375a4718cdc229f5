//! Reads a document.

use crate::{
    document::{Document, Format},
    server::{Limits, copydesk_v1::pb, faults::Faults},
};
use jiff::{
    Timestamp,
    tz::{TimeZone, TimeZoneDatabase},
};

pub(super) const MAX_ID_BYTES: usize = 256;
const MAX_TITLE_BYTES: usize = 4_096;

impl Faults {
    /// Checks the documents of a batch together.
    pub(super) fn batch(&mut self, documents: &[pb::Document], limits: &Limits) {
        let (count, most) = (documents.len(), limits.batch_documents as usize);
        let bytes: usize = documents.iter().map(|document| document.content.len()).sum();
        let most_bytes = limits.batch_bytes as usize;
        if !(1..=most).contains(&count) {
            self.refuse("documents", format!("must have 1 to {most} entries, has {count}"));
        }
        if bytes > most_bytes {
            let most = format!("must have at most {most_bytes} bytes of content together");
            self.refuse("documents", format!("{most}, has {bytes}"));
        }
    }

    pub(super) fn document(
        &mut self,
        path: &str,
        document: pb::Document,
        limits: &Limits,
    ) -> Document {
        let pb::Document {
            id,
            content,
            format,
            title,
            source_uri,
            language_code,
            publish_time,
            time_zone,
        } = document;
        self.at_most(format!("{path}.id"), &id, MAX_ID_BYTES);
        self.at_most(format!("{path}.title"), &title, MAX_TITLE_BYTES);
        self.at_most(format!("{path}.source_uri"), &source_uri, MAX_TITLE_BYTES);
        self.content(format!("{path}.content"), &content, limits.content_bytes as usize);
        // In the order in which faults are told.
        Document {
            id,
            language: self.language(format!("{path}.language_code"), language_code),
            time_zone: self.time_zone(path, &time_zone),
            format: self.format(path, format),
            title,
            source: source_uri,
            published: publish_time.and_then(|time| self.time(path, time)),
            content,
        }
    }

    fn format(&mut self, path: &str, number: i32) -> Option<Format> {
        match pb::ContentFormat::try_from(number) {
            Ok(pb::ContentFormat::Unspecified) => None,
            Ok(pb::ContentFormat::PlainText) => Some(Format::PlainText),
            Ok(pb::ContentFormat::Html) => Some(Format::Html),
            Err(_) => {
                self.refuse_unknown(format!("{path}.format"), number);
                None
            }
        }
    }

    fn time(&mut self, path: &str, time: prost_types::Timestamp) -> Option<Timestamp> {
        let in_range = (0..1_000_000_000).contains(&time.nanos);
        let time = Timestamp::new(time.seconds, time.nanos).ok().filter(|_| in_range);
        if time.is_none() {
            let description = "must lie between the years 1 and 9999, with 0 to 999999999 nanos";
            self.refuse(format!("{path}.publish_time"), description);
        }
        time
    }

    fn time_zone(&mut self, path: &str, name: &str) -> Option<TimeZone> {
        // The system's own database has names of its own, such as "localtime".
        let zone = (!name.is_empty()).then(|| TimeZoneDatabase::bundled().get(name).ok())?;
        let zone = zone.filter(|_| !is_placeholder(name));
        if zone.is_none() {
            self.refuse(format!("{path}.time_zone"), "must be the IANA name of a time zone");
        }
        zone
    }
}

/// Tells whether a name is that of a zone which says that the zone is not known.
fn is_placeholder(name: &str) -> bool {
    ["Factory", "Etc/Unknown"].iter().any(|placeholder| placeholder.eq_ignore_ascii_case(name))
}
