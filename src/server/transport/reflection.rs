//! Reflection: callers ask for the contract.

use super::{
    auth::authenticate::Authenticate, error_details::add_details, health::SMALL_MESSAGE,
    middleware::MiddlewareLayer,
};
use anyhow::{Context, Result};
use tonic::service::{LayerExt, Routes};
use tonic_reflection::server::Builder;
use tower::util::MapResponseLayer;

/// Adds reflection, which lists these services of the contracts and health, and knows the messages of error details for
/// clients that print them.
///
/// # Errors
/// When the contracts, an encoded `FileDescriptorSet`, is none.
pub(crate) fn add_reflection(
    routes: Routes,
    contracts: &'static [u8],
    services: &[&str],
    authenticate: &MiddlewareLayer<Authenticate>,
) -> Result<Routes> {
    let builder = || {
        let builder = Builder::configure();
        let named = [services, &[tonic_health::pb::health_server::SERVICE_NAME]].concat();
        let builder = named.into_iter().fold(builder, Builder::with_service_name);
        builder
            .register_encoded_file_descriptor_set(contracts)
            .register_encoded_file_descriptor_set(tonic_types::pb::FILE_DESCRIPTOR_SET)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
    };
    let broken = "the embedded contract is broken";
    let v1 = builder().build_v1().context(broken)?;
    let v1 = v1.max_decoding_message_size(SMALL_MESSAGE);
    let v1alpha = builder().build_v1alpha().context(broken)?;
    let v1alpha = v1alpha.max_decoding_message_size(SMALL_MESSAGE);
    let detailed = MapResponseLayer::new(|response| add_details(response, SMALL_MESSAGE));
    Ok(routes
        .add_service(authenticate.named_layer(detailed.named_layer(v1)))
        .add_service(authenticate.named_layer(detailed.named_layer(v1alpha))))
}
