//! Health, by the protocol that Kubernetes, Envoy and gRPC clients ask it.

use super::error_details::explain;
use crate::server::copydesk_v1::rpc::SERVICE_NAME;
use tonic::service::{LayerExt, Routes};
use tonic_health::{
    ServingStatus,
    server::{HealthReporter, health_reporter},
};
use tower::util::MapResponseLayer;

/// What health is asked for: whether it has started, and whether it takes calls.
const NAMES: [&str; 2] = ["", SERVICE_NAME];
/// What health is asked for to know whether to kill it: not because it takes no calls any more.
pub const LIVENESS_NAME: &str = "copydesk.liveness";

/// The largest message that is read where nothing weighs it [bytes].
pub(crate) const SMALL_MESSAGE: usize = 4096;

/// What the server says of its health. Clones share it.
#[derive(Clone)]
pub struct Health {
    reporter: HealthReporter,
    routes: Routes,
}

impl Health {
    /// Of a server that lives, but takes no calls yet.
    pub async fn starting() -> Self {
        let (reporter, service) = health_reporter();
        let explained = MapResponseLayer::new(|response| explain(response, SMALL_MESSAGE));
        let service = service.max_decoding_message_size(SMALL_MESSAGE);
        let routes = Routes::new(explained.named_layer(service));
        let health = Self { reporter, routes };
        health.report(ServingStatus::NotServing).await;
        health.reporter.set_service_status(LIVENESS_NAME, ServingStatus::Serving).await;
        health
    }

    /// Where it is asked.
    pub fn routes(&self) -> Routes {
        self.routes.clone()
    }

    /// It takes calls.
    pub(crate) async fn serving(&self) {
        self.report(ServingStatus::Serving).await;
    }

    /// It takes no calls any more.
    pub(crate) async fn draining(&self) {
        self.report(ServingStatus::NotServing).await;
    }

    /// Says no more, which ends the calls that watch it: they would last the whole grace period.
    pub(crate) async fn end(&mut self) {
        for name in NAMES.into_iter().chain([LIVENESS_NAME]) {
            self.reporter.clear_service_status(name).await;
        }
    }

    async fn report(&self, status: ServingStatus) {
        for name in NAMES {
            self.reporter.set_service_status(name, status).await;
        }
    }
}
