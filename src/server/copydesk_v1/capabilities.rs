//! The answer to `GetCapabilities`.

use super::{names, pb};
use crate::{engine::Capability, server::Limits};

/// Tells what methods there are, and what a request may hold.
pub(super) fn write(methods: &[Capability], limits: &Limits) -> pb::GetCapabilitiesResponse {
    pb::GetCapabilitiesResponse {
        stages: methods.iter().map(stage).collect(),
        limits: Some(pb::Limits {
            max_content_bytes: limits.content_bytes,
            max_batch_documents: limits.batch_documents,
            max_batch_bytes: limits.batch_bytes,
            max_stream_in_flight: limits.stream_in_flight,
        }),
        build_version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

fn stage(method: &Capability) -> pb::StageCapability {
    let types = method.entity_types.iter().map(|&kind| names::entity_type(kind).into());
    pb::StageCapability {
        stage: names::stage(method.stage).into(),
        language_codes: vec![method.language.to_owned()],
        model_version: method.model.to_owned(),
        entity_types: types.collect(),
    }
}
