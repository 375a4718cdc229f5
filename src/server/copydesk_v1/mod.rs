//! The contract `copydesk.v1` over gRPC: the only place, with the command line, that knows the types
//! generated from it.

mod batch;
mod capabilities;
mod contract;
mod conversation;
pub mod json;
mod names;
mod read;
mod rpc;
mod stream;
mod text_analysis;
mod write;

pub(super) use contract::CONTRACT;
pub use text_analysis::TextAnalysis;

/// The messages and the client generated from `proto/copydesk/v1/analysis.proto`.
#[allow(missing_docs, clippy::large_enum_variant)]
pub mod pb {
    tonic::include_proto!("copydesk.v1");
}

/// The server generated from it.
mod service {
    include!(concat!(env!("OUT_DIR"), "/copydesk.v1.TextAnalysisService.rs"));
}

/// The name under which health is asked for and reflection lists the service.
pub const SERVICE_NAME: &str = service::text_analysis_service_server::SERVICE_NAME;
