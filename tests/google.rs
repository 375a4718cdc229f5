//! Google's contracts, v1 and v2: what they answer, and how they refuse.

#![allow(clippy::unwrap_used)] // A failure is a failure.

mod support;

#[path = "google/errors.rs"]
mod errors;
#[path = "google/mapping.rs"]
mod mapping;
#[path = "google/offsets.rs"]
mod offsets;
#[path = "google/surroundings.rs"]
mod surroundings;

use copydesk::server::google_language::{v1, v2};
use support::Server;
use tonic::transport::Channel;

type First = v1::pb::language_service_client::LanguageServiceClient<Channel>;
type Second = v2::pb::language_service_client::LanguageServiceClient<Channel>;

/// Characters of one to four bytes, both kinds of line breaks, and something of many types.
const STORY: &str = "😀 Zoë Lindqvist, the mayor of Bergen, praised the World Bank on 26 April 2024.\r\n\
    \r\nShe said the 𝔘ltra line would cost Norway $5 million — 12 percent more 🎉 than planned.\n\
    “A terrible disaster,” Per Dahl said in Bergen.\r\n";

/// The same words as a page, with furniture around them and markup inside.
const PAGE: &str = "<html><head><title>x</title></head><body><nav><a href=\"/\">Home</a> \
    <a href=\"/s\">Sport</a></nav><article><h1>Mayor of Bergen praises Halvorsen</h1>\
    <p>😀 Zoë Lindqvist, the mayor of <b>Bergen</b>, praised Halvorsen Ltd on Monday, and said &amp; \
    repeated that the new line would carry all the people of the valley to their work.</p>\
    <p>Per Dahl called it a terrible disaster for Norway, and asked who would ever pay for it once \
    the money of the state was spent and the last of the builders had gone home.</p></article>\
    <footer>Copyright 2024 Example Media</footer></body></html>";

/// The numbers of forms and units, which both versions share.
const PLAIN_TEXT: i32 = 1;
const HTML: i32 = 2;
const UNITS: [i32; 4] = [0, 1, 2, 3];

async fn clients(server: &Server) -> (First, Second) {
    let channel = server.channel().await;
    (First::new(channel.clone()), Second::new(channel))
}

/// A document of version 1, and the same of version 2.
fn documents(form: i32, content: &str) -> (Option<v1::pb::Document>, Option<v2::pb::Document>) {
    let first = v1::pb::Document {
        r#type: form,
        source: Some(v1::pb::document::Source::Content(content.to_owned())),
        ..v1::pb::Document::default()
    };
    let second = v2::pb::Document {
        r#type: form,
        source: Some(v2::pb::document::Source::Content(content.to_owned())),
        ..v2::pb::Document::default()
    };
    (Some(first), Some(second))
}

/// Requests for everything that each version can tell.
fn everything(
    form: i32,
    content: &str,
    encoding_type: i32,
) -> (v1::pb::AnnotateTextRequest, v2::pb::AnnotateTextRequest) {
    let (first, second) = documents(form, content);
    let features = v1::pb::annotate_text_request::Features {
        extract_entities: true,
        extract_document_sentiment: true,
        extract_entity_sentiment: true,
        ..Default::default()
    };
    let first =
        v1::pb::AnnotateTextRequest { document: first, features: Some(features), encoding_type };
    let features = v2::pb::annotate_text_request::Features {
        extract_entities: true,
        extract_document_sentiment: true,
        ..Default::default()
    };
    let second =
        v2::pb::AnnotateTextRequest { document: second, features: Some(features), encoding_type };
    (first, second)
}
