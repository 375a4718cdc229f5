//! Health, by the protocol that Kubernetes, Envoy and gRPC clients ask it.

use super::error_details::add_details;
use std::sync::Arc;
use tonic::service::{LayerExt, Routes};
use tonic_health::{
    ServingStatus,
    server::{HealthReporter, health_reporter},
};
use tower::util::MapResponseLayer;

/// The name under which all services together are asked for.
const ALL: &str = "";
/// The name under which it is asked whether to kill the server: not because it takes no calls any
/// more.
pub const LIVENESS_NAME: &str = "copydesk.liveness";

/// The largest message that is read where nothing weighs it [bytes].
pub(crate) const SMALL_MESSAGE: usize = 4096;

/// The health that the server tells of. Clones share it.
#[derive(Clone)]
pub struct Health {
    /// The names of services that can be asked for one by one.
    services: Arc<[&'static str]>,
    reporter: HealthReporter,
    routes: Routes,
}

impl Health {
    /// The health of a server that lives, but takes no calls yet.
    pub async fn starting(services: Vec<&'static str>) -> Self {
        let (reporter, service) = health_reporter();
        let detailed = MapResponseLayer::new(|response| add_details(response, SMALL_MESSAGE));
        let service = service.max_decoding_message_size(SMALL_MESSAGE);
        let routes = Routes::new(detailed.named_layer(service));
        let health = Self { services: services.into(), reporter, routes };
        health.report(ServingStatus::NotServing).await;
        health.reporter.set_service_status(LIVENESS_NAME, ServingStatus::Serving).await;
        health
    }

    /// The service that answers those who ask.
    pub fn routes(&self) -> Routes {
        self.routes.clone()
    }

    /// Tells that the server takes calls.
    pub(crate) async fn serving(&self) {
        self.report(ServingStatus::Serving).await;
    }

    /// Tells that the server takes no calls any more.
    pub(crate) async fn draining(&self) {
        self.report(ServingStatus::NotServing).await;
    }

    /// Tells whether the server is to be killed, or not any more.
    pub(crate) async fn alive(&self, alive: bool) {
        let status = if alive { ServingStatus::Serving } else { ServingStatus::NotServing };
        self.reporter.set_service_status(LIVENESS_NAME, status).await;
    }

    /// Says no more, which ends the calls that watch it: they would last the whole grace period.
    pub(crate) async fn end(&mut self) {
        for name in [&self.names()[..], &[LIVENESS_NAME]].concat() {
            self.reporter.clear_service_status(name).await;
        }
    }

    async fn report(&self, status: ServingStatus) {
        for name in self.names() {
            self.reporter.set_service_status(name, status).await;
        }
    }

    fn names(&self) -> Vec<&'static str> {
        [&[ALL], &self.services[..]].concat()
    }
}
