//! The contract of version 1, as the server serves it.

use super::service::language_service_server::{LanguageServiceServer, SERVICE_NAME};
use crate::server::{
    Service,
    contract::Contract,
    google_language::facade::Facade,
    transport::method::{CallKind, Method},
};
use tonic::codec::CompressionEncoding;

/// The contract.
pub(crate) const CONTRACT: Contract = Contract {
    name: SERVICE_NAME,
    methods: &METHODS,
    rest: Some("/v1/documents"),
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

/// The RPCs, which speak what ours speak.
fn rpcs(service: Service) -> LanguageServiceServer<Facade> {
    let message_bytes = service.limits().message_bytes();
    let rpcs = LanguageServiceServer::new(Facade::new(service));
    let rpcs = rpcs.max_decoding_message_size(message_bytes);
    [CompressionEncoding::Zstd, CompressionEncoding::Gzip]
        .into_iter()
        .fold(rpcs, |rpcs, encoding| rpcs.accept_compressed(encoding))
}
