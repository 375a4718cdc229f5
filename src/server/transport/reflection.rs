//! Reflection: callers ask for the contract.

use super::{
    auth::authenticate::Authenticate, error_details::add_details, health::SMALL_MESSAGE,
    middleware::MiddlewareLayer,
};
use anyhow::{Context, Result};
use tonic::service::{LayerExt, Routes};
use tonic_health::pb::health_server::SERVICE_NAME as HEALTH;
use tonic_reflection::{
    pb::{v1::server_reflection_server as v1, v1alpha::server_reflection_server as v1alpha},
    server::Builder,
};
use tower::util::MapResponseLayer;

/// Adds reflection, which lists these services of the contracts, and health; it knows the messages of error
/// details too, for clients that print them.
///
/// # Errors
/// When the contracts are no encoded `FileDescriptorSet`.
pub(crate) fn add_reflection(
    routes: Routes,
    contracts: &'static [u8],
    services: &[&str],
    authenticate: &MiddlewareLayer<Authenticate>,
) -> Result<Routes> {
    let builder = |own: &'static str| {
        let named = [services, &[HEALTH, own]].concat();
        named
            .into_iter()
            .fold(Builder::configure(), Builder::with_service_name)
            .register_encoded_file_descriptor_set(contracts)
            .register_encoded_file_descriptor_set(tonic_types::pb::FILE_DESCRIPTOR_SET)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
    };
    let broken = "the embedded contract is broken";
    let answers = builder(v1::SERVICE_NAME).build_v1().context(broken)?;
    let answers = answers.max_decoding_message_size(SMALL_MESSAGE);
    let answers_alpha = builder(v1alpha::SERVICE_NAME).build_v1alpha().context(broken)?;
    let answers_alpha = answers_alpha.max_decoding_message_size(SMALL_MESSAGE);
    let detailed = MapResponseLayer::new(|response| add_details(response, SMALL_MESSAGE));
    Ok(routes
        .add_service(authenticate.named_layer(detailed.named_layer(answers)))
        .add_service(authenticate.named_layer(detailed.named_layer(answers_alpha))))
}
