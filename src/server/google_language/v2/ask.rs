//! Requests of version 2 as what they ask for.

use super::pb;
use crate::server::google_language::ask::{Ask, Features, Source, Text};

/// What a request asks for that has these features.
pub(super) fn ask(document: Option<pb::Document>, encoding_type: i32, features: Features) -> Ask {
    Ask {
        text: document.map(text).unwrap_or_default(),
        language_field: "language_code",
        encoding: encoding_type,
        features,
        not_offered: Vec::new(),
    }
}

fn text(document: pb::Document) -> Text {
    let pb::Document { r#type, source, language_code } = document;
    let source = match source {
        None => Source::Missing,
        Some(pb::document::Source::Content(content)) => Source::Here(content),
        Some(pb::document::Source::GcsContentUri(_)) => Source::Store,
    };
    Text { form: r#type, source, language: language_code }
}

/// What a request asks for that names its features. This version has none for the tone towards entities:
/// where both are asked for, it is there and is told.
pub(super) fn annotate(request: pb::AnnotateTextRequest) -> Ask {
    let pb::AnnotateTextRequest { document, features, encoding_type } = request;
    let named = features.unwrap_or_default();
    let (entities, tone) = (named.extract_entities, named.extract_document_sentiment);
    let features = Features { entities, tone, tone_towards: entities && tone };
    let not_offered =
        [("classify_text", named.classify_text), ("moderate_text", named.moderate_text)];
    let not_offered = not_offered.into_iter().filter_map(|(name, asked)| asked.then_some(name));
    Ask { not_offered: not_offered.collect(), ..ask(document, encoding_type, features) }
}
