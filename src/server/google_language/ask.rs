//! What a request asks for, of either version: its text, and what is wanted of it.

use crate::{
    document::{Document, Format, Wanted, WantedCleaning, WantedEntities, WantedSentiment},
    engine::Prepared,
    server::{Limits, faults::Faults},
    text::Encoding,
};
use tonic::Status;

/// The numbers of forms of texts, which both versions share.
const PLAIN_TEXT: i32 = 1;
const HTML: i32 = 2;

/// What is wanted of a text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Features {
    /// Who and what it mentions.
    pub(super) entities: bool,
    /// Its tone, and that of its sentences.
    pub(super) tone: bool,
    /// The tone towards what it mentions, which is then wanted too.
    pub(super) tone_towards: bool,
}

impl Features {
    /// The entities alone.
    pub(super) const ENTITIES: Self = Self { entities: true, tone: false, tone_towards: false };
    /// The tone alone.
    pub(super) const TONE: Self = Self { entities: false, tone: true, tone_towards: false };
    /// The entities, with the tone towards each.
    pub(super) const TONE_TOWARDS: Self = Self { entities: true, tone: false, tone_towards: true };

    /// Tells whether nothing at all is wanted.
    const fn is_empty(self) -> bool {
        !(self.entities || self.tone || self.tone_towards)
    }
}

/// Where a text is.
#[derive(Debug, Default)]
pub(super) enum Source {
    /// It was not said.
    #[default]
    Missing,
    /// In the request.
    Here(String),
    /// In Google's store.
    Store,
}

/// A text as both versions send it.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// The number of its form.
    pub(super) form: i32,
    pub(super) source: Source,
    /// A tag, or nothing.
    pub(super) language: String,
}

/// A request.
#[derive(Debug)]
pub(super) struct Ask {
    pub(super) text: Text,
    /// The name of the field that tells the language.
    pub(super) language_field: &'static str,
    /// The number of the unit of offsets.
    pub(super) encoding: i32,
    pub(super) features: Features,
    /// The names of features that are asked for and that nobody here has.
    pub(super) not_offered: Vec<&'static str>,
}

/// A request that was read.
pub(super) struct Reading {
    /// The text; or all that is wrong with the request.
    pub(super) document: Result<Document, Status>,
    pub(super) prepared: Prepared,
    /// The unit of offsets; `None`: none are wanted.
    pub(super) encoding: Option<Encoding>,
}

impl Ask {
    /// Reads the request.
    pub(super) fn read(self, limits: &Limits) -> Reading {
        let Self { text, language_field, encoding, features, not_offered } = self;
        let mut faults = Faults::default();
        for name in &not_offered {
            faults.refuse(format!("features.{name}"), "is not offered here");
        }
        if features.is_empty() && not_offered.is_empty() {
            faults.refuse("features", "must name one at least");
        }
        let encoding = faults.unit(encoding);
        let Text { form, source, language } = text;
        let format = faults.form(form);
        let content = faults.source(source, limits.content_bytes as usize);
        let language = faults.language(format!("document.{language_field}"), language);
        let document = Document { content, format, language, ..Document::default() };
        let prepared = Prepared::new(wanted(features, format));
        Reading { document: faults.finish(document, limits), prepared, encoding }
    }
}

/// What is wanted of the pipeline. Entities always are: a text has the same tone whatever else is asked
/// for. Quotations never are: nothing here could tell of them.
fn wanted(features: Features, format: Option<Format>) -> Wanted {
    let Features { entities, tone, tone_towards } = features;
    let values = entities || tone_towards;
    Wanted {
        // A text is taken as it is, so that all of it is answered; of a page only its article is text.
        cleaning: (format == Some(Format::Html)).then(WantedCleaning::default),
        entities: Some(WantedEntities { values, ..WantedEntities::default() }),
        sentiment: (tone || tone_towards).then(WantedSentiment::default),
        ..Wanted::default()
    }
}

impl Faults {
    /// The unit of offsets; `None`: none are wanted.
    fn unit(&mut self, number: i32) -> Option<Encoding> {
        match number {
            0 => None,
            1 => Some(Encoding::Utf8),
            2 => Some(Encoding::Utf16),
            3 => Some(Encoding::Utf32),
            _ => {
                self.refuse_unknown("encoding_type", number);
                None
            }
        }
    }

    fn form(&mut self, number: i32) -> Option<Format> {
        match number {
            PLAIN_TEXT => Some(Format::PlainText),
            HTML => Some(Format::Html),
            0 => {
                self.refuse("document.type", "must be PLAIN_TEXT or HTML");
                None
            }
            _ => {
                self.refuse_unknown("document.type", number);
                None
            }
        }
    }

    fn source(&mut self, source: Source, limit: usize) -> String {
        match source {
            Source::Here(content) => {
                self.content("document.content".to_owned(), &content, limit);
                return content;
            }
            Source::Missing => self.refuse("document.content", "must be given"),
            Source::Store => {
                let description =
                    "cannot be read from Google Cloud Storage: send the text in content";
                self.refuse("document.gcs_content_uri", description);
            }
        }
        String::new()
    }
}
