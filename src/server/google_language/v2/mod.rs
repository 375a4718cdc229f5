//! Version 2 of Google's contract: the only place that knows the types generated from it.

mod ask;
mod contract;
mod rpc;
mod write;

pub(super) use contract::CONTRACT;

/// The messages and the client generated from `proto-google/google/cloud/language/v2/language_service.proto`.
#[allow(missing_docs)]
pub mod pb {
    tonic::include_proto!("google.cloud.language.v2");
}

/// The server generated from it.
mod service {
    include!(concat!(env!("OUT_DIR"), "/google.cloud.language.v2.LanguageService.rs"));
}
