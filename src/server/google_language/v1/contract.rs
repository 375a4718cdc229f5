//! The contract of version 1, as the server serves it.

use super::service::language_service_server::{LanguageServiceServer, SERVICE_NAME};
use crate::server::{
    Service,
    contract::Contract,
    google_language::facade::Facade,
    transport::{
        method::{CallKind, Method},
        web::RestPath,
    },
};
use tonic::codec::CompressionEncoding;

/// The contract.
pub(crate) const CONTRACT: Contract = Contract {
    name: SERVICE_NAME,
    methods: &METHODS,
    rest: &REST,
    add: |routes, service, entrance| entrance.add(routes, rpcs(service.clone())),
};

/// Its methods, as the transport is to treat them; those that are not offered cost a client nothing.
const METHODS: [Method; 7] = [
    Method::new("google.cloud.language.v1.LanguageService/AnalyzeSentiment", CallKind::Single),
    Method::new("google.cloud.language.v1.LanguageService/AnalyzeEntities", CallKind::Single),
    Method::new(
        "google.cloud.language.v1.LanguageService/AnalyzeEntitySentiment",
        CallKind::Single,
    ),
    Method::new("google.cloud.language.v1.LanguageService/AnnotateText", CallKind::Single),
    Method::new("google.cloud.language.v1.LanguageService/AnalyzeSyntax", CallKind::Question),
    Method::new("google.cloud.language.v1.LanguageService/ClassifyText", CallKind::Question),
    Method::new("google.cloud.language.v1.LanguageService/ModerateText", CallKind::Question),
];

/// Their paths in Google's REST.
const REST: [RestPath; 7] = [
    ("/v1/documents:analyzeSentiment", "google.cloud.language.v1.LanguageService/AnalyzeSentiment"),
    ("/v1/documents:analyzeEntities", "google.cloud.language.v1.LanguageService/AnalyzeEntities"),
    (
        "/v1/documents:analyzeEntitySentiment",
        "google.cloud.language.v1.LanguageService/AnalyzeEntitySentiment",
    ),
    ("/v1/documents:annotateText", "google.cloud.language.v1.LanguageService/AnnotateText"),
    ("/v1/documents:analyzeSyntax", "google.cloud.language.v1.LanguageService/AnalyzeSyntax"),
    ("/v1/documents:classifyText", "google.cloud.language.v1.LanguageService/ClassifyText"),
    ("/v1/documents:moderateText", "google.cloud.language.v1.LanguageService/ModerateText"),
];

/// The RPCs, which speak what ours speak.
fn rpcs(service: Service) -> LanguageServiceServer<Facade> {
    let message_bytes = service.limits().message_bytes();
    let rpcs = LanguageServiceServer::new(Facade::new(service));
    let rpcs = rpcs.max_decoding_message_size(message_bytes);
    [CompressionEncoding::Zstd, CompressionEncoding::Gzip]
        .into_iter()
        .fold(rpcs, |rpcs, encoding| rpcs.accept_compressed(encoding))
}
