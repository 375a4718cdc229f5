//! The contract, as the server serves it.

use super::{
    SERVICE_NAME, TextAnalysis, service::text_analysis_service_server::TextAnalysisServiceServer,
};
use crate::server::{
    Service,
    contract::Contract,
    transport::method::{CallKind, Method},
};
use tonic::codec::CompressionEncoding;

/// The contract.
pub(crate) const CONTRACT: Contract = Contract {
    name: SERVICE_NAME,
    methods: &METHODS,
    rest: None,
    add: |routes, service, entrance| entrance.add(routes, rpcs(service.clone())),
};

/// Its methods, as the transport is to treat them.
const METHODS: [Method; 4] = [
    Method::new("copydesk.v1.TextAnalysisService/Analyze", CallKind::Single),
    Method::new("copydesk.v1.TextAnalysisService/BatchAnalyze", CallKind::Batch),
    Method::new("copydesk.v1.TextAnalysisService/StreamAnalyze", CallKind::Stream),
    Method::new("copydesk.v1.TextAnalysisService/GetCapabilities", CallKind::Question),
];

/// The RPCs, which speak zstd and gzip: messages come without, but tonic tells what is spoken.
fn rpcs(service: Service) -> TextAnalysisServiceServer<TextAnalysis> {
    let message_bytes = service.limits().message_bytes();
    let rpcs = TextAnalysisServiceServer::new(TextAnalysis::new(service));
    let rpcs = rpcs.max_decoding_message_size(message_bytes);
    [CompressionEncoding::Zstd, CompressionEncoding::Gzip]
        .into_iter()
        .fold(rpcs, |rpcs, encoding| rpcs.accept_compressed(encoding))
}
