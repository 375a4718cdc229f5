//! Requests of version 1 as what they ask for.

use super::pb;
use crate::server::google_language::ask::{Ask, Features, Source, Text};

/// The field that tells the language of a text.
pub(super) const LANGUAGE_FIELD: &str = "language";

/// What a request asks for that has these features.
pub(super) fn ask(document: Option<pb::Document>, encoding_type: i32, features: Features) -> Ask {
    Ask {
        text: document.map(text).unwrap_or_default(),
        language_field: LANGUAGE_FIELD,
        encoding: encoding_type,
        features,
        not_offered: Vec::new(),
    }
}

fn text(document: pb::Document) -> Text {
    let pb::Document { r#type, source, language } = document;
    let source = match source {
        None => Source::Missing,
        Some(pb::document::Source::Content(content)) => Source::Here(content),
        Some(pb::document::Source::GcsContentUri(_)) => Source::Store,
    };
    Text { form: r#type, source, language }
}

/// What a request asks for that names its features.
pub(super) fn annotate(request: pb::AnnotateTextRequest) -> Ask {
    let pb::AnnotateTextRequest { document, features, encoding_type } = request;
    let named = features.unwrap_or_default();
    let features = Features {
        entities: named.extract_entities,
        tone: named.extract_document_sentiment,
        tone_towards: named.extract_entity_sentiment,
    };
    let not_offered = [
        ("extract_syntax", named.extract_syntax),
        ("classify_text", named.classify_text),
        ("moderate_text", named.moderate_text),
    ];
    let not_offered = not_offered.into_iter().filter_map(|(name, asked)| asked.then_some(name));
    Ask { not_offered: not_offered.collect(), ..ask(document, encoding_type, features) }
}
